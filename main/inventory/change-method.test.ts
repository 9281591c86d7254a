import { beforeEach, describe, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { paise } from '../../shared/money.ts'
import { loadPerson } from '../company/found.ts'
import { sql, text } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { type TestBook, testBook } from '../test-book.ts'
import { ensureBatch } from './batch-store.ts'
import { postGoods, type StockedItem, stockItem } from './hand-made.ts'

let book: TestBook
let item: StockedItem
beforeEach(() => {
  book = testBook({ booksBegin: '2026-01-01' })
  item = book.write((given) => stockItem(given))
  move('2026-02-01', 10, 1000)
  move('2026-02-02', 10, 3000)
  move('2026-03-05', -10)
  move('2026-05-01', -4)
})
const move = (date: string, qty: number, valuePaise?: number) =>
  book.write((given) =>
    postGoods(given, localDate(date), [
      { item, kind: qty > 0 ? 'purchase' : 'sale', qtyMilli: qty * 1000, ...(valuePaise === undefined ? {} : { valuePaise }) },
    ]),
  )
const to = (method: string, more: object = {}, envelope = {}) =>
  book.ask('inventory.changeCostMethod', { method, from: '2026-04-01', reason: 'as decided by the board', ...more }, envelope)
const lifoAnyway = { accepted: [{ code: 'inventory/lifo-not-as2', field: 'method', reason: 'our own choice' }] }
const settle = () => book.call('inventory.settleCost', {})
/** Cost entries by day as a small ledger. */
const entries = () =>
  book.db
    .rows(text<{ date: string; name: string; amount: number }>`
      select p.date, a.name, sum(l.amount) as amount from posting p join ledger_line l on l.posting_id = p.id join account a on a.id = l.account_id
      where p.derived = 1 and a.kind <> 'inventory' group by p.date, a.name having sum(l.amount) <> 0 order by p.date, a.name`)
    .map((row) => `${row.date.slice(5)} ${row.name} ${row.amount}`)
const refused = (code: string, field?: string) => ({ ok: false, refusal: { code, ...(field ? { field } : {}) } })

describe('another cost method', () => {
  test('from the 1 April: opening stock by the new method, the difference on that day, what follows by the new method', async () => {
    // FIFO left ten at 300; by the average they are worth 200 each
    expect(entries()).toEqual(['03-05 Cost of goods sold 1000', '05-01 Cost of goods sold 1200'])
    expect(await to('average')).toMatchObject({ ok: true, value: { items: 1 } })
    expect((await book.call('inventory.valuation', {})).state).toMatchObject({ settling: 1, method: 'average', ties: true })
    await settle()
    expect(entries()).toEqual([
      '03-05 Cost of goods sold 1000',
      '04-01 Change in stock valuation 1000',
      '05-01 Cost of goods sold 800',
    ])
    expect(book.db.rows(sql.selectFrom('stock_value').select(['date', 'amount']).where('kind', '=', 'method'))).toEqual([
      { date: '2026-04-01', amount: -1000 },
    ])
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
    // goods of before the change that turn up later move both sides of it
    move('2026-02-03', 10, 2000)
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
    const state = (asOn: string) => book.call('inventory.costState', { asOn })
    expect(await state('2026-03-31')).toMatchObject({ method: 'fifo', since: null, stockPaise: 5000, ties: true })
    expect(await state('2026-04-01')).toMatchObject({ method: 'average', since: '2026-04-01', stockPaise: 4000, ties: true })
  })

  test('LIFO comes with a warning of AS 2 and ICDS II', async () => {
    expect(await to('lifo')).toMatchObject({ ok: false, warnings: [{ code: 'inventory/lifo-not-as2', field: 'method' }] })
    expect(await to('lifo', {}, lifoAnyway)).toMatchObject({ ok: true })
    await settle()
    // the ten left are the first ones, at 100
    expect(entries()).toEqual([
      '03-05 Cost of goods sold 1000',
      '04-01 Change in stock valuation 2000',
      '05-01 Cost of goods sold 400',
    ])
    move('2026-06-01', 10, 9000)
    move('2026-06-02', -12)
    expect(entries().at(-1)).toBe('06-02 Cost of goods sold 9200')
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  })

  test('taken back it leaves nothing behind', async () => {
    await to('lifo', {}, lifoAnyway)
    await settle()
    expect(await to('fifo')).toMatchObject({ ok: true })
    await settle()
    expect(entries()).toEqual(['03-05 Cost of goods sold 1000', '05-01 Cost of goods sold 1200'])
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  })

  test.each([
    ['inventory/method-not-april', 'from', { from: '2026-05-01' }],
    ['inventory/method-past-year', 'from', { from: '2025-04-01' }],
    ['accounts/after-today', 'date', { from: '2027-04-01' }],
    ['inventory/method-same', 'method', { method: 'fifo' }],
    ['company/bad-input', 'reason', { reason: ' ' }],
    ['company/bad-input', 'method', { method: 'nifo' }],
  ])('%s is refused at %s and nothing is written', async (code, field, wrong) => {
    const journal = () => book.db.must(text<{ n: number }>`select count(*) as n from journal`).n
    const before = journal()
    expect(await to('average', wrong)).toMatchObject(refused(code, field))
    expect(journal()).toBe(before)
    expect(book.db.rows(sql.selectFrom('recost').selectAll())).toEqual([])
  })

  test('not in a locked period, not while cost is being settled, not by a manager', async () => {
    await to('average')
    expect(await to('fifo')).toMatchObject(refused('inventory/cost-settling'))
    await settle()
    await book.call('company.lockPeriod', { upto: '2026-04-30', reason: 'filed' })
    expect(await to('fifo')).toMatchObject(refused('accounts/period-locked', 'date'))
    const manager = newUid()
    await book.call('company.addUser', { uid: manager, name: 'Ravi', role: 'manager' })
    book.connection.person = loadPerson(book.db, 2)
    expect(await to('fifo')).toMatchObject(refused('company/not-allowed'))
  })

  test('the plain fact cannot be set past it', async () => {
    expect(await book.ask('company.setFact', { name: 'cost-method', value: 'average', from: '2026-04-01' })).toMatchObject(
      refused('company/cost-method-fixed', 'value'),
    )
  })
})

describe('each batch by itself', () => {
  const toPool = (pool: string, more: object = {}) =>
    book.ask('inventory.changeCostPool', { pool, from: '2026-04-01', reason: 'dear and cheap batches', ...more })
  test('from the 1 April what is left of each batch is valued by itself; taken back it leaves nothing', async () => {
    const other = book.write((given) => ({
      ...item,
      batchId: ensureBatch(given, {
        ...item,
        number: 'B2',
        expiry: localDate('2028-09-30'),
        mrpPaise: paise(9000),
        packFactor: 10,
      }),
    }))
    const goods = (date: string, one: StockedItem, qty: number, valuePaise?: number) =>
      book.write((given) =>
        postGoods(given, localDate(date), [
          {
            item: one,
            kind: qty > 0 ? 'purchase' : 'sale',
            qtyMilli: qty * 1000,
            ...(valuePaise === undefined ? {} : { valuePaise }),
          },
        ]),
      )
    goods('2026-02-03', other, 10, 9000)
    goods('2026-03-06', other, -10)
    // by item the ten of March took the dear ones of the first batch; by itself the second batch is gone
    expect(await toPool('batch')).toMatchObject({ ok: true, value: { items: 1 } })
    await settle()
    expect(entries()).toEqual([
      '03-05 Cost of goods sold 1000',
      '03-06 Cost of goods sold 3000',
      '04-01 Change in stock valuation 6000',
      '05-01 Cost of goods sold 1200',
    ])
    expect((await book.call('inventory.valuation', {})).state).toMatchObject({ pool: 'batch', since: '2026-04-01', ties: true })
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
    expect(await toPool('batch')).toMatchObject(refused('inventory/pool-same', 'pool'))
    expect(await toPool('item', { from: '2026-05-01' })).toMatchObject(refused('inventory/method-not-april', 'from'))
    expect(await toPool('item')).toMatchObject({ ok: true })
    await settle()
    expect(entries().some((one) => one.startsWith('04-01'))).toBe(false)
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  })
})
