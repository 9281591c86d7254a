import type { LocalDate } from '../../shared/calendar.ts'
import type { OutputOf } from '../client.ts'
import type { EntryColumn } from '../ui/entry-grid.tsx'
import { day, money, percent, rate } from '../ui/format.ts'
import { type Say, words } from '../words.ts'
import { bad, columnsFrom, goodsLooks, type Look, warn } from './goods-columns.tsx'
import { shownGoods } from './goods-line.ts'
import { type BillLine, billRules, shownDiscounts, shownGst } from './purchase-bill.ts'
import { aboveMrp, driftBp } from './purchase-rates.ts'

export type MatchLine = OutputOf<'purchases.matchBill'>['lines'][number]
/** A rate this far off the last one is worth a word. */
const mostDriftBp = 500

/** What the match says of each line, by the line's key. */
export type Matched = ReadonlyMap<string, MatchLine>

/** How far a rate is from the last one, in words; null when it is near. */
export function driftWords(line: BillLine): string | null {
  const drift = driftBp(line)
  if (drift === null || !line.last || Math.abs(drift) <= mostDriftBp) return null
  const about = { by: percent(Math.abs(drift)), rate: rate(line.last.rateE4), day: day(line.last.date) }
  return drift > 0 ? words('purchases.rateAboveLast', about) : words('purchases.rateBelowLast', about)
}

/** What the three-way match says of a rate, in words; null when it agrees within the tolerance. */
export function matchWords(line: BillLine, match: MatchLine | undefined): string | null {
  if (!match?.rateBeyond || line.rateE4 === null) return null
  const about = { expected: rate(match.receiptRateE4), amount: rate(Math.abs(match.differencePaise) * 100) }
  return match.differencePaise > 0 ? words('purchases.match.above', about) : words('purchases.match.below', about)
}

/** The columns of a supplier's bill. */
export function billColumns(t: Say, date: LocalDate, matched: Matched): readonly EntryColumn<BillLine>[] {
  const common = goodsLooks(date) as unknown as Readonly<Record<string, Look<BillLine>>>
  return columnsFrom<BillLine>(t, billRules, date, {
    discount: { width: '70px', numeric: true, show: shownDiscounts },
    scheme: { width: '76px', numeric: true, weight: 'dim', show: (line) => money(line.schemePaise) },
    gst: {
      ...(common['gst'] as Look<BillLine>),
      show: (line) => percent(shownGst(line)),
      problem: (line) =>
        line.item && line.gstBp !== null && line.gstBp !== undefined
          ? warn(words('purchases.gstOfBill', { ours: percent(line.item.rateBp) }))
          : null,
    },
    itc: { width: '64px', weight: 'dim', show: (line) => (line.item ? words(`purchases.itc.${line.itc}`) : '') },
    qty: {
      ...(common['qty'] as Look<BillLine>),
      problem: (line) => {
        const match = matched.get(line.key)
        return match?.qtyBeyond
          ? bad(words('purchases.match.moreThanReceived', { qty: shownGoods(match.unbilledMilli, line) }))
          : null
      },
    },
    rate: {
      ...(common['rate'] as Look<BillLine>),
      problem: (line) => {
        if (aboveMrp(line)) return warn(words('purchases.aboveMrp'))
        const match = matchWords(line, matched.get(line.key))
        const drift = match ?? driftWords(line)
        return drift === null ? null : warn(drift)
      },
    },
  })
}
