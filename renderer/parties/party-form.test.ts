import { expect, test } from 'vitest'
import { boxesOf, inputOf, newParty, registrationChanged, withGstin } from './party-form.ts'

const gstin = '27AAPFU0939F1ZV'

test('a right GSTIN fills state, PAN and category; a half one fills nothing; taking it away makes the party unregistered', () => {
  const empty = newParty('29')
  expect(withGstin(empty, gstin.slice(0, 10))).toEqual({ ...empty, gstin: gstin.slice(0, 10) })
  const filled = withGstin(empty, gstin)
  expect(filled).toMatchObject({ category: 'regular', stateCode: '27', pan: 'AAPFU0939F' })
  expect(withGstin({ ...empty, category: 'composition' }, gstin).category).toBe('composition')
  expect(withGstin(filled, '').category).toBe('unregistered')
  expect(registrationChanged(empty, filled)).toBe(true)
})

test('boxes go to the call and come back as they were', () => {
  const boxes = {
    ...withGstin(newParty('27'), gstin),
    name: ' Ravi Medical ',
    city: 'Pune',
    licences: [
      { form: '20B', number: ' 7 ', validFrom: null, validTo: null },
      { form: '', number: '', validFrom: null, validTo: null },
    ],
  }
  const input = inputOf('01930000-0000-7000-8000-000000000001', boxes)
  expect(input).toMatchObject({ name: 'Ravi Medical', city: 'Pune', phone: null, licences: [{ form: '20B', number: '7' }] })
  const back = boxesOf({ ...(input as never as Parameters<typeof boxesOf>[0]) })
  expect(back).toMatchObject({ ...boxes, name: 'Ravi Medical', licences: [{ form: '20B', number: '7' }] })
})
