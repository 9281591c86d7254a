import { useQuery } from '@tanstack/react-query'
import { type InputOf, tell } from '../client.ts'
import { cancelTask, runTask, startTask, taskEnd, taskStore } from '../tasks.ts'
import { codeWords, useWords } from '../words.ts'
import { Dialog } from './dialog.tsx'
import { say } from './keyboard.ts'
import { PdfView } from './pdf-view.tsx'
import styles from './table.module.css'

type Ask = InputOf<'company.listPaper'>

async function makePaper(ask: Ask, signal: AbortSignal): Promise<Uint8Array> {
  const started = await startTask('company.listPaper', ask)
  if (!started.ok) throw started.refusal ?? new Error(started.fault ?? 'task')
  const { task } = started.value
  const stop = () => cancelTask(task)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    const { pdfBase64 } = await taskEnd<'company.listPaper'>(task)
    return Uint8Array.from(atob(pdfBase64), (character) => character.charCodeAt(0))
  } finally {
    signal.removeEventListener('abort', stop)
    // a preview is nobody's finished work to keep
    taskStore.setState(({ tasks }) => ({ tasks: tasks.filter((other) => other.id !== task) }))
    void tell('company.dismissTask', { id: task })
  }
}

/** A list on paper before it is printed: the same columns and rows, never a picture of the screen. */
export function PaperDialog({ ask, onClose, onSave }: { ask: Ask; onClose: () => void; onSave: () => void }) {
  const t = useWords()
  const paper = useQuery({
    queryKey: ['company', 'listPaper', ask],
    queryFn: ({ signal }) => makePaper(ask, signal),
    meta: { live: false },
    gcTime: 0,
  })
  const print = async () => {
    const told = await runTask('company.printList', ask)
    if (told.ok) {
      if (told.value.printed) onClose()
    } else if (told.refusal) say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
  }
  return (
    <Dialog title={ask.title} width={1100} onClose={onClose}>
      <div className={styles.paper}>
        <PdfView
          data={paper.data ?? null}
          name={t('ui.paper')}
          inDialog
          error={paper.error}
          onPrint={() => void print()}
          onSave={onSave}
        />
      </div>
    </Dialog>
  )
}
