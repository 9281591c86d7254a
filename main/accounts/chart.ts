import { change } from '../company/records.ts'
import { sql } from '../database/connection.ts'
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
  { kind: 'stock-write-off', name: 'Stock written off', group: 'Direct expenses' },
  { kind: 'itc-reversed', name: 'Input tax credit reversed', group: 'Direct expenses' },
  { kind: 'rcm-igst', name: 'Reverse charge IGST payable', group: 'Duties and taxes' },
  { kind: 'rcm-cgst', name: 'Reverse charge CGST payable', group: 'Duties and taxes' },
  { kind: 'rcm-sgst', name: 'Reverse charge SGST payable', group: 'Duties and taxes' },
  { kind: 'rcm-cess', name: 'Reverse charge cess payable', group: 'Duties and taxes' },
  { kind: 'claims-on-suppliers', name: 'Claims on suppliers', group: 'Current assets' },
  { kind: 'expenses-on-purchases', name: 'Freight and expenses on purchases', group: 'Direct expenses' },
  { kind: 'discount-allowed', name: 'Discounts and credits allowed', group: 'Indirect expenses' },
  { kind: 'goods-replaced', name: 'Goods replaced without charge', group: 'Direct expenses' },
  { kind: 'cash-difference', name: 'Cash short and over', group: 'Indirect expenses' },
  { kind: 'discount-received', name: 'Discounts received', group: 'Indirect income' },
  { kind: 'tcs-receivable', name: 'TCS collected by suppliers', group: 'Current assets' },
]

/**
 * Founds the chart of accounts: the groups, and the accounts the program itself posts to. In a book of an older version it adds what
 * has come since; an account a person made under the same name keeps its name and ours gets a mark.
 */
export function foundChart(given: Writing): void {
  const { tx } = given
  const groupIds = new Map(tx.rows(sql.selectFrom('account_group').select(['name', 'id'])).map((row) => [row.name, row.id]))
  const reason = groupIds.size === 0 ? 'first run' : 'new version'
  for (const group of groups) {
    if (groupIds.has(group.name)) continue
    const row = {
      uid: uidBytes(newUid()),
      name: group.name,
      parent_id: group.under ? (groupIds.get(group.under) ?? null) : null,
      nature: group.nature,
    }
    const [id] = change(given, [{ insert: 'account_group', row }], { entity: 'account_group', reason })
    groupIds.set(group.name, id as number)
  }
  const there = tx.rows(sql.selectFrom('account').select(['name', 'kind']))
  const names = new Set(there.map((row) => row.name))
  const missing = accounts.filter((account) => !there.some((row) => row.kind === account.kind))
  if (missing.length === 0) return
  change(
    given,
    missing.map((account) => ({
      insert: 'account' as const,
      row: {
        uid: uidBytes(newUid()),
        name: names.has(account.name) ? `${account.name} (Bahi)` : account.name,
        kind: account.kind,
        group_id: groupIds.get(account.group) as number,
      },
    })),
    { entity: 'account', reason },
  )
}
