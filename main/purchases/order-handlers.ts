import type { Handlers } from '../../shared/contract.ts'
import type { orderCalls } from '../../shared/purchases/order-contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { post } from '../accounts/ledger.ts'
import { draftHash, postedBefore } from '../accounts/posted-before.ts'
import type { PaperFirm } from '../company/paper-letterhead.ts'
import { change } from '../company/records.ts'
import type { Given, Tasking, Writing } from '../given.ts'
import { makePaper } from '../make-paper.ts'
import { writeWhole } from '../whole-file.ts'
import { cancelDocument, liveDocument } from './cancel-document.ts'
import { warnOfClosed } from './closed-items.ts'
import { keepLeft } from './left-store.ts'
import { linesOfOrder, pendingOf } from './order-lines.ts'
import { orderCsv } from './paper/order-csv.ts'
import { orderPaper } from './paper/order-paper.ts'
import { postOrder as order, orderFacts } from './post-order.ts'
import { listOrders } from './reports/list-orders.ts'
import { orderShown, type ShownOrder } from './shown-order.ts'

type Ask<N extends keyof typeof orderCalls> = Parameters<Handlers<typeof orderCalls, Given>[N]>[0]

function postOrder(given: Writing, draft: Ask<'postOrder'>) {
  const hash = draftHash(draft)
  const before = postedBefore(given, draft.uid, hash)
  if (before) return { uid: draft.uid, number: before.number, totalPaise: before.totalPaise }
  const facts = orderFacts(given.tx, draft, hash)
  warnOfClosed(
    given,
    facts.lines.map(({ item }) => item),
  )
  const document = order(draft, facts)
  const posted = post(given, { what: 'document', document, postings: [], layers: [] })
  keepLeft(given.tx, posted.documentId as number)
  return { uid: draft.uid, number: posted.number as string, totalPaise: document.version.totalPaise }
}

/** Gives up what is pending. Refuses an order of which nothing is, and a line it does not have. */
function closeOrder(given: Writing, { uid, lines, reason }: Ask<'closeOrder'>): void {
  const found = liveDocument(given.tx, 'purchase-order', uid, 'purchases/no-order')
  const all = linesOfOrder(given.tx, uid)
  for (const [at, line] of (lines ?? []).entries())
    if (!all.some((one) => one.line === line))
      throw new Refusal('purchases/no-line', `${found.number} has no line ${line}`, `lines.${at}`, { number: found.number })
  const open = all.filter((line) => line.pendingMilli > 0 && (lines === null || lines.includes(line.line)))
  if (open.length === 0)
    throw new Refusal('purchases/nothing-pending', `Nothing of ${found.number} is pending`, 'uid', { number: found.number })
  change(
    given,
    open.map((line) => ({
      insert: 'order_closing' as const,
      row: { document_id: found.id, line_no: line.line, qty: line.pendingMilli as never, reason, at: given.now },
    })),
    { entity: 'purchase-order', entityUid: uid, reason },
  )
  keepLeft(given.tx, found.id)
}

async function asked<T>(given: Tasking, name: string, input: unknown): Promise<T> {
  const reply = await given.call(name, input)
  if (reply.ok) return reply.value as T
  if ('refusal' in reply) {
    const { code, message, field, details } = reply.refusal
    throw new Refusal(code, message, field, details as never)
  }
  throw new Error(`${name} failed: ${JSON.stringify(reply)}`)
}

async function pdfOf(given: Tasking, { uid, size }: Ask<'orderPdf'>) {
  const shown = await asked<ShownOrder>(given, 'purchases.order', { uid })
  const { firm } = await asked<{ firm: PaperFirm }>(given, 'company.state', {})
  const made = await makePaper(orderPaper(shown, firm, size), given)
  return { ...made, name: fileName(shown.number, 'pdf') }
}

/** A number's strokes cannot stand in a file name. */
export const fileName = (number: string, ending: string): string => `${number.replace(/[^A-Za-z0-9-]+/g, '-')}.${ending}`

const write = (path: string, content: Uint8Array | string): Promise<void> =>
  writeWhole(
    path,
    content,
    (reason) => new Refusal('purchases/file-not-written', `The file could not be written (${reason})`, 'ticket', { reason }),
  )

/** Orders to suppliers. */
export const orderHandlers: Handlers<typeof orderCalls, Given> = {
  postOrder: (draft, given) => postOrder(given, draft),
  closeOrder: (ask, given) => {
    closeOrder(given, ask)
    return { ok: true }
  },
  cancelOrder: (ask, given) => {
    cancelDocument(given, ask, { kind: 'purchase-order', none: 'purchases/no-order' })
    return { ok: true }
  },
  order: ({ uid }, { db }) => orderShown(db, uid),
  pendingOrders: ({ supplier }, { db }) => pendingOf(db, supplier) as never,
  orders: (ask, { db, today }) => listOrders(db, ask, today),
  orderPdf: async (ask, given) => {
    const { pdf, pages, name } = await pdfOf(given, ask)
    return { name, pdfBase64: Buffer.from(pdf).toString('base64'), pages }
  },
  saveOrderPdf: async ({ ticket, ...ask }, given) => {
    const path = given.file(ticket)
    await write(path, (await pdfOf(given, ask)).pdf)
    return { ok: true as const }
  },
  orderCsv: ({ uid }, { db }) => {
    const shown = orderShown(db, uid)
    return { name: fileName(shown.number, 'csv'), csv: orderCsv(shown) }
  },
  saveOrderCsv: async ({ uid, ticket }, given) => {
    const path = given.file(ticket)
    const { csv } = await asked<{ csv: string }>(given, 'purchases.orderCsv', { uid })
    await write(path, csv)
    return { ok: true as const }
  },
}
