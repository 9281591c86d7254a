import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../test-counts.ts'
import { clearedBy, excessMilli, qtyBeyond, rateBeyond } from './match.ts'

const tolerance = { rateBp: 100, amountPaise: 100, qtyBp: 500 }

describe('three-way match', () => {
  test.each<[expected: number, billed: number, beyond: boolean]>([
    [10_000, 10_000, false],
    [10_000, 10_100, false],
    [10_000, 10_101, true],
    [10_000, 9_899, true],
    // one per cent of a large line is more than a rupee, one rupee more than one per cent of a small one
    [1_000_000, 1_010_000, false],
    [1_000_000, 1_010_001, true],
    [500, 600, false],
    [500, 601, true],
    [0, 100, false],
    [0, 101, true],
  ])('%i expected, %i billed: beyond is %s', (expected, billed, beyond) => {
    expect(rateBeyond(expected, billed, tolerance)).toBe(beyond)
  })

  test.each<[unbilled: number, billed: number, beyond: boolean]>([
    [100_000, 100_000, false],
    [100_000, 105_000, false],
    [100_000, 105_001, true],
    [100_000, 1000, false],
  ])('%i came, %i billed: beyond is %s', (unbilled, billed, beyond) => {
    expect(qtyBeyond(unbilled, billed, tolerance)).toBe(beyond)
  })

  test.each<[ordered: number, pending: number, received: number, overBp: number, excess: number]>([
    [100_000, 100_000, 100_000, 0, 0],
    [100_000, 100_000, 101_000, 0, 1000],
    [100_000, 100_000, 110_000, 1000, 0],
    [100_000, 100_000, 110_001, 1000, 10_001],
    [100_000, 0, 5000, 0, 5000],
  ])('of %i ordered %i pending, %i come with %i bp allowed: %i too much', (ordered, pending, received, overBp, excess) => {
    expect(excessMilli(ordered, pending, received, overBp)).toBe(excess)
  })

  test('however a receipt is billed in parts, the parts clear it to the paisa and none clears more than is left', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 10_000_000 }), (quantities, valuePaise) => {
        let left = { qtyMilli: quantities.reduce((a, b) => a + b, 0), valuePaise }
        for (const qtyMilli of quantities) {
          const cleared = clearedBy(left, qtyMilli)
          expect(cleared).toBeGreaterThanOrEqual(0)
          expect(cleared).toBeLessThanOrEqual(left.valuePaise)
          left = { qtyMilli: left.qtyMilli - qtyMilli, valuePaise: left.valuePaise - cleared }
        }
        expect(left).toEqual({ qtyMilli: 0, valuePaise: 0 })
      }),
      { numRuns: runs(200) },
    )
  })
})
