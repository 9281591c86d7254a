import type { LocalDate } from '../../shared/calendar.ts'
import type { Paise } from '../../shared/money.ts'
import type { Milli, RateE4 } from '../../shared/quantity.ts'
import { change } from '../company/records.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { derivedUid, uidText } from '../database/uid.ts'
import type { Writing } from '../given.ts'

/** What a bill has to know of a batch on a day. MRP is per pack of `packFactor` base units, the effective one as dated. */
export type BatchFacts = {
  id: number
  uid: string
  itemId: number
  number: string
  expiry: LocalDate | null
  /** The last day of the batch is a good day. */
  expired: boolean
  /** Why it may not be sold; null when it may. */
  blocked: string | null
  printedMrpPaise: Paise | null
  effectiveMrpPaise: Paise | null
  packFactor: number
}

const byId = prepared<{ id: number; date: LocalDate }>()((p) =>
  sql
    .selectFrom('batch')
    .select((eb) => [
      'id',
      'uid',
      'item_id',
      'number',
      'expiry',
      'mrp_printed',
      'pack_factor',
      'blocked_reason',
      eb
        .selectFrom('batch_mrp as m')
        .select('m.mrp')
        .whereRef('m.batch_id', '=', 'batch.id')
        .where('m.from_date', '<=', p.date)
        .orderBy('m.from_date', 'desc')
        .orderBy('m.seq', 'desc')
        .orderBy('m.id', 'desc')
        .limit(1)
        .as('mrp'),
    ])
    .where('id', '=', p.id),
)

/** The batches a document names, by id; one that does not exist is not in the map. */
export function batchFacts(db: Reader, batchIds: Iterable<number>, date: LocalDate): Map<number, BatchFacts> {
  const facts = new Map<number, BatchFacts>()
  for (const id of batchIds) {
    if (facts.has(id)) continue
    const row = db.get(byId, { id, date })
    if (!row) continue
    facts.set(id, {
      id,
      uid: uidText(row.uid),
      itemId: row.item_id,
      number: row.number,
      expiry: row.expiry,
      expired: row.expiry !== null && row.expiry < date,
      blocked: row.blocked_reason,
      printedMrpPaise: row.mrp_printed,
      effectiveMrpPaise: row.mrp ?? row.mrp_printed,
      packFactor: row.pack_factor,
    })
  }
  return facts
}

/** A batch as goods come in; its number as printed, in capitals, '' for goods without one. */
export type BatchKey = {
  itemId: number
  itemUid: Uint8Array
  number: string
  expiry: LocalDate | null
  mrpPaise: Paise | null
  packFactor: number
}

const tidy = (number: string) => number.trim().replace(/\s+/g, ' ').toUpperCase()
/** The same batch keyed on two devices has one uid: it follows from item, number, expiry and printed MRP (model rule 2). */
const batchUid = (key: BatchKey): Uint8Array =>
  derivedUid('batch', Buffer.from(key.itemUid).toString('hex'), tidy(key.number), key.expiry, key.mrpPaise)

const byUid = prepared<{ uid: Uint8Array }>()((p) => sql.selectFrom('batch').select('id').where('uid', '=', p.uid))

/** Finds the batches or adds those that are new, in one change of records; ids in the order asked. */
export function ensureBatches(given: Writing, keys: readonly BatchKey[]): number[] {
  const ids = new Map<string, number>()
  const missing = new Map<
    string,
    {
      insert: 'batch'
      row: {
        uid: Uint8Array
        item_id: number
        number: string
        expiry: LocalDate | null
        mrp_printed: Paise | null
        pack_factor: number
      }
    }
  >()
  const uids = keys.map((key) => {
    const uid = batchUid(key)
    const name = Buffer.from(uid).toString('hex')
    const found = given.tx.get(byUid, { uid })
    if (found) ids.set(name, found.id)
    else
      missing.set(name, {
        insert: 'batch',
        row: {
          uid,
          item_id: key.itemId,
          number: tidy(key.number),
          expiry: key.expiry,
          mrp_printed: key.mrpPaise,
          pack_factor: key.packFactor,
        },
      })
    return name
  })
  if (missing.size) {
    const added = change(given, [...missing.values()], { entity: 'batch' })
    for (const [index, name] of [...missing.keys()].entries()) ids.set(name, added[index] as number)
  }
  return uids.map((name) => ids.get(name) as number)
}

/** Finds the batch or adds it. */
export const ensureBatch = (given: Writing, key: BatchKey): number => ensureBatches(given, [key])[0] as number

/** A saleable batch with stock, for FEFO. */
export type StockedBatch = {
  id: number
  uid: Uint8Array
  number: string
  expiry: LocalDate | null
  mrp_printed: Paise | null
  pack_factor: number
  location_id: number
  qty: Milli
  mrp: Paise | null
  rate_e4: RateE4 | null
  rack: string | null
}

/** Batches of an item with stock at saleable places, earliest expiry first, those without expiry last; the rate of the tier, the batch's own before the item's. */
export const stockedBatches = (db: Reader, ask: { itemId: number; date: LocalDate; listId: number }): StockedBatch[] =>
  db.rows(text<StockedBatch>`
    select b.id, b.uid, b.number, b.expiry, b.mrp_printed, b.pack_factor, h.location_id, h.qty,
      coalesce((select r.rack from item_rack r where r.item_id = i.id and r.location_id = h.location_id), i.rack) as rack,
      (select m.mrp from batch_mrp m where m.batch_id = b.id and m.from_date <= ${ask.date} order by m.from_date desc, m.seq desc, m.id desc limit 1) as mrp,
      (select p.rate_e4 from price p where p.item_id = b.item_id and p.list_id = ${ask.listId} and p.batch_id in (0, b.id) and p.unit = i.sale_unit and p.from_date <= ${ask.date}
        order by p.batch_id desc, p.from_date desc, p.seq desc, p.id desc limit 1) as rate_e4
    from item i join batch b on b.item_id = i.id join on_hand h on h.batch_id = b.id join location l on l.id = h.location_id
    where i.id = ${ask.itemId} and h.qty > 0 and b.blocked_reason is null and l.kind = 'saleable' and l.active = 1
    order by b.expiry is null, b.expiry, b.number, b.id, h.location_id`)
