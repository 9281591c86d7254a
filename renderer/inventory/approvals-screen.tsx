import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { askWith } from '../ui/ask.tsx'
import { listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill, type Tone } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { day, expiry, money, percent, rupees } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { codeWords, type Say, useWords, words, wordsOr } from '../words.ts'
import styles from './documents.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/approvals': { state?: string }
  }
}

type Row = OutputOf<'inventory.writeOffRequests'>['rows'][number]
const states = ['waiting', 'approved', 'refused', 'withdrawn'] as const
const tones: Readonly<Record<string, Tone>> = { waiting: 'warn', approved: 'ok', refused: 'bad', withdrawn: 'mute' }
const stateWords = (t: Say) => Object.fromEntries(states.map((state) => [state, t(`inventory.documents.states.${state}`)]))

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('inventory.columns.date'), width: 96, kind: 'date', sortable: false, path: 'date' },
  {
    id: 'reason',
    title: t('inventory.columns.reason'),
    width: 150,
    weight: 'strong',
    sortable: false,
    path: 'reason',
    cell: (row) => wordsOr(`inventory.writeOffReasons.${row.reason}`, row.reason),
  },
  { id: 'narration', title: t('inventory.documents.narration'), width: 130, grow: true, sortable: false, path: 'narration' },
  { id: 'lines', title: t('inventory.documents.lineCount'), width: 70, kind: 'count', sortable: false, path: 'lines' },
  { id: 'askedBy', title: t('inventory.documents.askedBy'), width: 120, sortable: false, path: 'askedBy' },
  {
    id: 'state',
    title: t('inventory.documents.state'),
    width: 130,
    sortable: false,
    path: 'state',
    words: stateWords(t),
    cell: (row) => <StatusPill tone={tones[row.state] ?? 'mute'}>{stateWords(t)[row.state] ?? row.state}</StatusPill>,
  },
  { id: 'decidedBy', title: t('inventory.documents.decidedBy'), width: 120, sortable: false, path: 'decidedBy' },
  {
    id: 'number',
    title: t('inventory.columns.number'),
    width: 150,
    sortable: false,
    path: 'number',
    cell: (row) => <span className="code">{row.number}</span>,
  },
  { id: 'note', title: t('inventory.documents.note'), width: 150, sortable: false, path: 'note' },
]

/** What is asked to be written off; Enter shows it to who may approve. */
export function ApprovalsScreen() {
  const t = useWords()
  const mayApprove = useMay('stock.approve')
  const mayWrite = useMay('stock.write')
  const [state, setState] = useState<'all' | 'waiting'>('waiting')
  const create = () => openScreen('inventory/write-off', {}, { another: true })
  const decide = async (row: Row) => {
    const decision = await askWith<Decision | null>((done) => (
      <RequestDialog uid={row.uid} may={mayApprove} waits={row.state === 'waiting'} onDone={done} />
    ))
    if (!decision) return
    const told =
      decision.what === 'withdraw'
        ? await tell('inventory.withdrawWriteOff', { uid: row.uid })
        : await tell('inventory.decideWriteOff', { uid: row.uid, approve: decision.what === 'approve', note: decision.note })
    if (told.ok) {
      const number = 'number' in told.value ? told.value.number : null
      say(
        number
          ? t('inventory.documents.writtenOff', { number })
          : t(decision.what === 'withdraw' ? 'inventory.documents.withdrawn' : 'inventory.documents.refusedNow'),
      )
    } else if (told.refusal) say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
  }
  return (
    <DataTable<Row>
      id="inventory/approvals"
      title={t('screens.approvals')}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('inventory.writeOffRequests', { ...request, state }) as never}
      notes={[t(`inventory.documents.states.${state}`)]}
      rowKey={(row) => row.uid}
      onOpen={(row) => void decide(row)}
      tools={
        <Chips<'all' | 'waiting'>
          label={t('inventory.documents.state')}
          value={state}
          onChange={setState}
          choices={(['waiting', 'all'] as const).map((value) => ({ value, label: t(`inventory.documents.states.${value}`) }))}
        />
      }
      actions={
        mayWrite && (
          <Button command={listCommands.commands.create} onClick={create}>
            {t('screens.writeOff')}
          </Button>
        )
      }
      commands={mayWrite ? { create } : {}}
      empty={
        <EmptyState
          title={t('inventory.documents.nothingWaits')}
          action={
            mayWrite && (
              <Button look="main" onClick={create}>
                {t('screens.writeOff')}
              </Button>
            )
          }
        />
      }
    />
  )
}

type Decision = { what: 'approve' | 'refuse' | 'withdraw'; note: string | null }
type RequestProps = { uid: string; may: boolean; waits: boolean; onDone: (decision: Decision | null) => void }

/** One request: the goods, the credit that goes back, and the decision. */
function RequestDialog({ uid, may, waits, onDone }: RequestProps) {
  const t = useWords()
  const [note, setNote] = useState('')
  const found = useQuery(ask('inventory.writeOffRequest', { uid }))
  const accept = (what: Decision['what']) => onDone({ what, note: note.trim() || null })
  const request = found.data
  return (
    <Dialog
      title={
        request
          ? t('inventory.documents.requestTitle', { reason: t(`inventory.writeOffReasons.${request.reason as 'expired'}`) })
          : ''
      }
      width={620}
      onClose={() => onDone(null)}
      {...(may && waits ? { onAccept: () => accept('approve') } : {})}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.close')}</Button>
          {waits && <Button onClick={() => accept('withdraw')}>{t('inventory.documents.withdraw')}</Button>}
          {waits && may && (
            <Button look="danger" onClick={() => accept('refuse')}>
              {t('inventory.documents.refuse')}
            </Button>
          )}
          {waits && may && (
            <Button look="main" onClick={() => accept('approve')}>
              {t('inventory.documents.approve')}
            </Button>
          )}
        </>
      }
    >
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} inline />}
      {request && (
        <>
          <p className={styles.facts}>
            <span>{day(request.date)}</span>
            {request.certificate && <span>{t('inventory.documents.certificateIs', { certificate: request.certificate })}</span>}
            {request.narration && <span dir="auto">{request.narration}</span>}
            {request.taxPaise !== null && (
              <b data-testid="credit">{t('inventory.documents.creditTotal', { amount: rupees(request.taxPaise) })}</b>
            )}
          </p>
          <div className={styles.preview} role="group" aria-label={words('inventory.documents.lines')}>
            <ul>
              {request.lines.map((line) => (
                <li key={`${line.item} ${line.batch} ${line.location}`}>
                  <b dir="auto">{line.item}</b>
                  <span className="code">{line.batch}</span>
                  <span className="num">{showStockQuantity(line.qtyMilli, line.saleFactor)}</span>
                  <small>
                    {line.location} · {expiry(line.expiry)}
                    {line.taxPaise !== null &&
                      line.taxPaise > 0 &&
                      ` · ${t('inventory.documents.creditBack', { amount: money(line.taxPaise), rate: percent(line.rateBp) })}`}
                  </small>
                </li>
              ))}
            </ul>
          </div>
        </>
      )}
      {waits && may && (
        <TextField label={t('inventory.documents.note')} value={note} onChange={setNote} maxLength={200} autoFocus />
      )}
    </Dialog>
  )
}
