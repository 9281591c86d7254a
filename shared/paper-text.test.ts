import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasScript, printable, runs, widthEm } from './paper-text.ts'

describe('runs of one script', () => {
  test('digits, spaces and stops go with the run they stand in', () => {
    expect(runs('Matru मातृ मेडिकल 24x7, Pune')).toEqual([
      { text: 'Matru ', script: 'latin' },
      { text: 'मातृ मेडिकल 24', script: 'devanagari' },
      { text: 'x7, Pune', script: 'latin' },
    ])
    expect(runs('(शिव)')).toEqual([{ text: '(शिव)', script: 'devanagari' }])
    expect(runs('₹ 1,234.00')).toEqual([{ text: '₹ 1,234.00', script: 'latin' }])
    expect(runs('')).toEqual([{ text: '', script: 'latin' }])
  })

  test('Arabic letters, forms and digits are told apart from what pdfmake can set; unknown scripts too', () => {
    expect(hasScript('شفا میڈیکل', 'arabic')).toBe(true)
    expect(hasScript('۱۲۳', 'arabic')).toBe(true)
    expect(hasScript('ﷺ', 'arabic')).toBe(true)
    expect(hasScript('દવા બજાર', 'other')).toBe(true)
    expect(hasScript('Café Ω Ж — “€5”', 'other')).toBe(false)
  })

  test('cut nothing away and never leave two neighbours of one script', () => {
    const text = fc.string({ unit: fc.constantFrom(...'Aa1 ,.(₹मातृशफاે\u200d'), maxLength: 40 })
    fc.assert(
      fc.property(text, (given) => {
        const cut = runs(given)
        expect(cut.map((run) => run.text).join('')).toBe(given)
        for (const [at, run] of cut.entries()) if (at > 0) expect(run.script).not.toBe(cut[at - 1]?.script)
      }),
    )
  })
})

describe('printable text', () => {
  test('has no direction overrides, controls or doubled blanks; joiners stay', () => {
    expect(printable('a\u202Ecod.exe\u202C\u0000\tb')).toBe('a cod.exe b')
    expect(printable('\u2066x\u2069 \u200e y')).toBe('x y')
    expect(printable('क\u094d\u200dष')).toBe('क\u094d\u200dष')
    expect(printable(' 12  Market\u00a0 Yard ')).toBe('12 Market Yard')
  })
})

test('widths are those of the font: digits all alike, a narrow letter narrower than a wide one', () => {
  expect(widthEm('0000')).toBeCloseTo(4 * 0.572)
  expect(new Set([...'0123456789'].map(widthEm)).size).toBe(1)
  expect(widthEm('i')).toBeLessThan(widthEm('W'))
})
