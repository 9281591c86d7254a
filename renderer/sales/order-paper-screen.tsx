import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { tell } from '../client.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { cancelTask, runTask, startTask, taskEnd, taskStore } from '../tasks.ts'
import { Chips } from '../ui/controls.tsx'
import { say } from '../ui/keyboard.ts'
import { PdfView } from '../ui/pdf-view.tsx'
import { ErrorState } from '../ui/states.tsx'
import { codeWords, useWords } from '../words.ts'
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

/** The PDF, made anew; the task ends when nobody waits any more. `uid` of a pick list is its bills, joined by commas. */
async function makePdf({ kind, uid, size }: { kind: Kind; uid: string; size: Size }, signal: AbortSignal) {
  const input = kind === 'pick' ? { bills: uid.split(',') } : kind === 'van' ? { uid } : { uid, size }
  const started = await startTask(calls[kind], input as never)
  if (!started.ok) throw started.refusal ?? new Error(started.fault ?? 'task')
  const { task } = started.value
  const stop = () => cancelTask(task)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    const { pdfBase64, name } = await taskEnd<'sales.salesOrderPdf'>(task)
    return { data: Uint8Array.from(atob(pdfBase64), (character) => character.charCodeAt(0)), name }
  } finally {
    signal.removeEventListener('abort', stop)
    // a preview is nobody's finished work to keep
    taskStore.setState(({ tasks }) => ({ tasks: tasks.filter((other) => other.id !== task) }))
    void tell('company.dismissTask', { id: task })
  }
}

/** A quotation, order confirmation, challan, pick list or van sheet as it is printed. */
export function SaleOrderPaperScreen({ params: { kind, uid } }: { params: ScreenParams['sales/order-paper'] }) {
  const t = useWords()
  const [size, setSize] = useState<Size>('A4')
  const sized = kind === 'order' || kind === 'challan'
  const paper = useQuery({
    queryKey: ['sales', calls[kind], uid, size],
    queryFn: ({ signal }) => makePdf({ kind, uid, size }, signal),
    meta: { live: false },
    gcTime: 0,
  })
  const name = paper.data?.name
  useTab({ title: name?.replace(/\.pdf$/, '') })
  const save = async () => {
    const picked = await runTask('company.pickFile', {
      title: t('sales.order.savePdf'),
      extensions: ['pdf'],
      save: name ?? 'paper.pdf',
    })
    if (!picked.ok || !picked.value) return
    const call = kind === 'challan' ? 'sales.saveChallanPdf' : 'sales.saveSalesOrderPdf'
    const told = await runTask(call, { uid, size, ticket: picked.value.ticket })
    if (told.ok) say(t('sales.order.written', { name: picked.value.name }))
    else if (told.refusal) say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
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
