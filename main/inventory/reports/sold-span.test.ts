import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { addDays, type LocalDate, localDate } from '../../../shared/calendar.ts'
import { runs } from '../../../test-counts.ts'
import { text } from '../../database/connection.ts'
import { soldQty } from './item-stock.ts'
import { shelf } from './test-shelf.ts'

const last = localDate('2026-11-21')
let at: ReturnType<typeof shelf>
beforeAll(() => {
  at = shelf()
  const [one, other] = [at.item('One'), at.item('Other')]
  for (const item of [one, other]) at.move(item, '2026-04-01', 9_000_000, { valuePaise: 1_234_567 })
  // uneven days over all months, both ends of them among others
  for (let day = 1; day < 235; day += 1 + (day % 4))
    at.move(day % 3 ? one : other, addDays(localDate('2026-04-01'), day), -1000 * day)
  for (const day of ['2026-10-01', '2026-10-31', '2026-11-21']) at.move(one, day, -7000)
})

/** Added up from the moves and value entries, day by day. */
const naive = (today: LocalDate, days: number) =>
  at.book.db.rows(text<{ item_id: number; qty: number; cost: number }>`
    select m.item_id, -sum(m.qty) as qty, -sum(v.amount) as cost from stock_move m join stock_value v on v.move_id = m.id
    where m.kind = 'sale' and m.date > ${addDays(today, -days)} and m.date <= ${today} group by m.item_id order by m.item_id`)
const kept = (today: LocalDate, days: number) => [...at.book.db.rows(soldQty(today, days))].sort((a, b) => a.item_id - b.item_id)

const agrees = (off: number) =>
  fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 400 }), (back, days) => {
    const today = addDays(last, -back)
    return JSON.stringify(kept(today, days + off)) === JSON.stringify(naive(today, days))
  })

test('whole months and the days at their ends come to the same as day by day', () => {
  fc.assert(agrees(0), { numRuns: runs(150) })
})
test('the comparison can fail', () => {
  expect(fc.check(agrees(1), { numRuns: 150 }).failed).toBe(true)
})
