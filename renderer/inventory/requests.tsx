import { type ReactNode, useState } from 'react'
import type { Told } from '../client.ts'

import { went } from '../told.ts'
import { askWith } from '../ui/ask.tsx'
import { Button, Chips, StatusPill, type Tone } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { say } from '../ui/keyboard.ts'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords, words } from '../words.ts'
import styles from './documents.module.css'

// What waits for somebody's word: write-offs here, returns in sales. The list's state, the dialog that shows one, and the decision.

export type Decision = { what: 'approve' | 'refuse' | 'withdraw'; note: string | null }

const states = ['waiting', 'approved', 'refused', 'withdrawn'] as const
const tones: Readonly<Record<string, Tone>> = { waiting: 'warn', approved: 'ok', refused: 'bad', withdrawn: 'mute' }

/** Waiting, approved, refused or withdrawn. */
export function requestState<Row extends { state: string }>(t: Say, width: number): Column<Row> {
  const said: Record<string, string> = Object.fromEntries(
    states.map((state) => [state, t(`inventory.documents.states.${state}`)]),
  )
  return {
    id: 'state',
    title: t('inventory.documents.state'),
    width,
    sortable: false,
    path: 'state',
    words: said,
    cell: (row) => <StatusPill tone={tones[row.state] ?? 'mute'}>{said[row.state] ?? row.state}</StatusPill>,
  }
}

/** Whether a list shows what waits or everything. */
export function useRequestsShown() {
  const t = useWords()
  const [state, setState] = useState<'all' | 'waiting'>('waiting')
  const chips = (
    <Chips<'all' | 'waiting'>
      label={t('inventory.documents.state')}
      value={state}
      onChange={setState}
      choices={(['waiting', 'all'] as const).map((value) => ({ value, label: t(`inventory.documents.states.${value}`) }))}
    />
  )
  return { state, chips, notes: [t(`inventory.documents.states.${state}`)] }
}

/** Shows one request; what is decided is told to main, and what came of it is said. `posted` has the words for what was approved. */
export async function decideRequest(
  show: (onDone: (decision: Decision | null) => void) => ReactNode,
  send: (decision: Decision) => Promise<Told<{ number?: string | null } | unknown>>,
  posted: (number: string) => string,
): Promise<void> {
  const decision = await askWith<Decision | null>(show)
  if (!decision) return
  const told = await send(decision)
  if (!went(told)) return
  const { number } = told.value as { number?: string | null }
  say(number ? posted(number) : words(`inventory.documents.${decision.what === 'withdraw' ? 'withdrawn' : 'refusedNow'}`))
}

type RequestDialogProps = {
  title: string
  waits: boolean
  may: boolean
  onDone: (decision: Decision | null) => void
  children: ReactNode
}

/** One request, and the buttons that decide it for who may. */
export function RequestDialog({ title, waits, may, onDone, children }: RequestDialogProps) {
  const t = useWords()
  const [note, setNote] = useState('')
  const accept = (what: Decision['what']) => onDone({ what, note: note.trim() || null })
  return (
    <Dialog
      title={title}
      width={620}
      onClose={() => onDone(null)}
      {...(may && waits ? { onAccept: () => accept('approve') } : {})}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.close')}</Button>
          {waits && <Button onClick={() => accept('withdraw')}>{t('inventory.documents.withdraw')}</Button>}
          {waits && may && (
            <>
              <Button look="danger" onClick={() => accept('refuse')}>
                {t('inventory.documents.refuse')}
              </Button>
              <Button look="main" onClick={() => accept('approve')}>
                {t('inventory.documents.approve')}
              </Button>
            </>
          )}
        </>
      }
    >
      {children}
      {waits && may && (
        <TextField label={t('inventory.documents.note')} value={note} onChange={setNote} maxLength={200} autoFocus />
      )}
    </Dialog>
  )
}

/** What is said of a request above its goods. */
export const RequestFacts = ({ children }: { children: ReactNode }) => <p className={styles.facts}>{children}</p>

type RequestedGoods = { item: string; batch: string; amount: string; about: string }

/** The goods of a request, each with its batch, how much of it, and where. */
export function RequestGoods({ lines }: { lines: readonly RequestedGoods[] }) {
  return (
    <div className={styles.preview} role="group" aria-label={words('inventory.documents.lines')}>
      <ul>
        {lines.map((line) => (
          <li key={`${line.item} ${line.batch} ${line.about}`}>
            <b dir="auto">{line.item}</b>
            <span className="code">{line.batch}</span>
            <span className="num">{line.amount}</span>
            <small>{line.about}</small>
          </li>
        ))}
      </ul>
    </div>
  )
}
