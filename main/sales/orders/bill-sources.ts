import type { LineLink } from '../../../shared/accounts/posting.ts'
import type { LocalDate } from '../../../shared/calendar.ts'
import { formatMilli, milli } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, sql, text } from '../../database/connection.ts'
import { uidBytes } from '../../database/uid.ts'
import { partyByUid } from '../../parties/party-store.ts'
import { type ChallanLine, linesOfChallan } from './challan-lines.ts'
import { linesByRef, linesOfOrder, type OrderLine } from './order-lines.ts'

type Ref = { uid: string; line: number }
type BillLine = {
  itemId: number
  batchId: number
  locationId: number
  qtyMilli: number
  freeMilli: number
  order?: Ref | undefined
  challan?: Ref | undefined
}
type Ask = { uid: string; date: LocalDate; party: string | null; lines: readonly BillLine[] }

/** Which line of an order or challan each line of a bill answers, and for how much; goods on a challan are taken from where they are. */
export type BillSources = {
  lineLinks: LineLink[]
  links: { toDocumentId: number; kind: 'order' | 'challan' }[]
  /** Lines by place whose goods are with the customer already. */
  withCustomer: ReadonlySet<number>
  /** The orders and challans that are answered: their holds and promises are this bill's own. */
  documents: ReadonlySet<number>
}

/** The place of goods on challans: ours still, with customers. */
export function customerPlace(db: Reader): number {
  const found = db.row(
    sql.selectFrom('location').select('id').where('kind', '=', 'with_customer').where('active', '=', 1).orderBy('id').limit(1),
  )
  if (!found) throw new Error('a book has a place for goods with customers')
  return found.id
}

type Own = { document: number; line: number; qty: number }
/** What the standing version of this very document answers: its next version may answer it again. */
const ownAnswers = (db: Reader, uid: string): Own[] =>
  db.rows(text<Own>`
    select k.to_document_id as document, k.to_line_no as line, sum(k.qty) as qty from document d join document_state s on s.document_id = d.id and s.cancelled = 0
      join line_link k on k.from_version_id = s.current_version_id where d.uid = ${uidBytes(uid)} group by 1, 2`)

const key = (line: { documentId: number; line: number }) => `${line.documentId} ${line.line}`

/**
 * Reads the orders and challans that a bill's lines name. Refuses a line that is not there, of another party, item or batch, of a cancelled document
 * or a later day, of an order that is not confirmed, and more of a challan than the customer still has (`sales/order-line`, `order-not-confirmed`,
 * `order-done`, `challan-line`, `challan-over`). More than was ordered may be billed; the order is answered for what was left of it.
 */
export function billSources(db: Reader, draft: Ask): BillSources {
  const named = draft.lines.some((line) => line.order || line.challan)
  if (!named) return { lineLinks: [], links: [], withCustomer: new Set(), documents: new Set() }
  const partyId = draft.party === null ? null : (partyByUid(db, uidBytes(draft.party))?.party.id ?? null)
  const own = new Map(ownAnswers(db, draft.uid).map((row) => [`${row.document} ${row.line}`, row.qty]))
  const place = customerPlace(db)
  const orderLine = linesByRef((uid) => linesOfOrder(db, uid))
  const challanLine = linesByRef((uid) => linesOfChallan(db, uid))
  const taken = new Map<string, number>()
  const leftOf = (line: OrderLine | ChallanLine) => line.leftMilli + (own.get(key(line)) ?? 0) - (taken.get(key(line)) ?? 0)
  const lineLinks: LineLink[] = []
  const link = (at: number, line: OrderLine | ChallanLine, kind: 'order' | 'challan', qtyMilli: number) => {
    taken.set(key(line), (taken.get(key(line)) ?? 0) + qtyMilli)
    if (qtyMilli > 0)
      lineLinks.push({ lineNo: at + 1, toDocumentId: line.documentId, toLineNo: line.line, kind, qtyMilli: milli(qtyMilli) })
  }
  for (const [at, line] of draft.lines.entries()) {
    if (line.challan) {
      const found = challanLine(line.challan)
      checkChallan(found, line, { at, partyId, date: draft.date, place })
      const goods = line.qtyMilli + line.freeMilli
      const left = leftOf(found as ChallanLine)
      if (goods > left) throw over(found as ChallanLine, at, left)
      link(at, found as ChallanLine, 'challan', goods)
    } else if (line.order) {
      const found = orderLine(line.order)
      checkOrder(found, line, { at, partyId, date: draft.date })
      const left = leftOf(found as OrderLine)
      if (left <= 0 && !taken.has(key(found as OrderLine))) throw done(found as OrderLine, at)
      link(at, found as OrderLine, 'order', Math.min(line.qtyMilli, left))
    }
  }
  const withCustomer = new Set([...draft.lines.entries()].flatMap(([at, line]) => (line.challan ? [at] : [])))
  const linked = new Map(lineLinks.map(({ toDocumentId, kind }) => [toDocumentId, kind as 'order' | 'challan']))
  return {
    lineLinks,
    links: [...linked].map(([toDocumentId, kind]) => ({ toDocumentId, kind })),
    withCustomer,
    documents: new Set(linked.keys()),
  }
}

type At = { at: number; partyId: number | null; date: LocalDate }

function over(found: ChallanLine, at: number, left: number): Refusal {
  return new Refusal(
    'sales/challan-over',
    `Of ${found.item} on ${found.number} only ${formatMilli(left)} is left to bill`,
    `lines.${at}.qtyMilli`,
    { number: found.number, item: found.item, left: formatMilli(left) },
  )
}

const done = (found: OrderLine, at: number): Refusal =>
  new Refusal('sales/order-done', `Nothing of ${found.item} on ${found.number} is left to bill`, `lines.${at}.order`, {
    number: found.number,
    item: found.item,
  })

function checkChallan(
  found: ChallanLine | undefined,
  line: BillLine,
  { at, partyId, date, place }: At & { place: number },
): void {
  const same = found && found.itemId === line.itemId && found.batchId === line.batchId && line.locationId === place
  if (!found || !same || found.partyId !== partyId || found.cancelled || found.date > date)
    throw new Refusal('sales/challan-line', 'This is not a line of a challan of this party and batch', `lines.${at}.challan`, {
      number: found?.number ?? '',
    })
}

function checkOrder(found: OrderLine | undefined, line: BillLine, { at, partyId, date }: At): void {
  const field = `lines.${at}.order`
  const details = { number: found?.number ?? '' }
  const wrong = found?.kind !== 'sales-order' || found.partyId !== partyId || found.cancelled || found.date > date
  if (wrong || found.itemId !== line.itemId)
    throw new Refusal('sales/order-line', 'This is not a line of an order of this party and item', field, details)
  if (!found.confirmed) throw new Refusal('sales/order-not-confirmed', `${found.number} is not confirmed yet`, field, details)
}

/** Refuses, for a challan: order lines as a bill does. Returns what the challan's lines answer. */
export function orderLinks(db: Reader, draft: Ask): Pick<BillSources, 'lineLinks' | 'links' | 'documents'> {
  return billSources(db, { ...draft, lines: draft.lines.map(({ challan: _, ...line }) => line) })
}
