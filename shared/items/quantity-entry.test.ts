import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePack } from './pack.ts'
import { type ItemUnits, readQuantityEntry } from './quantity-entry.ts'

const tablets: ItemUnits = {
  units: [
    { name: 'loose', factor: 1 },
    { name: 'strip', factor: 10 },
    { name: 'box', factor: 100 },
  ],
  saleUnit: 'strip',
}
const syrup: ItemUnits = { units: [{ name: 'bottle', factor: 1 }], saleUnit: 'bottle' }
const rice: ItemUnits = { units: [{ name: 'kg', factor: 1 }], saleUnit: 'kg', decimals: 3 }

const read = (text: string, item = tablets) => readQuantityEntry(text, item)

describe('what a clerk types', () => {
  test.each([
    ['20', 200, 0, 'strip', 10, '20 strips'],
    ['1', 10, 0, 'strip', 10, '1 strip'],
    ['20+2', 200, 20, 'strip', 10, '20 strips + 2 strips free'],
    ['0+2', 0, 20, 'strip', 10, '0 strips + 2 strips free'],
    ['2b', 200, 0, 'box', 100, '2 box = 20 strips'],
    ['2 box', 200, 0, 'box', 100, '2 box = 20 strips'],
    ['2 strips', 20, 0, 'strip', 10, '2 strips'],
    ['5s', 50, 0, 'strip', 10, '5 strips'],
    ['7l', 7, 0, 'loose', 1, '7 loose'],
    ['30L', 30, 0, 'loose', 1, '30 loose = 3 strips'],
    ['2b+1', 200, 100, 'box', 100, '2 box = 20 strips + 10 strips free'],
    ['2b+5s', 200, 50, 'box', 100, '2 box = 20 strips + 5 strips free'],
    ['20 + 3l', 200, 3, 'strip', 10, '20 strips + 3 loose free'],
    ['2.5s', 25, 0, 'strip', 10, '2.5 strips'],
    ['=12*3', 360, 0, 'strip', 10, '36 strips'],
    ['=10+2', 120, 0, 'strip', 10, '12 strips'],
    ['=2x2b', 400, 0, 'box', 100, '4 box = 40 strips'],
    ['=(1+2)l', 3, 0, 'loose', 1, '3 loose'],
    ['१०+१', 100, 10, 'strip', 10, '10 strips + 1 strip free'],
    ['1,000', 10_000, 0, 'strip', 10, '1,000 strips'],
  ])('%s', (text, base, free, unit, factor, echo) => {
    expect(read(text)).toEqual({ qtyMilli: base * 1000, freeMilli: free * 1000, unit, factor, echo })
  })

  test('an item without strips', () => {
    expect(read('5', syrup)).toMatchObject({ qtyMilli: 5000, unit: 'bottle', factor: 1, echo: '5 bottles' })
    expect(read('5b', syrup)).toMatchObject({ unit: 'bottle' })
    expect(read('5l', syrup)).toMatchObject({ unit: 'bottle' })
    expect(read('1.255', rice)).toMatchObject({ qtyMilli: 1255, echo: '1.255 kg' })
  })

  test('a pack that was read can be typed against', () => {
    expect(read('3b', parsePack('10*10'))).toMatchObject({ qtyMilli: 300_000, echo: '3 box = 30 strips' })
  })
})

describe('what it refuses, and in which words', () => {
  test.each([
    ['', 'unreadable'],
    ['abc', 'unreadable'],
    ['5+', 'unreadable'],
    ['20+2+1', 'unreadable'],
    ['1.2.3', 'unreadable'],
    ['=1/0', 'unreadable'],
    ['=', 'unreadable'],
    ['5 crates', 'unit'],
    ['-5', 'negative'],
    ['20+-2', 'negative'],
    ['=2-5', 'negative'],
    ['0', 'zero'],
    ['0+0', 'zero'],
    ['10001b', 'absurd'],
    ['=99999*99999', 'absurd'],
    ['5+100001s', 'absurd'],
    ['2.55s', 'not-whole'],
    ['0.5l', 'not-whole'],
  ])('%j: %s', (text, code) => {
    expect(read(text).problem?.code).toBe(`sales/quantity-${code}`)
  })

  test('exactly ten lakh is still a quantity', () => {
    expect(read('10000b').problem).toBeUndefined()
    expect(read('5s', syrup).problem).toMatchObject({ code: 'sales/quantity-unit', details: { unit: 'strip', known: 'bottle' } })
  })
})

test('whatever is typed is read or refused, and what is read is whole, in bounds and worth its unit', () => {
  const scraps = fc
    .array(fc.constantFrom('1', '20', '.', '+', '-', '=', '*', 'b', 's', 'l', ' ', '(', ')', ','))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.oneof(scraps, fc.string()), (text) => {
      const result = read(text)
      if (result.problem) return
      expect(result.qtyMilli % 1000).toBe(0)
      expect(result.qtyMilli + result.freeMilli).toBeGreaterThan(0)
      expect(Math.max(result.qtyMilli, result.freeMilli)).toBeLessThanOrEqual(1_000_000_000)
      expect(tablets.units).toContainEqual({ name: result.unit, factor: result.factor })
    }),
  )
})
