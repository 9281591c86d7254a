/** What a column of a supplier's bill file is; a mapping goes by these names, column by column. */
export const billFields = [
  'ignore',
  'supplier',
  'supplier-gstin',
  'bill-number',
  'bill-date',
  'code',
  'barcode',
  'name',
  'manufacturer',
  'pack',
  'batch',
  'expiry',
  'quantity',
  'free',
  'rate',
  'mrp',
  'discount',
  'discount-amount',
  'amount',
  'hsn',
  'gst',
  'cgst',
  'sgst',
  'igst',
  'bill-total',
] as const
export type BillField = (typeof billFields)[number]
/** Without these there is no bill in the file. */
export const neededFields = ['name', 'quantity', 'rate'] as const satisfies readonly BillField[]

/** Headers as billing programs of the trade spell them, letters and digits only; the first spelling found in a row wins. */
const headers: Readonly<Record<Exclude<BillField, 'ignore'>, readonly string[]>> = {
  supplier: ['supplier', 'suppliername', 'party', 'partyname', 'stockist', 'soldby', 'vendor', 'distributor'],
  'supplier-gstin': ['suppliergstin', 'gstin', 'gstinno', 'gstno', 'sellergstin'],
  'bill-number': [
    'billno',
    'billnumber',
    'invoiceno',
    'invno',
    'invoicenumber',
    'invoice',
    'vouno',
    'voucherno',
    'docno',
    'vchno',
  ],
  'bill-date': ['date', 'billdate', 'invoicedate', 'invdate', 'dated', 'voudate', 'docdate'],
  code: ['code', 'itemcode', 'productcode', 'pcode', 'icode', 'prodcode', 'materialcode', 'sku'],
  barcode: ['barcode', 'ean', 'ean13', 'gtin', 'upc'],
  name: [
    'itemname',
    'productname',
    'product',
    'item',
    'name',
    'description',
    'itemdescription',
    'particulars',
    'goods',
    'medicine',
  ],
  manufacturer: ['company', 'mfr', 'mfg', 'mfac', 'manufacturer', 'make', 'companyname', 'division'],
  pack: ['pack', 'packing', 'packsize', 'unitsize', 'pkg', 'unit'],
  batch: ['batch', 'batchno', 'batchnumber', 'lot', 'lotno', 'bno'],
  expiry: ['expiry', 'exp', 'expdate', 'expirydate', 'expiredate', 'expdt', 'bestbefore'],
  quantity: ['qty', 'quantity', 'billedqty', 'billqty', 'saleqty', 'qtybilled', 'nos', 'strips', 'units'],
  free: ['fqty', 'freeqty', 'free', 'freequantity', 'schqty', 'schemeqty', 'bonus', 'fr', 'fre'],
  rate: ['ftrate', 'rate', 'ptr', 'pts', 'price', 'unitrate', 'purrate', 'purchaserate', 'tradeprice', 'unitprice', 'billrate'],
  mrp: ['mrp', 'newmrp', 'mrprs', 'maximumretailprice'],
  discount: ['dis', 'disc', 'discount', 'discper', 'discpercent', 'cd', 'tradediscount', 'disper', 'discountpercent'],
  'discount-amount': ['discamt', 'discountamount', 'disamt', 'discountrs', 'schemeamount', 'schamt'],
  amount: [
    'amount',
    'amt',
    'value',
    'netamount',
    'netamt',
    'taxable',
    'taxablevalue',
    'taxableamount',
    'total',
    'lineamount',
    'goodsvalue',
  ],
  hsn: ['hsn', 'hsncode', 'hsnsac', 'hsnno'],
  gst: ['gst', 'gstper', 'gstpercent', 'gstrate', 'tax', 'taxrate', 'taxper', 'taxpercent', 'vat'],
  cgst: ['cgst', 'cgstper', 'cgstpercent', 'cgstrate'],
  sgst: ['sgst', 'sgstper', 'sgstpercent', 'sgstrate', 'utgst'],
  igst: ['igst', 'igstper', 'igstpercent', 'igstrate'],
  'bill-total': [
    'billtotal',
    'billamount',
    'billamt',
    'invoicetotal',
    'invoiceamount',
    'invoicevalue',
    'grandtotal',
    'netpayable',
    'billvalue',
  ],
}
const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '')
const byHeader = new Map(
  Object.entries(headers).flatMap(([field, names]) =>
    names.map((name, rank) => [name, { field: field as BillField, rank }] as const),
  ),
)

/** A mapping guessed from the headers: of two columns that could be the same, the one with the usual spelling. */
export function guessBillMapping(columns: readonly string[]): BillField[] {
  const best = new Map<BillField, { at: number; rank: number }>()
  for (const [at, header] of columns.entries()) {
    const known = byHeader.get(plain(header))
    if (!known) continue
    const before = best.get(known.field)
    if (!before || known.rank < before.rank) best.set(known.field, { at, rank: known.rank })
  }
  return columns.map((_, at) => [...best].find(([, place]) => place.at === at)?.[0] ?? 'ignore')
}

/** What tells one program's files from another's: its headers, in their order. A supplier's mapping is kept under it. */
export const layoutOf = (columns: readonly string[]): string => columns.map(plain).join('|').slice(0, 2000)

export type MappingProblem = { code: string; message: string; details: Record<string, string | number> }

/** What is wrong with a mapping, or null: another width than the file, a field twice, a needed one missing. */
export function mappingProblem(columns: readonly string[], mapping: readonly BillField[]): MappingProblem | null {
  if (mapping.length !== columns.length)
    return {
      code: 'purchases/mapping-columns',
      message: `The file has ${columns.length} columns`,
      details: { columns: columns.length },
    }
  const twice = mapping.find((field, at) => field !== 'ignore' && mapping.indexOf(field) !== at)
  if (twice) return { code: 'purchases/mapping-twice', message: `Two columns are ${twice}`, details: { field: twice } }
  const missing = neededFields.find((field) => !mapping.includes(field))
  if (missing)
    return { code: 'purchases/mapping-missing', message: `Say which column is the ${missing}`, details: { field: missing } }
  return null
}
