import { useQuery } from '@tanstack/react-query'
import { type InputOf, tell } from '../client.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { cancelTask, runTask, startTask, taskEnd, taskStore } from '../tasks.ts'
import { say } from '../ui/keyboard.ts'
import { PdfView } from '../ui/pdf-view.tsx'
import { ErrorState } from '../ui/states.tsx'
import { codeWords, useWords } from '../words.ts'
import styles from './payments.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    /** A receipt, a payment or a cash close. */
    'payments/paper': { uid: string }
  }
}
type Made = { data: Uint8Array; name: string }

/** The small PDF, made anew; the task ends when nobody waits any more. */
async function makePdf(input: InputOf<'payments.moneyPdf'>, signal: AbortSignal): Promise<Made> {
  const started = await startTask('payments.moneyPdf', input)
  if (!started.ok) throw started.refusal ?? new Error(started.fault ?? 'task')
  const { task } = started.value
  const stop = () => cancelTask(task)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    const { pdfBase64, name } = await taskEnd<'payments.moneyPdf'>(task)
    return { data: Uint8Array.from(atob(pdfBase64), (character) => character.charCodeAt(0)), name }
  } finally {
    signal.removeEventListener('abort', stop)
    // a preview is nobody's finished work to keep
    taskStore.setState(({ tasks }) => ({ tasks: tasks.filter((other) => other.id !== task) }))
    void tell('company.dismissTask', { id: task })
  }
}

/** A receipt, voucher or cash close as it prints. */
export function MoneyPaperScreen({ params: { uid } }: { params: ScreenParams['payments/paper'] }) {
  const t = useWords()
  const paper = useQuery({
    queryKey: ['payments', 'paper', uid],
    queryFn: ({ signal }) => makePdf({ uid, size: 'A5' }, signal),
    meta: { live: false },
    gcTime: 0,
  })
  const name = paper.data?.name ?? ''
  useTab({ title: name ? name.replace(/\.pdf$/, '') : t('screens.moneyPaper') })
  const print = async () => {
    const told = await runTask('payments.printMoney', { uid, size: 'A5' })
    if (!told.ok && told.refusal) say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
  }
  const save = async () => {
    const picked = await runTask('company.pickFile', { title: t('payments.savePaper'), extensions: ['pdf'], save: name })
    if (!picked.ok || !picked.value) return
    const told = await runTask('payments.saveMoneyPdf', { uid, size: 'A5', ticket: picked.value.ticket })
    if (told.ok) say(t('sales.paper.saved', { name: picked.value.name }))
    else if (told.refusal) say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
  }
  if (paper.error) return <ErrorState error={paper.error} onRetry={() => void paper.refetch()} />
  return (
    <div className={styles.paper}>
      <PdfView
        data={paper.data?.data ?? null}
        name={name || t('ui.loading')}
        onPrint={() => void print()}
        onSave={() => void save()}
      />
    </div>
  )
}
