import { beforeEach, describe, expect, test } from 'vitest'
import { mirrorOf } from '../accounts/mirror.ts'
import { sql, text } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { assertCreditThere } from './receipt-credit.ts'
import { storeroom } from './test-storeroom.ts'

type Room = Awaited<ReturnType<typeof storeroom>>
let room: Room
let book: Room['book']
beforeEach(async () => {
  room = await storeroom()
  book = room.book
})
const at: Room['at'] = (name) => room.at(name)
const receive: Room['receive'] = (...goods) => room.receive(...goods)
const sell: Room['sell'] = (...goods) => room.sell(...goods)
const onHand: Room['onHand'] = (name) => room.onHand(name)
const balances: Room['balances'] = () => room.balances()
const journal: Room['journal'] = () => room.journal()
const goods: Room['goods'] = (...line) => room.goods(...line)
const clean = async () => expect(await room.findings()).toEqual([])

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

describe('opening stock that carries credit', () => {
  const opening = (more: object) => {
    const { itemId } = goods(0)
    const line = { itemId, batch: 'CAL1', expiry: '2026-10-31', mrpPaise: 10_000, qtyMilli: 50_000, valuePaise: 10_000 }
    return { uid: newUid(), date: '2026-04-01', lines: [{ ...line, ...more }] }
  }
  const writeOff = async () => {
    const lines = [goods(20_000, { locationId: at('Main godown') })]
    const uid = newUid()
    await book.call('inventory.askWriteOff', { uid, date: '2026-11-20', reason: 'expired', certificate: null, lines })
    await book.call('inventory.decideWriteOff', { uid, approve: true })
  }
  test.each([
    ['intra', { 'Input CGST': -240, 'Input SGST': -240 }],
    ['inter', { 'Input IGST': -480 }],
  ])('%s: a write-off gives back what was availed on it', async (supply, heads) => {
    await book.call('inventory.openingStock', opening({ credit: { rateBp: 1200, supply } }))
    expect(balances()).toEqual({ Inventory: 10_000, 'Opening balance difference': -10_000 })
    await writeOff()
    expect(balances()).toMatchObject({ ...heads, 'Input tax credit reversed': 480, 'Stock written off': 4000 })
    await clean()
  })
  test('a rate nobody levies is refused, and without one nothing is given back', async () => {
    const before = journal()
    const wrong = opening({ credit: { rateBp: 1300, supply: 'intra' } })
    expect(await book.ask('inventory.openingStock', wrong)).toMatchObject({
      ok: false,
      refusal: { code: 'inventory/credit-rate', field: 'lines.0.credit', details: { rate: '13%' } },
    })
    expect(journal()).toBe(before)
    await book.call('inventory.openingStock', opening({}))
    await writeOff()
    expect(balances()).not.toHaveProperty('Input tax credit reversed')
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
