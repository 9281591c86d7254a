import type { z } from 'zod'
import { addDays, type LocalDate } from '../../../shared/calendar.ts'
import type { Claim } from '../../../shared/purchases/claim-contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type AccountIds, accountIds } from '../../accounts/account-store.ts'
import { firmFact } from '../../company/dated-facts.ts'
import { type Reader, sql, text } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import type { Writing } from '../../given.ts'
import { checkAllPositive, checkGoods, type GoodsFacts, places } from '../../inventory/stock-goods.ts'
import { type SupplierFacts, supplierOn } from '../supplier-facts.ts'

export type Draft = z.output<typeof Claim>
export type ClaimFacts = {
  accounts: AccountIds
  registered: boolean
  stateCode: string
  roundOff: boolean
  supplier: SupplierFacts
  goods: GoodsFacts
  /** Where goods with suppliers are. */
  awayId: number
  draftHash: string
}

/** The place goods wait at while a supplier has them. */
export function placeWithSuppliers(db: Reader): number {
  const found = [...places(db).values()].find((place) => place.kind === 'with_supplier')
  if (!found) throw new Error('a book has a place for goods with suppliers')
  return found.id
}

const firmOf = (db: Reader) => db.must(sql.selectFrom('firm').select(['gstin', 'state_code']).where('id', '=', 1))

const broughtBy = prepared<{ batch: number; item: number }>()(
  (p) => text<{ party: number; name: string; date: LocalDate }>`
    select d.party_id as party, v.party_name as name, m.date from stock_move m join posting p on p.id = m.posting_id and p.kind = 'document'
    join document_version v on v.id = p.version_id join document d on d.id = v.document_id join document_state s on s.document_id = d.id and s.cancelled = 0
    where m.item_id = ${p.item} and m.batch_id = ${p.batch} and m.kind = 'purchase' and d.party_id is not null order by m.date desc, m.id desc`,
)
/** Who a batch came from, the last receipt first. */
export const suppliersOf = (db: Reader, itemId: number, batchId: number) => db.all(broughtBy, { item: itemId, batch: batchId })

/** Reads the facts once; refuses an unknown supplier, goods that are none of ours to touch, and what `checkGoods` refuses. */
export function claimFacts(db: Reader, draft: Draft, draftHash: string): ClaimFacts {
  const supplier = supplierOn(db, draft.supplier, draft.date)
  const firm = firmOf(db)
  const registered = firm.gstin !== null
  if (draft.route === 'fresh-supply' && !registered)
    throw new Refusal('purchases/claim-route', 'Only a registered firm bills goods back as a fresh supply', 'route')
  const goods = checkGoods(db, draft.lines, draft)
  checkAllPositive(draft.lines, goods)
  for (const [at, line] of draft.lines.entries()) {
    const place = goods.places.get(line.locationId)
    if (!place || !['saleable', 'quarantine', 'expiry'].includes(place.kind))
      throw new Refusal('inventory/place-not-here', 'Goods are claimed from where they stand with us', `lines.${at}.locationId`, {
        location: place?.name ?? '',
      })
  }
  return {
    accounts: accountIds(db),
    registered,
    stateCode: firm.state_code,
    roundOff: firmFact(db, 'round-off', draft.date) === 'rupee',
    supplier,
    goods,
    awayId: placeWithSuppliers(db),
    draftHash,
  }
}

/** When a supplier takes goods back around their expiry; nulls where nothing is agreed. */
export const windowOf = (db: Reader, partyId: number) =>
  db.must(sql.selectFrom('party').select(['return_days_before', 'return_days_after']).where('id', '=', partyId))

/** Whether a day is within the days before and after expiry that were agreed; null when nothing was. */
export function isInWindow(
  expiry: LocalDate | null,
  date: LocalDate,
  window: { return_days_before: number | null; return_days_after: number | null },
): boolean | null {
  const { return_days_before: before, return_days_after: after } = window
  if (expiry === null || (before === null && after === null)) return null
  if (before !== null && date < addDays(expiry, -before)) return false
  return after === null || date <= addDays(expiry, after)
}

/** Warns of goods another supplier brought, and of goods outside the window he takes them back in. */
export function warnOfGoods(given: Writing, draft: Draft, facts: ClaimFacts): void {
  const window = windowOf(given.tx, facts.supplier.id)
  for (const [at, line] of draft.lines.entries()) {
    const batch = facts.goods.batches.get(line.batchId)
    const item = facts.goods.items.get(line.itemId)?.name ?? ''
    const brought = suppliersOf(given.tx, line.itemId, line.batchId)
    const [last] = brought
    if (last && !brought.some((one) => one.party === facts.supplier.id))
      given.warn('purchases/claim-other-supplier', `lines.${at}.batchId`, { item, supplier: last.name })
    const expiry = batch?.expiry ?? null
    if (isInWindow(expiry as LocalDate | null, draft.date, window) === false)
      given.warn('purchases/claim-outside-window', `lines.${at}.batchId`, { item, expiry: expiry ?? '' })
  }
}
