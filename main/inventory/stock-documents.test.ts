import { beforeEach, describe, expect, test } from 'vitest'
import { newUid } from '../database/uid.ts'
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
  test('a place may stand elsewhere: its address is kept, checked, left alone when nothing is said of it, and taken back', async () => {
    const place = async () =>
      (await book.call('inventory.locations', {})).rows.find((one: { name: string }) => one.name === 'Rear godown')
    const { address: none, ...rear } = await place()
    expect(none).toBeNull()
    const address = { address1: 'Gat 12, Wagholi', address2: null, city: 'Pune', pin: '412 207', stateCode: null }
    await book.call('inventory.saveLocation', { ...rear, address })
    await book.call('inventory.saveLocation', { uid: rear.uid, name: rear.name, kind: rear.kind, active: true })
    expect((await place()).address).toEqual({ ...address, pin: '412207' })
    for (const [wrong, code, field] of [
      [{ address1: ' ' }, 'inventory/place-address', 'address.address1'],
      [{ city: null }, 'inventory/place-address', 'address.city'],
      [{ pin: '12' }, 'inventory/place-pin', 'address.pin'],
      [{ stateCode: '24' }, 'inventory/place-state', 'address.stateCode'],
      [{ stateCode: 'XX' }, 'inventory/place-state', 'address.stateCode'],
    ] as const)
      await expect(
        book.call('inventory.saveLocation', { ...rear, address: { ...address, ...wrong } }),
        JSON.stringify(wrong),
      ).rejects.toMatchObject({ code, field })
    await book.call('inventory.saveLocation', { ...rear, address: { ...address, stateCode: '27' } })
    expect((await place()).address.stateCode).toBe('27')
    await book.call('inventory.saveLocation', { ...rear, address: null })
    expect((await place()).address).toBeNull()
  })
  test('the rack of an item is that of the place, else its own', async () => {
    receive(100_000, 10_000, 300)
    const rack = (value: string | null) =>
      book.call('inventory.saveRack', { itemId: goods(0).itemId, locationId: at('Main godown'), rack: value })
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
    expect(balances().Inventory).toBe(10_000)
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
    const placed = await book.call('inventory.placedBatches', { itemId: goods(0).itemId, date: '2026-11-21' })
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
  test('brings in a batch the book does not know, also one that has expired', async () => {
    receive(100_000, 10_000, 300)
    const batch = { number: 'found 9', expiry: '2026-01-31', mrpPaise: 2500 }
    const draft = adjust({ batchId: 0, batch, locationId: at('Expiry') })
    await book.call('inventory.adjustStock', draft)
    await book.call('inventory.adjustStock', draft)
    const placed = await book.call('inventory.placedBatches', {
      itemId: goods(0).itemId,
      date: '2026-11-21',
      locationId: at('Expiry'),
    })
    expect(placed).toMatchObject([{ number: 'FOUND 9', expired: true, onHandMilli: 5000, mrpPaise: 2500 }])
    await expect(
      book.call('inventory.adjustStock', adjust({ batchId: 0, batch, qtyMilli: -1000, reason: 'other' })),
    ).rejects.toMatchObject({
      code: 'inventory/quantity-needed',
      field: 'lines.0.qtyMilli',
    })
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
  ])(
    '%s is refused at %s and nothing is written',
    async (code, field, wrong: { [name: string]: unknown; locationId?: unknown }) => {
      const before = journal()
      const where = typeof wrong.locationId === 'string' ? { locationId: at(wrong.locationId) } : {}
      await expect(book.call('inventory.adjustStock', adjust({ ...wrong, ...where }))).rejects.toMatchObject({ code, field })
      expect(journal()).toBe(before)
    },
  )
})
