import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LineFigures, returnedFigures } from './returned.ts'

const none: LineFigures = { taxablePaise: 0, igstPaise: 0, cgstPaise: 0, sgstPaise: 0, cessPaise: 0 }
const plus = (a: LineFigures, b: LineFigures): LineFigures => ({
  taxablePaise: a.taxablePaise + b.taxablePaise,
  igstPaise: a.igstPaise + b.igstPaise,
  cgstPaise: a.cgstPaise + b.cgstPaise,
  sgstPaise: a.sgstPaise + b.sgstPaise,
  cessPaise: a.cessPaise + b.cessPaise,
})

test('20 of 100 of the worked invoice of gst-rules.md, appendix A', () => {
  const original = { ...none, taxablePaise: 175750, cgstPaise: 4394, sgstPaise: 4394 }
  const note = { original, billedQtyMilli: 100_000, beforeQtyMilli: 0, beforeFigures: none, qtyMilli: 20_000 }
  expect(returnedFigures(note)).toMatchObject({ taxablePaise: 35150, cgstPaise: 879, sgstPaise: 879, igstPaise: 0 })
})

type Back = typeof returnedFigures
const togetherTheWhole = (back: Back) =>
  fc.property(
    fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 }),
    fc.integer({ min: 0, max: 10_000_000 }),
    fc.integer({ min: 0, max: 900_000 }),
    (quantities, taxablePaise, headPaise) => {
      const original = { taxablePaise, igstPaise: 0, cgstPaise: headPaise, sgstPaise: headPaise, cessPaise: headPaise >> 3 }
      const billedQtyMilli = quantities.reduce((a, b) => a + b, 0)
      let beforeQtyMilli = 0
      let beforeFigures = none
      for (const qtyMilli of quantities) {
        const now = back({ original, billedQtyMilli, beforeQtyMilli, beforeFigures, qtyMilli })
        expect(now.cgstPaise).toBe(now.sgstPaise)
        beforeFigures = plus(beforeFigures, now)
        beforeQtyMilli += qtyMilli
        expect(beforeFigures.taxablePaise).toBeLessThanOrEqual(original.taxablePaise)
      }
      expect(beforeFigures).toEqual(original)
    },
  )

test('the last return takes the balance', () => {
  fc.assert(togetherTheWhole(returnedFigures))
})

test('the property can fail: a share of the original each time leaves paise behind', () => {
  const careless: Back = (line) => returnedFigures({ ...line, beforeQtyMilli: 0, beforeFigures: none })
  expect(() => fc.assert(togetherTheWhole(careless), { numRuns: 500 })).toThrow()
})

test('more than was billed cannot come back', () => {
  const note = { original: none, billedQtyMilli: 10, beforeQtyMilli: 5, beforeFigures: none, qtyMilli: 6 }
  expect(() => returnedFigures(note)).toThrow(RangeError)
})
