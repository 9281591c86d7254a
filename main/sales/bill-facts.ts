import type { z } from 'zod'
import type { TaxClass } from '../../shared/accounts/posting.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { financialYear } from '../../shared/calendar.ts'
import type { DrugLicence } from '../../shared/company/drug-licence.ts'
import { factDefault } from '../../shared/company/fact-defaults.ts'
import type { Paise } from '../../shared/money.ts'
import type { BasisPoints, Milli } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { BillApplied, BillDraft } from '../../shared/sales/contract.ts'
import type { ScheduleSettings } from '../../shared/sales/schedule-rules.ts'
import { type AccountIds, accountIds } from '../accounts/account-store.ts'
import { firmFact, firmFacts } from '../company/dated-facts.ts'
import { firmProfile } from '../company/profile-store.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidBytes } from '../database/uid.ts'
import { type BatchFacts, batchFacts } from '../inventory/batch-store.ts'
import { type ItemFacts, itemFacts, type Rate, rateFor, type TaxOnDay } from '../items/item-facts.ts'
import { discountOn } from '../parties/party-discount.ts'
import { partyByUid, type TaxStatus, taxStatusOn } from '../parties/party-store.ts'
import { type BillPrices, billPrices } from './bill-prices.ts'
import { type Credit, creditOf } from './credit.ts'
import type { Doubt } from './doubts.ts'
import { type BillSources, billSources } from './orders/bill-sources.ts'
import { heldDoubts } from './orders/held.ts'
import { type Restricted, restrictedOf } from './restricted.ts'

export type Draft = z.output<typeof BillDraft>
type Applied = z.output<typeof BillApplied>

export type BuyerFacts = TaxStatus & {
  id: number
  name: string
  type: string
  tier: string
  discountBp: BasisPoints
  accountId: number
  isCustomer: boolean
  active: boolean
  creditDays: number | null
  credit: Credit
  /** Goods with fewer days to their expiry he does not take; null: the firm's rule alone. */
  minExpiryDays: number | null
  licences: DrugLicence[]
  applied: Applied['buyer']
}

/** `lastCost`: what the last receipt cost, as value for quantity. */
export type SoldItem = Omit<ItemFacts, 'tax'> & {
  tax: TaxOnDay & { taxClass: TaxClass }
  lastCost: { valuePaise: Paise; qtyMilli: Milli } | null
}

/** Everything a bill is made from besides the draft, as it stands on the bill's date; read once. */
export type PostingFacts = {
  prices: BillPrices
  today: LocalDate
  accounts: AccountIds
  firm: Applied['firm']
  roundOff: boolean
  lut: boolean
  nearExpiryDays: number
  schedule: ScheduleSettings
  restricted: readonly Restricted[]
  /** Below so much of the net a line's margin is thin; null: the firm does not ask. */
  marginWarnBp: number | null
  buyer: BuyerFacts | null
  items: ReadonlyMap<number, SoldItem>
  /** List PTR by line; null where none is known or the buyer is no trader. */
  ptrs: readonly (Rate | null)[]
  batches: ReadonlyMap<number, BatchFacts>
  /** Places goods may be sold from. */
  saleable: ReadonlySet<number>
  /** The orders and challans it answers. */
  sources: BillSources
  /** What it takes that is held back for others. */
  held: readonly Doubt[]
  draftHash: string
}

/** The firm as it is kept with a bill for ever. */
export function firmSnapshot(db: Reader): Applied['firm'] {
  const profile = firmProfile(db)
  if (!profile) throw new Error('a book without a firm')
  const { booksBegin: _, ...kept } = profile
  return kept
}

/** The buyer as on a day: registration by date, address, licences, credit (but for documents the bill in hand answers). Refuses `sales/unknown-party`. */
export function buyerFacts(db: Reader, uid: string, date: LocalDate, except: readonly number[] = []): BuyerFacts {
  const found = partyByUid(db, uidBytes(uid))
  if (!found) throw new Refusal('sales/unknown-party', 'This party is not in the book', 'party', {})
  const { party, address, licences } = found
  const status = taxStatusOn(db, party, date)
  const held = licences.map((one) => ({ form: one.form, number: one.number, validFrom: one.valid_from, validTo: one.valid_to }))
  return {
    ...status,
    id: party.id,
    name: party.name,
    type: party.type,
    tier: party.tier ?? 'ptr',
    discountBp: discountOn(db, party, date),
    accountId: party.account_id,
    isCustomer: party.is_customer === 1,
    active: party.active === 1,
    creditDays: party.credit_days,
    credit: creditOf(db, party, date, except),
    minExpiryDays: party.min_expiry_days,
    licences: held,
    applied: {
      code: party.code,
      localName: party.local_name,
      phone: party.phone,
      type: party.type,
      tier: party.tier ?? 'ptr',
      address: {
        line1: address?.line_1 ?? null,
        line2: address?.line_2 ?? null,
        city: address?.city ?? null,
        pin: address?.pin ?? null,
        stateCode: status.stateCode,
      },
      licences: held.map(({ form, number, validTo }) => ({ form, number, validTo })),
    },
  }
}

const lastReceipt = prepared<{ item: number }>()((p) =>
  sql.selectFrom('item_cost').select(['last_qty as qtyMilli', 'last_value as valuePaise']).where('item_id', '=', p.item),
)

/** What the last receipt of an item cost, as value for quantity; null when it never came in. */
export function lastCost(db: Reader, item: number): SoldItem['lastCost'] {
  const cost = db.get(lastReceipt, { item })
  return cost && cost.qtyMilli !== 0 ? cost : null
}

function soldItem(db: Reader, item: ItemFacts | undefined, field: string): SoldItem {
  if (!item) throw new Refusal('sales/unknown-item', 'This item is not in the book', field, {})
  if (!item.tax)
    throw new Refusal('sales/no-tax', `The tax of ${item.name} on this date is not known`, field, { item: item.name })
  return { ...item, tax: { ...item.tax, taxClass: item.tax.class }, lastCost: lastCost(db, item.id) }
}

/** A letter of undertaking holds for the financial year it was noted in; the next year needs its own (gst-rules.md §1.6). */
export function lutInForce(db: Reader, date: LocalDate): boolean {
  const lut = firmFacts(db, date).find(({ name }) => name === 'lut')
  return Boolean(lut?.value) && (lut?.from ?? '') >= financialYear(date).from
}

export const roundsOff = (db: Reader, date: LocalDate): boolean => firmFact(db, 'round-off', date) === 'rupee'

/** The firm's rules of selling drugs; what it has not said is as factDefault has it. */
export function scheduleSettings(
  db: Reader,
  firm: Pick<Applied['firm'], 'licence20b' | 'licence21b' | 'licence20g'>,
  date: LocalDate,
): ScheduleSettings {
  const walkIn = firmFact(db, 'walk-in-schedule', date)
  return {
    expired: firmFact(db, 'licence-expired', date) === 'stop' ? 'stop' : 'warn',
    walkIn: (walkIn ?? factDefault('walk-in-schedule', firm)) === 'allow' ? 'allow' : 'refuse',
    prescription: firmFact(db, 'prescription-facts', date) === 'yes',
  }
}

const saleablePlaces = prepared<Record<never, never>>()(() =>
  sql.selectFrom('location').select('id').where('kind', '=', 'saleable').where('active', '=', 1),
)

/** Reads what the draft names. Refuses `sales/unknown-party`, `sales/unknown-item` and `sales/no-tax` with the field. */
export function billFacts(db: Reader, draft: Draft, today: LocalDate, draftHash: string): PostingFacts {
  const { date } = draft
  const found = itemFacts(
    db,
    draft.lines.map((line) => line.itemId),
    date,
  )
  const items = new Map<number, SoldItem>()
  for (const [index, { itemId }] of draft.lines.entries())
    if (!items.has(itemId)) items.set(itemId, soldItem(db, found.get(itemId), `lines.${index}.itemId`))
  const sources = billSources(db, draft)
  const buyer = draft.party === null ? null : buyerFacts(db, draft.party, date, [...sources.documents])
  const firm = firmSnapshot(db)
  const thin = firmFact(db, 'margin-warn-bp', date)
  const trade = buyer !== null && (buyer.tier === 'ptr' || buyer.tier === 'pts')
  return {
    prices: billPrices(db, draft),
    today,
    accounts: accountIds(db),
    firm,
    schedule: scheduleSettings(db, firm, date),
    restricted: restrictedOf(db, draft, {
      partyId: buyer?.id ?? null,
      itemOf: (id) => items.get(id),
      uid: uidBytes(draft.uid),
      except: [...sources.documents],
    }),
    marginWarnBp: thin === null ? null : Number(thin),
    roundOff: roundsOff(db, date),
    lut: draft.zeroRated !== null && lutInForce(db, date),
    nearExpiryDays: Number(firmFact(db, 'near-expiry-days', date)),
    buyer,
    items,
    ptrs: draft.lines.map(({ itemId, batchId }) => (trade ? rateFor(db, { itemId, batchId, tier: 'ptr', date }) : null)),
    batches: batchFacts(
      db,
      draft.lines.map((line) => line.batchId),
      date,
    ),
    saleable: new Set(db.all(saleablePlaces, {}).map((row) => row.id)),
    sources,
    held: heldDoubts(db, takesOf(draft, sources), {
      date: today,
      own: sources.documents,
      names: (id) => items.get(id),
    }),
    draftHash,
  }
}

/** What leaves our shelves; goods on challans have left them. */
const takesOf = (draft: Draft, { withCustomer }: BillSources) =>
  draft.lines.flatMap((line, at) =>
    withCustomer.has(at)
      ? []
      : [{ itemId: line.itemId, batchId: line.batchId, qtyMilli: line.qtyMilli + line.freeMilli, field: `lines.${at}.qtyMilli` }],
  )
