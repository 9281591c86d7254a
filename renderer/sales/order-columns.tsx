import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { grossOf, quantityEcho, shownGoods } from '../purchases/goods-line.ts'
import type { EntryColumn } from '../ui/entry-grid.tsx'
import type { EntryRules } from '../ui/entry-store.ts'
import { expiry, money, percent, rate } from '../ui/format.ts'
import type { PopupColumn } from '../ui/popup.tsx'
import { type Say, words } from '../words.ts'
import type { BatchHit } from './bill-line.ts'
import { shownPercents } from './order-discounts.ts'
import { isShort, type OrderLine } from './order-sheet.ts'

type Look = Omit<EntryColumn<OrderLine>, 'id' | 'title'>

const looks: Readonly<Record<string, Look>> = {
  item: { width: 'minmax(200px, 1fr)', weight: 'strong', frozen: true, show: (line) => line.item?.name },
  pack: { width: '64px', weight: 'dim', show: (line) => line.item?.packLabel },
  company: { width: '150px', weight: 'dim', show: (line) => line.item?.manufacturer },
  batch: {
    width: '110px',
    show: (line) => <span className="code">{line.shelf?.number}</span>,
    problem: (line) =>
      line.item && !line.shelf ? { tone: 'bad', text: words('sales.bill.noStock', { item: line.item.name }) } : null,
  },
  expiry: { width: '66px', show: (line) => expiry(line.expiry) },
  stock: { width: '76px', numeric: true, weight: 'dim', show: (line) => shownGoods(line.stockMilli, line) },
  qty: {
    width: '78px',
    numeric: true,
    show: (line) => shownGoods(line.qtyMilli, line),
    echo: quantityEcho,
    problem: (line) =>
      isShort(line) ? { tone: 'warn', text: words('sales.order.short', { stock: shownGoods(line.stockMilli, line) }) } : null,
  },
  free: { width: '62px', numeric: true, show: (line) => shownGoods(line.freeMilli, line), echo: quantityEcho },
  rate: { width: '88px', numeric: true, show: (line) => rate(line.rateE4) },
  discount: { width: '72px', numeric: true, show: shownPercents },
  flat: {
    width: '76px',
    numeric: true,
    show: (line) => money(line.flatPaise),
    problem: (line) =>
      (line.flatPaise ?? 0) > (grossOf(line) ?? Number.POSITIVE_INFINITY)
        ? { tone: 'bad', text: words('sales.bill.schemeTooMuch') }
        : null,
  },
  gst: { width: '60px', numeric: true, weight: 'dim', show: (line) => (line.item ? percent(line.item.rateBp) : '') },
  amount: { width: '112px', numeric: true, weight: 'strong', show: (line) => money(grossOf(line)) },
}

/** The columns of a quotation, order or challan with their titles in the language on screen. */
export const orderColumns = (t: Say, rules: readonly EntryRules<OrderLine>[]): readonly EntryColumn<OrderLine>[] =>
  rules.map((rule) => ({ ...rule, ...(looks[rule.id] as Look), title: t(`sales.order.${rule.id as 'item'}`) }))

/** What the list of batches of a challan shows. */
export const batchColumns = (t: Say): readonly PopupColumn<BatchHit>[] => [
  { id: 'number', title: t('sales.order.batch'), width: 'minmax(110px, 1fr)', weight: 'strong', cell: (row) => row.number },
  { id: 'expiry', title: t('sales.order.expiry'), width: '90px', cell: (row) => expiry(row.expiry) },
  { id: 'mrp', title: t('sales.order.mrp'), width: '92px', numeric: true, cell: (row) => money(row.effectiveMrpPaise) },
  {
    id: 'stock',
    title: t('sales.order.stock'),
    width: '92px',
    numeric: true,
    cell: (row) => showStockQuantity(row.availableMilli, row.packFactor),
  },
]
