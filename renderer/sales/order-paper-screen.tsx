import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { InputOf } from '../client.ts'
import { previewPdf, saveAs } from '../papers.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { runTask } from '../tasks.ts'
import { went } from '../told.ts'
import { Chips } from '../ui/controls.tsx'
import { say } from '../ui/keyboard.ts'
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
  const title = name?.replace(/\.pdf$/, '')
  useTab({ title })
  const asked = { kind, ...inputOf(kind, uid, size) } as InputOf<'sales.printOrderPaper'>['paper']
  const save = () =>
    saveAs(
      { title: t('sales.order.savePdf'), name: name ?? 'paper.pdf', saved: (name) => t('sales.order.written', { name }) },
      (ticket) => runTask('sales.saveOrderPaper', { paper: asked, ticket }),
    )
  const print = async () => {
    const told = await runTask('sales.printOrderPaper', { paper: asked })
    if (went(told) && told.value.printed) say(t('sales.paper.printed', { number: title ?? '' }))
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
          onPrint={() => void print()}
          onSave={() => void save()}
        />
      )}
    </div>
  )
}
