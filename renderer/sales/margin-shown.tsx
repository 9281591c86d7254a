import { useStore } from 'zustand'
import { money, percent } from '../ui/format.ts'
import { useWords } from '../words.ts'
import styles from './bill.module.css'
import type { Bill } from './bill.ts'
import type { Preview } from './bill-draft.ts'
import type { BillLine } from './bill-line.ts'
import { billMargin, lineMargin, type Margin } from './line-margin.ts'

function Shown({ margin, thinBp, label }: { margin: Margin; thinBp: number | null; label: string }) {
  const t = useWords()
  const tone = margin.paise < 0 ? styles.bad : thinBp !== null && (margin.bp ?? 0) < thinBp ? styles.warn : undefined
  return (
    <span className={tone} data-testid="margin">
      {label} <b dir="ltr">{t('sales.price.margin', { bp: percent(margin.bp), amount: money(margin.paise) })}</b>
    </span>
  )
}

/** What a line leaves over its last cost, for who may see it: red below cost, amber where the firm calls it thin. */
export function LineMargin({ bill, line, preview }: { bill: Bill; line: BillLine; preview: Preview | null }) {
  const t = useWords()
  const header = useStore(bill.header).value
  if (!preview || !('priced' in preview)) return null
  const at = preview.lines.findIndex((one) => one.key === line.key)
  const margin = lineMargin(line, preview.priced.settled.lines[at], header)
  return margin && <Shown margin={margin} thinBp={header?.rules.marginWarnBp ?? null} label={t('sales.price.marginOf')} />
}

/** The same of the whole bill, and by how much the rates of new lines go up or down. */
export function BillPriced({ bill, preview }: { bill: Bill; preview: Preview | null }) {
  const t = useWords()
  const header = useStore(bill.header).value
  const bp = useStore(bill.head, (head) => head.ratePercentBp)
  const margin = preview && 'priced' in preview ? billMargin(preview.priced, preview.lines, header) : null
  return (
    <>
      {margin && <Shown margin={margin} thinBp={header?.rules.marginWarnBp ?? null} label={t('sales.price.marginBill')} />}
      {bp !== 0 && <span>{t('sales.price.laterBy', { bp: `${bp > 0 ? '+' : '−'}${percent(Math.abs(bp))}` })}</span>}
    </>
  )
}
