import type { Handlers } from '../../../shared/contract.ts'
import type { Paper } from '../../../shared/paper.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { challanCalls } from '../../../shared/sales/challan-contract.ts'
import type { deliveryCalls } from '../../../shared/sales/delivery-contract.ts'
import type { salesOrderCalls } from '../../../shared/sales/orders-contract.ts'
import type { PaperFirm } from '../../company/paper-letterhead.ts'
import type { Given, Tasking } from '../../given.ts'
import { makePaper } from '../../make-paper.ts'
import { writeWhole } from '../../whole-file.ts'
import { challanPaper } from './paper/challan-paper.ts'
import { pickListPaper, vanSheetPaper } from './paper/delivery-papers.ts'
import { salesOrderPaper } from './paper/order-paper.ts'
import type { ShownChallan } from './shown-challan.ts'
import type { ShownOrder } from './shown-order.ts'

type Papers = Pick<typeof salesOrderCalls, 'salesOrderPdf' | 'saveSalesOrderPdf'> &
  Pick<typeof challanCalls, 'challanPdf' | 'saveChallanPdf'>

async function asked<T>(given: Tasking, name: string, input: unknown): Promise<T> {
  const reply = await given.call(name, input)
  if (reply.ok) return reply.value as T
  if ('refusal' in reply) {
    const { code, message, field, details } = reply.refusal
    throw new Refusal(code, message, field, details as never)
  }
  throw new Error(`${name} failed: ${JSON.stringify(reply)}`)
}
const firmOf = async (given: Tasking) => (await asked<{ firm: PaperFirm }>(given, 'company.state', {})).firm

// a number's strokes cannot stand in a file name
const fileName = (name: string) => `${name.replace(/[^A-Za-z0-9-]+/g, '-')}.pdf`
async function made(given: Tasking, paper: Paper, name: string) {
  const { pdf, pages } = await makePaper(paper, given)
  return { name: fileName(name), pdfBase64: Buffer.from(pdf).toString('base64'), pages, pdf }
}
type Ask = { uid: string; size: 'A4' | 'A5' }
async function orderPdf(given: Tasking, { uid, size }: Ask) {
  const order = await asked<ShownOrder>(given, 'sales.salesOrder', { uid })
  return made(given, salesOrderPaper(order, await firmOf(given), size), order.number)
}
async function challanPdf(given: Tasking, { uid, size }: Ask) {
  const challan = await asked<ShownChallan>(given, 'sales.challan', { uid })
  return made(given, challanPaper(challan, await firmOf(given), size), challan.number)
}
const write = (path: string, content: Uint8Array) =>
  writeWhole(
    path,
    content,
    (reason) => new Refusal('sales/file-not-written', `The file could not be written (${reason})`, 'ticket', { reason }),
  )
const shownOnly = ({ pdf: _, ...shown }: Awaited<ReturnType<typeof made>>) => shown

/** Papers of orders and challans. */
export const paperCalls: Handlers<Papers, Given> = {
  salesOrderPdf: async (ask, given) => shownOnly(await orderPdf(given, ask)),
  saveSalesOrderPdf: async ({ ticket, ...ask }, given) => {
    const path = given.file(ticket)
    await write(path, (await orderPdf(given, ask)).pdf)
    return { ok: true as const }
  },
  challanPdf: async (ask, given) => shownOnly(await challanPdf(given, ask)),
  saveChallanPdf: async ({ ticket, ...ask }, given) => {
    const path = given.file(ticket)
    await write(path, (await challanPdf(given, ask)).pdf)
    return { ok: true as const }
  },
}

/** Papers of deliveries. */
export const deliveryPapers: Handlers<Pick<typeof deliveryCalls, 'pickListPdf' | 'vanSheetPdf'>, Given> = {
  pickListPdf: async (ask, given) => {
    const list = await asked<Parameters<typeof pickListPaper>[0]>(given, 'sales.pickList', ask)
    return shownOnly(await made(given, pickListPaper(list, given.today, await firmOf(given)), `pick-list-${given.today}`))
  },
  vanSheetPdf: async ({ uid }, given) => {
    const trip = await asked<Parameters<typeof vanSheetPaper>[0]>(given, 'sales.trip', { uid })
    return shownOnly(await made(given, vanSheetPaper(trip, await firmOf(given)), `van-sheet-${trip.date}-${trip.van}`))
  },
}
