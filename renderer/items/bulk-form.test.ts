import { expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { bulkOf, freshBulk, percentOf } from './bulk-form.ts'

test.each([
  ['5', 500],
  ['-2.5', -250],
  ['−10 %', -1000],
  ['+3.33%', 333],
  ['five', null],
  ['', null],
  ['1.234', null],
])('%s per cent', (text, value) => expect(percentOf(text)).toBe(value))

test('a question is asked when everything it needs is there', () => {
  const fresh = freshBulk(localDate('2026-11-21'))
  expect(bulkOf(fresh)).toMatchObject({
    change: { what: 'tax', class: 'taxable', rateBp: 500 },
    filter: { schedule: null },
    from: '2026-11-21',
  })
  expect(bulkOf({ ...fresh, rateBp: null })).toBeNull()
  expect(bulkOf({ ...fresh, from: null })).toBeNull()
  expect(bulkOf({ ...fresh, taxClass: 'nil', rateBp: null })).toMatchObject({ change: { class: 'nil', rateBp: 0 } })
  expect(bulkOf({ ...fresh, what: 'hsn' })).toBeNull()
  expect(bulkOf({ ...fresh, what: 'price', percent: '-5' })).toMatchObject({ change: { percentBp: -500, rateE4: null } })
  expect(bulkOf({ ...fresh, what: 'price', how: 'set', percent: '5' })).toBeNull()
  expect(bulkOf({ ...fresh, what: 'rack', text: '' })).toMatchObject({ change: { what: 'rack', text: '' } })
})
