import type { Writing } from '../given.ts'
import type { ItemFacts } from '../items/item-facts.ts'

/** Warns of goods that the firm means to buy no more: closed, or not to be traded at all. `field` names the line's item. */
export function warnOfClosed(given: Writing, items: readonly ItemFacts[]): void {
  for (const [at, { name, status }] of items.entries())
    if (status !== 'continue') given.warn('purchases/item-closed', `lines.${at}.itemId`, { item: name })
}
