import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newUid } from '../database/uid.ts'
import { shop } from './test-shop.ts'

const day = '2026-11-21'

async function pricedShop() {
  const made = shop()
  const { book } = made
  const goods = made.item({ ptrE4: 100_0000, costPaise: 10_00 })
  const gift = made.item({ name: 'Gift', ptrE4: 10_0000, costPaise: 10_00 })
  const party = await made.party({ tier: 'ptr', discountBp: 500 })
  const line = (more: object) => ({
    itemId: goods.itemId,
    batchId: goods.batchId,
    locationId: goods.locationId,
    unit: 'strip',
    factor: 10,
    qtyMilli: 100_000,
    rateE4: 100_0000,
    discountsBp: [500],
    ...more,
  })
  const bill = (lines: object[], more: object = {}) => ({ uid: newUid(), date: day, party, mode: 'credit', lines, ...more })
  const post = (lines: object[], more?: object, accepted: string[] = []) =>
    book.ask('sales.postBill', bill(lines, more), {
      accepted: accepted.map((one) => ({ code: one, field: 'lines.0.rateE4', reason: 'test' })),
    })
  const code = async (lines: object[], more?: object) => {
    const reply = await post(lines, more)
    if (reply.ok) return 'posted'
    if ('refusal' in reply) return [reply.refusal.code, reply.refusal.field]
    return 'warnings' in reply ? reply.warnings.map((one) => one.code) : 'fault'
  }
  const asClerk = () => {
    book.connection.person = { id: 1, uid: newUid(), name: 'Clerk', role: 'clerk', overrides: new Map() }
  }
  const scheme = (more: object) =>
    book.call('items.saveScheme', { uid: newUid(), name: 'Scheme', kind: 'quantity', fromDate: '2026-11-01', ...more })
  return { ...made, goods, gift, party, line, code, asClerk, scheme, post }
}

test('a clerk bills by the rules; cheaper, more free and more off need the right to give it', async () => {
  const { line, code, asClerk, scheme, goods, gift } = await pricedShop()
  await scheme({ itemId: goods.itemId, buyPacks: 10, freePacks: 1 })
  asClerk()
  expect(await code([line({})])).toBe('posted')
  expect(await code([line({ freeMilli: 10_000 })])).toBe('posted')
  expect(await code([line({ freeMilli: 0, rateE4: 101_0000 })])).toEqual(['sales/above-ptr'])
  expect(await code([line({ rateE4: 99_0000 })])).toEqual(['sales/below-rule', 'lines.0.rateE4'])
  expect(await code([line({ discountsBp: [501] })])).toEqual(['sales/below-rule', 'lines.0.rateE4'])
  expect(await code([line({ discountPaise: 100 })])).toEqual(['sales/below-rule', 'lines.0.rateE4'])
  expect(await code([line({ freeMilli: 20_000 })])).toEqual(['sales/free-beyond-scheme', 'lines.0.freeMilli'])
  // half on each of two lines: together they are ten
  expect(await code([line({ qtyMilli: 50_000 }), line({ qtyMilli: 50_000, freeMilli: 10_000 })])).toBe('posted')
  const free = {
    ...line({}),
    itemId: gift.itemId,
    batchId: gift.batchId,
    qtyMilli: 0,
    freeMilli: 10_000,
    rateE4: 0,
    discountsBp: [],
  }
  expect(await code([line({}), free])).toEqual(['sales/free-beyond-scheme', 'lines.1.freeMilli'])
  expect(await code([line({})], { discountPaise: 1 })).toEqual(['sales/bill-discount-beyond', 'discountPaise'])
})

test('who has the right gives what he likes; only free goods beyond a scheme that is there are asked about', async () => {
  const { line, code, scheme, goods, book } = await pricedShop()
  expect(await code([line({ rateE4: 90_0000, freeMilli: 20_000 })], { discountPaise: 50 })).toBe('posted')
  await scheme({ itemId: goods.itemId, buyPacks: 10, freePacks: 1 })
  expect(await code([line({ freeMilli: 20_000 })])).toEqual(['sales/free-beyond-scheme'])
  const kept = book.db.rows({
    compile: () => ({ sql: 'select discount_json as how from document_line order by version_id desc limit 1', parameters: [] }),
  } as never) as { how: string }[]
  expect(JSON.parse(kept[0]?.how ?? '{}')).toEqual({
    rule: { from: 'tier', list: 'PTR', since: '2017-07-01', rateE4: 100_0000, keyedRate: true, ladder: [['party', 500]] },
    percentsBp: [500],
    documentPaise: 50,
  })
})

test('free goods of another item go with what earns them', async () => {
  const { line, code, scheme, goods, gift, asClerk } = await pricedShop()
  await scheme({ itemId: goods.itemId, buyPacks: 5, freePacks: 1, freeItemId: gift.itemId })
  asClerk()
  const free = (packs: number) => ({
    ...line({}),
    itemId: gift.itemId,
    batchId: gift.batchId,
    qtyMilli: 0,
    freeMilli: packs * 10_000,
    rateE4: 0,
    discountsBp: [],
  })
  expect(await code([line({}), free(2)])).toBe('posted')
  expect(await code([line({}), free(3)])).toEqual(['sales/free-beyond-scheme', 'lines.1.freeMilli'])
})

test('a bill-value scheme gives its discount to cash or credit, before or after tax, and no more', async () => {
  const { line, code, scheme, asClerk } = await pricedShop()
  await scheme({ kind: 'value', minPaise: 900_00, discountBp: 200, mode: 'cash' })
  await scheme({ kind: 'value', minPaise: 950_00, afterTax: true, discountPaise: 105_00, mode: 'credit' })
  asClerk()
  // 950.00 before tax, 997.50 with it: 2 % is 19.00; of 105.00 after tax the part before it is 100.00
  expect(await code([line({})], { mode: 'cash', discountPaise: 19_00 })).toBe('posted')
  expect(await code([line({})], { mode: 'cash', discountPaise: 19_01 })).toEqual(['sales/bill-discount-beyond', 'discountPaise'])
  expect(await code([line({})], { discountPaise: 100_00 })).toBe('posted')
  expect(await code([line({})], { discountPaise: 100_01 })).toEqual(['sales/bill-discount-beyond', 'discountPaise'])
  expect(await code([line({ qtyMilli: 90_000 })], { discountPaise: 1 })).toEqual(['sales/bill-discount-beyond', 'discountPaise'])
})

test('why this rate says the net the bill comes to, whatever lists, specials, ladder and schemes there are', async () => {
  const { book, goods, party, line, post, scheme } = await pricedShop()
  const bp = fc.integer({ min: 0, max: 4000 })
  const rate = fc.integer({ min: 1_0000, max: 400_0000 })
  const set = fc.record({
    special: fc.option(rate),
    net: fc.boolean(),
    ptr: rate,
    company: bp,
    item: bp,
    slab: bp,
    packs: fc.integer({ min: 1, max: 60 }),
  })
  await scheme({ itemId: goods.itemId, buyPacks: 10, freePacks: 1, half: true })
  const { uid: list } = (await book.call('items.priceLists', {})).find((one: { tier: string }) => one.tier === 'ptr')
  await fc.assert(
    fc.asyncProperty(set, async (one) => {
      const from = { fromDate: day }
      await book.call('items.setRates', { list, ...from, rates: [{ itemId: goods.itemId, rateE4: one.ptr }] })
      if (one.special !== null)
        await book.call('items.setSpecialRate', { party, itemId: goods.itemId, ...from, rateE4: one.special, net: one.net })
      await book.call('items.setDiscount', { rung: 'company', manufacturer: 'Kaveri', ...from, bp: one.company })
      await book.call('items.setDiscount', { rung: 'item', itemId: goods.itemId, ...from, bp: one.item })
      await book.call('items.setDiscount', { rung: 'quantity', itemId: goods.itemId, fromMin: 20, ...from, bp: one.slab })
      const qtyMilli = one.packs * 10_000
      const why = await book.call('items.whyRate', { itemId: goods.itemId, batchId: goods.batchId, party, date: day, qtyMilli })
      const given = { freeMilli: why.freeMilli, rateE4: why.rateE4, discountsBp: why.percentsBp, discountPaise: why.flatPaise }
      const reply = await post([line({ qtyMilli, ...given })], {}, ['sales/above-ptr', 'sales/below-cost'])
      expect(reply).toMatchObject({ ok: true })
      const bill = await book.call('sales.bill', { uid: (reply as unknown as { value: { uid: string } }).value.uid })
      expect([bill.lines[0].taxablePaise, bill.lines[0].grossPaise]).toEqual([why.netPaise, why.grossPaise])
    }),
    { numRuns: 40 },
  )
})
