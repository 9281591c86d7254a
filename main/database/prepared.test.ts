import { expect, test } from 'vitest'
import { sql, text } from './connection.ts'
import { prepared } from './prepared.ts'

test('values take their places in order; whole numbers that never change are written out', () => {
  const latest = prepared<{ item: number; date: string }>()((p) =>
    sql
      .selectFrom('item_tax')
      .select('hsn')
      .where('from_date', '<=', p.date as never)
      .where('item_id', '=', p.item)
      .where('class', '=', 'nil')
      .orderBy('id', 'desc')
      .limit(1),
  )
  expect(latest.text).toContain('"from_date" <= +? and "item_id" = +? and "class" = +? order by "id" desc limit 1')
  expect(latest.args({ item: 7, date: '2026-11-21' })).toEqual(['2026-11-21', 7, 'nil'])
})

test('what writes is left as it is, and so is a text with a question mark of its own', () => {
  const insert = prepared<{ kind: string }>()((p) =>
    sql.insertInto('draft').values({ kind: p.kind, uid: new Uint8Array(), json: '', updated_at: '' }),
  )
  expect(insert.text).not.toContain('+?')
  const asks = prepared<{ id: number }>()(
    (p) => text<{ n: number }>`select count(*) as n from item where id = ${p.id} and name <> 'why?'`,
  )
  expect(asks.text).toContain("id = ? and name <> 'why?'")
  expect(asks.args({ id: 3 })).toEqual([3])
})
