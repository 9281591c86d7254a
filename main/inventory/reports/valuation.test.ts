import { beforeEach, describe, expect, test } from 'vitest'
import { localDate } from '../../../shared/calendar.ts'
import { change } from '../../company/records.ts'
import { sql, text } from '../../database/connection.ts'
import { type TestBook, testBook } from '../../test-book.ts'
import { ensureBatch } from '../batch-store.ts'
import { addToReceipt, cancelGoods, type Goods, postGoods, type StockedItem, stockItem } from '../hand-made.ts'

let book: TestBook
let paracetamol: StockedItem
let cetirizine: StockedItem
const post = (date: string, goods: Goods[]) => book.write((given) => postGoods(given, localDate(date), goods))
const bring = (item: StockedItem, date: string, qty: number, valuePaise: number) =>
  post(date, [{ item, kind: 'purchase', qtyMilli: qty * 1000, valuePaise }])
const sell = (item: StockedItem, date: string, qty: number) => post(date, [{ item, kind: 'sale', qtyMilli: -qty * 1000 }])
const ask = (more: object = {}) => book.call('inventory.valuation', more)

beforeEach(() => {
  book = testBook()
  paracetamol = book.write((given) => stockItem(given, { name: 'Paracetamol 500', batch: 'PCM1' }))
  cetirizine = book.write((given) => stockItem(given, { name: 'Cetirizine 10', batch: 'CTZ%9' }))
  book.write((given) => {
    const set = { manufacturer: 'Cipla' }
    change(given, [{ update: 'item', id: paracetamol.itemId, set }], { entity: 'item' })
  })
  bring(paracetamol, '2026-09-10', 100, 5000)
  bring(cetirizine, '2026-10-05', 40, 4000)
  sell(paracetamol, '2026-10-20', 30)
  sell(paracetamol, '2026-11-05', 20)
})

test('by item on any day: quantity, rate a strip and value, and the total is the inventory account', async () => {
  const now = await ask()
  expect(now).toMatchObject({
    total: 2,
    sums: { qtyMilli: 90_000, valuePaise: 6500 },
    state: { method: 'fifo', since: null, settling: 0, stockPaise: 6500, accountPaise: 6500, ties: true, earlierPaise: 0 },
    rows: [
      { item: 'Cetirizine 10', qtyMilli: 40_000, valuePaise: 4000, rateE4: 100_000 },
      // fifty tablets for 25.00: a strip of ten for 5.00
      { item: 'Paracetamol 500', company: 'Cipla', qtyMilli: 50_000, valuePaise: 2500, rateE4: 50_000, batch: null },
    ],
  })
  for (const [asOn, valuePaise, account] of [
    ['2026-09-09', 0, 0],
    ['2026-10-19', 9000, 9000],
    ['2026-10-20', 7500, 7500],
    ['2026-11-05', 6500, 6500],
    ['2026-11-30', 6500, 6500],
  ] as const)
    expect(await ask({ asOn })).toMatchObject({
      sums: { valuePaise },
      state: { accountPaise: account, stockPaise: account, ties: true },
    })
})

test('words, company, sort and page; totals are of the whole filter', async () => {
  expect((await ask({ filter: '500 para' })).sums).toEqual({ qtyMilli: 50_000, valuePaise: 2500 })
  expect((await ask({ filter: '%' })).total).toBe(0)
  expect((await ask({ company: 'CIPLA' })).rows).toHaveLength(1)
  const names = async (more: object) => (await ask(more)).rows.map((row: { item: string }) => row.item)
  expect(await names({ sort: 'value', descending: true })).toEqual(['Cetirizine 10', 'Paracetamol 500'])
  expect(await names({ sort: 'qty', descending: true })).toEqual(['Paracetamol 500', 'Cetirizine 10'])
  expect(await names({ descending: true })).toEqual(['Paracetamol 500', 'Cetirizine 10'])
  expect(await ask({ limit: 1, offset: 1 })).toMatchObject({
    total: 2,
    sums: { valuePaise: 6500 },
    rows: [{ item: 'Paracetamol 500' }],
  })
  expect(await names({ sort: '1; drop table item' })).toHaveLength(2)
})

test('by batch and place each counts for its share of the item', async () => {
  const batchId = book.write((given) =>
    ensureBatch(given, {
      itemId: paracetamol.itemId,
      itemUid: paracetamol.itemUid,
      number: 'PCM2',
      expiry: null,
      mrpPaise: null,
      packFactor: 10,
    }),
  )
  const second = { ...paracetamol, batchId }
  bring(second, '2026-11-06', 25, 1)
  const away = {
    ...paracetamol,
    locationId: book.db.must(sql.selectFrom('location').select('id').where('kind', '=', 'quarantine')).id,
  }
  post('2026-11-07', [
    { item: paracetamol, kind: 'transfer', qtyMilli: -5000 },
    { item: away, kind: 'transfer', qtyMilli: 5000 },
  ])
  const parts = async (more: object) =>
    (await ask({ by: 'batch', filter: 'para', ...more })).rows.map(
      (row: { batch: string; location: string; valuePaise: number }) => [row.batch, row.location, row.valuePaise],
    )
  // 25.01 for 75 tablets
  expect(await parts({})).toEqual([
    ['PCM2', 'Main godown', 834],
    ['PCM1', 'Main godown', 1501],
    ['PCM1', 'Quarantine', 167],
  ])
  expect(await parts({ locationId: away.locationId })).toEqual([['PCM1', 'Quarantine', 167]])
  expect(await ask({ locationId: away.locationId })).toMatchObject({ total: 1, sums: { qtyMilli: 5000, valuePaise: 167 } })
  expect((await ask({ by: 'batch' })).sums.valuePaise).toBe(6501)
  expect((await ask({ by: 'batch', filter: 'pcm2' })).total).toBe(1)
})

test('a clerk sees quantities and no value, not even by the order of the rows', async () => {
  const person = book.connection.person as NonNullable<typeof book.connection.person>
  book.connection.person = { ...person, role: 'clerk' }
  const seen = await ask({ sort: 'value', descending: true })
  expect(seen).toMatchObject({
    sums: { qtyMilli: 90_000, valuePaise: null },
    state: { stockPaise: null, accountPaise: null, ties: null, earlierPaise: null },
  })
  expect(seen.rows.map((row: { valuePaise: null; rateE4: null }) => [row.valuePaise, row.rateE4])).toEqual([
    [null, null],
    [null, null],
  ])
})

describe('what a later bill adds to goods', () => {
  const add = (moveId: number, date: string, amountPaise: number) =>
    book.write((given) => addToReceipt(given, { itemId: paracetamol.itemId, moveId, date: localDate(date), amountPaise }))
  const received = () => book.db.must(text<{ id: number }>`select min(id) as id from stock_move`).id
  const worth = async (asOn: string) => {
    const { sums, state } = await ask({ asOn, filter: 'para' })
    expect(state.ties).toBe(true)
    return sums.valuePaise
  }
  const account = async (asOn: string, name: string) =>
    (
      (await book.call('accounts.trialBalance', { asOn })).rows as {
        account: string
        name?: string
        drPaise: number
        crPaise: number
      }[]
    )
      .filter((row) => (row.name ?? row.account) === name)
      .reduce((sum, row) => sum + row.drPaise - row.crPaise, 0)

  test.each(['fifo', 'lifo', 'average'] as const)(
    'counts from the day the goods came (%s), and its cancellation takes all of it back',
    async (costMethod) => {
      book = testBook({ costMethod })
      paracetamol = book.write((given) => stockItem(given, { name: 'Paracetamol 500' }))
      bring(paracetamol, '2026-11-01', 10, 1000)
      sell(paracetamol, '2026-11-05', 4)
      sell(paracetamol, '2026-11-16', 2)
      const bill = add(received(), '2026-11-10', 200)
      expect(await Promise.all(['01', '04', '05', '09', '10', '16'].map((day) => worth(`2026-11-${day}`)))).toEqual([
        1200, 1200, 720, 720, 720, 480,
      ])
      expect(await account('2026-11-09', 'Goods received not billed')).toBe(-200)
      expect(await account('2026-11-10', 'Goods received not billed')).toBe(0)
      expect((await book.call('accounts.doctor', {})).findings).toEqual([])
      book.write((given) => cancelGoods(given, bill.documentId as number))
      expect(await Promise.all(['04', '05', '09', '10', '16'].map((day) => worth(`2026-11-${day}`)))).toEqual([
        1000, 600, 600, 600, 400,
      ])
      expect(await account('2026-11-09', 'Goods received not billed')).toBe(0)
      expect((await book.call('accounts.doctor', {})).findings).toEqual([])
    },
  )

  test('in locked days it counts from the first open one, which bears the cost of earlier periods', async () => {
    await book.call('company.lockPeriod', { upto: '2026-10-31', reason: 'filed' })
    add(received(), '2026-11-10', 1000)
    expect(await worth('2026-10-31')).toBe(3500)
    // thirty were sold in October at ten paise more each; twenty in November
    expect(await worth('2026-11-01')).toBe(4200)
    expect((await ask({})).state.earlierPaise).toBe(300)
    expect(await worth('2026-11-21')).toBe(3000)
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  })

  test('the goods cannot be cancelled under it', async () => {
    const receipt = book.db.must(text<{ document_id: number }>`
      select v.document_id from stock_move m join posting p on p.id = m.posting_id join document_version v on v.id = p.version_id order by m.id limit 1`)
    add(received(), '2026-11-10', 1000)
    expect(() => book.write((given) => cancelGoods(given, receipt.document_id))).toThrow(
      expect.objectContaining({ code: 'inventory/receipt-has-costs' }),
    )
  })
})
