import { StatusPill } from '../ui/controls.tsx'
import { count, day, money } from '../ui/format.ts'
import { useWords } from '../words.ts'
import own from './bill-import.module.css'
import type { Checked } from './bill-review.ts'

/** The bills of a file, each with its total proved or not; the one the cursor is in stands out. */
export function FileBills({ checked, here }: { checked: Checked; here: number }) {
  const t = useWords()
  return (
    <div className={own.bills}>
      <table className={own.table} aria-label={t('purchases.review.bills')}>
        <thead>
          <tr>
            <th>{t('purchases.review.billNumber')}</th>
            <th>{t('purchases.review.billDate')}</th>
            <th className="num">{t('purchases.review.lines')}</th>
            <th className="num">{t('purchases.review.net')}</th>
            <th className="num">{t('purchases.review.tax')}</th>
            <th className="num">{t('purchases.review.total')}</th>
            <th className="num">{t('purchases.review.fileTotal')}</th>
            <th>{t('purchases.review.proof')}</th>
          </tr>
        </thead>
        <tbody>
          {checked.bills.map((bill, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a bill is its place in the file
            <tr key={at} data-here={at === here || undefined}>
              <td className="code">{bill.number}</td>
              <td>{day(bill.date)}</td>
              <td className="num">{count(bill.lines.length)}</td>
              <td className="num">{money(bill.netPaise)}</td>
              <td className="num">{money(bill.taxPaise)}</td>
              <td className="num">{money(bill.totalPaise)}</td>
              <td className="num">{money(bill.fileTotalPaise)}</td>
              <td>
                <BillProof bill={bill} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const rupeePaise = 100

function BillProof({ bill }: { bill: Checked['bills'][number] }) {
  const t = useWords()
  if (bill.enteredAs) return <StatusPill tone="bad">{t('purchases.review.enteredAs', { number: bill.enteredAs })}</StatusPill>
  if (bill.lines.some((line) => line.proof === 'off')) return <StatusPill tone="bad">{t('purchases.review.linesOff')}</StatusPill>
  if (bill.offPaise !== null && Math.abs(bill.offPaise) > rupeePaise)
    return <StatusPill tone="bad">{t('purchases.review.totalOff', { by: money(bill.offPaise) })}</StatusPill>
  if (bill.offPaise !== null) return <StatusPill tone="ok">{t('purchases.review.totalAgrees')}</StatusPill>
  return (
    <StatusPill tone={bill.meaning ? 'ok' : 'warn'}>
      {t(bill.meaning ? 'purchases.review.linesAgree' : 'purchases.review.nothingToProve')}
    </StatusPill>
  )
}
