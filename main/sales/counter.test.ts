import { afterAll, beforeAll, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import type { Compilable } from '../database/connection.ts'
import { text } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { findStatement } from './find-bills.ts'
import { aBill, line, type Shop, type Stocked, shop } from './test-shop.ts'

let made: Shop
let goods: Stocked
let syrup: Stocked
let ravi: string
let meena: string
const bills: Record<string, ReturnType<typeof aBill>> = {}

beforeAll(async () => {
  made = shop()
  goods = made.item({ name: 'Crocin 650', pieces: 1000, costPaise: 5000_00, ptrE4: 1000_000 })
  syrup = made.item({ name: 'Benadryl Syrup', rateBp: 1200, pieces: 1000, costPaise: 1000_00 })
  ravi = await made.party({ name: 'Ravi Medical', phone: '9822012345', category: 'regular', gstin: '27AAPFU0939F1ZV' })
  meena = await made.party({ name: 'Meena Stores', phone: '9000000001' })
  bills.first = aBill([line({ item: goods, strips: 2, rupees: 100 })], { party: ravi, salesman: 'Anil Kale' })
  bills.second = aBill([line({ item: syrup, strips: 1, rupees: 50 })], { party: meena, salesman: 'Sunita' })
  bills.third = {
    ...aBill([line({ item: goods, rupees: 90, free: 2 }), line({ item: syrup, rupees: 40 })], { party: ravi }),
    date: '2026-11-20',
  }
  bills.walkIn = aBill([line({ item: syrup, rupees: 45 })], { walkIn: { name: 'Tourist' } })
  bills.gone = aBill([line({ item: goods, rupees: 100 })], { party: meena })
  for (const bill of Object.values(bills)) {
    const reply = await made.book.ask('sales.postBill', bill)
    if (!reply.ok)
      await made.book.call('sales.postBill', bill, {
        accepted: ('warnings' in reply ? reply.warnings : []).map((one) => ({ ...one, reason: 'ok' })),
      })
  }
  await made.book.call('sales.cancelBill', { uid: bills.gone.uid, reason: 'billed twice' })
  const amended = { ...bills.second, lines: [line({ item: syrup, strips: 2, rupees: 50 })] }
  await made.book.call('sales.amendBill', { bill: amended, version: 1, reason: 'two strips' })
})
afterAll(() => made.book.close())

test.each([
  ['3', ['SA/26-27/000003']],
  ['sa/26-27/000002', ['SA/26-27/000002']],
  ['ravi', ['SA/26-27/000001', 'SA/26-27/000003']],
  ['98220', ['SA/26-27/000001', 'SA/26-27/000003']],
  ['27AAPFU0939F1ZV', ['SA/26-27/000001', 'SA/26-27/000003']],
  ['crocin 650', ['SA/26-27/000005', 'SA/26-27/000001', 'SA/26-27/000003']],
  ['anil', ['SA/26-27/000001']],
  ['210.00', ['SA/26-27/000001']],
  ['20-11', ['SA/26-27/000003']],
  ['ravi 20-11', ['SA/26-27/000003']],
  ['meena crocin', ['SA/26-27/000005']],
  ['tourist', ['SA/26-27/000004']],
  ['nothing of this', []],
  ['   ', []],
  ["'; drop table document --", []],
])('bills are found by “%s”', async (asked, numbers) => {
  const { rows } = await made.book.call('sales.findBills', { text: asked })
  expect(rows.map((row: { number: string }) => row.number)).toEqual(numbers)
})

test('by the batch a line was of', async () => {
  const { rows } = await made.book.call('sales.findBills', { text: `B${goods.itemId}` })
  expect(rows).toHaveLength(3)
})

test('every way to a bill goes by an index, none reads all bills', () => {
  const statement = findStatement(made.book.db, 'ravi crocin 210.00 20-11 3 sa/26', localDate('2026-11-21'), 50)
  const plan = made.book.db
    .rows({ compile: () => compiled(statement) } as Compilable<{ detail: string }>)
    .map((row) => row.detail)
    .join('\n')
  expect(plan).not.toMatch(/SCAN (d|v|l|m|s|p|document|document_line|document_version)\b/)
})
const compiled = (statement: unknown) => {
  const query = text<unknown>`${statement as never}`.compile()
  return { ...query, sql: `explain query plan ${query.sql}` }
}

test('bills step by number; the ends have no neighbour', async () => {
  const step = (uid: string | undefined) => made.book.call('sales.neighbourBills', { uid })
  expect(await step(bills.first?.uid)).toMatchObject({ previous: null, next: { number: 'SA/26-27/000002' } })
  expect(await step(bills.gone?.uid)).toMatchObject({ previous: { number: 'SA/26-27/000004' }, next: null })
})

const noted = (more: object = {}) => ({
  uid: newUid(),
  date: '2026-11-21',
  itemId: goods.itemId,
  party: ravi,
  qtyMilli: 30_000,
  reason: 'stock',
  note: 'asked twice',
  ...more,
})
test('a lost sale is noted once, listed with its value, counted in the order suggestions and taken off again', async () => {
  const note = noted()
  await made.book.call('sales.noteLostSale', note)
  await made.book.call('sales.noteLostSale', note)
  await made.book.call('sales.noteLostSale', noted({ reason: 'rate', party: null, qtyMilli: 10_000 }))
  expect(await made.book.call('sales.lostSales', { sort: 'qty', descending: true })).toMatchObject({
    total: 2,
    sums: { notes: 2, valuePaise: 400_00 },
    rows: [
      { item: 'Crocin 650', party: 'Ravi Medical', qtyMilli: 30_000, valuePaise: 300_00, reason: 'stock', by: 'Owner' },
      { reason: 'rate' },
    ],
  })
  const order = await made.book.call('inventory.reorder', { method: 'average', days: 30, coverDays: 300, needed: false })
  expect(order.rows.find((row: { itemId: number }) => row.itemId === goods.itemId)).toMatchObject({ lostMilli: 30_000 })
  await made.book.call('sales.dropLostSale', { uid: note.uid })
  expect(await made.book.call('sales.lostSales', {})).toMatchObject({ total: 1 })
  for (const [code, wrong] of [
    ['sales/unknown-item', { itemId: 99_999 }],
    ['sales/unknown-party', { party: newUid() }],
    ['sales/lost-quantity', { qtyMilli: 0 }],
    ['accounts/after-today', { date: '2026-11-22' }],
    ['company/bad-input', { reason: 'whim' }],
  ] as const)
    await expect(made.book.call('sales.noteLostSale', noted(wrong)), code).rejects.toMatchObject({ code })
})

test('the register shows bills as they stand, by rate; the sums are those of the books', async () => {
  const ask = { from: '2026-11-01', to: '2026-11-30' }
  const register = await made.book.call('sales.salesRegister', ask)
  expect(register.rows.map((row: { number: string }) => row.number)).toEqual([
    'SA/26-27/000003',
    'SA/26-27/000001',
    'SA/26-27/000002',
    'SA/26-27/000004',
  ])
  expect(register.sums).toMatchObject({ at5Paise: 290_00, at12Paise: 185_00, taxablePaise: 475_00 })
  const trial = await made.book.call('accounts.trialBalance', { asOn: '2026-11-30' })
  expect(trial.rows.find((row: { account: string }) => row.account === 'Sales').crPaise).toBe(register.sums.taxablePaise)
})

test.each([
  ['bill', 4],
  ['item', 2],
  ['party', 3],
  ['company', 1],
  ['salesman', 3],
] as const)('profit by %s is sale less the cost of goods sold of the books', async (by, rows) => {
  const profit = await made.book.call('sales.profit', { from: '2026-11-01', to: '2026-11-30', by })
  const trial = await made.book.call('accounts.trialBalance', { asOn: '2026-11-30' })
  const cost = trial.rows.find((row: { account: string }) => row.account === 'Cost of goods sold').drPaise
  expect(profit).toMatchObject({ total: rows, sums: { salePaise: 475_00, costPaise: cost, marginPaise: 475_00 - cost } })
})

test('a clerk sees no profit', async () => {
  const { person } = made.book.connection
  made.book.connection.person = { id: 1, uid: newUid(), name: 'Clerk', role: 'clerk', overrides: new Map() }
  expect(await made.book.ask('sales.profit', { from: '2026-11-01', to: '2026-11-30', by: 'item' })).toMatchObject({
    refusal: { code: 'company/not-allowed' },
  })
  made.book.connection.person = person
})

test('the price history of an item has every deal as it stands, net of free goods', async () => {
  const history = await made.book.call('sales.priceHistory', { itemId: goods.itemId })
  expect(history.rows.map((row: { number: string; netRateE4: number }) => [row.number, row.netRateE4])).toEqual([
    ['SA/26-27/000001', 1000_000],
    ['SA/26-27/000003', 750_000],
  ])
  expect((await made.book.call('sales.priceHistory', { itemId: syrup.itemId, filter: 'meena' })).rows).toMatchObject([
    { qtyMilli: 20_000 },
  ])
})
