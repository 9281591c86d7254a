import { addDays } from '../../../shared/calendar.ts'
import type { Paise } from '../../../shared/money.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { firmFact } from '../../company/dated-facts.ts'
import { change } from '../../company/records.ts'
import { type Reader, sql } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import type { Writing } from '../../given.ts'
import { type ItemFacts, itemFacts } from '../../items/item-facts.ts'
import { checkCredit } from '../credit.ts'
import { raiseDoubts } from '../doubts.ts'
import { shortDoubts } from './held.ts'
import { keepSalesLeft } from './left-store.ts'
import { linesOfOrder } from './order-lines.ts'

/** A quotation, order or challan that stands. Refuses one that is not there (`none` is the code) or is cancelled. */
export function standing(db: Reader, kinds: readonly string[], uid: string, none: string) {
  const found = db.row(
    sql
      .selectFrom('document as d')
      .innerJoin('document_state as s', 's.document_id', 'd.id')
      .innerJoin('document_version as v', 'v.id', 's.current_version_id')
      .leftJoin('party', 'party.id', 'd.party_id')
      .leftJoin('order_confirmation as c', 'c.document_id', 'd.id')
      .select([
        'd.id',
        'd.kind',
        'd.number',
        'd.date',
        's.cancelled',
        'v.id as version_id',
        'v.version',
        'v.total',
        'v.applied_json',
      ])
      .select(['party.uid as party', 'c.id as confirmation'])
      .where('d.uid', '=', uidBytes(uid)),
  )
  if (!found || !kinds.includes(found.kind)) throw new Refusal(none, 'There is no such document', 'uid')
  const details = { number: found.number }
  if (found.cancelled === 1) throw new Refusal('sales/order-cancelled', `${found.number} is cancelled`, 'uid', details)
  return { ...found, party: found.party && uidText(found.party), total: found.total as Paise }
}

/**
 * Makes an order firm and holds its goods back till the day the firm's `reservation-days` give. Warns of goods that are not there or are held for
 * others, and of credit. Refuses an order that is not there, cancelled, or confirmed already.
 */
export function confirmOrder(given: Writing, { uid }: { uid: string }): { heldUntil: string } {
  const { tx, today } = given
  const found = standing(tx, ['sales-order'], uid, 'sales/no-order')
  if (found.confirmation !== null)
    throw new Refusal('sales/order-confirmed', `${found.number} is confirmed already`, 'uid', { number: found.number })
  const lines = linesOfOrder(tx, uid).filter((line) => line.leftMilli > 0)
  if (lines.length === 0)
    throw new Refusal('sales/nothing-left', `Nothing of ${found.number} is left`, 'uid', { number: found.number })
  const items = itemFacts(
    tx,
    lines.map(({ itemId }) => itemId),
    today,
  )
  const asks = lines.map(({ itemId, batchId, leftMilli, qtyMilli, freeMilli, line }) => ({
    itemId,
    item: items.get(itemId) as ItemFacts,
    batchId,
    qtyMilli: leftMilli + (leftMilli === qtyMilli ? freeMilli : 0),
    field: `lines.${line - 1}.qtyMilli`,
  }))
  raiseDoubts(given, shortDoubts(tx, asks, today, found.id))
  checkCredit(given, { party: found.party ?? '', date: today, morePaise: found.total, except: [found.id] })
  const days = Number(firmFact(tx, 'reservation-days', today))
  const heldUntil = addDays(today, days)
  change(
    given,
    [
      {
        insert: 'order_confirmation',
        row: { document_id: found.id, date: today, held_until: heldUntil, user_id: given.by.id },
      },
    ],
    { entity: 'sales-order', entityUid: uid },
  )
  keepSalesLeft(tx, found.id)
  return { heldUntil }
}
