import type { LocalDate } from '../../shared/calendar.ts'
import { fetchNow, type OutputOf, tell } from '../client.ts'
import { askPick } from '../purchases/pick-dialog.tsx'
import { openScreen } from '../tabs.ts'
import { went } from '../told.ts'
import { day, expiry, quantity, rate } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { words } from '../words.ts'
import type { Bill } from './bill.ts'
import { billRules } from './bill-columns.tsx'
import { type BillHead, keepBill, newHead } from './bill-draft.ts'
import { goodsOf, type LoadedGoods } from './bill-load.ts'

type Source = OutputOf<'sales.sources'>[number]
const inUnits = (qtyMilli: number, factor: number): string => quantity(Math.round(qtyMilli / factor))

/** Which lines of a party's orders and challans the bill takes; all of them to begin with. */
const askSources = (rows: readonly Source[]): Promise<readonly Source[] | null> =>
  askPick<Source>({
    title: words('sales.load.title'),
    rows,
    rowKey: (row) => `${row.uid} ${row.line}`,
    rowLabel: (row) => `${row.number} ${row.item.name}`,
    empty: words('sales.load.none'),
    action: words('sales.load.take'),
    columns: [
      { id: 'kind', title: words('sales.load.kind'), cell: (row) => words(`sales.load.kinds.${row.kind}`) },
      { id: 'number', title: words('sales.bill.number'), cell: (row) => row.number },
      { id: 'date', title: words('sales.bill.date'), cell: (row) => day(row.date) },
      { id: 'item', title: words('sales.order.item'), strong: true, cell: (row) => row.item.name },
      { id: 'batch', title: words('sales.order.batch'), cell: (row) => row.batch?.number },
      { id: 'expiry', title: words('sales.order.expiry'), cell: (row) => expiry(row.batch?.expiry ?? null) },
      {
        id: 'left',
        title: words('sales.order.left'),
        numeric: true,
        cell: (row) => inUnits(row.qtyMilli + row.freeMilli, row.factor),
      },
      { id: 'rate', title: words('sales.order.rate'), numeric: true, cell: (row) => rate(row.rateE4) },
    ],
  })

/** Puts lines of the party's open orders and challans on the bill. */
export async function loadSources(bill: Bill): Promise<void> {
  const { party, date } = bill.head.getState()
  if (!party) return say(words('sales.bill.partyFirst'))
  const there = new Set(bill.entry.filled().flatMap(({ source }) => (source ? [`${source.uid} ${source.line}`] : [])))
  const all = await fetchNow('sales.sources', { party: party.uid, date })
  const chosen = await askSources(all.filter((one) => !there.has(`${one.uid} ${one.line}`)))
  if (chosen && chosen.length > 0) await bill.loadGoods(chosen.map(goodsOf))
}

/** What a new bill begins with. Its screen loads the goods when it opens: batches are chosen there. */
const waiting = new Map<string, readonly LoadedGoods[]>()
/** The goods a bill that was just begun waits for; once. */
export function takeWaiting(uid: string): readonly LoadedGoods[] | null {
  const goods = waiting.get(uid) ?? null
  waiting.delete(uid)
  return goods
}

/** Opens a new bill for a party with goods on it. */
export async function beginBill(party: BillHead['party'], today: LocalDate, goods: readonly LoadedGoods[]): Promise<void> {
  const uid = crypto.randomUUID()
  const head: BillHead = { ...newHead(uid, today), party, mode: party ? 'credit' : 'cash' }
  const at = {
    row: 0,
    col: Math.max(
      0,
      billRules.findIndex((rule) => rule.id === 'qty'),
    ),
  }
  const told = await tell('company.putDraft', {
    uid,
    kind: 'sale',
    json: keepBill({ head, lines: [], at, text: null }),
    heldName: null,
  })
  if (!went(told)) return
  waiting.set(uid, goods)
  openScreen('sales/bill', { uid }, { another: true })
}

/** A new bill with everything that is left of an order or a challan. */
export async function billFrom(from: { uid: string; partyUid: string; party: string }, today: LocalDate): Promise<void> {
  const all = await fetchNow('sales.sources', { party: from.partyUid, date: today })
  const goods = all.filter((one) => one.uid === from.uid).map(goodsOf)
  if (goods.length === 0) return say(words('sales.load.none'))
  await beginBill({ uid: from.partyUid, name: from.party, city: null }, today, goods)
}
