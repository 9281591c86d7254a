import { expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { sql } from '../database/connection.ts'
import { newUid, uidBytes } from '../database/uid.ts'
import { testBook } from '../test-book.ts'
import { discountOn } from './party-discount.ts'

const book = testBook()
const uid = newUid()
const save = (discountBp: number, discountFrom: string | null = null) =>
  book.call('parties.save', {
    uid,
    name: 'Sai Medical',
    isCustomer: true,
    isSupplier: false,
    category: 'unregistered',
    gstin: null,
    stateCode: '27',
    discountBp,
    discountFrom,
  })
const on = (...days: string[]) => {
  const party = book.db.must(sql.selectFrom('party').select(['id', 'discount_bp']).where('uid', '=', uidBytes(uid)))
  return days.map((day) => discountOn(book.db, party, localDate(day)))
}

test('a changed discount holds from its day; days before keep what they had', async () => {
  await save(200)
  expect(on('2026-04-01', '2026-11-21')).toEqual([200, 200])
  await save(300)
  expect(on('2026-11-20', '2026-11-21')).toEqual([200, 300])
  await save(500, '2026-12-01')
  expect(on('2026-11-20', '2026-11-21', '2026-11-30', '2026-12-01')).toEqual([200, 300, 300, 500])
  expect((await book.call('items.partyPrices', { party: uid, date: '2026-11-21' })).discountBp).toBe(300)
  // saved again as it is, nothing is added
  const facts = () => book.db.rows(sql.selectFrom('dated_fact').select('id').where('name', '=', 'discount')).length
  const before = facts()
  await save(500)
  expect(facts()).toBe(before)
  book.close()
})
