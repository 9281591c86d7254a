import type { LocalDate } from '../../shared/calendar.ts'
import type { OutputOf } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { blankGoods, goodsItems } from './goods-line.ts'
import { newOrderHead, orderKind } from './purchase-order.ts'
import { keepDraft } from './start-draft.ts'

export type ReorderRow = OutputOf<'inventory.reorder'>['rows'][number]

/** Purchase orders with what is to be ordered, one a supplier (those never bought stand on one without), each open to be looked over. Returns how many. */
export async function orderFromReorder(rows: readonly ReorderRow[], today: LocalDate): Promise<number> {
  const items = await goodsItems(
    today,
    rows.map((row) => row.itemId),
  )
  const bySupplier = new Map<string, ReorderRow[]>()
  for (const row of rows) bySupplier.set(row.supplierUid ?? '', [...(bySupplier.get(row.supplierUid ?? '') ?? []), row])
  let made = 0
  for (const [uid, of] of bySupplier) {
    const head = { ...newOrderHead(today), supplier: uid === '' ? null : { uid, name: of[0]?.supplier ?? '', city: null } }
    const lines = of.flatMap((row) => {
      const item = items.get(row.itemId)
      if (!item) return []
      const per = row.lastUnit !== null && row.lastFactor !== null ? { unit: row.lastUnit, factor: row.lastFactor } : null
      return [{ ...blankGoods(), item, per, qtyMilli: row.suggestedMilli, rateE4: row.lastRateE4 }]
    })
    const draft = await keepDraft(orderKind, head, lines, 'qty')
    if (!draft) return made
    openScreen('purchases/order', { uid: draft })
    made += 1
  }
  return made
}
