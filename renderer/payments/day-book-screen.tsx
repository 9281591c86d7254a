import { useState } from 'react'
import { openDocument } from '../accounts/open-document.ts'
import { useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { balance } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { type Period, periodOf } from '../ui/period.ts'
import { PeriodField } from '../ui/period-field.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { dayBookCommands } from './commands.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'payments/day-book': Record<never, never>
  }
}
type Row = OutputOf<'payments.dayBook'>['rows'][number]
const kinds = [
  'sale',
  'sale-return',
  'credit-note',
  'debit-note',
  'commercial-credit',
  'return-bill',
  'replacement',
  'quotation',
  'sales-order',
  'challan',
  'mode-change',
  'cash-close',
  'purchase-order',
  'goods-receipt',
  'purchase',
  'purchase-return',
  'claim',
  'claim-credit',
  'return-invoice',
  'landed-cost',
  'self-invoice',
  'payment-voucher',
  'transfer',
  'stock-adjustment',
  'write-off',
  'stock-count',
  'receipt',
  'payment',
  'journal',
  'opening-stock',
  'opening-balance',
  'cost-method',
] as const
const modes = ['cash', 'upi', 'card', 'cheque', 'bank'] as const

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('payments.date'), width: 92, kind: 'date', path: 'date' },
  {
    id: 'time',
    title: t('payments.time'),
    width: 56,
    path: 'at',
    sortable: false,
    weight: 'dim',
    cell: (row) =>
      new Date(row.at).toLocaleTimeString('en-IN', {
        hour: '2-digit',
        minute: '2-digit',
        hour12: false,
        timeZone: 'Asia/Kolkata',
      }),
  },
  {
    id: 'kind',
    title: t('payments.kind'),
    width: 118,
    path: 'kind',
    sortable: false,
    words: Object.fromEntries(kinds.map((kind) => [kind, t(`payments.documents.${kind}`)])),
  },
  {
    id: 'number',
    title: t('payments.number'),
    width: 152,
    path: 'number',
    sortable: false,
    cell: (row) => <span className="code">{row.number}</span>,
  },
  { id: 'party', title: t('accounts.party'), width: 150, grow: true, weight: 'strong', path: 'party', sortable: false },
  { id: 'total', title: t('payments.value'), width: 100, kind: 'money', path: 'totalPaise', weight: 'dim', sortable: false },
  ...modes.map(
    (mode): Column<Row> => ({
      id: mode,
      title: t(`sales.modes.${mode}`),
      width: 92,
      cell: (row) => balance(row[`${mode}Paise`]),
      kind: 'money',
      path: `${mode}Paise`,
      sum: `${mode}Paise`,
      sortable: false,
    }),
  ),
  { id: 'by', title: t('payments.by'), width: 90, path: 'by', weight: 'dim', sortable: false, hidden: true },
  {
    id: 'state',
    title: '',
    heading: t('ui.state'),
    width: 84,
    sortable: false,
    kind: 'flag',
    path: 'cancelled',
    words: { true: t('sales.bills.cancelled') },
    cell: (row) => (row.cancelled ? <StatusPill tone="bad">{t('sales.bills.cancelled')}</StatusPill> : null),
  },
]

const open = (row: Row): void => {
  if (row.kind === 'receipt' || row.kind === 'payment') openScreen('payments/paper', { uid: row.uid })
  else if (row.kind === 'cash-close') openScreen('payments/paper', { uid: row.uid })
  else openDocument(row.kind, row.uid, '')
}

/** Everything that was done on a day, with what it brought in or took out by mode. */
export function DayBookScreen() {
  const t = useWords()
  const today = useToday()
  const [period, setPeriod] = useState<Period>(() => periodOf('today', today))
  const [only, setOnly] = useState<'all' | 'money'>('all')
  useCommands(dayBookCommands, { money: () => setOnly(only === 'all' ? 'money' : 'all') })
  return (
    <DataTable<Row>
      id="payments/day-book"
      title={t('screens.dayBook')}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('payments.dayBook', { ...request, ...period, money: only === 'money' })}
      rowKey={(row) => row.uid}
      onOpen={open}
      tools={
        <>
          <Chips
            label={t('payments.which')}
            value={only}
            onChange={setOnly}
            choices={(['all', 'money'] as const).map((value) => ({ value, label: t(`payments.dayBook.${value}`) }))}
          />
          <PeriodField value={period} onChange={setPeriod} today={today} names={['today', 'thisMonth', 'lastMonth']} />
        </>
      }
      empty={<EmptyState title={t('payments.dayBook.none')} />}
    />
  )
}
