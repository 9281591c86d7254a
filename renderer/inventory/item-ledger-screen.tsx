import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { DataTable } from '../ui/data-table.tsx'
import { quantity } from '../ui/format.ts'
import { type Period, periodOf } from '../ui/period.ts'
import { PeriodField } from '../ui/period-field.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords, wordsOr } from '../words.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/item-ledger': { itemId: number; item: string }
  }
}

type Row = OutputOf<'inventory.itemLedger'>['rows'][number]

const columnsOf = (t: Say, cost: boolean): readonly Column<Row>[] => [
  { id: 'date', title: t('inventory.columns.date'), width: 92, kind: 'date', sortable: false, path: 'date' },
  {
    id: 'number',
    title: t('inventory.columns.number'),
    width: 150,
    sortable: false,
    path: 'number',
    cell: (row) => <span className="code">{row.number}</span>,
  },
  {
    id: 'kind',
    title: t('inventory.columns.kind'),
    width: 130,
    sortable: false,
    path: 'kind',
    cell: (row) => wordsOr(`inventory.kinds.${row.kind}`, row.kind),
  },
  { id: 'party', title: t('inventory.worklist.party'), width: 180, grow: true, sortable: false, path: 'party' },
  {
    id: 'batch',
    title: t('inventory.columns.batch'),
    width: 120,
    sortable: false,
    path: 'batch',
    cell: (row) => <span className="code">{row.batch}</span>,
  },
  { id: 'location', title: t('inventory.columns.location'), width: 120, weight: 'dim', sortable: false, path: 'location' },
  { id: 'in', title: t('inventory.columns.in'), width: 100, kind: 'qty', sortable: false, path: 'inMilli', sum: 'inMilli' },
  { id: 'out', title: t('inventory.columns.out'), width: 100, kind: 'qty', sortable: false, path: 'outMilli', sum: 'outMilli' },
  {
    id: 'balance',
    title: t('inventory.columns.balance'),
    width: 110,
    kind: 'qty',
    weight: 'strong',
    sortable: false,
    path: 'balanceMilli',
    sum: 'balanceMilli',
  },
  ...(cost
    ? [
        {
          id: 'value',
          title: t('inventory.columns.value'),
          width: 130,
          kind: 'money' as const,
          sortable: false,
          path: 'valuePaise' as const,
          sum: 'valuePaise',
        },
      ]
    : []),
]

/** The moves of one item over a period with the running quantity. */
export function ItemLedgerScreen({ params }: { params: ScreenParams['inventory/item-ledger'] }) {
  const t = useWords()
  const today = useToday()
  const maySeeCost = useMay('cost.see')
  const [period, setPeriod] = useState<Period>(periodOf('thisYear', today))
  useTab({ title: params.item })
  const question = { itemId: params.itemId, from: period.from, to: period.to }
  const ends = useQuery(ask('inventory.itemLedger', { ...question, limit: 1 })).data
  return (
    <DataTable<Row>
      id="inventory/item-ledger"
      title={params.item}
      focused
      filterable={false}
      columns={columnsOf(t, maySeeCost)}
      page={({ offset, limit }) => ask('inventory.itemLedger', { ...question, offset, limit }) as never}
      rowKey={(row) => `${row.date} ${row.number} ${row.batch} ${row.balanceMilli}`}
      tools={
        <PeriodField
          value={period}
          onChange={setPeriod}
          today={today}
          names={['thisMonth', 'lastMonth', 'thisYear', 'lastYear']}
        />
      }
      subtitle={
        ends && t('inventory.openingClosing', { opening: quantity(ends.openingMilli), closing: quantity(ends.closingMilli) })
      }
      empty={<EmptyState title={t('inventory.noMoves')} />}
    />
  )
}
