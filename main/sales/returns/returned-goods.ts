import type { z } from 'zod'
import type { DocumentLine } from '../../../shared/accounts/posting.ts'
import { formatDate, formatExpiry } from '../../../shared/calendar.ts'
import { showStockQuantity } from '../../../shared/inventory/stock-quantity.ts'
import { type Paise, paise, share } from '../../../shared/money.ts'
import { basisPoints, lineAmount, milli, rateE4 } from '../../../shared/quantity.ts'
import { type Details, Refusal } from '../../../shared/refusal.ts'
import type { ReturnDraft, ReturnPlace } from '../../../shared/sales/return-drafts.ts'
import { backOf, type Figures, noFigures, untaxed } from '../../../shared/sales/settle-return.ts'
import { type Reader, sql, text } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import { batchFacts } from '../../inventory/batch-store.ts'
import { itemFacts, rateFor } from '../../items/item-facts.ts'
import type { BuyerFacts } from '../bill-facts.ts'
import type { NoteLine } from './note-entry.ts'
import { type BilledLine, leftMilli } from './sold-lines.ts'

export type Draft = z.output<typeof ReturnDraft>
type DraftLine = Draft['lines'][number]

const no = (code: string, message: string, field: string, details: Details = {}) =>
  new Refusal(`sales/${code}`, message, field, details)

const openPlaces = prepared<Record<never, never>>()(() =>
  sql.selectFrom('location').select(['id', 'kind']).where('active', '=', 1).orderBy('id'),
)

/** Where goods that come back go: the place they were sold from when it is a saleable one, else the first open place of the kind. */
export function placesFor(db: Reader): (to: ReturnPlace, soldFrom: number | null, field: string) => number {
  const open = db.all(openPlaces, {})
  return (to, soldFrom, field) => {
    const same = open.find((place) => place.id === soldFrom && place.kind === to)
    const found = same ?? open.find((place) => place.kind === to)
    if (!found) throw no('no-return-place', `There is no open place for such goods (${to})`, field, { place: to })
    return found.id
  }
}

/** Refuses quantities that are none, and more than is left of the line over all notes that stand. */
function checkLeft(line: DraftLine, sold: BilledLine, at: number): void {
  const left = leftMilli(sold)
  const shelf = (qtyMilli: number) => showStockQuantity(qtyMilli, sold.factor)
  for (const [field, wanted, rest] of [
    ['qtyMilli', line.qtyMilli, left.qtyMilli],
    ['freeMilli', line.freeMilli, left.freeMilli],
  ] as const) {
    if (wanted < 0) throw no('return-negative', 'Less than nothing cannot come back', `lines.${at}.${field}`, { item: sold.item })
    if (wanted > rest)
      throw no('more-than-sold', `${sold.item}: only ${shelf(rest)} can still come back`, `lines.${at}.${field}`, {
        item: sold.item,
        batch: sold.batch,
        left: shelf(rest),
        sold: shelf(field === 'qtyMilli' ? sold.qtyMilli : sold.freeMilli),
      })
  }
  if (line.qtyMilli + line.freeMilli === 0)
    throw no('return-nothing', `${sold.item}: how much comes back?`, `lines.${at}.qtyMilli`, { item: sold.item })
}

/** A line of the note from a line of the bill: the bill's own rate, HSN and tax, in proportion. */
export function lineFrom(
  sold: BilledLine,
  { qtyMilli, freeMilli, figures, grossPaise }: { qtyMilli: number; freeMilli: number; figures: Figures; grossPaise: Paise },
  taxed: boolean,
): DocumentLine {
  return {
    itemId: sold.itemId,
    batchId: sold.batchId,
    description: sold.item,
    hsn: sold.hsn,
    uqc: sold.uqc,
    unit: sold.unit,
    factor: sold.factor,
    qtyMilli: milli(qtyMilli),
    freeMilli: milli(freeMilli),
    rateE4: sold.rateE4,
    mrpPaise: sold.mrpPaise,
    grossPaise,
    discountPaise: paise(grossPaise - figures.taxablePaise),
    discount: null,
    taxClass: sold.taxClass as DocumentLine['taxClass'],
    rateBp: basisPoints(taxed ? sold.rateBp : 0),
    taxablePaise: figures.taxablePaise,
    igstPaise: figures.igstPaise,
    cgstPaise: figures.cgstPaise,
    sgstPaise: figures.sgstPaise,
    cessPaise: figures.cessPaise,
  }
}

/** Goods of a bill. Refuses lines the bill has not, a line twice, more than is left, and expired goods back on the shelf. */
export function goodsOfBill(db: Reader, draft: Draft, lines: readonly BilledLine[], taxed: boolean): NoteLine[] {
  const place = placesFor(db)
  const named = new Set<number>()
  return draft.lines.map((line, at) => {
    const sold = lines.find((one) => one.line === line.line)
    if (!sold) throw no('no-bill-line', 'The bill has no such line', `lines.${at}.line`)
    if (named.has(sold.line))
      throw no('return-line-twice', `${sold.item} is on an earlier line already`, `lines.${at}.line`, { item: sold.item })
    named.add(sold.line)
    checkLeft(line, sold, at)
    checkShelf(line.to, sold, draft.date, at)
    const { grossPaise, ...all } = backOf(sold, line.qtyMilli)
    const figures = taxed ? all : untaxed(all)
    return {
      line: lineFrom(sold, { ...line, figures, grossPaise }, taxed),
      toLine: sold.line,
      back: { locationId: place(line.to, sold.locationId, `lines.${at}.to`), ofMove: sold.moveId },
    }
  })
}

/** Goods past their expiry do not go back to where goods are sold from. */
export function checkShelf(
  to: ReturnPlace,
  batch: { item: string; batch: string; expiry: Draft['date'] | null },
  date: Draft['date'],
  at: number,
): void {
  if (to === 'saleable' && batch.expiry !== null && batch.expiry < date)
    throw no('expired-to-shelf', `${batch.item} ${batch.batch} expired ${formatExpiry(batch.expiry)}`, `lines.${at}.to`, {
      item: batch.item,
      batch: batch.batch,
      expiry: formatExpiry(batch.expiry),
      date: formatDate(date),
    })
}

type LastSale = { rate_e4: number; unit: string; factor: number; qty: number; taxable: number }
// along the party's bills, as the last deals are found
const lastSaleTo = prepared<{ party: number; item: number }>()(
  (p) => text<LastSale>`
    select l.rate_e4, l.unit, l.factor, l.qty, l.taxable from (select id, date from document where party_id = ${p.party} and kind = 'sale' order by date desc, id desc limit 200) d
      join document_state s on s.document_id = d.id and s.cancelled = 0 join document_line l on l.version_id = s.current_version_id and l.item_id = ${p.item} and l.qty > 0
    order by d.date desc, d.id desc limit 1`,
)

/** What goods without a bill are worth: the rate given, else what this party last paid after discounts, else the item's own rate for him. */
function worthOf(
  db: Reader,
  line: DraftLine,
  item: { id: number; name: string; saleUnit: string; saleFactor: number },
  about: { buyer: BuyerFacts | null; date: Draft['date']; at: number },
): Pick<DocumentLine, 'unit' | 'factor' | 'rateE4' | 'grossPaise' | 'taxablePaise'> {
  const per = { unit: item.saleUnit, factor: item.saleFactor }
  const plain = (rate: { rateE4: number; unit: string; factor: number }) => {
    const grossPaise = lineAmount({ qtyMilli: line.qtyMilli, rateE4: rate.rateE4, factor: rate.factor } as never)
    return { ...rate, rateE4: rateE4(rate.rateE4), grossPaise, taxablePaise: grossPaise }
  }
  if (line.rateE4 !== null) return plain({ ...per, rateE4: line.rateE4 })
  const last = about.buyer && db.get(lastSaleTo, { party: about.buyer.id, item: item.id })
  if (last) {
    const rate = { unit: last.unit, factor: last.factor, rateE4: rateE4(last.rate_e4) }
    const grossPaise = lineAmount({ qtyMilli: line.qtyMilli, rateE4: last.rate_e4, factor: last.factor } as never)
    return { ...rate, grossPaise, taxablePaise: share(last.taxable, line.qtyMilli, last.qty) }
  }
  const tier = (about.buyer?.tier ?? 'retail') as never
  const rate = rateFor(db, { itemId: item.id, batchId: line.batchId, tier, date: about.date })
  if (!rate)
    throw no('return-rate', `${item.name}: at what rate does it come back?`, `lines.${about.at}.rateE4`, { item: item.name })
  return plain(rate)
}

/** Goods without a bill: item and batch as named, a rate, no GST (no invoice can be cited: gst-rules.md §3.4, §8.6). */
export function goodsWithoutBill(db: Reader, draft: Draft, buyer: BuyerFacts | null): NoteLine[] {
  const place = placesFor(db)
  const ids = (of: (line: DraftLine) => number | null) => draft.lines.map((line) => of(line) ?? 0)
  const items = itemFacts(
    db,
    ids((line) => line.itemId),
    draft.date,
  )
  const batches = batchFacts(
    db,
    ids((line) => line.batchId),
    draft.date,
  )
  return draft.lines.map((line, at) => {
    const item = items.get(line.itemId ?? 0)
    const batch = batches.get(line.batchId ?? 0)
    if (!item) throw no('unknown-item', 'This item is not in the book', `lines.${at}.itemId`)
    if (!batch) throw no('unknown-batch', 'This batch is not in the book', `lines.${at}.batchId`)
    const named = { item: item.name, batch: batch.number }
    if (batch.itemId !== item.id)
      throw no('batch-of-another', `Batch ${batch.number} is of another item`, `lines.${at}.batchId`, named)
    if (line.qtyMilli <= 0 || line.freeMilli < 0)
      throw no('return-nothing', `${item.name}: how much comes back?`, `lines.${at}.qtyMilli`, named)
    checkShelf(line.to, { ...named, expiry: batch.expiry }, draft.date, at)
    const worth = worthOf(db, line, item, { buyer, date: draft.date, at })
    return {
      toLine: null,
      back: { locationId: place(line.to, null, `lines.${at}.to`), ofMove: null },
      line: {
        ...noFigures,
        itemId: item.id,
        batchId: batch.id,
        description: item.name,
        hsn: item.tax?.hsn ?? '',
        uqc: item.uqc,
        qtyMilli: line.qtyMilli,
        freeMilli: line.freeMilli,
        mrpPaise: batch.effectiveMrpPaise,
        discountPaise: paise(worth.grossPaise - worth.taxablePaise),
        discount: null,
        taxClass: item.tax?.class ?? 'exempt',
        rateBp: basisPoints(0),
        ...worth,
      },
    }
  })
}
