import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gstinCheckCharacter, gstinKinds, normaliseGstin, readGstin } from './gstin.ts'

const complete = (first14: string) => first14 + gstinCheckCharacter(first14)
const failure = (text: string) => readGstin(text).problem?.code

describe('check character', () => {
  test.each(['27AAPFU0939F1ZV', '05AAACI1681G1ZV', '29AAGCB7383J1Z4', '24AAQCA8719H1ZC', '27AABFD4321K1ZN', '27AAKFM7788P1Z2'])(
    '%s, worked in gst-rules.md',
    (gstin) => {
      expect(gstinCheckCharacter(gstin.slice(0, 14))).toBe(gstin.charAt(14))
    },
  )

  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const letter = fc.constantFrom(...alphabet)
  const oneSlip = (check: (first14: string) => string) =>
    fc.property(fc.array(letter, { minLength: 14, maxLength: 14 }), fc.nat(13), letter, (characters, at, other) => {
      fc.pre(characters[at] !== other)
      expect(check(characters.with(at, other).join(''))).not.toBe(check(characters.join('')))
    })

  test('one mistyped character always changes it', () => {
    fc.assert(oneSlip(gstinCheckCharacter))
  })

  test('the property can fail: without the weights a swap and some slips go unseen', () => {
    const unweighted = (first14: string) => alphabet.charAt([...first14].reduce((a, c) => a + alphabet.indexOf(c), 0) % 18)
    expect(() => fc.assert(oneSlip(unweighted), { numRuns: 2000 })).toThrow()
  })
})

describe('readGstin', () => {
  test('cleans what was typed and takes it apart', () => {
    expect(normaliseGstin(' 27 aapfu 0939f1zv ')).toBe('27AAPFU0939F1ZV')
    expect(readGstin(' 27 aapfu 0939f1zv ')).toEqual({
      gstin: '27AAPFU0939F1ZV',
      kind: 'regular',
      stateCode: '27',
      pan: 'AAPFU0939F',
    })
  })

  test.each([
    ['tds', complete('27AAPFU0939F1D'), 'AAPFU0939F'],
    ['tds', complete('27MUMB12345A1D'), null],
    ['tcs', complete('27AAPFU0939F1C'), 'AAPFU0939F'],
    ['uin', complete('2717USA00001UN'), null],
    ['uin', complete('0717UNO00012ON'), null],
    ['non-resident', complete('2719USA00001NR'), null],
    ['oidar', complete('9917USA00001OS'), null],
    ['transin', complete('88AAPFU0939F1Z'), null],
    ['regular', complete('97AAPFU0939F1Z'), 'AAPFU0939F'],
    ['regular', complete('27AAPFU0939FBZ'), 'AAPFU0939F'],
  ])('%s: %s', (kind, gstin, pan) => {
    expect(readGstin(gstin)).toMatchObject({ kind, gstin, pan })
    expect(gstinKinds).toContain(kind)
  })

  test.each([
    ['27AAPFU0939F1Z', 'length'],
    ['', 'length'],
    ['27AAPFU0939F1Z*', 'characters'],
    ['40AAPFU0939F1ZV', 'state'],
    ['00AAPFU0939F1ZV', 'state'],
    ['96AAPFU0939F1ZV', 'state'],
    ['28AAPFU0939F1ZV', 'state'],
    ['27AAPF10939F1ZV', 'pan'],
    ['2717US100001UNX', 'pan'],
    ['27AAPFU0939F0ZV', 'entity'],
    ['27AAPFU0939F1YV', 'kind'],
    ['27AAPFU0939F1ZW', 'check'],
    ['URP', 'length'],
  ])('%s fails at its %s first', (gstin, code) => {
    expect(failure(gstin)).toBe(`company/gstin-${code}`)
  })

  test('the first failure is the one reported', () => {
    expect(failure('40AAPF10939F0YW')).toBe('company/gstin-state')
    expect(failure('27AAPF10939F0YW')).toBe('company/gstin-pan')
    expect(failure('27AAPFU0939F0YW')).toBe('company/gstin-entity')
    expect(failure('27AAPFU0939F1YW')).toBe('company/gstin-kind')
  })

  test('old state codes are readable in old documents only', () => {
    const old = complete('28AAPFU0939F1Z')
    expect(failure(old)).toBe('company/gstin-state')
    expect(readGstin(old, { oldCodes: true })).toMatchObject({ stateCode: '28' })
  })
})
