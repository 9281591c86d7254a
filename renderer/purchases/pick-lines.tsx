import type { OutputOf } from '../client.ts'
import { day, expiry, quantity, rate } from '../ui/format.ts'
import { words } from '../words.ts'
import { askPick } from './pick-dialog.tsx'

type Unbilled = OutputOf<'purchases.unbilledLines'>[number]
type Pending = OutputOf<'purchases.pendingOrders'>[number]

const perUnit = (qtyMilli: number, factor: number): string =>
  qtyMilli % factor === 0 ? quantity(qtyMilli / factor) : `${quantity(qtyMilli)}l`

/** Which received goods the bill is for; all of them to begin with. */
export const askUnbilled = (rows: readonly Unbilled[]): Promise<readonly Unbilled[] | null> =>
  askPick<Unbilled>({
    title: words('purchases.pick.receipts'),
    rows,
    rowKey: (row) => `${row.uid} ${row.line}`,
    rowLabel: (row) => `${row.number} ${row.item} ${row.batch}`,
    empty: words('purchases.pick.noReceipts'),
    action: words('purchases.pick.take'),
    columns: [
      { id: 'number', title: words('purchases.columns.receipt'), cell: (row) => <span className="code">{row.number}</span> },
      { id: 'date', title: words('purchases.columns.date'), cell: (row) => day(row.date) },
      { id: 'challan', title: words('purchases.columns.challan'), cell: (row) => row.challanNumber },
      { id: 'item', title: words('purchases.columns.item'), strong: true, cell: (row) => row.item },
      { id: 'batch', title: words('purchases.columns.batch'), cell: (row) => row.batch },
      { id: 'expiry', title: words('purchases.columns.expiry'), cell: (row) => expiry(row.expiry) },
      {
        id: 'unbilled',
        title: words('purchases.columns.unbilled'),
        numeric: true,
        cell: (row) => perUnit(row.unbilledMilli, row.factor),
      },
      { id: 'rate', title: words('purchases.columns.rate'), numeric: true, cell: (row) => rate(row.rateE4) },
    ],
  })

/** Which ordered goods came; all of them to begin with. */
export const askPending = (rows: readonly Pending[]): Promise<readonly Pending[] | null> =>
  askPick<Pending>({
    title: words('purchases.pick.orders'),
    rows,
    rowKey: (row) => `${row.uid} ${row.line}`,
    rowLabel: (row) => `${row.number} ${row.item}`,
    empty: words('purchases.pick.noOrders'),
    action: words('purchases.pick.take'),
    columns: [
      { id: 'number', title: words('purchases.columns.order'), cell: (row) => <span className="code">{row.number}</span> },
      { id: 'date', title: words('purchases.columns.date'), cell: (row) => day(row.date) },
      { id: 'expected', title: words('purchases.columns.expected'), cell: (row) => day(row.expected) },
      { id: 'item', title: words('purchases.columns.item'), strong: true, cell: (row) => row.item },
      {
        id: 'ordered',
        title: words('purchases.columns.ordered'),
        numeric: true,
        cell: (row) => perUnit(row.qtyMilli, row.factor),
      },
      {
        id: 'pending',
        title: words('purchases.columns.pending'),
        numeric: true,
        cell: (row) => perUnit(row.pendingMilli, row.factor),
      },
      { id: 'rate', title: words('purchases.columns.rate'), numeric: true, cell: (row) => rate(row.rateE4) },
    ],
  })
