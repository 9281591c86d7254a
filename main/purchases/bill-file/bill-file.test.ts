import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../database/connection.ts'
import { newUid } from '../../database/uid.ts'
import { type TestBook, testBook } from '../../test-book.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer
type Any = any

const folder = mkdtempSync(join(tmpdir(), 'bill-file-'))
let book: TestBook
let supplier: string
beforeEach(async () => {
  book = testBook()
  supplier = newUid()
  const sahyadri = { name: 'Sahyadri Agencies', gstin: '27AAKFM7788P1Z2', stateCode: '27', category: 'regular', creditDays: 30 }
  await book.call('parties.save', { ...sahyadri, uid: supplier, isCustomer: false, isSupplier: true })
})
afterEach(() => book.close())

let items = 0
async function item(name: string, packLabel = '10s', more: Record<string, unknown> = {}): Promise<number> {
  items += 1
  await book.call('items.save', {
    uid: newUid(),
    name,
    code: `T${items}`,
    manufacturer: 'Kaveri',
    packLabel,
    baseUnit: 'tablet',
    saleUnit: 'strip',
    saleFactor: 10,
    tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049099' },
    mrpPaise: 6132,
    ...more,
  })
  return book.db.must(sql.selectFrom('item').select('id').where('name', '=', name)).id
}

const head =
  'SUPPLIER,BILL NO.,DATE,CODE,ITEM NAME,PACK,BATCH,EXPIRY,QTY,F.QTY,FTRATE,MRP,DIS,AMOUNT,HSNCODE,CGST,SGST,BILL TOTAL'
const row = (
  more: Partial<Record<'bill' | 'code' | 'name' | 'qty' | 'rate' | 'amount' | 'batch' | 'total', string>> = {},
): string => {
  const {
    bill = 'A1',
    code = 'P1',
    name = 'KAVIMOL 500 TAB',
    qty = '20',
    rate = '28.98',
    amount = '579.60',
    batch = 'KV1',
    total = '',
  } = more
  return `Sahyadri Agencies,${bill},15/10/2026,${code},${name},10 S,${batch},12/27,${qty},2,${rate},61.32,2,${amount},30049034,2.5,2.5,${total}`
}
const file = (name: string, lines: string[]): string => {
  const path = join(folder, name)
  writeFileSync(path, [head, ...lines].join('\n'))
  return path
}
async function read(path: string): Promise<{ file: Any; checked: Any }> {
  const got = (await book.call('purchases.readBillFile', { ticket: 'f' }, { files: { f: path } })) as Any
  const checked = (await book.call('purchases.checkBillFile', {
    columns: got.columns,
    mapping: got.mapping,
    rows: got.rows,
    supplier: got.supplier?.uid ?? null,
  })) as Any
  return { file: got, checked }
}
/** What the screen sends after everything was looked at: the certain items, and for the others the chosen ones. */
function asked({ file: got, checked }: { file: Any; checked: Any }, choose: Record<string, number> = {}) {
  return {
    uid: newUid(),
    name: got.name,
    sha256: got.sha256,
    columns: got.columns,
    mapping: got.mapping,
    supplier,
    leftOut: 0,
    bills: checked.bills.map((bill: Any) => ({
      fileTotalPaise: bill.fileTotalPaise,
      bill: {
        uid: newUid(),
        date: '2026-11-20',
        supplier,
        supplierNumber: bill.number,
        supplierDate: bill.date,
        lines: bill.lines.map((line: Any) => ({
          itemId: choose[line.name] ?? line.certain ?? 0,
          batch: line.batch,
          expiry: line.expiry,
          mrpPaise: line.mrpPaise,
          qtyMilli: line.qtyMilli * 10,
          freeMilli: line.freeMilli * 10,
          rateE4: line.rateE4,
          discountBp: line.discountBp,
        })),
      },
      lines: bill.lines.map((line: Any) => ({
        rowNo: line.rowNo,
        code: line.code,
        name: line.name,
        pack: line.pack,
        barcode: line.barcode,
        manufacturer: line.manufacturer,
        how: choose[line.name] ? 'chosen' : 'certain',
        unit: 'strip',
      })),
    })),
  }
}
const counts = () =>
  Object.fromEntries(
    (['document', 'stock_move', 'supplier_item', 'supplier_layout', 'bill_import', 'journal'] as const).map((table) => [
      table,
      book.db.must(sql.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('n'))).n,
    ]),
  )

test('a file is understood: supplier by name, lines proved, the certain item, the total', async () => {
  const id = await item('Kavimol 500 Tablet')
  const { file: got, checked } = await read(file('a.csv', [row({ total: '596' }), 'Total,,,,,,,,,,,,,,,,,']))
  expect(got.columns).toHaveLength(18)
  expect(checked).toMatchObject({ supplier: { uid: supplier, why: 'name' }, skipped: 1 })
  const [bill] = checked.bills
  expect(bill).toMatchObject({
    number: 'A1',
    date: '2026-10-15',
    meaning: 'gross',
    netPaise: 56_801,
    totalPaise: 59_600,
    offPaise: 0,
    enteredAs: null,
  })
  expect(bill.lines[0]).toMatchObject({ proof: 'proved', certain: id, packDoubt: false, problems: [] })
  expect(bill.lines[0].matches[0]).toMatchObject({
    itemId: id,
    unit: 'strip',
    lastRateE4: null,
    evidence: ['same-name', 'same-pack', 'same-mrp', 'same-hsn', 'same-rate'],
  })
})

test('a wrong figure is seen: in a line, and in the total', async () => {
  await item('Kavimol 500 Tablet')
  const lines = [1, 2, 3].map((n) => row({ batch: `K${n}`, total: '1999' }))
  lines[1] = row({ batch: 'K2', qty: '26', total: '1999' })
  const [bill] = (await read(file('b.csv', lines))).checked.bills
  expect(bill.lines.map((line: Any) => line.proof)).toEqual(['proved', 'off', 'proved'])
  expect(bill.lines[1].expectedPaise).toBe(75_348)
  expect(bill.offPaise).not.toBe(0)
})

test('bills are posted as one change, what was chosen is learnt, and the next file needs no asking', async () => {
  const first = await item('Kavimol 500 Tablet')
  const other = await item('Sunsal Syrup', '100ML', { baseUnit: 'ml', saleUnit: 'strip' })
  const lines = [row(), row({ code: 'P7', name: 'SUNSL SYP', batch: 'S1' })]
  const looked = await read(file('c.csv', lines))
  expect(looked.checked.bills[0].lines[1].certain).toBeNull()
  const { bills } = (await book.call('purchases.importBills', asked(looked, { 'SUNSL SYP': other }))) as Any
  expect(bills[0].number).toMatch(/^PA\/26-27\//)
  const onHand = book.db.rows(
    sql.selectFrom('on_hand as h').innerJoin('batch as b', 'b.id', 'h.batch_id').select(['b.item_id', 'h.qty']),
  )
  expect(onHand).toEqual([
    { item_id: first, qty: 220_000 },
    { item_id: other, qty: 220_000 },
  ])
  const again = await read(file('d.csv', [row({ bill: 'A2' }), row({ bill: 'A2', code: 'P7', name: 'SUNSL SYP', batch: 'S2' })]))
  expect(again.file.supplier).toMatchObject({ uid: supplier })
  expect(
    again.checked.bills[0].lines.map((line: Any) => [line.certain, line.matches[0].evidence[0], line.matches[0].lastRateE4]),
  ).toEqual([
    [first, 'learnt', 289_800],
    [other, 'learnt', 289_800],
  ])
  expect((await read(file('e.csv', [row()]))).checked.bills[0].enteredAs).toBe(bills[0].number)
  expect(await book.call('purchases.billImports', {})).toMatchObject({
    total: 1,
    rows: [{ bills: 1, certain: 1, chosen: 1, undone: false }],
  })
})

describe('nothing is taken silently', () => {
  test('an item called certain that is not is refused, and nothing stays', async () => {
    const id = await item('Kavimol 650 Tablet')
    const looked = await read(file('f.csv', [row()]))
    const before = counts()
    const ask = asked(looked)
    ask.bills[0].bill.lines[0].itemId = id
    expect(await book.ask('purchases.importBills', ask)).toMatchObject({
      ok: false,
      refusal: { code: 'purchases/not-certain', field: 'bills.0.bill.lines.0.itemId' },
    })
    expect(counts()).toEqual(before)
  })
  test('a refused bill stops all of them, naming its place', async () => {
    await item('Kavimol 500 Tablet')
    const looked = await read(file('g.csv', [row(), row({ bill: 'A2', batch: 'KV2' })]))
    const ask = asked(looked)
    ask.bills[1].bill.supplierNumber = 'A1'
    const before = counts()
    expect(await book.ask('purchases.importBills', ask)).toMatchObject({
      ok: false,
      refusal: { code: 'purchases/duplicate-bill', field: 'bills.1.bill.supplierNumber' },
    })
    expect(counts()).toEqual(before)
  })
  test('the rate of the file is taken for that bill line alone, once somebody says why; a rate that is none is refused', async () => {
    const id = await item('Kavimol 500 Tablet')
    const looked = await read(file('t.csv', [row()]))
    const at = 'bills.0.bill.lines.0.gstBp'
    const taxed = (gstBp: number) => {
      const ask = asked(looked)
      Object.assign(ask.bills[0].bill.lines[0], { gstBp })
      return ask
    }
    const before = counts()
    expect(await book.ask('purchases.importBills', taxed(1234))).toMatchObject({
      refusal: { code: 'purchases/no-such-rate', field: at },
    })
    expect(await book.ask('purchases.importBills', taxed(1200))).toMatchObject({
      warnings: [{ code: 'purchases/tax-rate-differs', field: at, details: { ours: '5%', billed: '12%' } }],
    })
    expect(counts()).toEqual(before)
    const accepted = [{ code: 'purchases/tax-rate-differs', field: at, reason: 'as billed' }]
    const { bills } = (await book.call('purchases.importBills', taxed(1200), { accepted })) as Any
    const posted = book.db.must(
      sql
        .selectFrom('document_line as l')
        .innerJoin('document_version as v', 'v.id', 'l.version_id')
        .innerJoin('document as d', 'd.id', 'v.document_id')
        .select(['l.rate_bp', 'l.item_id'])
        .where('d.number', '=', bills[0].number),
    )
    expect(posted).toEqual({ rate_bp: 1200, item_id: id })
  })
  test('the same file a second time is warned of', async () => {
    await item('Kavimol 500 Tablet')
    const path = file('h.csv', [row()])
    await book.call('purchases.importBills', asked(await read(path)))
    const looked = await read(path)
    expect(looked.file.importedAt).not.toBeNull()
    const ask = asked(looked)
    ask.bills[0].bill.supplierNumber = 'A9'
    expect(await book.ask('purchases.importBills', ask)).toMatchObject({
      ok: false,
      warnings: [{ code: 'purchases/file-imported' }],
    })
  })
  test('a mapping that cannot work and a file that is no bill are refused in words', async () => {
    const { file: got } = await read(file('i.csv', [row()]))
    expect(
      await book.ask('purchases.checkBillFile', {
        columns: got.columns,
        mapping: got.mapping.map(() => 'ignore'),
        rows: got.rows,
      }),
    ).toMatchObject({ refusal: { code: 'purchases/mapping-missing', field: 'mapping' } })
    const long = file(
      'j.csv',
      Array.from({ length: 2001 }, () => row()),
    )
    expect(await book.ask('purchases.readBillFile', { ticket: 'f' }, { files: { f: long } })).toMatchObject({
      refusal: { code: 'purchases/file-too-long' },
    })
  })
})

describe('an import is undone whole', () => {
  test('bills cancelled, stock gone, what was learnt forgotten, what that replaced back', async () => {
    const first = await item('Kavimol 500 Tablet')
    const second = await item('Kavimol Forte Tablet')
    await book.call('purchases.importBills', asked(await read(file('k.csv', [row({ name: 'KAVML' })])), { KAVML: first }))
    const ask = asked(await read(file('l.csv', [row({ bill: 'A2', name: 'KAVML', batch: 'KV2' })])), { KAVML: second })
    await book.call('purchases.importBills', ask)
    const meant = async () => (await read(file('m.csv', [row({ bill: 'A3', name: 'KAVML' })]))).checked.bills[0].lines[0].certain
    expect(await meant()).toBe(second)
    await book.call('purchases.undoBillImport', { uid: ask.uid, reason: 'wrong file' })
    expect(await meant()).toBe(first)
    expect(await book.call('purchases.billImport', { uid: ask.uid })).toMatchObject({
      undone: true,
      bills: [{ cancelled: true }],
    })
    expect(await book.ask('purchases.undoBillImport', { uid: ask.uid, reason: 'again' })).toMatchObject({
      refusal: { code: 'purchases/import-undone' },
    })
    const doctor = (await book.call('accounts.doctor', {})) as Any
    expect(doctor.findings ?? doctor).toEqual([])
  })
})
