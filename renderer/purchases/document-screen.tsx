import { useQuery } from '@tanstack/react-query'
import { openPaper } from '../accounts/open-document.ts'
import { useMay, useToday } from '../book.ts'
import { ask } from '../client.ts'
import { openScreen, useTab } from '../tabs.ts'
import { Button } from '../ui/controls.tsx'
import { useCommands } from '../ui/keyboard.ts'
import { useWords, type WordKey } from '../words.ts'
import { postedCommands } from './commands.ts'
import { BillPane, OrderPane, ReceiptPane, ReturnPane } from './document-panes.tsx'
import styles from './purchases.module.css'
import { billReceipt, receiveOrder, returnOf } from './start-draft.ts'

const kinds = {
  'purchase-order': { title: 'screens.purchaseOrder', pane: OrderPane, next: 'purchases.order.receive' },
  'goods-receipt': { title: 'screens.goodsReceipt', pane: ReceiptPane, next: 'purchases.receipt.bill' },
  purchase: { title: 'screens.purchaseBill', pane: BillPane, next: 'purchases.return.begin' },
  'purchase-return': { title: 'screens.purchaseReturn', pane: ReturnPane, next: null },
} as const satisfies Readonly<Record<string, { title: WordKey; pane: unknown; next: WordKey | null }>>
type Kind = keyof typeof kinds

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/document': { kind: Kind; uid: string }
  }
}

/** A posted document of buying, and the one way on from it: an order is received, a receipt billed, goods of a bill go back. */
export function DocumentScreen({ params: { kind, uid } }: { params: { kind: Kind; uid: string } }) {
  const t = useWords()
  const today = useToday()
  const mayWrite = useMay('purchases.write')
  const { title, pane: Pane, next } = kinds[kind]
  const bill = useQuery({ ...ask('purchases.bill', { uid }), enabled: kind === 'purchase' })
  useTab({ title: t(title) })
  const goOn = () => {
    if (kind === 'purchase-order') void receiveOrder(uid, today)
    else if (kind === 'goods-receipt') void billReceipt(uid, today)
    else if (bill.data) void returnOf(bill.data, today)
  }
  const why = mayWrite ? (bill.data?.cancelled ? t('purchases.isCancelled') : null) : t('app.noRight')
  const paper =
    kind === 'purchase-order'
      ? () => openScreen('purchases/order-paper', { uid })
      : kind === 'purchase-return'
        ? () => openPaper(uid)
        : null
  useCommands(postedCommands, {
    ...(next ? { next: { run: goOn, why, label: t(next), strip: 1 } } : {}),
    ...(paper ? { paper: { run: paper, strip: 2 } } : {}),
  })
  return (
    <div className={styles.document}>
      <div className={styles.documentActions}>
        {next && (
          <Button command={postedCommands.commands.next} onClick={goOn} why={why} autoFocus>
            {t(next)}
          </Button>
        )}
        {paper && (
          <Button command={postedCommands.commands.paper} onClick={paper} autoFocus={next === null}>
            {t('commands.purchasePosted.paper')}
          </Button>
        )}
      </div>
      <Pane uid={uid} />
    </div>
  )
}
