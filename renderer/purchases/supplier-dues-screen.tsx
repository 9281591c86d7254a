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
import { amountColumn, supplierColumn } from './list-columns.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/dues': Record<string, never>
  }
}

type Row = OutputOf<'purchases.supplierDues'>['rows'][number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  supplierColumn(t, { width: 260, sortable: false }),
  { id: 'bills', title: t('purchases.columns.bills'), width: 90, kind: 'count', path: 'bills', sortable: false },
  { id: 'oldest', title: t('purchases.columns.oldest'), width: 110, kind: 'date', path: 'oldest', sortable: false },
  amountColumn('overdue', t('purchases.columns.overdue'), 'overduePaise', { width: 150 }),
  amountColumn('owed', t('purchases.weOwe'), 'owedPaise', { width: 160, weight: 'strong' }),
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
