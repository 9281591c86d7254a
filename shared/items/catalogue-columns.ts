import { guessColumns, type Heads } from '../company/list-columns.ts'

/** What a column of a catalogue file is; the mapping goes by these names, column by column. */
export const importFields = [
  'ignore',
  'code',
  'name',
  'manufacturer',
  'pack',
  'composition',
  'mrp',
  'ptr',
  'pts',
  'hsn',
  'gst',
  'schedule',
  'barcode',
  'category',
  'weightGrams',
  'weightKg',
] as const
export type ImportField = (typeof importFields)[number]

/** Headers as lists of the trade spell them, letters and digits only. A bare `id` is a row number of somebody's database, not a code. */
export const itemHeads: Heads<ImportField> = {
  code: ['code', 'itemcode', 'productcode', 'drugcode', 'sku', 'materialcode', 'pcode', 'icode'],
  name: [
    'name',
    'itemname',
    'productname',
    'product',
    'item',
    'genericname',
    'medicinename',
    'brandname',
    'brand',
    'description',
    'itemdescription',
    'particulars',
    'drugname',
    'medicine',
  ],
  manufacturer: [
    'manufacturer',
    'mfr',
    'mfg',
    'mfgby',
    'company',
    'companyname',
    'manufacturername',
    'mfac',
    'make',
    'marketedby',
    'mkt',
    'division',
  ],
  pack: ['pack', 'packing', 'packlabel', 'packsize', 'unitsize', 'packsizelabel', 'packaging', 'pkg'],
  composition: [
    'composition',
    'salt',
    'saltcomposition',
    'content',
    'contents',
    'generic',
    'molecule',
    'ingredients',
    'shortcomposition1',
  ],
  mrp: ['mrp', 'mrprs', 'mrpinr', 'price', 'priceinr', 'pricers', 'maximumretailprice', 'maxretailprice', 'mrpperpack'],
  ptr: ['ptr', 'rate', 'ratea', 'salerate', 'pricetoretailer', 'traderate', 'netrate'],
  pts: ['pts', 'rateb', 'purchaserate', 'pricetostockist', 'cost', 'prate'],
  hsn: ['hsn', 'hsncode', 'hsnsac', 'hsnno', 'sac'],
  gst: ['gst', 'gstrate', 'gstpercent', 'gstper', 'tax', 'taxrate', 'taxpercent', 'igst', 'igstrate', 'vat'],
  schedule: ['schedule', 'sch', 'scheduledrug', 'drugschedule', 'scheduletype'],
  barcode: ['barcode', 'ean', 'ean13', 'gtin', 'upc'],
  // a bare `weight` is of nobody knows what unit: a person says it
  weightGrams: ['weightg', 'weightgm', 'weightgms', 'weightgrams', 'weightingrams', 'wtg', 'wtgm'],
  weightKg: ['weightkg', 'weightkgs', 'weightinkg', 'wtkg', 'grossweightkg', 'netweightkg'],
  category: ['category', 'group', 'groupname', 'itemgroup', 'therapeuticgroup', 'type', 'class', 'segment'],
}

/** A mapping guessed from the headers; the first column that names a field has it. */
export const guessMapping = (columns: readonly string[]): ImportField[] => guessColumns(itemHeads, columns)
