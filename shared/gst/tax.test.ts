import { describe, expect, test } from 'vitest'
import { paise } from '../money.ts'
import { apportion, type PricedLine } from './line-value.ts'
import { roundOffOf, type SettleOptions, settle } from './tax.ts'

/** One piece at a price in rupees, 18% unless said otherwise. */
const aLine = (rupees: number, more: Partial<PricedLine> = {}): PricedLine => ({
  qtyMilli: 1000,
  rateE4: Math.round(rupees * 10_000),
  factor: 1,
  taxClass: 'taxable',
  rateBp: 1800,
  ...more,
})
const intra: SettleOptions = { supply: 'intra', roundOff: false }
const inter: SettleOptions = { supply: 'inter', roundOff: false }

describe('rounding (gst-rules.md §2.2)', () => {
  test('half the rate is rounded, not half the tax', () => {
    expect(settle([aLine(299.97)], intra)).toMatchObject({ cgstPaise: 2700, sgstPaise: 2700, totalPaise: 35397 })
    expect(settle([aLine(299.97)], inter)).toMatchObject({ igstPaise: 5399, totalPaise: 35396 })
  })

  test('per rate and not per line, then handed down', () => {
    const settled = settle([aLine(7.6, { rateBp: 1200 }), aLine(7.6, { rateBp: 1200 })], intra)
    expect(settled.cgstPaise).toBe(91)
    expect(settled.lines.map((line) => [line.cgstPaise, line.sgstPaise])).toEqual([
      [46, 46],
      [45, 45],
    ])
    expect(settled.groups).toHaveLength(1)
  })

  test.each([
    [62.51, { cgstPaise: 563, sgstPaise: 563 }],
    [15.8, { cgstPaise: 142, sgstPaise: 142 }],
  ])('%d at 9% a head', (rupees, expected) => {
    expect(settle([aLine(rupees)], intra)).toMatchObject(expected)
  })

  test('IGST of 15.80 at 18% is 2.84', () => {
    expect(settle([aLine(15.8)], inter).igstPaise).toBe(284)
  })

  test('to the nearest rupee, half up, either way', () => {
    expect([396924, 50, 49, 100, 150, 99].map((amount) => roundOffOf(paise(amount)))).toEqual([-24, 50, -49, 0, 50, 1])
  })
})

test('the worked invoice of gst-rules.md, appendix A', () => {
  const paracetamol = aLine(18.5, { qtyMilli: 100_000, rateBp: 500, discountsBp: [500] })
  const deodorant = aLine(149.99, { qtyMilli: 12_000 })
  const settled = settle([paracetamol, deodorant], { supply: 'intra', roundOff: true })
  expect(settled).toMatchObject({
    grossPaise: 364988,
    discountPaise: 9250,
    taxablePaise: 355738,
    cgstPaise: 20593,
    sgstPaise: 20593,
    igstPaise: 0,
    roundOffPaise: -24,
    totalPaise: 396900,
  })
  expect(settled.groups).toMatchObject([
    { taxClass: 'taxable', rateBp: 500, taxablePaise: 175750, cgstPaise: 4394, sgstPaise: 4394 },
    { taxClass: 'taxable', rateBp: 1800, taxablePaise: 179988, cgstPaise: 16199, sgstPaise: 16199 },
  ])
})

describe('discounts and charges (gst-rules.md §2.1)', () => {
  test('percentages compound, a flat amount comes after them', () => {
    const [line] = settle([aLine(100, { discountsBp: [1000, 500], discountPaise: 50 })], intra).lines
    expect(line).toMatchObject({ grossPaise: 10000, discountPaise: 1500, taxablePaise: 8500 })
  })

  test('nothing is rounded between the steps', () => {
    // 3 × 0.3333 less 50% is 0.49995, a half paisa short of what rounding 0.9999 to a rupee first would give.
    expect(settle([aLine(0.3333, { qtyMilli: 3000, discountsBp: [5000] })], intra)).toMatchObject({
      grossPaise: 100,
      taxablePaise: 50,
    })
    expect(settle([aLine(0.33, { qtyMilli: 500, discountsBp: [5000] })], intra)).toMatchObject({
      grossPaise: 17,
      taxablePaise: 8,
    })
  })

  test('a document discount goes by value, the residue to the largest line', () => {
    const given = [aLine(10), aLine(10), aLine(11, { rateBp: 500 })]
    const settled = settle(given, { ...intra, documentDiscountPaise: 100 })
    expect(settled.lines.map((line) => line.documentDiscountPaise)).toEqual([32, 32, 36])
    expect(settled.discountPaise).toBe(100)
  })

  test('a line kept out of the document discount keeps its value', () => {
    const given = [aLine(10), aLine(90, { takesDocumentDiscount: false })]
    const settled = settle(given, { ...intra, documentDiscountPaise: 1000 })
    expect(settled.lines.map((line) => line.taxablePaise)).toEqual([0, 9000])
  })

  test('no line is discounted below nothing, however the paise fall', () => {
    expect(apportion(paise(50), Array(100).fill(1), Array(100).fill(1)).filter((part) => part === 1)).toHaveLength(50)
    expect(apportion(paise(0), [5, 5])).toEqual([0, 0])
    expect(() => apportion(paise(3), [])).toThrow(RangeError)
  })

  test('freight follows the rate of the goods it carries', () => {
    const settled = settle([aLine(100, { rateBp: 500 }), aLine(300)], {
      ...intra,
      charges: [{ amountPaise: 3000 }, { amountPaise: 1000 }],
    })
    expect(settled.lines.map((line) => line.chargesPaise)).toEqual([1000, 3000])
    expect(settled).toMatchObject({ chargesPaise: 4000, taxablePaise: 44000, cgstPaise: 275 + 2970 })
  })

  test('freight on goods given away is shared equally', () => {
    const free = aLine(100, { discountsBp: [10_000] })
    expect(settle([free, free], { ...intra, charges: [{ amountPaise: 101 }] }).lines.map((line) => line.chargesPaise)).toEqual([
      51, 50,
    ])
  })

  test('a full discount or no quantity is worth nothing; what is passed on after tax is not taxed', () => {
    expect(settle([aLine(100, { discountsBp: [10_000] }), aLine(5, { qtyMilli: 0 })], intra).totalPaise).toBe(0)
    expect(settle([aLine(100)], { ...intra, afterTaxPaise: 250 })).toMatchObject({ taxablePaise: 10000, totalPaise: 12050 })
    expect(settle([], intra)).toMatchObject({ totalPaise: 0, lines: [], groups: [] })
  })

  test('what the rule refuses', () => {
    const refused = (lines: PricedLine[], options: Partial<SettleOptions>, code: string, field?: string) =>
      expect(() => settle(lines, { ...intra, ...options })).toThrow(expect.objectContaining({ code, field }))
    refused([aLine(1), aLine(-1)], {}, 'gst/negative-line', 'lines.1')
    refused([aLine(1, { discountPaise: 101 })], {}, 'gst/discount-exceeds-value', 'lines.0.discountPaise')
    refused([aLine(1)], { documentDiscountPaise: 101 }, 'gst/discount-exceeds-value', 'documentDiscountPaise')
    refused([aLine(1)], { documentDiscountPaise: -1 }, 'gst/negative-line')
    refused([], { charges: [{ amountPaise: 5 }] }, 'gst/charge-without-goods', 'charges')
    refused([aLine(1, { cessUnitPaise: 500 })], { pricesIncludeTax: true }, 'gst/cess-exceeds-price', 'lines.0')
    expect(() => settle([aLine(1, { discountsBp: [10_001] })], intra)).toThrow(RangeError)
    expect(() => settle([aLine(1, { rateBp: 5.5 })], intra)).toThrow(RangeError)
  })
})

describe('inclusive prices (gst-rules.md §2.4)', () => {
  const inclusive: SettleOptions = { ...intra, pricesIncludeTax: true }

  test('11,800 at 18% is 10,000 and 900 twice', () => {
    expect(settle([aLine(11800)], inclusive)).toMatchObject({ taxablePaise: 1_000_000, cgstPaise: 90_000, sgstPaise: 90_000 })
  })

  test('heads come from the unrounded base and the taxable value takes the residue', () => {
    expect(settle([aLine(100, { cessBp: 200 })], inclusive)).toMatchObject({
      taxablePaise: 8333,
      cgstPaise: 750,
      sgstPaise: 750,
      cessPaise: 167,
      totalPaise: 10000,
    })
  })

  test('cess per unit is taken out before dividing', () => {
    const settled = settle([aLine(122, { cessUnitPaise: 400 })], inclusive)
    expect(settled).toMatchObject({ taxablePaise: 10000, cgstPaise: 900, sgstPaise: 900, cessPaise: 400, totalPaise: 12200 })
  })

  test('untaxed goods carry no tax to take out', () => {
    expect(settle([aLine(50, { taxClass: 'nil' })], inclusive)).toMatchObject({ taxablePaise: 5000, totalPaise: 5000 })
    expect(() => settle([aLine(1)], { ...inclusive, reverseCharge: true })).toThrow(RangeError)
  })
})

describe('classes and supplies', () => {
  test('untaxed lines keep their class and stay out of the heads, whatever rate their master carries', () => {
    const settled = settle(
      [aLine(10, { taxClass: 'nil' }), aLine(10, { taxClass: 'exempt' }), aLine(10, { taxClass: 'non-gst' })],
      intra,
    )
    expect(settled.groups.map((group) => [group.taxClass, group.rateBp, group.cgstPaise])).toEqual([
      ['nil', 0, 0],
      ['exempt', 0, 0],
      ['non-gst', 0, 0],
    ])
  })

  test('a taxable rate of 0 is not nil', () => {
    const settled = settle([aLine(10, { rateBp: 0 }), aLine(10, { taxClass: 'nil', rateBp: 0 })], intra)
    expect(settled.groups.map((group) => group.taxClass)).toEqual(['taxable', 'nil'])
  })

  test('SEZ and exports: full IGST with payment, value without tax under an LUT', () => {
    const given = [aLine(100), aLine(50, { taxClass: 'nil', rateBp: 0 }), aLine(20, { taxClass: 'non-gst' })]
    const paid = settle(given, { supply: 'zero-with-payment', roundOff: false })
    expect(paid).toMatchObject({ igstPaise: 1800, cgstPaise: 0, taxablePaise: 17000 })
    expect(paid.lines.map((line) => line.taxClass)).toEqual(['zero-rated', 'zero-rated', 'non-gst'])
    expect(settle(given, { supply: 'zero-without-payment', roundOff: false })).toMatchObject({ igstPaise: 0, totalPaise: 17000 })
  })

  test('cess is on the taxable value, per unit on the quantity, and not on GST', () => {
    const settled = settle([aLine(100, { qtyMilli: 2000, rateBp: 2800, cessBp: 1200, cessUnitPaise: 417 })], inter)
    expect(settled).toMatchObject({ taxablePaise: 20000, igstPaise: 5600, cessPaise: 2400 + 834 })
  })

  test('reverse charge is settled for the return and left out of the total', () => {
    const settled = settle([aLine(2000, { rateBp: 500 })], { ...intra, reverseCharge: true })
    expect(settled).toMatchObject({ cgstPaise: 5000, sgstPaise: 5000, totalPaise: 200_000 })
  })
})
