import { beforeEach, describe, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { mirrorOf } from '../accounts/mirror.ts'
import { sql, text } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { type TestBook, testBook } from '../test-book.ts'
import { postGoods, type StockedItem, stockItem } from './hand-made.ts'
import { assertCreditThere } from './receipt-credit.ts'
import { receiveTaxed } from './taxed-goods.ts'

let book: TestBook
let item: StockedItem
let place: Record<string, number>
beforeEach(async () => {
  book = testBook()
  item = book.write((given) => stockItem(given, { name: 'Calpara 500', batch: 'CAL1', expiry: '2026-10-31' }))
  await book.call('inventory.saveLocation', { uid: newUid(), name: 'Rear godown', kind: 'saleable', active: true })
  const { rows: all } = await book.call('inventory.locations', {})
  place = Object.fromEntries(all.map((one: { name: string; id: number }) => [one.name, one.id]))
})
const at = (name: string): number => place[name] as number

const receive = (qtyMilli: number, valuePaise: number, headPaise: number, { day = '05', rateBp = 600 } = {}) =>
  receiveTaxed(book, item, { qtyMilli, valuePaise, headPaise, rateBp, date: `2026-11-${day}` })
const sell = (qtyMilli: number, day = '10') =>
  book.write((given) => postGoods(given, localDate(`2026-11-${day}`), [{ item, kind: 'sale', qtyMilli: -qtyMilli }]))
const onHand = (location: string) =>
  book.db.row(
    sql.selectFrom('on_hand').select('qty').where('batch_id', '=', item.batchId).where('location_id', '=', at(location)),
  )?.qty ?? 0
const balances = () =>
  Object.fromEntries(
    book.db
      .rows(text<{ name: string; amount: number }>`
        select a.name, sum(b.amount) as amount from balance b join account a on a.id = b.account_id group by a.id having sum(b.amount) <> 0`)
      .map((row) => [row.name, row.amount]),
  )
const clean = async () => expect((await book.call('accounts.doctor', {})).findings).toEqual([])
const journal = () => book.db.must(sql.selectFrom('journal').select((eb) => eb.fn.countAll<number>().as('n'))).n
const goods = (qtyMilli: number, more: object = {}) => ({ itemId: item.itemId, batchId: item.batchId, qtyMilli, ...more })

describe('places', () => {
  test('one with goods is not closed, keeps its kind, and the last of a kind stays', async () => {
    receive(100_000, 10_000, 300)
    const { rows: all } = await book.call('inventory.locations', {})
    const main = all.find((one: { name: string }) => one.name === 'Main godown')
    const refused = (change: object) => book.call('inventory.saveLocation', { ...main, ...change }).catch((error) => error.code)
    expect(await refused({ active: false })).toBe('inventory/location-stocked')
    expect(await refused({ kind: 'expiry' })).toBe('inventory/location-kind')
    expect(await refused({ name: 'rear GODOWN' })).toBe('inventory/location-twice')
    const transit = all.find((one: { kind: string }) => one.kind === 'transit')
    await expect(book.call('inventory.saveLocation', { ...transit, active: false })).rejects.toMatchObject({
      code: 'inventory/location-needed',
    })
  })
  test('the rack of an item is that of the place, else its own', async () => {
    receive(100_000, 10_000, 300)
    const rack = (value: string | null) =>
      book.call('inventory.saveRack', { itemId: item.itemId, locationId: at('Main godown'), rack: value })
    await rack('A-12')
    await rack('B-7')
    const { rows, sums } = await book.call('inventory.racks', { locationId: at('Main godown') })
    expect([rows[0].rack, rows[0].own, sums.racks]).toEqual(['B-7', true, 1])
    await rack(null)
    expect((await book.call('inventory.racks', { locationId: at('Main godown') })).rows[0]).toMatchObject({
      rack: null,
      own: false,
    })
    await clean()
  })
})

describe('a transfer', () => {
  const transfer = (more: object = {}) => ({
    uid: newUid(),
    date: '2026-11-12',
    fromId: at('Main godown'),
    toId: at('Rear godown'),
    lines: [goods(60_000)],
    ...more,
  })
  test('is on the way until it is received, in parts; what is short leaves at cost, and no value moves with the rest', async () => {
    receive(100_000, 10_000, 300)
    const draft = transfer()
    expect(await book.call('inventory.transfer', draft)).toEqual({ number: 'TA/26-27/000001' })
    expect(await book.call('inventory.transfer', draft)).toEqual({ number: 'TA/26-27/000001' })
    expect([onHand('Main godown'), onHand('In transit'), onHand('Rear godown')]).toEqual([40_000, 60_000, 0])
    expect(balances()['Inventory']).toBe(10_000)
    const part = {
      uid: newUid(),
      date: '2026-11-13',
      dispatch: draft.uid,
      lines: [{ lineNo: 1, receivedMilli: 20_000, shortMilli: 0 }],
    }
    await book.call('inventory.receiveTransfer', part)
    const waiting = await book.call('inventory.stockDocuments', { inTransit: true })
    expect(waiting.rows.map((row: { number: string; openLines: number }) => [row.number, row.openLines])).toEqual([
      ['TA/26-27/000001', 1],
    ])
    const rest = { ...part, uid: newUid(), lines: [{ lineNo: 1, receivedMilli: 30_000, shortMilli: 10_000, reason: 'breakage' }] }
    await book.call('inventory.receiveTransfer', rest)
    expect([onHand('In transit'), onHand('Rear godown')]).toEqual([0, 50_000])
    expect((await book.call('inventory.stockDocuments', { inTransit: true })).rows).toEqual([])
    // 10 of 100 at 100.00, and a tenth of the credit: 0.30 of 3.00 by each head
    expect(balances()).toMatchObject({ Inventory: 9000, 'Stock adjustment': 1000, 'Input CGST': 270, 'Input SGST': 270 })
    await expect(book.call('inventory.receiveTransfer', { ...rest, uid: newUid() })).rejects.toMatchObject({
      code: 'inventory/more-than-sent',
      field: 'lines.0.receivedMilli',
    })
    await expect(book.call('inventory.cancelStockDocument', { uid: draft.uid, reason: 'sent wrongly' })).rejects.toMatchObject({
      code: 'inventory/dispatch-received',
    })
    await book.call('inventory.cancelStockDocument', { uid: rest.uid, reason: 'counted wrongly' })
    await book.call('inventory.cancelStockDocument', { uid: part.uid, reason: 'counted wrongly' })
    await book.call('inventory.cancelStockDocument', { uid: draft.uid, reason: 'sent wrongly' })
    expect([onHand('Main godown'), onHand('In transit'), onHand('Rear godown')]).toEqual([100_000, 0, 0])
    expect(balances()).toMatchObject({ Inventory: 10_000, 'Input CGST': 300, 'Input SGST': 300 })
    await clean()
  })
  test('at once; expired goods go to the expiry place', async () => {
    receive(100_000, 10_000, 300)
    await book.call('inventory.transfer', transfer({ immediate: true, toId: at('Expiry') }))
    expect([onHand('Main godown'), onHand('Expiry')]).toEqual([40_000, 60_000])
    const placed = await book.call('inventory.placedBatches', { itemId: item.itemId, date: '2026-11-21' })
    expect(placed.map((row: { location: string; expired: boolean }) => [row.location, row.expired])).toEqual([
      ['Main godown', true],
      ['Expiry', true],
    ])
    await clean()
  })
  test.each([
    ['inventory/same-place', 'toId', () => ({ toId: at('Main godown') })],
    ['inventory/place-not-here', 'toId', () => ({ toId: at('In transit') })],
    ['inventory/at-supplier', 'fromId', () => ({ fromId: at('With suppliers') })],
    ['inventory/no-location', 'toId', () => ({ toId: 999 })],
    ['inventory/quantity-needed', 'lines.0.qtyMilli', () => ({ lines: [goods(-1000)] })],
    ['inventory/quantity-needed', 'lines.0.qtyMilli', () => ({ lines: [goods(0)] })],
    ['inventory/part-of-a-piece', 'lines.0.qtyMilli', () => ({ lines: [goods(500)] })],
    ['inventory/no-batch', 'lines.0.batchId', () => ({ lines: [goods(1000, { batchId: 99 })] })],
    ['inventory/no-item', 'lines.0.itemId', () => ({ lines: [goods(1000, { itemId: 99 })] })],
    ['inventory/batch-twice', 'lines.1.batchId', () => ({ lines: [goods(1000), goods(2000)] })],
    ['inventory/stock-short', 'lines.0.qtyMilli', () => ({ lines: [goods(101_000)] })],
    ['accounts/after-today', 'date', () => ({ date: '2026-11-22' })],
    ['accounts/before-books', 'date', () => ({ date: '2026-03-31' })],
  ])('%s is refused at %s and nothing is written', async (code, field, wrong) => {
    receive(100_000, 10_000, 300)
    const before = journal()
    await expect(book.call('inventory.transfer', transfer(wrong()))).rejects.toMatchObject({ code, field })
    expect(journal()).toBe(before)
  })
  test('back-dated below what was sold later is refused with the batch and the day', async () => {
    receive(100_000, 10_000, 300)
    sell(70_000, '15')
    await expect(book.call('inventory.transfer', transfer())).rejects.toMatchObject({
      code: 'inventory/stock-short',
      details: { batch: 'CAL1', day: '2026-11-15', available: '30' },
    })
  })
})

describe('an adjustment', () => {
  const adjust = (line: object) => ({
    uid: newUid(),
    date: '2026-11-12',
    lines: [{ ...goods(5000), locationId: at('Main godown'), reason: 'found', ...line }],
  })
  test('up at the last cost or a stated one, down at cost; goods that are gone take their credit along', async () => {
    receive(100_000, 10_000, 300)
    const found = adjust({})
    await book.call('inventory.adjustStock', found)
    await book.call('inventory.adjustStock', adjust({ valuePaise: 700 }))
    expect(balances()).toMatchObject({ Inventory: 11_200, 'Stock adjustment': -1200 })
    await book.call('inventory.adjustStock', adjust({ qtyMilli: -10_000, reason: 'wrong-entry' }))
    expect(balances()).toMatchObject({ Inventory: 10_200, 'Stock adjustment': -200, 'Input CGST': 300 })
    const stolen = adjust({ qtyMilli: -10_000, reason: 'stolen' })
    await book.call('inventory.adjustStock', stolen)
    expect(balances()).toMatchObject({
      Inventory: 9200,
      'Stock adjustment': 800,
      'Input CGST': 270,
      'Input tax credit reversed': 60,
    })
    expect(onHand('Main godown')).toBe(90_000)
    await book.call('inventory.cancelStockDocument', { uid: stolen.uid, reason: 'it was found' })
    expect(balances()).toMatchObject({ Inventory: 10_200, 'Input CGST': 300 })
    await clean()
  })
  test.each([
    ['inventory/cost-needed', 'lines.0.valuePaise', {}],
    ['inventory/value-negative', 'lines.0.valuePaise', { valuePaise: -1 }],
    ['inventory/value-absurd', 'lines.0.valuePaise', { valuePaise: 10_000_000_001 }],
    ['inventory/reason-for-less', 'lines.0.reason', { reason: 'lost' }],
    ['inventory/reason-for-more', 'lines.0.reason', { qtyMilli: -1000 }],
    ['inventory/stock-short', 'lines.0.qtyMilli', { qtyMilli: -1000, reason: 'other' }],
    ['inventory/quantity-absurd', 'lines.0.qtyMilli', { qtyMilli: 10_000_001_000 }],
    ['inventory/at-supplier', 'lines.0.locationId', { locationId: 'With suppliers' }],
  ])('%s is refused at %s and nothing is written', async (code, field, wrong: Record<string, unknown>) => {
    const before = journal()
    const where = typeof wrong['locationId'] === 'string' ? { locationId: at(wrong['locationId']) } : {}
    await expect(book.call('inventory.adjustStock', adjust({ ...wrong, ...where }))).rejects.toMatchObject({ code, field })
    expect(journal()).toBe(before)
  })
})

describe('a write-off', () => {
  const ask = (more: object = {}) => ({
    uid: newUid(),
    date: '2026-11-20',
    reason: 'expired',
    certificate: 'DC/7 of 19-Nov-26',
    lines: [goods(30_000, { locationId: at('Main godown') })],
    ...more,
  })
  const decide = (uid: string, more: object = {}) => book.call('inventory.decideWriteOff', { uid, approve: true, ...more })

  test('moves nothing until another approves, then leaves at cost and gives back the credit its own receipts took', async () => {
    // 12% when it was bought, 5% now: what was availed is what goes back
    receive(50_000, 10_000, 600, { day: '02', rateBp: 1200 })
    receive(50_000, 20_000, 500, { day: '05', rateBp: 500 })
    sell(30_000)
    const draft = ask()
    await book.call('inventory.askWriteOff', draft)
    expect(onHand('Main godown')).toBe(70_000)
    const preview = await book.call('inventory.writeOffRequest', { uid: draft.uid })
    // 20 of the first receipt's 50: 2.40 by head; 10 of the second's 50: 1.00
    expect(preview).toMatchObject({
      state: 'waiting',
      taxPaise: 680,
      lines: [{ item: 'Calpara 500', qtyMilli: 30_000, rateBp: 1200 }],
    })
    const { number } = await decide(draft.uid, { note: 'burnt in front of me' })
    expect(number).toBe('WA/26-27/000001')
    expect(onHand('Main godown')).toBe(40_000)
    // cost first in first out: 20 of 200.00/50 left of the first, 10 at 4.00
    expect(balances()).toMatchObject({
      'Stock written off': 8000,
      'Input tax credit reversed': 680,
      'Input CGST': 760,
      'Input SGST': 760,
    })
    const taxes = book.db.rows(
      sql
        .selectFrom('tax_line')
        .select(['direction', 'doc_class', 'rate_bp', 'cgst', 'sgst', 'itc_class', 'return_period', 'qty']),
    )
    expect(taxes).toEqual([
      {
        direction: 'in',
        doc_class: 'itc-reversal',
        rate_bp: 1200,
        cgst: 240,
        sgst: 240,
        itc_class: '17(5)(h)',
        return_period: '112026',
        qty: 20_000,
      },
      {
        direction: 'in',
        doc_class: 'itc-reversal',
        rate_bp: 500,
        cgst: 100,
        sgst: 100,
        itc_class: '17(5)(h)',
        return_period: '112026',
        qty: 10_000,
      },
    ])
    const [row] = (await book.call('inventory.writeOffRequests', {})).rows
    expect(row).toMatchObject({ state: 'approved', number, note: 'burnt in front of me', reason: 'expired' })
    await expect(decide(draft.uid)).rejects.toMatchObject({ code: 'inventory/request-decided' })
    await clean()
    await book.call('inventory.cancelStockDocument', { uid: row.documentUid, reason: 'the goods were found saleable' })
    expect(onHand('Main godown')).toBe(70_000)
    expect(balances()).toMatchObject({ 'Input CGST': 1100, 'Input SGST': 1100 })
    expect(balances()['Input tax credit reversed']).toBeUndefined()
    await clean()
  })
  test('free goods carry no credit, and the last of a receipt takes its remainder', async () => {
    receive(30_000, 10_000, 100, { day: '02' })
    receive(30_000, 10_000, 0, { day: '05' })
    for (let n = 0; n < 3; n++) {
      const draft = ask({ lines: [goods(10_000, { locationId: at('Main godown') })] })
      await book.call('inventory.askWriteOff', draft)
      await decide(draft.uid)
    }
    expect(balances()).toMatchObject({ 'Input tax credit reversed': 200 })
    expect(balances()['Input CGST']).toBeUndefined()
    const draft = ask()
    await book.call('inventory.askWriteOff', draft)
    await decide(draft.uid)
    expect(balances()).toMatchObject({ 'Input tax credit reversed': 200 })
    await clean()
  })
  test('refused or withdrawn, nothing moves', async () => {
    receive(50_000, 10_000, 600)
    const before = balances()
    const refused = ask()
    await book.call('inventory.askWriteOff', refused)
    expect(await decide(refused.uid, { approve: false, note: 'send them back to the company' })).toEqual({ number: null })
    const withdrawn = ask()
    await book.call('inventory.askWriteOff', withdrawn)
    await book.call('inventory.withdrawWriteOff', { uid: withdrawn.uid })
    await expect(decide(withdrawn.uid)).rejects.toMatchObject({ code: 'inventory/request-decided' })
    expect(balances()).toEqual(before)
    expect((await book.call('inventory.writeOffRequests', { state: 'waiting' })).total).toBe(0)
  })
  test.each([
    ['inventory/not-expired', 'lines.0.batchId', () => ({ date: '2026-10-31' })],
    ['inventory/at-supplier', 'lines.0.locationId', () => ({ lines: [goods(1000, { locationId: at('With suppliers') })] })],
    ['inventory/place-not-here', 'lines.0.locationId', () => ({ lines: [goods(1000, { locationId: at('In transit') })] })],
    ['inventory/stock-short', 'lines.0.qtyMilli', () => ({ lines: [goods(51_000, { locationId: at('Main godown') })] })],
    ['inventory/quantity-needed', 'lines.0.qtyMilli', () => ({ lines: [goods(-1000, { locationId: at('Main godown') })] })],
    ['accounts/after-today', 'date', () => ({ date: '2026-11-22' })],
  ])('%s is refused at %s', async (code, field, wrong) => {
    receive(50_000, 10_000, 600)
    const before = journal()
    await expect(book.call('inventory.askWriteOff', ask(wrong()))).rejects.toMatchObject({ code, field })
    expect(journal()).toBe(before)
  })
  test('goods sold since the request was made are refused when it is approved', async () => {
    receive(50_000, 10_000, 600)
    const draft = ask()
    await book.call('inventory.askWriteOff', draft)
    sell(40_000, '20')
    await expect(decide(draft.uid)).rejects.toMatchObject({ code: 'inventory/stock-short' })
    expect((await book.call('inventory.writeOffRequests', { state: 'waiting' })).total).toBe(1)
  })
})

describe('rights', () => {
  const as = (role: 'clerk' | 'accountant' | 'manager', may: readonly string[] = []) => {
    const person = book.connection.person as NonNullable<typeof book.connection.person>
    book.connection.person = { ...person, role, overrides: new Map(may.map((one) => [one as never, true])) }
  }
  test('a clerk moves nothing; an accountant asks, a manager approves; what goods cost is not for everybody', async () => {
    receive(50_000, 10_000, 600)
    const lines = [goods(1000, { locationId: at('Main godown') })]
    const draft = { uid: newUid(), date: '2026-11-20', reason: 'damaged', lines }
    const refused = (name: string, input: object) => book.call(name, input).catch((error) => error.code)
    as('clerk')
    expect(await refused('inventory.askWriteOff', draft)).toBe('company/not-allowed')
    expect(await refused('inventory.adjustStock', { ...draft, lines: [{ ...lines[0], reason: 'other' }] })).toBe(
      'company/not-allowed',
    )
    as('clerk', ['stock.write'])
    await book.call('inventory.askWriteOff', draft)
    expect(await book.call('inventory.writeOffRequest', { uid: draft.uid })).toMatchObject({
      taxPaise: null,
      lines: [{ taxPaise: null }],
    })
    expect(await refused('inventory.decideWriteOff', { uid: draft.uid, approve: true })).toBe('company/not-allowed')
    as('accountant')
    expect(await refused('inventory.decideWriteOff', { uid: draft.uid, approve: true })).toBe('company/not-allowed')
    as('manager')
    expect(await book.call('inventory.decideWriteOff', { uid: draft.uid, approve: true })).toEqual({ number: 'WA/26-27/000001' })
    as('clerk')
    const { rows } = await book.call('inventory.stockDocuments', {})
    expect(rows[0].totalPaise).toBeNull()
    expect(await refused('inventory.cancelStockDocument', { uid: rows[0].uid, reason: 'because' })).toBe('company/not-allowed')
  })
})

test('a receipt whose goods were written off is not cancelled out of others of its batch', async () => {
  const first = receive(20_000, 4000, 600, { day: '02' })
  receive(20_000, 4000, 600, { day: '05' })
  const draft = { uid: newUid(), date: '2026-11-20', reason: 'lost', lines: [goods(15_000, { locationId: at('Main godown') })] }
  await book.call('inventory.askWriteOff', draft)
  await book.call('inventory.decideWriteOff', { uid: draft.uid, approve: true })
  const { document_id } = book.db.must(text<{ document_id: number }>`
    select v.document_id from stock_move m join posting p on p.id = m.posting_id join document_version v on v.id = p.version_id where m.id = ${first}`)
  expect(() => book.write((given) => assertCreditThere(given.tx, mirrorOf(given.tx, document_id)))).toThrow(
    expect.objectContaining({ code: 'inventory/credit-given-back', details: { item: 'Calpara 500', batch: 'CAL1' } }),
  )
})
