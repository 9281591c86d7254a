import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, type InputOf, tell } from '../client.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { cancelTask, runTask, startTask, taskEnd, taskStore } from '../tasks.ts'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { PdfView } from '../ui/pdf-view.tsx'
import { ErrorState } from '../ui/states.tsx'
import { codeWords, useWords, words } from '../words.ts'
import { postedCommands } from './commands.ts'
import styles from './purchases.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/order-paper': { uid: string }
  }
}

type Ask = InputOf<'purchases.orderPdf'>
const sizes = ['A4', 'A5'] as const

/** The PDF of an order, made anew; the task ends when nobody waits any more. */
async function makeOrderPdf(input: Ask, signal: AbortSignal) {
  const started = await startTask('purchases.orderPdf', input)
  if (!started.ok) throw started.refusal ?? new Error(started.fault ?? 'task')
  const { task } = started.value
  const stop = () => cancelTask(task)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    const { pdfBase64, name } = await taskEnd<'purchases.orderPdf'>(task)
    return { data: Uint8Array.from(atob(pdfBase64), (character) => character.charCodeAt(0)), name }
  } finally {
    signal.removeEventListener('abort', stop)
    // a preview is nobody's finished work to keep
    taskStore.setState(({ tasks }) => ({ tasks: tasks.filter((other) => other.id !== task) }))
    void tell('company.dismissTask', { id: task })
  }
}

/** Writes the order as CSV where the clerk says; the supplier's system reads it in. */
export async function saveOrderCsv(uid: string, number: string): Promise<void> {
  const picked = await runTask('company.pickFile', {
    title: words('purchases.order.saveCsv'),
    extensions: ['csv'],
    save: `${number.replaceAll('/', '-')}.csv`,
  })
  if (!picked.ok || !picked.value) return
  const told = await runTask('purchases.saveOrderCsv', { uid, ticket: picked.value.ticket })
  if (told.ok) say(words('purchases.order.written', { name: picked.value.name }))
  else if (told.refusal) say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
}

/** An order as it goes to the supplier: paper or CSV. */
export function OrderPaperScreen({ params: { uid } }: { params: ScreenParams['purchases/order-paper'] }) {
  const t = useWords()
  const [size, setSize] = useState<(typeof sizes)[number]>('A4')
  const order = useQuery(ask('purchases.order', { uid }))
  const paper = useQuery({
    queryKey: ['purchases', 'orderPdf', uid, size, order.data?.state],
    queryFn: ({ signal }) => makeOrderPdf({ uid, size }, signal),
    enabled: order.isSuccess,
    meta: { live: false },
    gcTime: 0,
  })
  const number = order.data?.number
  useTab({ title: number })
  const save = async () => {
    const picked = await runTask('company.pickFile', {
      title: t('purchases.order.savePdf'),
      extensions: ['pdf'],
      save: paper.data?.name ?? 'order.pdf',
    })
    if (!picked.ok || !picked.value) return
    const told = await runTask('purchases.saveOrderPdf', { uid, size, ticket: picked.value.ticket })
    if (told.ok) say(t('purchases.order.written', { name: picked.value.name }))
    else if (told.refusal) say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
  }
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
