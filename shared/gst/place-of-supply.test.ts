import { describe, expect, test } from 'vitest'
import { otherCountriesPos, placeOfSupply, supplyType } from './place-of-supply.ts'

const from27 = { supplierState: '27', category: 'regular', billToState: '27' } as const

describe('place of supply (gst-rules.md §1.5)', () => {
  test('goods go to where they are delivered to the buyer', () => {
    expect(placeOfSupply({ ...from27, billToState: '24' })).toBe('24')
    expect(placeOfSupply({ ...from27, billToState: '36', shipToState: '02' })).toBe('02')
  })

  test('delivery to another on the buyer’s instruction is supplied at the buyer’s place', () => {
    expect(placeOfSupply({ ...from27, billToState: '24', shipToState: '29', shipToAnother: true })).toBe('24')
  })

  test('an unregistered buyer counts where the document records him, else where we are', () => {
    expect(placeOfSupply({ ...from27, category: 'unregistered', billToState: '24' })).toBe('24')
    expect(placeOfSupply({ ...from27, category: 'unregistered', billToState: null })).toBe('27')
    expect(placeOfSupply({ ...from27, category: 'unregistered', billToState: '27', shipToState: '24' })).toBe('24')
  })

  test('abroad', () => {
    expect(placeOfSupply({ ...from27, category: 'overseas', billToState: null })).toBe(otherCountriesPos)
  })
})

describe('which taxes (gst-rules.md §1.6)', () => {
  test.each([
    ['regular', '27', undefined, 'intra'],
    ['regular', '24', undefined, 'inter'],
    ['composition', '24', undefined, 'inter'],
    ['unregistered', '27', undefined, 'intra'],
    ['deemed-export', '27', undefined, 'intra'],
    ['uin', '24', undefined, 'inter'],
    ['regular', '97', undefined, 'inter'],
    ['sez', '27', true, 'zero-with-payment'],
    ['sez', '27', false, 'zero-without-payment'],
    ['sez', '24', undefined, 'zero-with-payment'],
    ['overseas', '96', false, 'zero-without-payment'],
    ['overseas', '96', true, 'zero-with-payment'],
    ['unregistered', '96', undefined, 'zero-with-payment'],
  ] as const)('%s at %s, with payment %s: %s', (category, pos, withPayment, expected) => {
    const payment = withPayment === undefined ? {} : { withPayment }
    expect(supplyType({ supplierState: '27', pos, category, ...payment })).toBe(expected)
  })

  test('the place decides, not the buyer: a buyer of 36 taking delivery in 02 pays CGST and SGST there', () => {
    const pos = placeOfSupply({ supplierState: '02', category: 'regular', billToState: '36', shipToState: '02' })
    expect(supplyType({ supplierState: '02', pos, category: 'regular' })).toBe('intra')
  })
})
