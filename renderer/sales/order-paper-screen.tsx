import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { previewPdf, saveAs } from '../papers.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { runTask } from '../tasks.ts'
import { Chips } from '../ui/controls.tsx'
import { PdfView } from '../ui/pdf-view.tsx'
import { ErrorState } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import styles from './sale-order.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/order-paper': { kind: 'order' | 'challan' | 'van' | 'pick'; uid: string }
  }
}

const calls = {
  order: 'sales.salesOrderPdf',
  challan: 'sales.challanPdf',
  van: 'sales.vanSheetPdf',
  pick: 'sales.pickListPdf',
} as const
type Kind = keyof typeof calls
type Size = 'A4' | 'A5'

/** What the paper is asked with; `uid` of a pick list is its documents, joined by commas. */
const inputOf = (kind: Kind, uid: string, size: Size) =>
  kind === 'pick' ? { documents: uid.split(',') } : kind === 'van' ? { uid } : { uid, size }

/** A quotation, order confirmation, challan, pick list or van sheet as it is printed. */
export function SaleOrderPaperScreen({ params: { kind, uid } }: { params: ScreenParams['sales/order-paper'] }) {
  const t = useWords()
  const [size, setSize] = useState<Size>('A4')
  const sized = kind === 'order' || kind === 'challan'
  const paper = useQuery({
    queryKey: ['sales', calls[kind], uid, size],
    queryFn: ({ signal }) => previewPdf(calls[kind], inputOf(kind, uid, size) as never, signal),
    meta: { live: false },
    gcTime: 0,
  })
  const name = paper.data?.name
  useTab({ title: name?.replace(/\.pdf$/, '') })
  const save = () => {
    const call = kind === 'challan' ? 'sales.saveChallanPdf' : 'sales.saveSalesOrderPdf'
    const saved = (name: string) => t('sales.order.written', { name })
    return saveAs({ title: t('sales.order.savePdf'), name: name ?? 'paper.pdf', saved }, (ticket) =>
      runTask(call, { uid, size, ticket }),
    )
  }
  return (
    <div className={styles.paperScreen}>
      {sized && (
        <div className={styles.choices}>
          <Chips<Size>
            label={t('sales.order.size')}
            value={size}
            onChange={setSize}
            choices={(['A4', 'A5'] as const).map((value) => ({ value, label: value }))}
          />
        </div>
      )}
      {paper.error ? (
        <ErrorState error={paper.error} onRetry={() => void paper.refetch()} />
      ) : (
        <PdfView
          data={paper.data?.data ?? null}
          name={name ?? t('ui.loading')}
          {...(sized ? { onSave: () => void save() } : {})}
        />
      )}
    </div>
  )
}
