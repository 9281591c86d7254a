import { expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { type BillHead, type BillHeader, newHead, preview } from './bill-draft.ts'
import { type BillLine, blankLine } from './bill-line.ts'
import { withNetRate, workedBack } from './price-tools.ts'

const item = (id: number) => ({ id, saleFactor: 10, saleUnit: 'strip', taxClass: 'taxable', rateBp: 500, units: [], decimals: 0 })
const line = (id: number, more: Partial<BillLine> = {}): BillLine => ({
  ...blankLine(),
  ...{ item: item(id) as never, qtyMilli: 100_000, rateE4: 400_000 },
  ...more,
})
const header = {
  firmState: '27',
  firmRegistered: true,
  buyer: { category: 'regular', stateCode: '27' },
  roundOff: true,
  items: [],
  schemes: [],
} as unknown as BillHeader
const off5 = { name: 'Five', minPaise: 0, afterTax: false, mode: 'any', discountBp: 500, discountPaise: 0 }
const head = (more: Partial<BillHead> = {}): BillHead => ({
  ...newHead('bill', localDate('2026-11-21')),
  mode: 'credit',
  ...more,
})
const keyed = { discountPaise: 80_00, discountKeyed: true }

/** The line of the bill after a net rate was put on it: its value without charges, and with its tax. */
function settledLine(onto: BillHead, wantedE4: number, more: { withTax?: boolean; afterDiscount?: boolean } = {}) {
  const lines = [line(1), line(2)]
  const at = lines[1] as BillLine
  const found = workedBack(
    at,
    { head: onto, header, lines },
    { way: 'rate', wantedE4, withTax: false, afterDiscount: true, ...more },
  )
  if (!found) return null
  const figures = preview(onto, header, [lines[0] as BillLine, withNetRate(at, found)])
  if (!('priced' in figures)) throw figures.refused
  const settled = figures.priced.settled.lines[1]
  const value = (settled?.taxablePaise ?? 0) - (settled?.chargesPaise ?? 0)
  return {
    value,
    withTax: value + (settled?.cgstPaise ?? 0) + (settled?.sgstPaise ?? 0),
    net: found.netPaise,
    reached: found.reachedPaise,
  }
}

test.each<[string, Partial<BillHead>]>([
  ['no discount on the bill', {}],
  ['a discount keyed on the bill', keyed],
  ['and freight', { ...keyed, chargesPaise: 55_55 }],
])('a net rate is what the line comes to after everything: %s', (_, more) => {
  expect(settledLine(head(more), 300_000)).toMatchObject({ value: 300_00, reached: 300_00 })
  expect(settledLine(head(more), 333_300)).toMatchObject({ value: 333_30 })
})

test('with GST, after the discount of the bill; or the discount comes off besides', () => {
  expect(settledLine(head(keyed), 315_000, { withTax: true })).toMatchObject({ value: 300_00, withTax: 315_00, reached: 315_00 })
  const besides = settledLine(head(keyed), 300_000, { afterDiscount: false })
  expect(besides).toMatchObject({ net: 300_00, reached: 300_00 })
  expect(besides?.value).toBe(300_00 - Math.round((80_00 * 300) / 700))
})

test('prices that include GST are worked back as they are said', () => {
  const inclusive = head({ ...keyed, pricesIncludeTax: true })
  expect(settledLine(inclusive, 315_000, { withTax: true })).toMatchObject({ withTax: 315_00, reached: 315_00 })
  expect(settledLine(inclusive, 300_000)).toMatchObject({ value: 300_00, reached: 300_00 })
})

test('a scheme by the value of the bill is reckoned with', () => {
  const withScheme = { ...header, schemes: [off5] } as unknown as BillHeader
  const lines = [line(1), line(2)]
  const back = workedBack(
    lines[1] as BillLine,
    { head: head(), header: withScheme, lines },
    {
      ...{ way: 'rate', wantedE4: 380_000, withTax: false, afterDiscount: true },
    },
  )
  const figures = preview(head(), withScheme, lines)
  expect('priced' in figures && figures.discountPaise).toBe(40_00)
  expect(back).toMatchObject({ netPaise: 400_00, reachedPaise: 380_00 })
})

test('a line without a quantity has none', () => {
  const bare = line(2, { qtyMilli: null })
  const wanted = { way: 'rate' as const, wantedE4: 1, withTax: false, afterDiscount: true }
  expect(workedBack(bare, { head: head(), header, lines: [bare] }, wanted)).toBeNull()
})
