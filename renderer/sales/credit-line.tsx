import type { ReactNode } from 'react'
import { type CreditDecision, type CreditStanding, type CreditTerms, creditDecision } from '../../shared/sales/credit.ts'
import { useMay } from '../book.ts'
import { StatusPill } from '../ui/controls.tsx'
import { day, rupees } from '../ui/format.ts'
import { type Say, useWords } from '../words.ts'

type Credit = { readonly terms: CreditTerms; readonly standing: CreditStanding }

/** How a customer stands, in one line: '₹1,84,250 of ₹2,00,000; 3 bills late, oldest 47 days: release needs a manager'. */
function creditWords(t: Say, { terms, standing }: Credit, decision: CreditDecision, mayRelease: boolean): string {
  const owed = rupees(decision.owedPaise)
  const parts = [
    decision.limitPaise === null ? owed : t('sales.credit.of', { owed, limit: rupees(decision.limitPaise) }),
    ...(terms.allowance ? [t('sales.credit.until', { day: day(terms.allowance.to) })] : []),
    ...(standing.chequesPaise > 0 ? [t('sales.credit.cheques', { amount: rupees(standing.chequesPaise) })] : []),
    ...(standing.promisedPaise > 0 ? [t('sales.credit.promised', { amount: rupees(standing.promisedPaise) })] : []),
    ...(decision.findings.some(({ limit }) => limit === 'bills')
      ? [t('sales.credit.bills', { bills: standing.openBills, most: terms.bills ?? 0 })]
      : []),
    ...(standing.overdueBills > 0 ? [t('sales.credit.late', { count: standing.overdueBills, days: standing.overdueDays })] : []),
  ]
  const why = parts.join('; ')
  if (decision.verdict === 'clear') return why
  return t(decision.verdict === 'warn' || mayRelease ? 'sales.credit.asks' : 'sales.credit.stops', { why })
}

/** The credit of the buyer as the posting will judge it: the same function, with what this bill leaves unpaid. */
export function CreditLine({ credit, morePaise }: { credit: Credit; morePaise: number }): ReactNode {
  const t = useWords()
  const may = useMay('sales.over-limit')
  const decision = creditDecision(credit.terms, credit.standing, Math.max(0, morePaise))
  const said = creditWords(t, credit, decision, may)
  const tone = decision.verdict === 'stop' ? 'bad' : 'warn'
  return (
    <span role="status" data-testid="credit">
      {t('sales.bill.outstanding')} {decision.verdict === 'clear' ? <b>{said}</b> : <StatusPill tone={tone}>{said}</StatusPill>}
    </span>
  )
}
