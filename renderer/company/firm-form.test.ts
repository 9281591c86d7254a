import { expect, test } from 'vitest'
import { emptyBoxes, gstinSaid, profileOf, withGstin } from './firm-form.ts'

const pune = '27AABFD4321K1ZN'
const indore = '23AABCM4567K1ZC'

test('a whole GSTIN fills state and PAN; half of one changes nothing else', () => {
  expect(withGstin(emptyBoxes, pune)).toEqual({ ...emptyBoxes, gstin: pune, stateCode: '27', pan: 'AABFD4321K' })
  expect(withGstin(emptyBoxes, pune.slice(0, 14))).toEqual({ ...emptyBoxes, gstin: pune.slice(0, 14) })
  expect(withGstin(emptyBoxes, ` ${pune.toLowerCase()} `)).toMatchObject({ stateCode: '27', pan: 'AABFD4321K' })
})

test('a corrected GSTIN corrects the PAN it filled, and leaves one that was typed', () => {
  const filled = withGstin(emptyBoxes, pune)
  expect(withGstin(filled, indore)).toMatchObject({ stateCode: '23', pan: 'AABCM4567K' })
  expect(withGstin({ ...filled, pan: 'AAAPA1111A' }, indore)).toMatchObject({ pan: 'AAAPA1111A' })
})

test('what is said while a GSTIN is keyed', () => {
  expect(gstinSaid('')).toEqual({ is: 'empty' })
  expect(gstinSaid('27AAB')).toEqual({ is: 'short', length: 5 })
  expect(gstinSaid(pune)).toEqual({ is: 'good', stateCode: '27', pan: 'AABFD4321K' })
  expect(gstinSaid('27AABFD4321K1ZM')).toMatchObject({ is: 'wrong', code: 'company/gstin-check' })
  expect(gstinSaid('28AABFD4321K1ZN')).toMatchObject({ is: 'wrong', code: 'company/gstin-state', details: { state: '28' } })
  expect(gstinSaid(`${pune}9`)).toMatchObject({ is: 'wrong', code: 'company/gstin-length', details: { length: 16 } })
})

test('an emptied box is none; names are trimmed', () => {
  expect(profileOf({ ...emptyBoxes, legalName: ' Dhanvantari ', city: '  ' })).toMatchObject({
    legalName: 'Dhanvantari',
    city: null,
    gstin: null,
  })
})
