import { formatPaise, type Paise, paise } from '../money.ts'
import type { Details } from '../refusal.ts'

/**
 * What happens when a limit is passed. `warn`: whoever bills takes it on with a reason. `stop`: only who has the right to lend beyond
 * the limit, or is lent it.
 */
export const creditRules = ['off', 'warn', 'stop'] as const
export type CreditRule = (typeof creditRules)[number]

/** What may be open besides bills and still counts as owed: challans not billed yet, confirmed orders as well. */
export const creditCounts = ['bills', 'challans', 'orders'] as const
export type CreditCount = (typeof creditCounts)[number]

/** What was agreed with a customer, as on a day. Null: no limit of that kind. */
export type CreditTerms = {
  readonly limitPaise: Paise | null
  readonly bills: number | null
  /** How many days a bill may be late before the rule bites. */
  readonly lateDays: number
  readonly rules: { readonly amount: CreditRule; readonly late: CreditRule; readonly bills: CreditRule }
  /** A limit for a time; it stands in the place of the limit. `late`: bills past due are let pass as well. */
  readonly allowance: { readonly limitPaise: Paise; readonly to: string; readonly late: boolean } | null
}

/** What a customer owes and has promised, as on a day. */
export type CreditStanding = {
  readonly balancePaise: Paise
  /** Cheques taken that may still come back: counted as owed. */
  readonly chequesPaise: Paise
  /** Goods given or promised that are not billed yet. */
  readonly promisedPaise: Paise
  readonly openBills: number
  readonly overdueBills: number
  /** Of the oldest of them; 0 when none is late. */
  readonly overdueDays: number
}

export type CreditFinding = {
  readonly limit: 'amount' | 'late' | 'bills'
  readonly rule: Exclude<CreditRule, 'off'>
  readonly code: 'sales/over-limit' | 'sales/overdue' | 'sales/over-bills'
  readonly details: Details
}

export type CreditDecision = {
  readonly verdict: 'clear' | 'warn' | 'stop'
  readonly findings: readonly CreditFinding[]
  /** All that counts as owed, this bill included. */
  readonly owedPaise: Paise
  /** The limit that holds, a temporary one first; null: none. */
  readonly limitPaise: Paise | null
  /** Below nothing when over; null without a limit. */
  readonly leftPaise: Paise | null
}

/**
 * Whether a customer may owe so much more: the one decision of the bill screen, the posting and the confirming of an order. `morePaise`
 * is what this bill or order leaves to be paid later; 0 asks how the customer stands before anything is keyed. Never less strict for
 * more.
 */
export function creditDecision(terms: CreditTerms, standing: CreditStanding, morePaise: number): CreditDecision {
  const { rules, allowance } = terms
  const owedPaise = paise(standing.balancePaise + standing.chequesPaise + standing.promisedPaise + morePaise)
  const limitPaise = allowance ? allowance.limitPaise : terms.limitPaise
  const findings: CreditFinding[] = []
  if (rules.amount !== 'off' && limitPaise !== null && owedPaise > limitPaise)
    findings.push({
      limit: 'amount',
      rule: rules.amount,
      code: 'sales/over-limit',
      details: {
        limit: formatPaise(limitPaise),
        balance: formatPaise(owedPaise),
        over: formatPaise(paise(owedPaise - limitPaise)),
      },
    })
  if (rules.bills !== 'off' && terms.bills !== null && standing.openBills >= terms.bills)
    findings.push({
      limit: 'bills',
      rule: rules.bills,
      code: 'sales/over-bills',
      details: { bills: standing.openBills, most: terms.bills },
    })
  if (rules.late !== 'off' && !allowance?.late && standing.overdueBills > 0 && standing.overdueDays > terms.lateDays)
    findings.push({
      limit: 'late',
      rule: rules.late,
      code: 'sales/overdue',
      details: { bills: standing.overdueBills, days: standing.overdueDays },
    })
  return {
    verdict: findings.some(({ rule }) => rule === 'stop') ? 'stop' : findings.length > 0 ? 'warn' : 'clear',
    findings,
    owedPaise,
    limitPaise,
    leftPaise: limitPaise === null ? null : paise(limitPaise - owedPaise),
  }
}
