import type { z } from 'zod'
import type { LineLink, NewDocument } from '../../../shared/accounts/posting.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Quotation, SalesOrder } from '../../../shared/sales/orders-contract.ts'
import type { Reader } from '../../database/connection.ts'
import { type GoodsFacts, goodsFacts, pricedGoods, worthOf } from './order-facts.ts'
import { quotationLines } from './order-lines.ts'

type QuotationDraft = z.output<typeof Quotation>
type OrderDraft = z.output<typeof SalesOrder>

const onceEach = (line: { itemId: number; batchId: number | null }) => `${line.itemId} ${line.batchId}`
const linksOf = (lineLinks: readonly LineLink[]): NewDocument['links'] =>
  [...new Set(lineLinks.map(({ toDocumentId }) => toDocumentId))].map((toDocumentId) => ({ toDocumentId, kind: 'order' }))

/** A quotation as a document without postings. Refuses what cannot be offered, and a last day before its own. */
export function quotationOf(db: Reader, draft: QuotationDraft, draftHash: string): NewDocument {
  if (draft.validTill !== null && draft.validTill < draft.date)
    throw new Refusal('sales/valid-before', 'A quotation holds till its own day at least', 'validTill')
  if (draft.party === null && draft.forName === null)
    throw new Refusal('sales/quotation-for', 'Say whom the quotation is for', 'party')
  const facts = goodsFacts(db, draft)
  return documentOf('quotation', draft, facts, {
    name: draft.forName,
    reference: null,
    lineLinks: [],
    applied: { draftHash, validTill: draft.validTill, salesman: draft.salesman, notes: draft.notes },
  })
}

/** An order as a document without postings. Refuses what cannot be ordered, a day before its own, and an item twice. */
export function orderOf(db: Reader, draft: OrderDraft, draftHash: string): NewDocument {
  if (draft.wanted !== null && draft.wanted < draft.date)
    throw new Refusal('sales/wanted-before', 'Goods cannot be wanted before they are ordered', 'wanted')
  const facts = goodsFacts(db, draft)
  const offered = quotationLines(db, draft.lines, facts.buyer?.id ?? 0)
  const lineLinks = offered.flatMap((found, at): LineLink[] => {
    const line = draft.lines[at]
    if (!found || !line || found.leftMilli === 0) return []
    const qtyMilli = Math.min(line.qtyMilli, found.leftMilli) as LineLink['qtyMilli']
    return [{ lineNo: at + 1, toDocumentId: found.documentId, toLineNo: found.line, kind: 'order', qtyMilli }]
  })
  return documentOf('sales-order', draft, facts, {
    name: null,
    reference: draft.reference,
    lineLinks,
    applied: { draftHash, wanted: draft.wanted, salesman: draft.salesman, notes: draft.notes },
  })
}

function documentOf(
  kind: 'quotation' | 'sales-order',
  draft: Pick<OrderDraft, 'uid' | 'date' | 'lines'>,
  facts: GoodsFacts,
  more: { name: string | null; reference: string | null; lineLinks: LineLink[]; applied: Record<string, unknown> },
): NewDocument {
  const { priced, lines } = pricedGoods(draft, facts, onceEach)
  return {
    uid: draft.uid,
    kind,
    date: draft.date,
    partyId: facts.buyer?.id ?? null,
    reference: more.reference,
    lines,
    lineLinks: more.lineLinks,
    links: linksOf(more.lineLinks),
    version: worthOf(facts, priced, { mode: 'none', dueDate: null, name: more.name, applied: more.applied }),
  }
}
