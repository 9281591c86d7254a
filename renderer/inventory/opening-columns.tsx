import type { LocalDate } from '../../shared/calendar.ts'
import type { CellProblem, EntryColumn } from '../ui/entry-grid.tsx'
import { expiry, money, rate } from '../ui/format.ts'
import { type Say, words } from '../words.ts'
import { creditOf, type OpeningLine, openingRules, shownCredit, shownQuantity } from './opening-line.ts'

type Look = Omit<EntryColumn<OpeningLine>, 'id' | 'title'>

const bad = (text: string): CellProblem => ({ tone: 'bad', text })

const looks = (date: LocalDate): Readonly<Record<string, Look>> => ({
  item: { width: 'minmax(220px, 1fr)', weight: 'strong', frozen: true, show: (line) => line.item?.name },
  pack: { width: '72px', weight: 'dim', show: (line) => line.item?.packLabel },
  batch: { width: '120px', show: (line) => <span className="code">{line.batch}</span> },
  expiry: {
    width: '72px',
    show: (line) => expiry(line.expiry),
    problem: (line) => (line.expiry !== null && line.expiry < date ? bad(words('inventory.opening.expired')) : null),
  },
  mrp: { width: '96px', numeric: true, show: (line) => money(line.mrpPaise) },
  qty: {
    width: '92px',
    numeric: true,
    show: shownQuantity,
    problem: (line) => (line.qtyMilli === 0 ? bad(words('inventory.opening.noQuantity')) : null),
    echo: (line) => (line.item ? line.item.saleUnit : null),
  },
  rate: { width: '104px', numeric: true, weight: 'dim', show: (line) => rate(line.rateE4) },
  value: {
    width: '132px',
    numeric: true,
    weight: 'strong',
    show: (line) => money(line.valuePaise),
    problem: (line) => ((line.valuePaise ?? 0) < 0 ? bad(words('inventory.opening.negative')) : null),
  },
  credit: {
    width: '84px',
    numeric: true,
    weight: 'dim',
    show: shownCredit,
    echo: (line) =>
      line.credit
        ? words('inventory.opening.creditOf', { amount: money(creditOf(line)) })
        : words('inventory.opening.creditHint'),
  },
})

/** The columns of the sheet; `date` is the day the stock stood, which decides what had expired. */
export const openingColumns = (t: Say, date: LocalDate): readonly EntryColumn<OpeningLine>[] => {
  const look = looks(date)
  return openingRules.map((rule) => ({ ...rule, title: t(`inventory.columns.${rule.id as 'item'}`), ...(look[rule.id] as Look) }))
}
