import { useState } from 'react'
import { useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { balance } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { type Period, periodOf } from '../ui/period.ts'
import { PeriodField } from '../ui/period-field.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { cashClosesCommands } from './commands.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'payments/cash-closes': Record<never, never>
  }
}
type Row = OutputOf<'payments.cashCloses'>['rows'][number]
const which = ['all', 'off'] as const

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('payments.date'), width: 92, kind: 'date', path: 'date' },
  {
    id: 'number',
    title: t('payments.number'),
    width: 138,
    path: 'number',
    sortable: false,
    cell: (row) => <span className="code">{row.number}</span>,
  },
  { id: 'by', title: t('payments.by'), width: 96, path: 'by' },
  { id: 'in', title: t('payments.in'), width: 94, kind: 'money', path: 'inPaise', weight: 'dim', sortable: false },
  { id: 'out', title: t('payments.out'), width: 94, kind: 'money', path: 'outPaise', weight: 'dim', sortable: false },
  { id: 'books', title: t('payments.cash.books'), width: 104, kind: 'money', path: 'expectedPaise', sortable: false },
  { id: 'counted', title: t('payments.cash.counted'), width: 104, kind: 'money', path: 'countedPaise', weight: 'strong' },
  {
    id: 'difference',
    title: t('payments.cash.difference'),
    width: 96,
    kind: 'money',
    path: 'differencePaise',
    sum: 'differencePaise',
    cell: (row) => balance(row.differencePaise),
  },
  { id: 'reason', title: t('ui.reason'), width: 130, grow: true, path: 'reason', sortable: false },
  {
    id: 'state',
    title: '',
    heading: t('ui.state'),
    width: 92,
    sortable: false,
    kind: 'flag',
    path: 'cancelled',
    words: { true: t('payments.cash.reopened') },
    cell: (row) => (row.cancelled ? <StatusPill tone="mute">{t('payments.cash.reopened')}</StatusPill> : null),
  },
]

/** Past closes of the cash: who counted, what should have been there, and what was. */
export function CashClosesScreen() {
  const t = useWords()
  const today = useToday()
  const [period, setPeriod] = useState<Period>(() => periodOf('thisMonth', today))
  const [only, setOnly] = useState<(typeof which)[number]>('all')
  useCommands(cashClosesCommands, { off: () => setOnly(only === 'all' ? 'off' : 'all') })
  const create = () => openScreen('payments/cash-close', {})
  return (
    <DataTable<Row>
      id="payments/cash-closes"
      title={t('screens.cashCloses')}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('payments.cashCloses', { ...request, ...period, off: only === 'off' })}
      notes={only === 'off' ? [t('payments.cash.only.off')] : []}
      rowKey={(row) => row.uid}
      onOpen={(row) => openScreen('payments/paper', { uid: row.uid })}
      commands={{ create }}
      actions={
        <Button command={listCommands.commands.create} onClick={create}>
          {t('screens.cashClose')}
        </Button>
      }
      tools={
        <>
          <Chips
            label={t('payments.which')}
            value={only}
            onChange={setOnly}
            choices={which.map((value) => ({ value, label: t(`payments.cash.only.${value}`) }))}
          />
          <PeriodField value={period} onChange={setPeriod} today={today} names={['thisMonth', 'lastMonth', 'thisYear']} />
        </>
      }
      empty={<EmptyState title={t('payments.cash.none')} />}
    />
  )
}
