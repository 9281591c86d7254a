import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { DateField } from '../ui/value-fields.tsx'
import { type Say, useWords } from '../words.ts'
import { amountColumn, dateColumn } from './list-columns.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/grni': Record<string, never>
  }
}

type Row = OutputOf<'purchases.grniStatement'>['rows'][number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  dateColumn(t, { sortable: false }),
  { id: 'number', title: t('purchases.columns.receipt'), width: 150, path: 'number', sortable: false },
  { id: 'days', title: t('purchases.columns.days'), width: 70, kind: 'count', path: 'days', sortable: false },
  { id: 'supplier', title: t('purchases.supplier'), width: 190, path: 'supplier', sortable: false },
  { id: 'item', title: t('purchases.columns.item'), width: 200, grow: true, weight: 'strong', path: 'item', sortable: false },
  { id: 'batch', title: t('purchases.columns.batch'), width: 110, path: 'batch', sortable: false },
  { id: 'qty', title: t('purchases.columns.receivedBase'), width: 110, kind: 'qty', path: 'qtyMilli', sortable: false },
  { id: 'unbilled', title: t('purchases.columns.unbilledBase'), width: 110, kind: 'qty', path: 'unbilledMilli', sortable: false },
  amountColumn('value', t('purchases.columns.unbilledValue'), 'unbilledPaise', { width: 150, weight: 'strong' }),
]

/** Goods received not billed, line by line on a day; it adds up to the account. Enter opens the receipt. */
export function GrniScreen() {
  const t = useWords()
  const today = useToday()
  const [asOn, setAsOn] = useState<LocalDate>(today)
  return (
    <DataTable<Row>
      id="purchases/grni"
      title={t('screens.grni')}
      focused
      columns={columnsOf(t)}
      page={({ sort: _, ...request }) => ask('purchases.grniStatement', { ...request, asOn })}
      rowKey={(row) => `${row.uid} ${row.line}`}
      onOpen={(row) => openScreen('purchases/document', { kind: 'goods-receipt', uid: row.uid })}
      tools={
        <DateField
          label={t('purchases.asOn')}
          bare
          value={asOn}
          today={today}
          onChange={(date) => setAsOn((date ?? today) as LocalDate)}
        />
      }
      commands={{ create: () => openScreen('purchases/receipt', {}, { another: true }) }}
      empty={<EmptyState title={t('purchases.grniNone')} />}
    />
  )
}
