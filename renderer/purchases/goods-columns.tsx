import type { LocalDate } from '../../shared/calendar.ts'
import type { CellProblem, EntryColumn } from '../ui/entry-grid.tsx'
import type { EntryRules } from '../ui/entry-store.ts'
import { expiry, money, percent, rate } from '../ui/format.ts'
import { type Say, words } from '../words.ts'
import { type GoodsLine, grossOf, quantityEcho, shownGoods } from './goods-line.ts'

export type Look<Line> = Omit<EntryColumn<Line>, 'id' | 'title'>

export const bad = (text: string): CellProblem => ({ tone: 'bad', text })
export const warn = (text: string): CellProblem => ({ tone: 'warn', text })

/** How the columns of goods look, by column; `date` is the day of the document, which decides what had expired by then. */
export const goodsLooks = (date: LocalDate): Readonly<Record<string, Look<GoodsLine>>> => ({
  item: { width: 'minmax(200px, 1fr)', weight: 'strong', frozen: true, show: (line) => line.item?.name },
  pack: { width: '64px', weight: 'dim', show: (line) => line.item?.packLabel },
  batch: { width: '104px', show: (line) => <span className="code">{line.batch}</span> },
  expiry: {
    width: '66px',
    show: (line) => expiry(line.expiry),
    problem: (line) => (line.expiry !== null && line.expiry < date ? bad(words('purchases.expired')) : null),
  },
  mrp: { width: '84px', numeric: true, weight: 'dim', show: (line) => money(line.mrpPaise) },
  qty: { width: '78px', numeric: true, show: (line) => shownGoods(line.qtyMilli, line), echo: quantityEcho },
  free: { width: '62px', numeric: true, show: (line) => shownGoods(line.freeMilli, line), echo: quantityEcho },
  rate: { width: '88px', numeric: true, show: (line) => rate(line.rateE4) },
  discount: { width: '60px', numeric: true, show: (line) => percent(line.discountBp) },
  gst: { width: '64px', numeric: true, weight: 'dim', show: (line) => (line.item ? percent(line.item.rateBp) : '') },
  amount: { width: '112px', numeric: true, weight: 'strong', show: (line) => money(grossOf(line)) },
})

/** Rules and looks put together, with titles in the language on screen. A look of the document's own goes over the common one. */
export const columnsFrom = <Line extends GoodsLine>(
  t: Say,
  rules: readonly EntryRules<Line>[],
  date: LocalDate,
  own: Readonly<Record<string, Look<Line>>> = {},
): readonly EntryColumn<Line>[] => {
  const common = goodsLooks(date) as unknown as Readonly<Record<string, Look<Line>>>
  return rules.map((rule) => ({
    ...rule,
    ...((own[rule.id] ?? common[rule.id]) as Look<Line>),
    title: t(`purchases.columns.${rule.id as 'item'}`),
  }))
}
