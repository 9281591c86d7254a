import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentNumber, documentNumberKey, documentNumberProblem } from './document-number.ts'

const series = { prefix: 'S', device: 'A', fy: '26-27', next: 123 }

test('kind, device, year, serial', () => {
  expect(documentNumber(series)).toBe('SA/26-27/000123')
  expect(documentNumber({ ...series, prefix: 'CRN' })).toBe('CRNA/26-27/00123')
  expect(documentNumber({ ...series, next: 9_999_999 })).toBe('SA/26-27/9999999')
})

test('never longer than sixteen and never unlawful', () => {
  const letters = (maxLength: number) => fc.string({ unit: fc.constantFrom('A', 'b', 'Z', '9'), minLength: 1, maxLength })
  fc.assert(
    fc.property(letters(3), letters(2), fc.integer({ min: 1, max: 9999 }), (prefix, device, next) => {
      const number = documentNumber({ prefix, device, fy: '26-27', next })
      expect(documentNumberProblem(number, { eInvoice: true })).toBeNull()
      expect(Number(number.split('/')[2])).toBe(next)
    }),
  )
})

test('a series that is full says so', () => {
  expect(() => documentNumber({ ...series, next: 10_000_000 })).toThrow(expect.objectContaining({ code: 'accounts/series-full' }))
  expect(() => documentNumber({ ...series, prefix: 'CRNXYZ', device: 'AB', next: 100 })).toThrow(
    expect.objectContaining({ code: 'accounts/series-full' }),
  )
  for (const wrong of [{ next: 0 }, { next: 1.5 }, { fy: '2026' }, { prefix: '0' }, { prefix: '/S' }, { prefix: 'स' }])
    expect(() => documentNumber({ ...series, ...wrong })).toThrow(RangeError)
})

test.each([
  ['', 'accounts/number-length'],
  ['SA/26-27/00012345', 'accounts/number-length'],
  ['SA 12', 'accounts/number-characters'],
  ['SA_12', 'accounts/number-characters'],
  ['000/0-0', 'accounts/number-zero'],
])('%j: %s', (number, code) => {
  expect(documentNumberProblem(number)?.code).toBe(code)
})

test('an e-invoice wants a better first character; case does not tell numbers apart', () => {
  expect(documentNumberProblem('00042')).toBeNull()
  for (const number of ['00042', '/42', '-42'])
    expect(documentNumberProblem(number, { eInvoice: true })?.code).toBe('accounts/number-first')
  expect(documentNumberKey('sa/26-27/1')).toBe(documentNumberKey('SA/26-27/1'))
})
