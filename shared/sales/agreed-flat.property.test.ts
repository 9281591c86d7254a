import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test-counts.ts'
import { type AgreedFree, agreedParts, freeFor, type TakesPart } from './agreed-flat.ts'

/** An order's line that is billed in parts, each a bill of some lines, till nothing is left. */
const ordered = fc.record({
  flatPaise: fc.integer({ min: 1, max: 1_000_000 }),
  bills: fc.array(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
})
type Ordered = { flatPaise: number; bills: number[][] }
type Divide = (lines: readonly TakesPart[]) => (number | null)[]

/** Each bill begins from what those before have left; together they give the amount, and none is a paisa from its share of what was left. */
function comesOut({ flatPaise, bills }: Ordered, divide: Divide): boolean {
  let ofMilli = bills.flat().reduce((sum, qty) => sum + qty * 1000, 0)
  let leftPaise = flatPaise
  let gave = 0
  for (const bill of bills) {
    const agreed = { document: 'order', line: 1, ofMilli, flatPaise: leftPaise }
    // goods of another order stand between and take nothing of this one's
    const other = { qtyMilli: 7000, agreed: { ...agreed, line: 2 } }
    const lines: TakesPart[] = [other, ...bill.map((qty) => ({ qtyMilli: qty * 1000, agreed })), { qtyMilli: 9000, agreed: null }]
    const parts = divide(lines)
    const own = parts.slice(1, -1).map((part) => part ?? Number.NaN)
    const sum = own.reduce((all, part) => all + part, 0)
    const billed = bill.reduce((all, qty) => all + qty * 1000, 0)
    if (parts.at(-1) !== null || own.some((part) => !Number.isSafeInteger(part) || part < 0)) return false
    if (Math.abs(sum - (leftPaise * billed) / ofMilli) > 0.5) return false
    gave += sum
    leftPaise -= sum
    ofMilli -= billed
  }
  return gave === flatPaise && leftPaise === 0
}

test('an order billed in any parts brings its amount once: each part its share, the last what is left of it', () => {
  fc.assert(
    fc.property(ordered, (order) => comesOut(order, agreedParts)),
    { numRuns: runs(300) },
  )
})

test.each<[string, Divide]>([
  ['the whole of it with every part', (lines) => lines.map(({ agreed }) => agreed?.flatPaise ?? null)],
  [
    'shares rounded line by line',
    (lines) =>
      lines.map(
        ({ agreed, qtyMilli }) =>
          agreed && Math.round(((agreed.flatPaise ?? 0) * Math.min(qtyMilli, agreed.ofMilli)) / agreed.ofMilli),
      ),
  ],
])('the property can fail: %s', (_, divide) => {
  expect(fc.check(fc.property(ordered, (order) => comesOut(order, divide))).failed).toBe(true)
})

test('more than is left earns no more, and nothing of it stands beside nothing', () => {
  const agreed = { document: 'order', line: 1, ofMilli: 30_000, flatPaise: 1000 }
  const parts = (...qty: number[]) => agreedParts(qty.map((qtyMilli) => ({ qtyMilli, agreed })))
  expect([parts(40_000), parts(20_000, 20_000, 5000), parts(0, 30_000), parts(-10_000)]).toEqual([
    [1000],
    [667, 333, 0],
    [0, 1000],
    [0],
  ])
  expect(agreedParts([{ qtyMilli: 1000, agreed: { ...agreed, ofMilli: 0 } }])).toEqual([null])
})

const freely = fc.record({
  free: fc.integer({ min: 0, max: 40 }),
  bills: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }),
})
/** Bills one after another: what is left free before each is told by the order as main tells it, in whole pieces of its own proportion. */
function givenFree({ free, bills }: { free: number; bills: number[] }, part: (agreed: AgreedFree, qtyMilli: number) => number) {
  const whole = { qtyMilli: bills.reduce((sum, qty) => sum + qty * 1000, 0), freeMilli: free * 1000 }
  let ofMilli = whole.qtyMilli
  const parts = bills.map((qty) => {
    const freeMilli = Math.floor((whole.freeMilli * ofMilli) / whole.qtyMilli / 1000) * 1000
    const given = part({ ofMilli, freeMilli, whole }, qty * 1000)
    ofMilli -= qty * 1000
    return given
  })
  return { parts, whole }
}
const givesOnce = (order: { free: number; bills: number[] }, part: typeof freeFor): boolean => {
  const { parts, whole } = givenFree(order, part)
  return parts.every((one) => one >= 0 && one % 1000 === 0) && parts.reduce((sum, one) => sum + one, 0) === whole.freeMilli
}

test('free goods of an order billed in parts are given once, in whole pieces', () => {
  fc.assert(
    fc.property(freely, (order) => givesOnce(order, freeFor)),
    { numRuns: runs(300) },
  )
  expect(givenFree({ free: 2, bills: [10, 10] }, freeFor).parts).toEqual([1000, 1000])
})
test('the property can fail: all free goods that are left with every part', () => {
  expect(fc.check(fc.property(freely, (order) => givesOnce(order, ({ freeMilli }) => freeMilli))).failed).toBe(true)
})
