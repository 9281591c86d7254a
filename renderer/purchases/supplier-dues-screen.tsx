import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreenNamed } from '../tabs.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { DateField } from '../ui/value-fields.tsx'
import { type Say, useWords } from '../words.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/dues': Record<string, never>
  }
}

type Row = OutputOf<'purchases.supplierDues'>['rows'][number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'supplier', title: t('purchases.supplier'), width: 260, grow: true, weight: 'strong', path: 'supplier', sortable: false },
  { id: 'bills', title: t('purchases.columns.bills'), width: 90, kind: 'count', path: 'bills', sortable: false },
  { id: 'oldest', title: t('purchases.columns.oldest'), width: 110, kind: 'date', path: 'oldest', sortable: false },
  {
    id: 'overdue',
    title: t('purchases.columns.overdue'),
    width: 150,
    kind: 'money',
    path: 'overduePaise',
    sum: 'overduePaise',
    sortable: false,
  },
  {
    id: 'owed',
    title: t('purchases.weOwe'),
    width: 160,
    kind: 'money',
    path: 'owedPaise',
    sum: 'owedPaise',
    weight: 'strong',
    sortable: false,
  },
]

/** What is owed to each supplier on a day; Enter opens his ledger. */
export function SupplierDuesScreen() {
  const t = useWords()
  const today = useToday()
  const [asOn, setAsOn] = useState<LocalDate>(today)
  return (
    <DataTable<Row>
      id="purchases/dues"
      title={t('screens.supplierDues')}
      focused
      columns={columnsOf(t)}
      page={({ sort: _, ...request }) => ask('purchases.supplierDues', { ...request, asOn })}
      rowKey={(row) => row.supplierUid}
      onOpen={(row) => openScreenNamed('accounts/party-ledger', { party: row.supplierUid })}
      tools={
        <DateField
          label={t('purchases.asOn')}
          bare
          value={asOn}
          today={today}
          onChange={(date) => setAsOn((date ?? today) as LocalDate)}
        />
      }
      empty={<EmptyState title={t('purchases.duesNone')} />}
    />
  )
}
