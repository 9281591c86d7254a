import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test-counts.ts'
import { backOf, type Figures, figuresBy, leftOf, noFigures, type SoldLine, untaxed } from './settle-return.ts'

/** A line of a bill that comes back in parts, with GST or without. */
const came = fc.record({
  taxablePaise: fc.integer({ min: 0, max: 2000 }),
  half: fc.integer({ min: 0, max: 200 }),
  parts: fc.array(fc.record({ pieces: fc.integer({ min: 1, max: 5 }), gst: fc.boolean() }), { minLength: 1, maxLength: 6 }),
})
type Came = typeof came extends fc.Arbitrary<infer T> ? T : never

function after({ taxablePaise, half, parts }: Came): { line: SoldLine; taxed: Figures } {
  const qtyMilli = parts.reduce((sum, { pieces }) => sum + pieces * 1000, 0)
  const whole = { ...noFigures, taxablePaise, cgstPaise: half, sgstPaise: half } as Figures
  let taxed = noFigures
  let line: SoldLine = {
    ...whole,
    ...{ qtyMilli, freeMilli: 0, grossPaise: taxablePaise, returnedMilli: 0, returnedFreeMilli: 0, untaxedMilli: 0 },
    ...{ returned: noFigures, noted: noFigures },
  }
  for (const { pieces, gst } of parts) {
    const { grossPaise: _, ...all } = backOf(line, pieces * 1000)
    const back = gst ? all : untaxed(all)
    if (gst) taxed = figuresBy((key) => taxed[key] + all[key])
    line = {
      ...line,
      returnedMilli: line.returnedMilli + pieces * 1000,
      untaxedMilli: line.untaxedMilli + (gst ? 0 : pieces * 1000),
      returned: figuresBy((key) => line.returned[key] + back[key]),
    }
  }
  return { line, taxed }
}

test('a line that came back whole leaves nothing, and no more tax is given back than was charged', () => {
  fc.assert(
    fc.property(came, (one) => {
      const { line, taxed } = after(one)
      expect(leftOf(line)).toEqual(noFigures)
      expect(line.returned.taxablePaise).toBe(one.taxablePaise)
      expect(taxed.cgstPaise).toBeLessThanOrEqual(one.half)
      if (one.parts.every(({ gst }) => gst)) expect(taxed.cgstPaise).toBe(one.half)
    }),
    { numRuns: runs(300) },
  )
})

test('without GST, with it and without again: the paisa that each rounds for itself does not stand over', () => {
  const { line, taxed } = after({
    ...{ taxablePaise: 300, half: 8 },
    parts: [false, true, false].map((gst) => ({ pieces: 1, gst })),
  })
  expect([taxed.cgstPaise, leftOf(line)]).toEqual([2, noFigures])
  // a debit note after that is value that can be credited again, with its tax
  const more = { ...noFigures, taxablePaise: -100, cgstPaise: -3, sgstPaise: -3 } as Figures
  expect(leftOf({ ...line, noted: more })).toMatchObject({ taxablePaise: 100 })
})
