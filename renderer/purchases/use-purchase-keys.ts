import type { Sheet } from '../items/sheet.ts'
import { openScreenNamed } from '../tabs.ts'
import { documentCommands, lineCommands } from '../ui/commands.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { useWords } from '../words.ts'
import type { GoodsLine } from './goods-line.ts'
import { showLastPurchases } from './last-purchases.tsx'
import type { Supplier } from './supplier-field.tsx'

/** Keys every document of goods from a supplier has: his ledger, and what the item under the cursor was last bought at. */
export function usePurchaseKeys<Line extends GoodsLine>(
  sheet: Pick<Sheet<object, Line>, 'entry'>,
  supplier: Supplier | null,
  batches?: () => void,
): void {
  const t = useWords()
  const deals = (from: Supplier | null) => {
    const { lines, at } = sheet.entry.store.getState()
    const line = lines[at.row]
    if (line?.item) void showLastPurchases(line, from)
    else say(t('purchases.last.itemFirst'))
  }
  const why = supplier ? null : t('purchases.supplierFirst')
  useCommands(documentCommands, {
    outstanding: { run: () => supplier && openScreenNamed('accounts/party-ledger', { party: supplier.uid }), why },
  })
  useCommands(lineCommands, {
    batches,
    lastDeals: { run: () => deals(supplier), why },
    lastDealsAll: () => deals(null),
  })
}
