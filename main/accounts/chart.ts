import { change } from '../company/records.ts'
import { newUid, uidBytes } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import type { SystemAccount } from './account-store.ts'

type Nature = 'asset' | 'liability' | 'income' | 'expense' | 'equity'
type Group = { name: string; nature: Nature; under?: string }

/** The groups every Indian trader's books have, by the names accountants use. */
const groups: Group[] = [
  { name: 'Capital account', nature: 'equity' },
  { name: 'Current liabilities', nature: 'liability' },
  { name: 'Sundry creditors', nature: 'liability', under: 'Current liabilities' },
  { name: 'Duties and taxes', nature: 'liability', under: 'Current liabilities' },
  { name: 'Current assets', nature: 'asset' },
  { name: 'Sundry debtors', nature: 'asset', under: 'Current assets' },
  { name: 'Cash in hand', nature: 'asset', under: 'Current assets' },
  { name: 'Bank accounts', nature: 'asset', under: 'Current assets' },
  { name: 'Stock in hand', nature: 'asset', under: 'Current assets' },
  { name: 'Sales accounts', nature: 'income' },
  { name: 'Direct expenses', nature: 'expense' },
  { name: 'Indirect income', nature: 'income' },
  { name: 'Indirect expenses', nature: 'expense' },
]

const accounts: { kind: SystemAccount; name: string; group: string }[] = [
  { kind: 'debtors', name: 'Sundry debtors', group: 'Sundry debtors' },
  { kind: 'creditors', name: 'Sundry creditors', group: 'Sundry creditors' },
  { kind: 'cash', name: 'Cash', group: 'Cash in hand' },
  { kind: 'bank', name: 'Bank', group: 'Bank accounts' },
  { kind: 'upi', name: 'UPI collections', group: 'Bank accounts' },
  { kind: 'card', name: 'Card collections', group: 'Bank accounts' },
  { kind: 'cheques', name: 'Cheques in hand', group: 'Bank accounts' },
  { kind: 'inventory', name: 'Inventory', group: 'Stock in hand' },
  { kind: 'cost-of-goods', name: 'Cost of goods sold', group: 'Direct expenses' },
  { kind: 'sales', name: 'Sales', group: 'Sales accounts' },
  { kind: 'sales-returns', name: 'Sales returns', group: 'Sales accounts' },
  { kind: 'charges-recovered', name: 'Freight and charges recovered', group: 'Indirect income' },
  { kind: 'purchases-not-billed', name: 'Goods received not billed', group: 'Current liabilities' },
  { kind: 'price-variance', name: 'Purchase price variance', group: 'Direct expenses' },
  { kind: 'output-igst', name: 'Output IGST', group: 'Duties and taxes' },
  { kind: 'output-cgst', name: 'Output CGST', group: 'Duties and taxes' },
  { kind: 'output-sgst', name: 'Output SGST', group: 'Duties and taxes' },
  { kind: 'output-cess', name: 'Output cess', group: 'Duties and taxes' },
  { kind: 'input-igst', name: 'Input IGST', group: 'Duties and taxes' },
  { kind: 'input-cgst', name: 'Input CGST', group: 'Duties and taxes' },
  { kind: 'input-sgst', name: 'Input SGST', group: 'Duties and taxes' },
  { kind: 'input-cess', name: 'Input cess', group: 'Duties and taxes' },
  { kind: 'round-off', name: 'Round off', group: 'Indirect expenses' },
  { kind: 'opening-balance', name: 'Opening balance difference', group: 'Capital account' },
  { kind: 'stock-method-change', name: 'Change in stock valuation', group: 'Direct expenses' },
  { kind: 'stock-adjustment', name: 'Stock adjustment', group: 'Direct expenses' },
]

/** Founds the chart of accounts of a new book: the groups, and the accounts the program itself posts to. */
export function foundChart(given: Writing): void {
  const groupIds = new Map<string, number>()
  for (const group of groups) {
    const row = {
      uid: uidBytes(newUid()),
      name: group.name,
      parent_id: group.under ? (groupIds.get(group.under) ?? null) : null,
      nature: group.nature,
    }
    const [id] = change(given, [{ insert: 'account_group', row }], { entity: 'account_group', reason: 'first run' })
    groupIds.set(group.name, id as number)
  }
  change(
    given,
    accounts.map((account) => ({
      insert: 'account' as const,
      row: { uid: uidBytes(newUid()), name: account.name, kind: account.kind, group_id: groupIds.get(account.group) as number },
    })),
    { entity: 'account', reason: 'first run' },
  )
}
