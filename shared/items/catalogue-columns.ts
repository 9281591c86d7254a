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
] as const
export type ImportField = (typeof importFields)[number]

/** Headers as lists of the trade spell them, letters and digits only. A bare `id` is a row number of somebody's database, not a code. */
const headers: Readonly<Record<Exclude<ImportField, 'ignore'>, readonly string[]>> = {
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
  category: ['category', 'group', 'groupname', 'itemgroup', 'therapeuticgroup', 'type', 'class', 'segment'],
}
const byHeader = new Map(
  Object.entries(headers).flatMap(([field, names]) => names.map((name) => [name, field as ImportField] as const)),
)
const plainHeader = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/** The field a header names; 'ignore' when it names none. */
export const fieldOfHeader = (header: string): ImportField => byHeader.get(plainHeader(header)) ?? 'ignore'

/** A mapping guessed from the headers; the first column that names a field has it. */
export function guessMapping(columns: readonly string[]): ImportField[] {
  const taken = new Set<ImportField>()
  return columns.map((header) => {
    const field = fieldOfHeader(header)
    if (field === 'ignore' || taken.has(field)) return 'ignore'
    taken.add(field)
    return field
  })
}

/**
 * Where the header stands in the first rows (titles and blank lines may stand above it): the first row that names two fields or a name
 * column, else the first row when it holds no number. -1 when there is none.
 */
export function findHeader(rows: readonly (readonly string[])[]): number {
  const named = rows.findIndex((row) => {
    const fields = row.map(fieldOfHeader).filter((field) => field !== 'ignore')
    return fields.length >= 2 || (fields.length === 1 && fields[0] === 'name' && row.length === 1)
  })
  if (named >= 0) return named
  const first = rows[0]
  return first && first.length > 1 && first.every((cell) => cell.trim() !== '' && !/^[₹\s]*[\d.,]+%?$/.test(cell.trim())) ? 0 : -1
}

const delimiters = [',', '\t', ';', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/** The delimiter that cuts the first lines into the same number (more than one) of columns most often; a comma when none does. */
export function guessDelimiter(sample: string): Delimiter {
  const lines = sample
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20)
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => columnsIn(line, delimiter))
    const commonest = [...new Set(counts)]
      .filter((n) => n > 1)
      .map((n) => counts.filter((other) => other === n).length * 100 + Math.min(n, 50))
    const score = Math.max(0, ...commonest)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

function columnsIn(line: string, delimiter: string): number {
  let columns = 1
  let quoted = false
  for (const char of line) {
    if (char === '"') quoted = !quoted
    else if (char === delimiter && !quoted) columns += 1
  }
  return columns
}
