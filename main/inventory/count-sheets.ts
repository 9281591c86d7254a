import type { z } from 'zod'
import { addDays, type LocalDate } from '../../shared/calendar.ts'
import type { CountChoice } from '../../shared/inventory/count-contract.ts'
import { checkGoodsIn, mostPerLineMilli } from '../../shared/inventory/receiving.ts'
import type { Paise } from '../../shared/money.ts'
import { type Milli, milli } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { nextSeq } from '../company/journal.ts'
import { change } from '../company/records.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { ensureBatch } from './batch-store.ts'
import { itemFacts } from './item-facts.ts'
import { onHandKinds, placeFor, places } from './stock-goods.ts'

type Choice = z.output<typeof CountChoice>
export type CountDraft = Choice & { uid: string; name: string }

/** Of everything sold in a year, A items make the first seven tenths of the cost, B the next two, C the rest and what was not sold. */
const classBounds = { a: 0.7, b: 0.9 }

/** The items of a class, by what their sales cost in the year to `date`. */
function itemsOfClass(db: Reader, wanted: 'a' | 'b' | 'c', date: LocalDate): (itemId: number) => boolean {
  const rows = db.rows(text<{ item_id: number; cost: number }>`
    select v.item_id, -sum(v.amount) as cost from stock_value v join stock_move m on m.id = v.move_id
    where v.date > ${addDays(date, -365)} and v.date <= ${date} and m.kind in ('sale','sale-return') group by v.item_id having cost > 0 order by cost desc, v.item_id`)
  const all = rows.reduce((sum, row) => sum + row.cost, 0)
  const classes = new Map<number, 'a' | 'b' | 'c'>()
  let before = 0
  for (const row of rows) {
    classes.set(row.item_id, before < all * classBounds.a ? 'a' : before < all * classBounds.b ? 'b' : 'c')
    before += row.cost
  }
  return (itemId) => (classes.get(itemId) ?? 'c') === wanted
}

type Standing = { batch_id: number; item_id: number; qty: number }

/** `pick` chooses so many of the items by chance. */
function chosenBatches(db: Reader, choice: Choice, date: LocalDate, pick: (items: number[], n: number) => number[]): Standing[] {
  const rows = db.rows(text<Standing>`
    select h.batch_id, b.item_id, h.qty from on_hand h join batch b on b.id = h.batch_id join item i on i.id = b.item_id
      left join item_rack r on r.item_id = i.id and r.location_id = h.location_id
    where h.location_id = ${choice.locationId} and h.qty <> 0 and (${choice.manufacturer} is null or i.manufacturer = ${choice.manufacturer})
      and (${choice.rack} is null or coalesce(r.rack, i.rack) = ${choice.rack})
    order by coalesce(r.rack, i.rack) is null, coalesce(r.rack, i.rack), i.name collate nocase, b.expiry, b.id`)
  const ofClass = choice.abc === null ? () => true : itemsOfClass(db, choice.abc, date)
  const kept = rows.filter((row) => ofClass(row.item_id))
  if (choice.random === null) return kept
  const picked = new Set(pick([...new Set(kept.map((row) => row.item_id))], choice.random))
  return kept.filter((row) => picked.has(row.item_id))
}

/** So many of the items; which ones follows from the sheet's uid, which nobody chooses. */
const byChance =
  (uid: string) =>
  (items: number[], n: number): number[] => {
    let state = Number.parseInt(uid.replaceAll('-', '').slice(0, 8), 16) >>> 0
    const next = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state
    }
    return items
      .map((item) => ({ item, at: next() }))
      .sort((a, b) => a.at - b.at || a.item - b.item)
      .slice(0, n)
      .map(({ item }) => item)
  }

const mostRows = 5000

/** Freezes the book's quantities of the chosen batches: what is posted later is after this journal row. */
export function makeCountSheet(given: Writing, draft: CountDraft): { rows: number } {
  const { tx, by, now, today } = given
  const before = tx.row(sql.selectFrom('count_sheet').select('id').where('uid', '=', uidBytes(draft.uid)))
  if (before)
    return { rows: tx.must(text<{ rows: number }>`select count(*) as rows from count_row where sheet_id = ${before.id}`).rows }
  const place = placeFor(places(tx), draft.locationId, 'locationId', onHandKinds)
  const batches = chosenBatches(tx, draft, today, byChance(draft.uid))
  if (batches.length === 0)
    throw new Refusal('inventory/nothing-to-count', `Nothing like that stands in ${place.name}`, 'locationId', {
      location: place.name,
    })
  if (batches.length > mostRows)
    throw new Refusal('inventory/count-too-long', 'More than 5,000 batches: count by company or rack', 'locationId', {
      batches: batches.length,
    })
  const frozenSeq = nextSeq(tx)
  const { uid, name, ...choice } = draft
  const [sheetId] = change(
    given,
    [
      {
        insert: 'count_sheet',
        row: {
          uid: uidBytes(uid),
          location_id: place.id,
          name: name || place.name,
          chosen_json: JSON.stringify(choice),
          date: today,
          frozen_seq: frozenSeq,
          frozen_at: now,
          made_by: by.id,
        },
      },
    ],
    { entity: 'count_sheet', entityUid: uid },
  )
  change(
    given,
    batches.map((row) => ({
      insert: 'count_row' as const,
      row: { sheet_id: sheetId as number, batch_id: row.batch_id, book_qty: milli(row.qty) },
    })),
    { entity: 'count_sheet', entityUid: uid },
  )
  return { rows: batches.length }
}

/** A sheet that is still open; refuses `no-sheet` and `sheet-closed`. */
export function openSheet(db: Reader, uid: string) {
  const sheet = db.row(sql.selectFrom('count_sheet').selectAll().where('uid', '=', uidBytes(uid)))
  if (!sheet) throw new Refusal('inventory/no-sheet', 'There is no such count sheet', 'uid')
  if (sheet.state !== 'open') throw new Refusal('inventory/sheet-closed', `${sheet.name} is closed`, 'uid', { name: sheet.name })
  return sheet
}

type Found = { itemId: number; number: string; expiry: LocalDate | null; mrpPaise: Paise | null }
type Counted = { batchId: number; qtyMilli: Milli; found: Found | null }

/** Makes the batches that were found on the shelf and are new to the book, with what is printed on them. Refuses what `checkGoodsIn` does. */
function withFoundBatches(given: Writing, counts: readonly Counted[]): { batchId: number; qtyMilli: Milli }[] {
  if (counts.every((count) => count.found === null)) return [...counts]
  const items = itemFacts(
    given.tx,
    counts.flatMap(({ found }) => found?.itemId ?? []),
    given.today,
  )
  return counts.map(({ batchId, qtyMilli, found }, at) => {
    if (found === null) return { batchId, qtyMilli }
    const item = items.get(found.itemId)
    if (!item) throw new Refusal('inventory/no-item', 'There is no such item', `counts.${at}.batchId`)
    // goods past their expiry are found too; a quantity is looked at with the others
    const printed = { ...found, batch: found.number, expiry: null, qtyMilli: 1000 }
    checkGoodsIn(printed, at, { item, date: given.today, list: 'counts' })
    const batch = { ...found, itemUid: item.uid, packFactor: item.saleFactor }
    return { batchId: ensureBatch(given, batch), qtyMilli }
  })
}

/**
 * Keeps what a person counted. His latest count of a batch holds; several people's add up. A batch that the sheet did not list may be
 * counted too (goods that are where they should not be), even one that the book does not know. A count of nothing says that it was looked for.
 */
export function keyCounts(given: Writing, { uid, counts: keyed }: { uid: string; counts: readonly Counted[] }): { kept: number } {
  const { tx, by, now } = given
  const sheet = openSheet(tx, uid)
  const counts = withFoundBatches(given, keyed)
  const seen = new Set<number>()
  for (const [at, count] of counts.entries()) {
    const batch = tx.row(
      sql
        .selectFrom('batch as b')
        .innerJoin('item as i', 'i.id', 'b.item_id')
        .select(['b.number', 'i.name', 'i.decimals'])
        .where('b.id', '=', count.batchId),
    )
    if (!batch) throw new Refusal('inventory/no-batch', 'There is no such batch', `counts.${at}.batchId`, { item: '' })
    if (seen.has(count.batchId))
      throw new Refusal('inventory/batch-twice', `Batch ${batch.number} is on an earlier line already`, `counts.${at}.batchId`, {
        batch: batch.number,
      })
    seen.add(count.batchId)
    const field = `counts.${at}.qtyMilli`
    if (count.qtyMilli < 0)
      throw new Refusal('inventory/quantity-needed', `${batch.name}: a count is not below nothing`, field, { item: batch.name })
    if (count.qtyMilli > mostPerLineMilli)
      throw new Refusal('inventory/quantity-absurd', `${batch.name}: that many is surely a slip`, field, { item: batch.name })
    if (count.qtyMilli % 10 ** (3 - batch.decimals) !== 0)
      throw new Refusal('inventory/part-of-a-piece', `${batch.name} is not kept in such small parts`, field, {
        item: batch.name,
        decimals: batch.decimals,
      })
  }
  change(
    given,
    counts.map((count) => ({
      insert: 'count_entry' as const,
      row: { sheet_id: sheet.id, batch_id: count.batchId, user_id: by.id, qty: milli(count.qtyMilli), at: now },
    })),
    { entity: 'count_sheet', entityUid: uid },
  )
  return { kept: counts.length }
}

/** Closes a sheet that will not be posted. */
export function dropCountSheet(given: Writing, uid: string): void {
  const sheet = openSheet(given.tx, uid)
  change(
    given,
    [{ update: 'count_sheet', id: sheet.id, set: { state: 'dropped', decided_by: given.by.id, decided_at: given.now } }],
    { entity: 'count_sheet', entityUid: uid },
  )
}
