import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, type InputOf, tell } from '../client.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { cancelTask, runTask, startTask, taskEnd, taskStore } from '../tasks.ts'
import { Chips, StatusPill } from '../ui/controls.tsx'
import { say } from '../ui/keyboard.ts'
import { PdfView } from '../ui/pdf-view.tsx'
import { ErrorState } from '../ui/states.tsx'
import { codeWords, useWords } from '../words.ts'
import styles from './return.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/note-paper': { uid: string }
  }
}

const sizes = ['A4', 'A5'] as const

/** The PDF of a note, made anew; the task ends when nobody waits any more. */
async function makeNotePdf(input: InputOf<'sales.notePdf'>, signal: AbortSignal) {
  const started = await startTask('sales.notePdf', input)
  if (!started.ok) throw started.refusal ?? new Error(started.fault ?? 'task')
  const { task } = started.value
  const stop = () => cancelTask(task)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    const { pdfBase64, name } = await taskEnd<'sales.notePdf'>(task)
    return { data: Uint8Array.from(atob(pdfBase64), (character) => character.charCodeAt(0)), name }
  } finally {
    signal.removeEventListener('abort', stop)
    // a preview is nobody's finished work to keep
    taskStore.setState(({ tasks }) => ({ tasks: tasks.filter((other) => other.id !== task) }))
    void tell('company.dismissTask', { id: task })
  }
}

/** A note as it goes to the customer. */
export function NotePaperScreen({ params: { uid } }: { params: ScreenParams['sales/note-paper'] }) {
  const t = useWords()
  const [size, setSize] = useState<(typeof sizes)[number]>('A4')
  const note = useQuery(ask('sales.note', { uid }))
  const paper = useQuery({
    queryKey: ['sales', 'notePdf', uid, size, note.data?.cancelled],
    queryFn: ({ signal }) => makeNotePdf({ uid, size }, signal),
    enabled: note.isSuccess,
    meta: { live: false },
    gcTime: 0,
  })
  const number = note.data?.number
  useTab({ title: number })
  const save = async () => {
    const picked = await runTask('company.pickFile', {
      title: t('sales.return.savePdf'),
      extensions: ['pdf'],
      save: paper.data?.name ?? 'note.pdf',
    })
    if (!picked.ok || !picked.value) return
    const told = await runTask('sales.saveNotePdf', { uid, size, ticket: picked.value.ticket })
    if (told.ok) say(t('sales.return.written', { name: picked.value.name }))
    else if (told.refusal) say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
  }
  const error = note.error ?? paper.error
  return (
    <div className={styles.paperScreen}>
      <div className={styles.choices}>
        <Chips
          label={t('sales.return.size')}
          value={size}
          onChange={setSize}
          choices={sizes.map((value) => ({ value, label: value }))}
        />
        {note.data && (
          <StatusPill tone={note.data.cancelled ? 'bad' : 'mute'}>
            {note.data.cancelled ? t('sales.bills.cancelled') : t(`sales.return.kinds.${note.data.kind}`)}
          </StatusPill>
        )}
      </div>
      {error ? (
        <ErrorState error={error} onRetry={() => void (note.error ? note.refetch() : paper.refetch())} />
      ) : (
        <PdfView data={paper.data?.data ?? null} name={number ?? t('ui.loading')} onSave={() => void save()} />
      )}
    </div>
  )
}
