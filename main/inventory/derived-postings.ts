import { emptyPosting, type MoveKind, type Posting } from '../../shared/accounts/posting.ts'
import { paise, sumPaise } from '../../shared/money.ts'
import type { AccountIds } from '../accounts/account-store.ts'
import type { Revaluation } from './cost-change.ts'

/** The account that answers for goods that leave: its debit is their cost (model, cost of stock 3 and 4). */
function costAccount(accounts: AccountIds, kind: MoveKind): number {
  switch (kind) {
    case 'sale':
    case 'sale-return':
      return accounts.costOfGoods
    case 'purchase':
    case 'purchase-return':
      return accounts.priceVariance
    case 'write-off':
      return accounts.stockWriteOff
    case 'replacement':
      return accounts.goodsReplaced
    default:
      return accounts.stockAdjustment
  }
}

/** A receipt valued from its own day by a bill that came later was, until then, goods received and not billed. */
const accountOf = (accounts: AccountIds, one: Revaluation): number =>
  one.kind === 'method'
    ? accounts.stockMethodChange
    : one.answers === 'receipt'
      ? accounts.purchasesNotBilled
      : costAccount(accounts, one.moveKind)

/** One posting per day and kind; Dr the account that answers, Cr Inventory, one stock value a move. */
export function derivedPostings(accounts: AccountIds, revaluations: readonly Revaluation[]): Posting[] {
  const groups = new Map<string, Revaluation[]>()
  for (const one of revaluations) {
    if (one.amountPaise === 0) continue
    const key = `${one.kind === 'issue' ? 'issue' : 'revalue'} ${one.date}`
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const [first] = group as [Revaluation, ...Revaluation[]]
      const byAccount = new Map<number, number>()
      for (const one of group) {
        const account = accountOf(accounts, one)
        byAccount.set(account, (byAccount.get(account) ?? 0) - one.amountPaise)
      }
      const inventory = sumPaise(group.map((one) => one.amountPaise))
      const ledger = [...byAccount, [accounts.inventory, inventory] as const].filter(([, amount]) => amount !== 0)
      return {
        ...emptyPosting(first.kind === 'issue' ? 'cost' : 'revalue', first.date),
        ledger: ledger.map(([accountId, amount]) => ({ accountId, amountPaise: paise(amount) })),
        values: group.map((one) => ({ move: one.move, itemId: one.itemId, amountPaise: one.amountPaise, kind: one.kind })),
      }
    })
}
