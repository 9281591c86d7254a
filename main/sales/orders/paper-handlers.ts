import type { z } from 'zod'
import type { Handlers } from '../../../shared/contract.ts'
import type { Paper } from '../../../shared/paper.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { challanCalls } from '../../../shared/sales/challan-contract.ts'
import type { deliveryCalls } from '../../../shared/sales/delivery-contract.ts'
import type { orderPaperCalls } from '../../../shared/sales/order-paper-contract.ts'
import type { salesOrderCalls } from '../../../shared/sales/orders-contract.ts'
import type { PaperFirm } from '../../company/paper-letterhead.ts'
import type { Given, Tasking } from '../../given.ts'
import { makePaper, printPaper } from '../../make-paper.ts'
import { fileName, writePaper } from '../paper/write-paper.ts'
import { challanPaper } from './paper/challan-paper.ts'
import { pickListPaper, vanSheetPaper } from './paper/delivery-papers.ts'
import { salesOrderPaper } from './paper/order-paper.ts'
import type { ShownChallan } from './shown-challan.ts'
import type { ShownOrder } from './shown-order.ts'

type Papers = Pick<typeof salesOrderCalls, 'salesOrderPdf'> & Pick<typeof challanCalls, 'challanPdf'>

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

type Named = { paper: Paper; name: string }
type Sized = { uid: string; size: 'A4' | 'A5' }
async function orderOf(given: Tasking, { uid, size }: Sized): Promise<Named> {
  const order = await asked<ShownOrder>(given, 'sales.salesOrder', { uid })
  return { paper: salesOrderPaper(order, await firmOf(given), size), name: order.number }
}
async function challanOf(given: Tasking, { uid, size }: Sized): Promise<Named> {
  const challan = await asked<ShownChallan>(given, 'sales.challan', { uid })
  return { paper: challanPaper(challan, await firmOf(given), size), name: challan.number }
}
async function pickListOf(given: Tasking, ask: { documents: readonly string[] }): Promise<Named> {
  const list = await asked<Parameters<typeof pickListPaper>[0]>(given, 'sales.pickList', ask)
  return { paper: pickListPaper(list, given.today, await firmOf(given)), name: `pick-list-${given.today}` }
}
async function vanSheetOf(given: Tasking, { uid }: { uid: string }): Promise<Named> {
  const trip = await asked<Parameters<typeof vanSheetPaper>[0]>(given, 'sales.trip', { uid })
  return { paper: vanSheetPaper(trip, await firmOf(given)), name: `van-sheet-${trip.date}-${trip.van}` }
}

type OrderPaper = z.output<(typeof orderPaperCalls)['printOrderPaper']['input']>['paper']
function paperOf(given: Tasking, ask: OrderPaper): Promise<Named> {
  switch (ask.kind) {
    case 'order':
      return orderOf(given, ask)
    case 'challan':
      return challanOf(given, ask)
    case 'van':
      return vanSheetOf(given, ask)
    case 'pick':
      return pickListOf(given, ask)
  }
}

async function shown(given: Tasking, { paper, name }: Named) {
  const { pdf, pages } = await makePaper(paper, given)
  return { name: fileName(name), pdfBase64: Buffer.from(pdf).toString('base64'), pages }
}

/** Papers of orders and challans. */
export const paperCalls: Handlers<Papers, Given> = {
  salesOrderPdf: async (ask, given) => shown(given, await orderOf(given, ask)),
  challanPdf: async (ask, given) => shown(given, await challanOf(given, ask)),
}

/** Papers of deliveries, and every paper from order to delivery in a file and on the printer. */
export const deliveryPapers: Handlers<
  Pick<typeof deliveryCalls, 'pickListPdf' | 'vanSheetPdf' | 'saveOrderPaper' | 'printOrderPaper'>,
  Given
> = {
  pickListPdf: async (ask, given) => shown(given, await pickListOf(given, ask)),
  vanSheetPdf: async (ask, given) => shown(given, await vanSheetOf(given, ask)),
  saveOrderPaper: async ({ paper, ticket }, given) => {
    const path = given.file(ticket)
    await writePaper(path, (await makePaper((await paperOf(given, paper)).paper, given)).pdf)
    return { ok: true as const }
  },
  printOrderPaper: async ({ paper }, given) => printPaper((await paperOf(given, paper)).paper, given),
}
