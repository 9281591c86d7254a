import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stockInPacks, unitsOfPack } from './pack-units.ts'

const strips = fc.integer({ min: 2, max: 50 })
const pieces = fc.integer({ min: 2, max: 100 })

/** What is told in packs and loose pieces, counted back into pieces. */
const countedBack = (told: string, factor: number): number => {
  const [packs = '0', loose = '0'] = told.replaceAll(',', '').replace('−', '-').split(':')
  return factor === 1 ? Number(packs) : Number(packs) * factor + Number(loose)
}

test('a pack label gives units that hold each other exactly', () => {
  fc.assert(
    fc.property(strips, pieces, (inBox, inStrip) => {
      const { saleFactor, units, baseUnit, saleUnit } = unitsOfPack(`${inBox}*${inStrip}`)
      expect([baseUnit, saleUnit, saleFactor]).toEqual(['loose', 'strip', inStrip])
      expect(units).toEqual([{ unit: 'box', factor: inBox * inStrip }])
      expect((units[0]?.factor ?? 0) / saleFactor).toBe(inBox)
    }),
  )
})

test('stock told in packs and pieces is the same stock', () => {
  fc.assert(
    fc.property(pieces, fc.integer({ min: 0, max: 1_000_000 }), (factor, qty) => {
      expect(countedBack(stockInPacks(qty * 1000, factor), factor)).toBe(qty)
    }),
  )
})

test('the property can fail: a wrong factor is found', () => {
  expect(countedBack(stockInPacks(47_000, 10), 11)).not.toBe(47)
})
