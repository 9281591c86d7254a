import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addDays, localDate } from '../../../shared/calendar.ts'
import { rateTiers } from '../../../shared/items/contract.ts'
import { runs } from '../../../test-counts.ts'
import { change } from '../../company/records.ts'
import { sql } from '../../database/connection.ts'
import { type TestBook, testBook } from '../../test-book.ts'
import { rateFor, taxOn } from '../item-facts.ts'
import { itemRowById } from '../item-store.ts'

let book: TestBook
beforeEach(() => {
  book = testBook()
})
afterEach(() => book.close())

const first = localDate('2026-04-01')
const days = Array.from({ length: 14 }, (_, n) => addDays(first, n * 30))
const day = fc.constantFrom(...days.slice(1))
const changeOf = fc.oneof(
  fc.record({ what: fc.constant('tax'), class: fc.constant('taxable'), rateBp: fc.constantFrom(0, 500, 1200, 1800) }),
  fc.constant({ what: 'tax', class: 'nil', rateBp: 0 }),
  fc.record({ what: fc.constant('hsn'), hsn: fc.constantFrom('3004', '3005', '30049099') }),
  fc.record({
    what: fc.constant('price'),
    tier: fc.constantFrom('mrp', 'ptr', 'pts'),
    percentBp: fc.constantFrom(-2500, 333, 5000),
    roundPaise: fc.constantFrom(1, 25),
  }),
  fc.record({
    what: fc.constant('price'),
    tier: fc.constantFrom('mrp', 'retail'),
    rateE4: fc.integer({ min: 1, max: 2_000_000 }),
  }),
  fc.record({ what: fc.constant('rack'), text: fc.constantFrom('A', null) }),
  fc.record({ what: fc.constant('schedule'), schedule: fc.constantFrom('H', 'none') }),
)
const bulkOf = fc.record({ change: changeOf, from: day })

/** Every fact of every item as it is read on every day. */
const facts = () =>
  book.db.rows(sql.selectFrom('item').select('id').orderBy('id')).map(({ id }) => ({
    row: itemRowById(book.db, id),
    days: days.map((date) => {
      const tax = taxOn(book.db, id, date)
      const prices = (['mrp', ...rateTiers] as const).map((tier) => rateFor(book.db, { itemId: id, tier, date }))
      return { tax: tax && { ...tax, fromDate: null }, prices }
    }),
  }))

async function restores(before: { change: object; from: string }[], one: { change: object; from: string }, spoil?: () => void) {
  for (const [n, mrpPaise] of [10_000, 333, null].entries())
    await book.call('items.save', {
      uid: randomUUID(),
      name: `Item ${n}`,
      packLabel: '10*10',
      mrpPaise,
      ptrE4: n === 1 ? null : 100_000,
      tax: { fromDate: first, class: 'taxable', rateBp: 500, hsn: '3004' },
    })
  for (const earlier of before) await book.call('items.bulkChange', { filter: {}, ...earlier })
  const held = facts()
  const { uid } = await book.call('items.bulkChange', { filter: {}, ...one })
  spoil?.()
  expect(await book.call('items.bulkUndo', { uid })).toMatchObject({ kept: [] })
  expect(facts()).toEqual(held)
}

test('a change of many items and its undo leave every fact as it was on every day', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(bulkOf, { maxLength: 3 }), bulkOf, async (before, one) => {
      book.close()
      book = testBook()
      await restores(before, one)
    }),
    { numRuns: runs(12) },
  )
})

test('the property can fail: a price nobody took back is found', async () => {
  const spoil = () =>
    book.write((given) => {
      const { id } = book.db.must(sql.selectFrom('price_list').select('id').where('tier', '=', 'pts'))
      change(
        given,
        [{ insert: 'price', row: { list_id: id, item_id: 1, unit: 'strip', from_date: first, rate_e4: 5 as never } }],
        { entity: 'item' },
      )
    })
  await expect(restores([], { change: { what: 'rack', text: 'A' }, from: '2026-05-01' }, spoil)).rejects.toThrow()
})
