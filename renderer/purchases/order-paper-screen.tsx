import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../client.ts'
import { previewPdf, saveAs } from '../papers.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { runTask } from '../tasks.ts'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { useCommands } from '../ui/keyboard.ts'
import { PdfView } from '../ui/pdf-view.tsx'
import { ErrorState } from '../ui/states.tsx'
import { useWords, words } from '../words.ts'
import { postedCommands } from './commands.ts'
import styles from './purchases.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/order-paper': { uid: string }
  }
}

const sizes = ['A4', 'A5'] as const

const saved = (name: string) => words('purchases.order.written', { name })

/** Writes the order as CSV where the clerk says; the supplier's system reads it in. */
export const saveOrderCsv = (uid: string, number: string): Promise<void> =>
  saveAs({ title: words('purchases.order.saveCsv'), name: `${number.replaceAll('/', '-')}.csv`, saved }, (ticket) =>
    runTask('purchases.saveOrderCsv', { uid, ticket }),
  )

/** An order as it goes to the supplier: paper or CSV. */
export function OrderPaperScreen({ params: { uid } }: { params: ScreenParams['purchases/order-paper'] }) {
  const t = useWords()
  const [size, setSize] = useState<(typeof sizes)[number]>('A4')
  const order = useQuery(ask('purchases.order', { uid }))
  const paper = useQuery({
    queryKey: ['purchases', 'orderPdf', uid, size, order.data?.state],
    queryFn: ({ signal }) => previewPdf('purchases.orderPdf', { uid, size }, signal),
    enabled: order.isSuccess,
    meta: { live: false },
    gcTime: 0,
  })
  const number = order.data?.number
  useTab({ title: number })
  const save = () =>
    saveAs({ title: t('purchases.order.savePdf'), name: paper.data?.name ?? 'order.pdf', saved }, (ticket) =>
      runTask('purchases.saveOrderPdf', { uid, size, ticket }),
    )
  const csv = () => void saveOrderCsv(uid, number ?? 'order')
  useCommands(postedCommands, { csv })
  const error = order.error ?? paper.error
  return (
    <div className={styles.paperScreen}>
      <div className={styles.choices}>
        <Chips
          label={t('purchases.order.size')}
          value={size}
          onChange={setSize}
          choices={sizes.map((value) => ({ value, label: value }))}
        />
        <Button command={postedCommands.commands.csv} onClick={csv}>
          {t('purchases.order.saveCsv')}
        </Button>
        {order.data && (
          <StatusPill tone={order.data.state === 'cancelled' ? 'bad' : 'mute'}>
            {t(`purchases.states.${order.data.state}`)}
          </StatusPill>
        )}
      </div>
      {error ? (
        <ErrorState error={error} onRetry={() => void (order.error ? order.refetch() : paper.refetch())} />
      ) : (
        <PdfView data={paper.data?.data ?? null} name={number ?? t('ui.loading')} onSave={() => void save()} />
      )}
    </div>
  )
}
