import type { LocalDate } from '../../shared/calendar.ts'
import { firmFact } from '../company/dated-facts.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import { itemFacts } from '../items/item-facts.ts'
import { priceBuyer } from '../items/price-store.ts'
import { valueSchemes } from '../items/scheme-facts.ts'
import { buyerFacts, firmSnapshot, lastCost, lutInForce, roundsOff } from './bill-facts.ts'

const lastBill = prepared<{ party: number }>()((p) =>
  sql
    .selectFrom('document as d')
    .innerJoin('document_state as s', (join) => join.onRef('s.document_id', '=', 'd.id').on('s.cancelled', '=', 0))
    .innerJoin('document_version as v', 'v.id', 's.current_version_id')
    .select(['d.uid', 'd.number', 'd.date', 'v.total'])
    .where('d.party_id', '=', p.party)
    .where('d.kind', '=', 'sale')
    .orderBy('d.date', 'desc')
    .orderBy('d.id', 'desc')
    .limit(1),
)

/** What the bill screen shows and prices with; read by the same functions as the posting's facts. */
export function billHeader(
  db: Reader,
  { date, party, itemIds }: { date: LocalDate; party: string | null; itemIds: readonly number[] },
  maySeeCost: boolean,
) {
  const buyer = party === null ? null : buyerFacts(db, party, date)
  const last = buyer && db.get(lastBill, { party: buyer.id })
  const firm = firmSnapshot(db)
  const thin = firmFact(db, 'margin-warn-bp', date)
  return {
    firmState: firm.stateCode,
    firmRegistered: firm.gstin !== null,
    roundOff: roundsOff(db, date),
    lut: lutInForce(db, date),
    buyer: buyer && {
      uid: party as string,
      name: buyer.name,
      gstin: buyer.gstin,
      category: buyer.category,
      stateCode: buyer.stateCode,
      city: buyer.applied.address.city,
      tier: buyer.tier,
      discountBp: buyer.discountBp,
      active: buyer.active,
      creditDays: buyer.creditDays,
      credit: buyer.credit,
      minExpiryDays: buyer.minExpiryDays,
      licences: buyer.applied.licences,
      lastBill: last ? { uid: uidText(last.uid), number: last.number, date: last.date, totalPaise: last.total } : null,
    },
    rules: {
      driftBp: Number(firmFact(db, 'rate-drift-bp', date)),
      marginWarnBp: maySeeCost && thin !== null ? Number(thin) : null,
      prescription: firmFact(db, 'prescription-facts', date) === 'yes',
    },
    schemes: valueSchemes(db, party === null ? null : priceBuyer(db, uidBytes(party)), date),
    items: [...itemFacts(db, itemIds, date).values()].flatMap(({ id, tax }) =>
      tax
        ? [
            {
              itemId: id,
              taxClass: tax.class,
              rateBp: tax.rateBp,
              cessBp: tax.cessBp,
              cessUnitPaise: tax.cessUnitPaise,
              hsn: tax.hsn,
              cost: maySeeCost ? lastCost(db, id) : null,
            },
          ]
        : [],
    ),
  }
}
