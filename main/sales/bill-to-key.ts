import type { z } from 'zod'
import { daysBetween, type LocalDate } from '../../shared/calendar.ts'
import { type Paise, paise } from '../../shared/money.ts'
import { type BasisPoints, type Milli, milli, type RateE4 } from '../../shared/quantity.ts'
import type { BillToKey } from '../../shared/sales/change-contract.ts'
import type { BillMode } from '../../shared/sales/price-bill.ts'
import { firmFact } from '../company/dated-facts.ts'
import { type Reader, text } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'
import { availableOn } from '../inventory/availability.ts'
import { batchFacts } from '../inventory/batch-store.ts'
import { itemHits } from '../items/item-hits.ts'
import { postedBill } from './bill-store.ts'

type Keyed = z.output<typeof BillToKey>
type Line = {
  line_no: number
  item_id: number
  batch_id: number | null
  unit: string
  factor: number
  qty: Milli
  free_qty: Milli
  rate_e4: RateE4
  discount_json: string | null
  decimals: number
  base_unit: string
}
const linesOf = (versionId: number) => text<Line>`
  select l.line_no, l.item_id, l.batch_id, l.unit, l.factor, l.qty, l.free_qty, l.rate_e4, l.discount_json, i.decimals, i.base_unit
  from document_line l join item i on i.id = l.item_id where l.version_id = ${versionId} order by l.line_no`
type Move = { batch_id: number; location_id: number; qty: Milli }
const movesOf = (versionId: number) => text<Move>`
  select m.batch_id, m.location_id, m.qty from posting p join stock_move m on m.posting_id = p.id
  where p.version_id = ${versionId} and p.kind = 'document' and m.kind = 'sale' order by m.id`
const unitsOf = (itemId: number) => text<{ name: string; factor: number }>`
  select unit as name, factor from item_unit where item_id = ${itemId} order by factor`

type Answered = { line_no: number; kind: 'order' | 'challan'; uid: Uint8Array; line: number; number: string }
const answersOf = (versionId: number) => text<Answered>`
  select k.line_no, k.kind, d.uid, k.to_line_no as line, d.number from line_link k join document d on d.id = k.to_document_id
  where k.from_version_id = ${versionId} and k.kind in ('order', 'challan')`

type How = { percentsBp?: BasisPoints[]; flatPaise?: Paise }
type Applied = Pick<Keyed, 'paid' | 'zeroRated' | 'pricesIncludeTax' | 'salesman' | 'narration'> & {
  prescription?: Keyed['prescription']
  documentDiscountPaise: Paise
  buyer: { phone: string | null; address: { city: string | null; stateCode: string } }
}

/** A posted bill in the shape it was keyed in, with the items as they stand and each batch with what it has besides what this bill holds. */
export function billToKey(db: Reader, uid: string): Keyed {
  const row = postedBill(db, uid)
  const applied = JSON.parse(row.applied_json) as Applied
  const lines = db.rows(linesOf(row.id))
  const answers = new Map(
    db.rows(answersOf(row.id)).map(({ line_no, uid: of, ...source }) => [line_no, { ...source, uid: uidText(of) }] as const),
  )
  const moves = db.rows(movesOf(row.id))
  const hits = new Map(
    itemHits(db, [...new Set(lines.map((line) => line.item_id))], row.date, 'ptr').map(({ active: _, ...hit }) => [hit.id, hit]),
  )
  const batches = batchOf(db, row.date, lines, row.cancelled === 1 ? [] : moves)
  const { city, stateCode } = applied.buyer.address
  return {
    uid,
    number: row.number,
    version: row.version,
    date: row.date,
    party: row.party_uid ? { uid: uidText(row.party_uid), name: row.party_name, city } : null,
    walkIn: row.party_uid
      ? null
      : { name: row.party_name === 'Cash' ? null : row.party_name, phone: applied.buyer.phone, stateCode },
    mode: row.mode as BillMode,
    paid: applied.paid,
    placeOfSupply: row.party_uid && row.pos !== stateCode && applied.zeroRated === null ? row.pos : null,
    zeroRated: applied.zeroRated,
    pricesIncludeTax: applied.pricesIncludeTax,
    discountPaise: applied.documentDiscountPaise,
    chargesPaise: row.charges,
    salesman: applied.salesman,
    narration: applied.narration,
    prescription: applied.prescription ?? null,
    lines: lines.flatMap((line) => {
      const item = hits.get(line.item_id)
      if (!item) return []
      const how = (line.discount_json ? JSON.parse(line.discount_json) : {}) as How
      const units = [
        { name: line.base_unit, factor: 1 },
        { name: item.saleUnit, factor: item.saleFactor },
        ...db.rows(unitsOf(line.item_id)),
      ].filter((unit, index, all) => all.findIndex((other) => other.name === unit.name) === index)
      return [
        {
          item,
          units,
          decimals: line.decimals,
          batch: batches(line),
          source: answers.get(line.line_no) ?? null,
          unit: line.unit,
          factor: line.factor,
          qtyMilli: line.qty,
          freeMilli: line.free_qty,
          rateE4: line.rate_e4,
          percentsBp: how.percentsBp ?? [],
          flatPaise: how.flatPaise ?? paise(0),
        },
      ]
    }),
  }
}

/** The batch of a line: the n-th move of a bill is that of its n-th line. */
function batchOf(db: Reader, date: LocalDate, lines: readonly Line[], moves: readonly Move[]) {
  const near = Number(firmFact(db, 'near-expiry-days', date))
  const facts = batchFacts(
    db,
    lines.flatMap((line) => line.batch_id ?? []),
    date,
  )
  const own = new Map<string, number>()
  const place = (move: Move) => `${move.batch_id} ${move.location_id}`
  for (const move of moves) own.set(place(move), (own.get(place(move)) ?? 0) - move.qty)
  return (line: Line): Keyed['lines'][number]['batch'] => {
    const fact = line.batch_id === null ? undefined : facts.get(line.batch_id)
    const move = moves[line.line_no - 1]
    if (!fact || !move || move.batch_id !== fact.id) return null
    const ownMilli = own.get(place(move)) ?? 0
    const available = availableOn(db, { itemId: line.item_id, batchId: fact.id, locationId: move.location_id }, date)
    return {
      id: fact.id,
      number: fact.number,
      expiry: fact.expiry,
      locationId: move.location_id,
      mrpPaise: fact.printedMrpPaise,
      effectiveMrpPaise: fact.effectiveMrpPaise,
      packFactor: fact.packFactor,
      rateE4: null,
      availableMilli: milli(available + ownMilli),
      nearExpiry: fact.expiry !== null && daysBetween(date, fact.expiry) <= near,
      ownMilli: milli(ownMilli),
    }
  }
}
