import type { LocalDate } from '../../shared/calendar.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'

const device = prepared<{ id: number }>()((p) => sql.selectFrom('device').select('series_code').where('id', '=', p.id))
const numbersLike = prepared<{ item: number; like: string }>()((p) =>
  sql.selectFrom('batch').select('number').where('item_id', '=', p.item).where('number', 'like', p.like),
)

/**
 * Batch numbers of our own for goods that came without one: `A`, the device's letter, the date, and the serial of that day for the item:
 * `AA261121-1`. Unique for the item, also between devices, because the letter is. Give it the lines of one document in order.
 */
export function autoBatches(db: Reader, deviceId: number, date: LocalDate): (itemId: number) => string {
  const head = `A${db.get(device, { id: deviceId })?.series_code ?? ''}${date.slice(2).replaceAll('-', '')}-`
  const last = new Map<number, number>()
  return (itemId) => {
    const before =
      last.get(itemId) ??
      Math.max(
        0,
        ...db.all(numbersLike, { item: itemId, like: `${head}%` }).map(({ number }) => Number(number.slice(head.length)) || 0),
      )
    last.set(itemId, before + 1)
    return `${head}${before + 1}`
  }
}
