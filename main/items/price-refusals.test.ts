import { afterAll, beforeAll, expect, test } from 'vitest'
import { newUid } from '../database/uid.ts'
import { type TestBook, testBook } from '../test-book.ts'

let book: TestBook
let itemId: number
let other: number
let list: string
const party = newUid()

const refusal = async (name: string, input: object) => {
  const reply = await book.ask(name, input)
  return 'refusal' in reply ? [reply.refusal.code, reply.refusal.field] : reply
}

beforeAll(async () => {
  book = testBook()
  const save = async (name: string) =>
    (
      await book.call('items.save', {
        uid: newUid(),
        name,
        manufacturer: 'Kaveri',
        baseUnit: 'tablet',
        saleUnit: 'strip',
        saleFactor: 10,
        tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049099' },
        ptrE4: 100_0000,
      })
    ).id
  itemId = await save('Alpha')
  other = await save('Beta')
  await book.call('parties.save', { uid: party, name: 'Ravi', stateCode: '27', type: 'consumer', city: 'Pune', pin: '411037' })
  list = newUid()
  await book.call('items.savePriceList', { uid: list, name: 'Institution' })
})
afterAll(() => book.close())

const quantity = (more: object) => ({
  uid: newUid(),
  name: 'Diwali',
  kind: 'quantity',
  fromDate: '2026-12-01',
  itemId,
  buyPacks: 10,
  freePacks: 1,
  ...more,
})
const value = (more: object) => ({
  uid: newUid(),
  name: 'Bill',
  kind: 'value',
  fromDate: '2026-12-01',
  minPaise: 500_00,
  discountBp: 200,
  ...more,
})

test.each([
  ['items.savePriceList', () => ({ uid: newUid(), name: 'institution' }), 'items/list-name-taken', 'name'],
  [
    'items.setRates',
    () => ({ list: newUid(), fromDate: '2026-11-01', rates: [{ itemId, rateE4: 1 }] }),
    'items/unknown-list',
    'list',
  ],
  [
    'items.setRates',
    () => ({ list, fromDate: '2026-11-01', rates: [{ itemId: 9999, rateE4: 1 }] }),
    'items/unknown',
    'rates.0.itemId',
  ],
  ['items.setRates', () => ({ list, fromDate: '2030-11-01', rates: [{ itemId, rateE4: 1 }] }), 'items/price-date', 'fromDate'],
  [
    'items.setRates',
    () => ({ list, fromDate: '2026-11-01', rates: [{ itemId, rateE4: 1, batchId: 77 }] }),
    'items/unknown-batch',
    'rates.0.batchId',
  ],
  [
    'items.setRates',
    () => ({
      list,
      fromDate: '2026-11-01',
      rates: [
        { itemId, rateE4: 1 },
        { itemId, rateE4: 2 },
      ],
    }),
    'items/rate-twice',
    'rates.1.itemId',
  ],
  [
    'items.setSpecialRate',
    () => ({ party: newUid(), itemId, fromDate: '2026-11-01', rateE4: 1 }),
    'items/unknown-party',
    'party',
  ],
  ['items.setSpecialRate', () => ({ party, itemId, fromDate: '2026-11-01', rateE4: null }), 'items/no-special-rate', 'itemId'],
  ['items.setPartyList', () => ({ party, list: newUid(), fromDate: '2026-11-01' }), 'items/unknown-list', 'list'],
  ['items.setDiscount', () => ({ rung: 'company', fromDate: '2026-11-01', bp: 100 }), 'items/discount-needs', 'manufacturer'],
  [
    'items.setDiscount',
    () => ({ rung: 'company', manufacturer: 'Nobody', fromDate: '2026-11-01', bp: 100 }),
    'items/unknown-manufacturer',
    'manufacturer',
  ],
  [
    'items.setDiscount',
    () => ({ rung: 'item', itemId, list, fromDate: '2026-11-01', bp: 100 }),
    'items/discount-too-much',
    'list',
  ],
  ['items.setDiscount', () => ({ rung: 'quantity', itemId, fromDate: '2026-11-01', bp: 100 }), 'items/slab-from', 'fromMin'],
  ['items.saveScheme', () => quantity({ toDate: '2026-11-30' }), 'items/scheme-dates', 'toDate'],
  ['items.saveScheme', () => quantity({ manufacturer: 'Kaveri' }), 'items/scheme-goods', 'itemId'],
  ['items.saveScheme', () => quantity({ party, tier: 'ptr' }), 'items/scheme-buyers', 'party'],
  ['items.saveScheme', () => quantity({ buyPacks: 0 }), 'items/scheme-buy', 'buyPacks'],
  ['items.saveScheme', () => quantity({ freePacks: 0 }), 'items/scheme-free', 'freePacks'],
  ['items.saveScheme', () => quantity({ minPacks: 5 }), 'items/scheme-minimum', 'minPacks'],
  ['items.saveScheme', () => quantity({ buyPacks: 5, half: true }), 'items/scheme-half', 'half'],
  ['items.saveScheme', () => quantity({ half: true, freeItemId: other }), 'items/scheme-half', 'half'],
  ['items.saveScheme', () => quantity({ discountBp: 5 }), 'items/scheme-of-one-kind', 'discountBp'],
  ['items.saveScheme', () => value({ itemId }), 'items/scheme-whole-bill', 'itemId'],
  ['items.saveScheme', () => value({ minPaise: 0 }), 'items/scheme-from-value', 'minPaise'],
  ['items.saveScheme', () => value({ discountPaise: 10 }), 'items/scheme-discount', 'discountBp'],
  ['items.saveScheme', () => value({ discountBp: 0, discountPaise: 600_00 }), 'items/scheme-discount-whole', 'discountPaise'],
  ['items.scheme', () => ({ uid: newUid() }), 'items/no-scheme', 'uid'],
  [
    'items.copyPriceRows',
    () => ({ from: list, to: list, asOn: '2026-11-21', fromDate: '2026-11-21', changeBp: 0, after: 0, count: 10 }),
    'items/copy-onto-itself',
    'fromDate',
  ],
] as const)('%s refuses: %#', async (name, input, code, field) => {
  const before = book.db.must({ compile: () => ({ sql: 'select count(*) as n from journal', parameters: [] }) } as never) as {
    n: number
  }
  expect(await refusal(name, input())).toEqual([code, field])
  const after = book.db.must({ compile: () => ({ sql: 'select count(*) as n from journal', parameters: [] }) } as never) as {
    n: number
  }
  expect(after.n).toBe(before.n)
})

test('two schemes of the same goods and buyers on one day are refused, for other buyers or days they are not', async () => {
  const first = quantity({ name: 'First', toDate: '2026-12-31' })
  await book.call('items.saveScheme', first)
  expect(await refusal('items.saveScheme', quantity({ fromDate: '2026-12-31' }))).toEqual(['items/scheme-overlaps', 'fromDate'])
  await book.call('items.saveScheme', quantity({ fromDate: '2027-01-01', toDate: '2027-01-31' }))
  await book.call('items.saveScheme', quantity({ tier: 'pts', toDate: '2026-12-31' }))
  await book.call('items.saveScheme', quantity({ itemId: null, manufacturer: 'kaveri', toDate: '2026-12-31' }))
  expect(await refusal('items.saveScheme', quantity({ itemId: null, manufacturer: 'KAVERI' }))).toEqual([
    'items/scheme-overlaps',
    'fromDate',
  ])
  // not begun: may be changed whole, and taken back
  await book.call('items.saveScheme', { ...first, buyPacks: 12 })
  await book.call('items.withdrawScheme', { uid: first.uid })
  expect((await book.call('items.scheme', { uid: first.uid })).state).toBe('withdrawn')
  await book.call('items.saveScheme', quantity({ toDate: '2026-12-31' }))
  expect(await refusal('items.saveScheme', first)).toEqual(['items/scheme-overlaps', 'fromDate'])
})

test('a scheme that has begun is closed, never changed; closed, it stays readable and bills of its days still have it', async () => {
  const running = quantity({ name: 'Running', itemId: other, fromDate: '2026-11-01' })
  await book.call('items.saveScheme', running)
  expect(await refusal('items.saveScheme', { ...running, freePacks: 2 })).toEqual(['items/scheme-running', 'fromDate'])
  expect(await refusal('items.withdrawScheme', { uid: running.uid })).toEqual(['items/scheme-running', 'uid'])
  expect(await refusal('items.saveScheme', { ...running, toDate: '2026-11-10' })).toEqual(['items/scheme-past', 'toDate'])
  await book.call('items.saveScheme', { ...running, toDate: '2026-11-21' })
  const free = async (date: string) =>
    (await book.call('items.whyRate', { itemId: other, party: null, date, qtyMilli: 100_000 })).freeMilli
  expect(await free('2026-11-21')).toBe(10_000)
  expect(await free('2026-11-22')).toBe(0)
  const rows = (await book.call('items.schemes', { asOn: '2026-11-22', show: 'closed' })).rows
  expect(rows.map((row: { name: string }) => row.name)).toContain('Running')
})

test('a list is copied up or down from a day; run again it changes nothing; later days only for itself', async () => {
  const target = newUid()
  await book.call('items.savePriceList', { uid: target, name: 'PTR and 5' })
  const ptr = (await book.call('items.priceLists', {})).find((row: { tier: string }) => row.tier === 'ptr').uid
  const ask = { from: ptr, to: target, asOn: '2026-11-21', fromDate: '2026-11-21', changeBp: 550 }
  expect(await book.call('items.copyPriceList', ask)).toEqual({ items: 2 })
  expect(await book.call('items.copyPriceList', ask)).toEqual({ items: 0 })
  const { rows, total } = await book.call('items.listRates', { list: target, asOn: '2026-11-21', only: 'priced' })
  expect([total, rows[0].rateE4]).toEqual([2, 105_5000])
  expect(await book.call('items.copyPriceList', { ...ask, to: ptr, fromDate: '2027-01-01' })).toEqual({ items: 2 })
  const held = (await book.call('items.listRates', { list: ptr, asOn: '2026-11-21' })).rows[0]
  expect([held.rateE4, held.nextFrom]).toEqual([100_0000, '2027-01-01'])
})

test('a corrected rate of the same day wins, null takes it away, special rates are listed by party and item', async () => {
  const rate = async () => (await book.call('items.listRates', { list, asOn: '2026-11-21', filter: 'alp' })).rows[0].rateE4
  for (const [rateE4, changed] of [
    [90_0000, 1],
    [90_0000, 0],
    [91_0000, 1],
    [null, 1],
  ] as const) {
    expect(await book.call('items.setRates', { list, fromDate: '2026-11-10', rates: [{ itemId, rateE4 }] })).toEqual({ changed })
    expect(await rate()).toBe(rateE4)
  }
  await book.call('items.setSpecialRate', { party, itemId, fromDate: '2026-11-01', rateE4: 80_0000 })
  const rows = async (more: object) => (await book.call('items.specialRates', { asOn: '2026-11-21', ...more })).rows
  expect(await rows({ party })).toMatchObject([{ item: 'Alpha', rateE4: 80_0000, net: true, ptrE4: 100_0000 }])
  expect(await rows({ itemId: other })).toEqual([])
  await book.call('items.setSpecialRate', { party, itemId, fromDate: '2026-11-15', rateE4: null })
  expect(await rows({ itemId })).toEqual([])
  expect((await rows({ itemId, asOn: '2026-11-14' })).length).toBe(1)
  expect((await book.call('accounts.doctor', {})).findings).toEqual([])
})
