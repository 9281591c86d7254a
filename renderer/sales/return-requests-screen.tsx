import { useState } from 'react'
import { useMay } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { askWith } from '../ui/ask.tsx'
import { listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill, type Tone } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { day, rupees } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { codeWords, type Say, useWords, wordsOr } from '../words.ts'
import styles from './return.module.css'
import { shown } from './return.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/return-requests': Record<string, never>
  }
}

type Row = OutputOf<'sales.returnRequests'>['rows'][number]
const states = ['waiting', 'approved', 'refused', 'withdrawn'] as const
const tones: Readonly<Record<string, Tone>> = { waiting: 'warn', approved: 'ok', refused: 'bad', withdrawn: 'mute' }
const stateWords = (t: Say) => Object.fromEntries(states.map((state) => [state, t(`inventory.documents.states.${state}`)]))

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('sales.bill.date'), width: 96, kind: 'date', sortable: false, path: 'date' },
  { id: 'party', title: t('sales.bill.party'), width: 160, grow: true, weight: 'strong', sortable: false, path: 'party' },
  {
    id: 'bill',
    title: t('sales.return.bill'),
    width: 134,
    sortable: false,
    path: 'bill',
    cell: (row) => <span className="code">{row.bill}</span>,
  },
  {
    id: 'reason',
    title: t('ui.reason'),
    width: 116,
    sortable: false,
    path: 'reason',
    cell: (row) => wordsOr(`sales.return.reasons.${row.reason}`, row.reason),
  },
  {
    id: 'what',
    title: t('sales.return.way'),
    width: 150,
    sortable: false,
    path: 'what',
    words: { goods: t('sales.return.ways.goods'), value: t('sales.return.ways.less') },
  },
  { id: 'askedBy', title: t('inventory.documents.askedBy'), width: 100, sortable: false, path: 'askedBy' },
  {
    id: 'total',
    title: t('sales.return.total'),
    width: 112,
    weight: 'strong',
    kind: 'money',
    sortable: false,
    path: 'totalPaise',
    sum: 'totalPaise',
  },
  {
    id: 'state',
    title: t('inventory.documents.state'),
    width: 112,
    sortable: false,
    path: 'state',
    words: stateWords(t),
    cell: (row) => <StatusPill tone={tones[row.state] ?? 'mute'}>{stateWords(t)[row.state] ?? row.state}</StatusPill>,
  },
  { id: 'decidedBy', title: t('inventory.documents.decidedBy'), width: 100, sortable: false, path: 'decidedBy' },
  {
    id: 'number',
    title: t('sales.bill.number'),
    width: 134,
    sortable: false,
    path: 'number',
    cell: (row) => <span className="code">{row.number}</span>,
  },
]

type Decision = { what: 'approve' | 'refuse' | 'withdraw'; note: string | null }

/** Returns that wait for somebody's word; Enter shows one to who may give it. */
export function ReturnRequestsScreen() {
  const t = useWords()
  const mayApprove = useMay('sales.return-approve')
  const [state, setState] = useState<'all' | 'waiting'>('waiting')
  const decide = async (row: Row) => {
    const decision = await askWith<Decision | null>((done) => <RequestDialog row={row} may={mayApprove} onDone={done} />)
    if (!decision) return
    const told =
      decision.what === 'withdraw'
        ? await tell('sales.withdrawReturn', { uid: row.uid })
        : await tell('sales.decideReturn', { uid: row.uid, approve: decision.what === 'approve', note: decision.note })
    if (told.ok) {
      const number = 'number' in told.value ? told.value.number : null
      say(
        number
          ? t('sales.return.saved', { number, total: rupees(row.totalPaise) })
          : t(decision.what === 'withdraw' ? 'inventory.documents.withdrawn' : 'inventory.documents.refusedNow'),
      )
    } else if (told.refusal) say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
  }
  const create = () => openScreen('sales/return', {}, { another: true })
  return (
    <DataTable<Row>
      id="sales/return-requests"
      title={t('screens.returnRequests')}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('sales.returnRequests', { ...request, state })}
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
        <Button command={listCommands.commands.create} onClick={create}>
          {t('screens.saleReturn')}
        </Button>
      }
      commands={{ create }}
      empty={<EmptyState title={t('sales.return.nothingWaits')} />}
    />
  )
}

/** One request: whose goods, which, where they would go, and the decision. */
function RequestDialog({ row, may, onDone }: { row: Row; may: boolean; onDone: (decision: Decision | null) => void }) {
  const t = useWords()
  const [note, setNote] = useState('')
  const accept = (what: Decision['what']) => onDone({ what, note: note.trim() || null })
  const open = row.state === 'waiting'
  return (
    <Dialog
      title={t('sales.return.requestTitle', { party: row.party, total: rupees(row.totalPaise) })}
      width={620}
      onClose={() => onDone(null)}
      {...(may && open ? { onAccept: () => accept('approve') } : {})}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.close')}</Button>
          {open && <Button onClick={() => accept('withdraw')}>{t('inventory.documents.withdraw')}</Button>}
          {open && may && (
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
      <p>
        {day(row.date)} · {row.bill ?? t('sales.return.withoutBill')} ·{' '}
        {wordsOr(`sales.return.reasons.${row.reason}`, row.reason)}
      </p>
      <ul className={styles.goods}>
        {row.lines.map((line) => (
          <li key={`${line.item} ${line.batch}`}>
            <b dir="auto">{line.item}</b>
            <span className="code">{line.batch}</span>
            <span className="num">{line.amountPaise === null ? shown(line.qtyMilli, line) : rupees(line.amountPaise)}</span>
            <small>{line.to === null ? t('sales.return.ways.less') : wordsOr(`sales.return.places.${line.to}`, line.to)}</small>
          </li>
        ))}
      </ul>
      {open && may && (
        <TextField label={t('inventory.documents.note')} value={note} onChange={setNote} maxLength={200} autoFocus />
      )}
    </Dialog>
  )
}
