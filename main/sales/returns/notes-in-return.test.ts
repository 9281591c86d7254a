import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Paper } from '../../../shared/paper.ts'
import { paperTexts } from '../../../shared/paper-text.ts'
import { readPrinterBytes, widestLine } from '../../../shared/printer-view.ts'
import { newUid } from '../../database/uid.ts'
import { line, type Shop, shop } from '../test-shop.ts'
import { notePaper, type ShownNote } from './note-paper.ts'
import { returning } from './test-returns.ts'

let made: Shop
let go: ReturnType<typeof returning>
let folder: string
// biome-ignore lint/suspicious/noExplicitAny: the portal's file as it is written
let json: any
const noted: Record<string, string> = {}
const month = '2026-11'

beforeAll(async () => {
  made = shop()
  go = returning(made)
  folder = mkdtempSync(join(tmpdir(), 'bahi-notes-'))
  const { book } = made
  const item = made.item({ pieces: 100_000, mrpPaise: null })
  const nil = made.item({ name: 'Milk', taxClass: 'nil', rateBp: 0, hsn: '04012000', mrpPaise: null })
  const home = await made.party({ name: 'Home', category: 'regular', gstin: '27AAPFU0939F1ZV' })
  const far = await made.party({ name: 'Far', stateCode: '24', pin: '380001' })
  const abroad = await made.party({ name: 'Abroad', category: 'overseas', stateCode: '96', pin: null })
  const value = (bill: string, side: string, amountPaise: number) => ({
    uid: newUid(),
    date: '2026-11-21',
    bill,
    side,
    reason: 'price',
    lines: [{ line: 1, amountPaise }],
  })
  const give = async (name: string, bill: string, qtyMilli: number, more = {}) => {
    const draft = go.back(bill, [{ line: 1, qtyMilli }], more)
    noted[name] = (await book.call('sales.postReturn', draft)).number
    return draft.uid
  }
  const b2b = await go.bill([line({ item, strips: 10, rupees: 100 }), line({ item: nil, strips: 1, rupees: 40 })], {
    party: home,
  })
  noted.uid = await give('home', b2b, 30_000)
  const less = value(b2b, 'credit', 100_00)
  await book.call('sales.postValueNote', less)
  const debit = value(b2b, 'debit', 50_00)
  noted.debit = (await book.call('sales.postValueNote', debit)).number
  const milk = go.back(b2b, [{ line: 2, qtyMilli: 5000 }])
  await book.call('sales.postReturn', milk)
  await give('plain', b2b, 10_000, { gst: false })
  const counter = await go.bill([line({ item, strips: 5, rupees: 100 })])
  await give('counter', counter, 20_000)
  const large = await go.bill([line({ item, strips: 2000, rupees: 100 })], { party: far })
  await give('far', large, 10_000)
  const small = await go.bill([line({ item, strips: 10, rupees: 100 })], { party: far })
  await give('small', small, 10_000)
  const exported = await go.bill([line({ item, strips: 10, rupees: 100 })], {
    party: abroad,
    zeroRated: { withPayment: true, country: 'Nepal', port: null, shippingBill: null, shippingDate: null },
  })
  await give('abroad', exported, 10_000)
  const gone = await go.bill([line({ item, strips: 3, rupees: 100 })], { party: home })
  const undone = await give('undone', gone, 10_000)
  await book.call('sales.cancelNote', { uid: undone, reason: 'did not come' })
  const path = join(folder, 'gstr1.json')
  await book.call('gst.gstr1Json', { month, ticket: 'json' }, { files: { json: path } })
  json = JSON.parse(readFileSync(path, 'utf8'))
})
afterAll(() => {
  made.book.close()
  rmSync(folder, { recursive: true })
})

test('every check of the month holds', async () => {
  const { checks, sections } = await made.book.call('gst.gstr1', { month })
  expect(checks.filter((one: { ok: boolean }) => !one.ok)).toEqual([])
  const shown = Object.fromEntries(
    sections.map((one: { section: string; documents: number; taxablePaise: number }) => [
      one.section,
      [one.documents, one.taxablePaise],
    ]),
  )
  // two credits and a debit of the registered buyer; the note over untaxed goods alone is in table 8
  expect(shown).toMatchObject({ cdnr: [3, -300_00 - 100_00 + 50_00], cdnur: [2, -200_00] })
})

test('notes to registered buyers stand in cdnr, credit and debit, their amounts without a sign', () => {
  const [party] = json.cdnr
  expect(party.ctin).toBe('27AAPFU0939F1ZV')
  expect(party.nt.map((note: Record<string, unknown>) => [note.nt_num, note.ntty, note.val])).toEqual([
    [noted.home, 'C', 315],
    ['CNA/26-27/000001', 'C', 105],
    [noted.debit, 'D', 53],
  ])
  expect(party.nt[0]).toMatchObject({
    nt_dt: '21-11-2026',
    pos: '27',
    rchrg: 'N',
    inv_typ: 'R',
    itms: [{ num: 501, itm_det: { rt: 5, txval: 300, camt: 7.5, samt: 7.5, csamt: 0 } }],
  })
})

test('a note to an unregistered buyer follows its invoice: listed for table 5 and exports, netted for small sales', () => {
  expect(json.cdnur.map((note: Record<string, unknown>) => [note.nt_num, note.typ, note.pos ?? null])).toEqual([
    [noted.far, 'B2CL', '24'],
    [noted.abroad, 'EXPWP', null],
  ])
  expect(json.cdnur[0].itms).toEqual([{ num: 501, itm_det: { rt: 5, txval: 100, iamt: 5, csamt: 0 } }])
  expect(json.b2cs).toEqual([
    { sply_ty: 'INTRA', rt: 5, typ: 'OE', pos: '27', txval: 300, camt: 7.5, samt: 7.5, csamt: 0 },
    { sply_ty: 'INTER', rt: 5, typ: 'OE', pos: '24', txval: 900, iamt: 45, csamt: 0 },
  ])
})

test('untaxed goods and the HSN summary are net, and a commercial note is nowhere', () => {
  expect(json.nil.inv).toEqual([{ sply_ty: 'INTRAB2B', expt_amt: 0, nil_amt: 20, ngsup_amt: 0 }])
  // 10 strips of 100 less 3 returned, less 100.00 and plus 50.00 of value; three more strips of the bill whose note was cancelled
  const row = json.hsn.hsn_b2b.find((one: { hsn_sc: string; rt: number }) => one.hsn_sc === '30049099')
  expect(row).toMatchObject({ qty: 100 - 30 + 30, txval: 1000 - 300 - 100 + 50 + 300 })
  expect(JSON.stringify(json)).not.toContain(noted.plain)
})

test('table 13 lists credit and debit notes as natures of their own, the cancelled one counted', () => {
  const natures = json.doc_issue.doc_det.map((one: { doc_num: number; docs: { totnum: number; cancel: number }[] }) => [
    one.doc_num,
    one.docs.reduce((sum, doc) => sum + doc.totnum, 0),
    one.docs.reduce((sum, doc) => sum + doc.cancel, 0),
  ])
  expect(natures).toEqual([
    [1, 6, 0],
    [4, 1, 0],
    [5, 8, 1],
  ])
})

test('the sales register has every GST column of the return, and the credit without GST beside them', async () => {
  const ask = { from: '2026-11-01', to: '2026-11-30' }
  const { rows, sums } = await made.book.call('sales.salesRegister', ask)
  const { documents } = await made.book.call('gst.gstr1', { month })
  for (const head of ['taxablePaise', 'igstPaise', 'cgstPaise', 'sgstPaise', 'cessPaise'])
    expect([head, sums[head]]).toEqual([head, documents[head]])
  const rates = [sums.nilPaise, sums.at5Paise, sums.at12Paise, sums.at18Paise, sums.at40Paise, sums.atOtherPaise]
  expect(rates.reduce((sum: number, one: number) => sum + one, 0)).toBe(sums.taxablePaise)
  const plain = rows.filter((row: { kind: string }) => row.kind === 'commercial-credit')
  expect(plain).toMatchObject([
    { number: noted.plain, withoutGstPaise: -80_00, totalPaise: -80_00, taxablePaise: 0, at5Paise: 0, cgstPaise: 0 },
  ])
  expect(sums.withoutGstPaise).toBe(-80_00)
})

test.each(['bill', 'item', 'party', 'company', 'salesman'] as const)('profit by %s is what the books earned', async (by) => {
  const { sums } = await made.book.call('sales.profit', { from: '2026-11-01', to: '2026-11-30', by, limit: 500 })
  const trial = await made.book.call('accounts.trialBalance', { asOn: '2026-11-30' })
  const balance = (account: string): number => {
    const row = trial.rows.find((one: { account: string }) => one.account === account)
    return (row?.crPaise ?? 0) - (row?.drPaise ?? 0)
  }
  const sale = balance('Sales') + balance('Sales returns') + balance('Discounts and credits allowed')
  expect([sums.salePaise, sums.costPaise]).toEqual([sale, -balance('Cost of goods sold')])
})

test('a note counts for the salesman of its bill', async () => {
  const by = async (name: string) => {
    const { rows } = await made.book.call('sales.profit', { from: '2026-11-01', to: '2026-11-30', by: 'salesman', filter: name })
    return rows.map((row: { salePaise: number }) => row.salePaise)
  }
  const item = made.item({ name: 'Own', pieces: 100, mrpPaise: null })
  const sold = await go.bill([line({ item, strips: 5, rupees: 100 })], {
    party: await made.party({ name: 'Other' }),
    salesman: 'Anil',
  })
  await made.book.call('sales.postReturn', go.back(sold, [{ line: 1, qtyMilli: 10_000 }]))
  await made.book.call('sales.postReturn', go.back(sold, [{ line: 1, qtyMilli: 10_000 }], { gst: false }))
  expect(await by('Anil')).toEqual([300_00])
  const { rows } = await made.book.call('sales.profit', { from: '2026-11-01', to: '2026-11-30', by: 'bill' })
  expect(rows.map((row: { kind: string }) => row.kind)).toContain('commercial-credit')
})

test('the workbook has the notes under the offline tool’s heads', async () => {
  const path = join(folder, 'gstr1.xlsx')
  await made.book.call('gst.gstr1Excel', { month, ticket: 'xlsx' }, { files: { xlsx: path } })
  const book = new exceljs.Workbook()
  await book.xlsx.readFile(path)
  const rows = (name: string) => {
    const sheet = book.getWorksheet(name) as exceljs.Worksheet
    const heads = (sheet.getRow(4).values as string[]).slice(1)
    return Array.from({ length: sheet.rowCount - 4 }, (_, at) =>
      Object.fromEntries(heads.map((head, n) => [head, sheet.getRow(5 + at).getCell(n + 1).value])),
    )
  }
  expect(rows('cdnr')[0]).toMatchObject({
    'GSTIN/UIN of Recipient': '27AAPFU0939F1ZV',
    'Receiver Name': 'Home',
    'Note Number': noted.home,
    'Note Date': '21-Nov-2026',
    'Note Type': 'C',
    'Place Of Supply': '27-Maharashtra',
    'Note Supply Type': 'Regular B2B',
    'Note Value': 315,
    Rate: 5,
    'Taxable Value': 300,
  })
  expect(rows('cdnur')).toMatchObject([
    { 'UR Type': 'B2CL', 'Note Number': noted.far, 'Place Of Supply': '24-Gujarat', 'Taxable Value': 100 },
    { 'UR Type': 'EXPWP', 'Note Number': noted.abroad, 'Place Of Supply': null },
  ])
  expect(rows('docs').map((row) => row['Nature of Document'])).toEqual(expect.arrayContaining(['Debit Note', 'Credit Note']))
})

test('the paper of a note names its invoice and both parties, and a commercial one says what it is not', async () => {
  const note = (await made.book.call('sales.note', { uid: noted.uid })) as ShownNote
  const options = { size: 'A4', copies: ['original'], language: 'en' } as const
  const text = words(notePaper(note, options))
  for (const said of [
    'CREDIT NOTE',
    noted.home as string,
    'Against invoice',
    `${note.bill} of 21-Nov-26`,
    '27AABFD4321K1ZN',
    '27AAPFU0939F1ZV',
    'Goods not wanted',
    '315.00',
    'CGST',
  ])
    expect(text, said).toContain(said)
  const plain = words(
    notePaper(
      { ...note, kind: 'commercial-credit', taxPaise: 0 as never, cgstPaise: 0 as never, sgstPaise: 0 as never },
      options,
    ),
  )
  expect(plain).toContain('Without GST')
})

const words = (paper: Paper) => [...paperTexts(paper)].join('\n')

test('a note speaks the language and wears the look of the firm’s bills; a debit note says how it is paid', async () => {
  const note = (await made.book.call('sales.note', { uid: noted.uid })) as ShownNote
  const look = { logo: null, hidden: ['mrp'] as const, footer: 'Complaints: 020 2600', bank: true, upi: true }
  const hindi = notePaper(note, { size: 'A4', copies: ['original', 'duplicate'], language: 'hi', look, reprint: true })
  expect(hindi).toMatchObject({ titleLocal: 'क्रेडिट नोट', watermark: 'DUPLICATE' })
  expect(hindi.copies).toEqual(['ORIGINAL FOR RECIPIENT', 'DUPLICATE'])
  expect(words(hindi)).toContain('Amount credited · जमा की गई राशि')
  expect(words(hindi)).toContain('Complaints: 020 2600')
  expect(words(hindi)).not.toContain('MRP')
  const upi = { ...note.applied.firm, upiId: 'bahi@upi', terms: 'Pay within 30 days' }
  const debit = { ...note, kind: 'debit-note', mode: 'credit', applied: { ...note.applied, firm: upi } } as ShownNote
  const english = { size: 'A4', copies: ['original'], language: 'en' } as const
  const ofValue = { ...note, lines: note.lines.map((line) => ({ ...line, qtyMilli: 0 as never })) }
  const table = notePaper(ofValue, english).blocks.find((block) => block.kind === 'lines')
  expect(table?.kind === 'lines' && table.rows[0]?.cells).toMatchObject({
    qty: { text: '' },
    unit: { text: '' },
    rate: { text: '' },
  })
  expect(words(notePaper(debit, english))).toMatch(/Pay by any UPI app[\s\S]*Pay within 30 days/)
  expect(words(notePaper({ ...debit, kind: 'credit-note' }, english))).not.toMatch(/UPI|Pay within/)
})

test.each([
  ['thermal', 'escpos'],
  ['matrix', 'escp'],
] as const)(
  'on a %s printer: the same figures, no line wider than its sheet, the file what is previewed',
  async (format, language) => {
    const ask = { uid: noted.uid, format, copies: ['original', 'duplicate'] }
    const job = await made.book.call('sales.noteBytes', ask)
    expect(job).toMatchObject({ name: expect.stringMatching(/^[A-Z]+-26-27-000001\.prn$/), language })
    const bytes = Buffer.from(job.bytesBase64, 'base64')
    const view = readPrinterBytes(bytes, language)
    expect(widestLine(view)).toBeLessThanOrEqual(job.columns)
    expect(view.pages).toHaveLength(2)
    const text = view.pages.flat().flatMap((one) => (one.kind === 'line' ? one.line.map((part) => part.text) : []))
    for (const said of ['CREDIT NOTE', 'ORIGINAL FOR RECIPIENT', noted.home as string, '27AAPFU0939F1ZV', '315.00'])
      expect(text.join('\n'), said).toContain(said)
    const prn = join(folder, `${format}.prn`)
    await made.book.call('sales.saveNoteBytes', { ...ask, ticket: 'prn' }, { files: { prn } })
    expect(readFileSync(prn)).toEqual(bytes)
  },
)

test('a note that is none, and a printer that is none, are refused in words', async () => {
  const refused = (call: string, input: object, code: string) =>
    expect(made.book.call(call, input), call).rejects.toMatchObject({ code })
  await refused('sales.noteBytes', { uid: newUid(), format: 'thermal' }, 'sales/unknown-note')
  await refused('sales.printNote', { uid: newUid() }, 'sales/no-printer')
  await refused('sales.sendNoteBytes', { uid: noted.uid, format: 'matrix' }, 'sales/no-text-printer')
  const nowhere = { files: { pdf: join(folder, 'no', 'place.pdf') } }
  await expect(made.book.call('sales.saveNotePdf', { uid: noted.uid, ticket: 'pdf' }, nowhere)).rejects.toMatchObject({
    code: 'sales/paper-not-written',
  })
})
