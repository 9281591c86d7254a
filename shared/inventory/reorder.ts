import { type Milli, milli } from '../quantity.ts'
import { evaluateFormula, type FormulaResult } from './reorder-formula.ts'

/** How much to order (market.md §1.3, four ways): by the item's minimum and maximum, by daily sale, as much as was sold, by the firm's own formula. */
export const reorderMethods = ['minmax', 'average', 'sold', 'formula'] as const
export type ReorderMethod = (typeof reorderMethods)[number]

/** What is known of an item; quantities in thousandths of the base unit. */
export type ReorderFacts = {
  readonly stockMilli: number
  readonly onOrderMilli: number
  /** Sold in the period, less what came back. */
  readonly soldMilli: number
  readonly lostMilli: number
  readonly minimumMilli: number | null
  readonly maximumMilli: number | null
  readonly reorderMilli: number | null
  readonly leadDays: number
  /** Base units in the unit it is ordered in: orders are whole ones. */
  readonly packFactor: number
}
export type ReorderRule = {
  readonly method: ReorderMethod
  /** Days of the period the sale is looked at. */
  readonly days: number
  /** Days the goods shall last after they came. */
  readonly coverDays: number
  readonly formula: string
}
type Suggestion = { readonly suggestedMilli: Milli; readonly averageMilli: Milli; readonly coverDays: number | null }

/** Whole packs, never fewer than what is wanted. */
const wholePacks = (wantedMilli: number, factor: number): Milli =>
  milli(wantedMilli <= 0 ? 0 : Math.ceil(wantedMilli / (factor * 1000)) * factor * 1000)

/** Thousandths a day, half away from zero. */
const average = ({ soldMilli }: ReorderFacts, days: number): number => Math.round(Math.max(soldMilli, 0) / days)

/** The formula for an item: its figures in sale units. */
function formulaFor(facts: ReorderFacts, rule: ReorderRule): FormulaResult {
  const units = (qtyMilli: number | null) => (qtyMilli ?? 0) / (facts.packFactor * 1000)
  return evaluateFormula(rule.formula, {
    stock: units(facts.stockMilli),
    onorder: units(facts.onOrderMilli),
    avg: units(Math.max(facts.soldMilli, 0)) / rule.days,
    lead: facts.leadDays,
    cover: rule.coverDays,
    min: units(facts.minimumMilli),
    max: units(facts.maximumMilli),
    sold: units(facts.soldMilli),
    lost: units(facts.lostMilli),
    pack: facts.packFactor,
  })
}

/** What is wanted before it is made whole packs. Stock below zero is wanted as well. */
function wanted(facts: ReorderFacts, rule: ReorderRule): number {
  const have = facts.stockMilli + facts.onOrderMilli
  switch (rule.method) {
    case 'minmax': {
      if (facts.minimumMilli === null || have > facts.minimumMilli) return 0
      const upTo = facts.maximumMilli ?? facts.minimumMilli + (facts.reorderMilli ?? 0)
      return Math.max(upTo - have, facts.reorderMilli ?? 0)
    }
    case 'average':
      // exact before it is cut into days: so much a day times days is so much times days by days
      return Math.ceil((Math.max(facts.soldMilli, 0) * (facts.leadDays + rule.coverDays)) / rule.days) + facts.lostMilli - have
    case 'sold':
      return Math.max(facts.soldMilli, 0) + facts.lostMilli - facts.onOrderMilli
    case 'formula': {
      const result = formulaFor(facts, rule)
      // what floating sums leave over is no strip
      return result.ok ? (Math.round(result.value * 1e6) / 1e6) * facts.packFactor * 1000 : 0
    }
  }
}

/** How much of an item to order by a rule, in whole packs, with its daily sale and the days its stock and orders last. */
export function suggestOrder(facts: ReorderFacts, rule: ReorderRule): Suggestion {
  const sold = Math.max(facts.soldMilli, 0)
  const have = Math.max(facts.stockMilli + facts.onOrderMilli, 0)
  return {
    suggestedMilli: wholePacks(Math.round(wanted(facts, rule) * 1000) / 1000, facts.packFactor),
    averageMilli: milli(average(facts, rule.days)),
    coverDays: sold === 0 ? null : Math.floor((have * rule.days) / sold),
  }
}
