import { expect, test } from 'vitest'
import { scaleEnd } from './chart-scale.ts'

test('the scale ends at a round figure not below the highest bar', () => {
  expect([0, -5, 1, 100, 101, 1_89_095_00, 2_00_000_00, 2_00_000_01].map(scaleEnd)).toEqual([
    1_00_000_00, 1_00_000_00, 100, 100, 200, 2_00_000_00, 2_00_000_00, 5_00_000_00,
  ])
})
