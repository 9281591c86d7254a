import { expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { returnReasons } from '../../shared/sales/return-drafts.ts'
import { type ReturnedInBill, returnedIn, returnedToPost, withReturned } from './bill-returns.ts'

const head = { uid: 'the-new-bill', date: localDate('2026-11-21'), party: null, mode: 'cash' as const }
const back: ReturnedInBill = {
  uid: 'the-note',
  billUid: 'the-old-bill',
  number: 'A/26-27/000001',
  totalPaise: 10_500,
  lines: [{ line: 1, item: 'Paracetamol', batch: 'P1', factor: 10, qtyMilli: 20_000, freeMilli: 0, to: 'saleable' }],
}

test.each(returnReasons)('goods back inside a bill are posted with the reason that was given: %s', (reason) => {
  expect(returnedToPost(head, { ...back, reason, narration: 'seal broken' })).toMatchObject({ reason, narration: 'seal broken' })
})
test('a draft that was kept before reasons were asked is posted as not wanted', () => {
  expect(returnedToPost(head, back)).toMatchObject({ reason: 'not-wanted', narration: null })
})

test('goods of several earlier bills come back, each entered once; a draft of before had one', () => {
  const other = { ...back, uid: 'another', billUid: 'another-bill' }
  expect(returnedIn({ returned: back })).toEqual([back])
  expect(withReturned({ returned: back }, other)).toEqual([back, other])
  const again = { ...back, uid: 'again', totalPaise: 5250 }
  expect(withReturned({ returned: [back, other] }, again)).toEqual([other, again])
  expect([returnedIn({}), returnedIn({ returned: null })]).toEqual([[], []])
})
