import { useState } from 'react'
import { profitGroups } from '../../shared/sales/register-contract.ts'
import { openDocument } from '../accounts/open-document.ts'
import { useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreenNamed } from '../tabs.ts'
import { Chips } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { percent } from '../ui/format.ts'
import { type Period, periodOf } from '../ui/period.ts'
import { PeriodField } from '../ui/period-field.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { openPosted } from './posted-bill-screen.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/profit': Record<never, never>
  }
}
type Row = OutputOf<'sales.profit'>['rows'][number]
type By = (typeof profitGroups)[number]

const columnsOf = (t: Say, by: By): readonly Column<Row>[] => [
  ...(by === 'bill' ? [{ id: 'date', title: t('payments.date'), width: 92, kind: 'date', path: 'date' } as Column<Row>] : []),
  {
    id: 'name',
    title: t(`sales.profit.${by}`),
    width: 260,
    grow: true,
    weight: 'strong',
    path: 'name',
    cell: (row) => row.name || t('sales.profit.none'),
  },
  ...(by === 'bill'
    ? []
    : [{ id: 'bills', title: t('sales.profit.bills'), width: 80, kind: 'count', path: 'bills' } as Column<Row>]),
  { id: 'sale', title: t('sales.profit.sale'), width: 140, kind: 'money', path: 'salePaise', sum: 'salePaise' },
  { id: 'cost', title: t('sales.profit.cost'), width: 140, kind: 'money', path: 'costPaise', sum: 'costPaise' },
  {
    id: 'margin',
    title: t('sales.profit.margin'),
    width: 140,
    kind: 'money',
    path: 'marginPaise',
    sum: 'marginPaise',
    weight: 'strong',
  },
  {
    id: 'marginBp',
    title: t('sales.profit.percent'),
    width: 90,
    kind: 'percent',
    path: 'marginBp',
    cell: (row) => percent(row.marginBp),
  },
]

/** What was earned on what was sold: by bill, item, party, company or salesman. */
export function ProfitScreen() {
  const t = useWords()
  const today = useToday()
  const [period, setPeriod] = useState<Period>(() => periodOf('thisMonth', today))
  const [by, setBy] = useState<By>('bill')
  const open = (row: Row) => {
    if (!row.uid) return
    if (by === 'bill') {
      if (row.kind === 'sale') openPosted(row.uid)
      else openDocument(row.kind, row.uid, '')
    } else if (by === 'item') openScreenNamed('items/item', { uid: row.uid })
    else if (by === 'party') openScreenNamed('parties/party', { uid: row.uid })
  }
  return (
    <DataTable<Row>
      key={by}
      id={`sales/profit-${by}`}
      title={t('screens.profit')}
      focused
      columns={columnsOf(t, by)}
      page={(request) => ask('sales.profit', { ...request, ...period, by })}
      rowKey={(row) => row.key}
      onOpen={open}
      tools={
        <>
          <Chips<By>
            label={t('sales.profit.by')}
            value={by}
            onChange={setBy}
            choices={profitGroups.map((value) => ({ value, label: t(`sales.profit.${value}`) }))}
          />
          <PeriodField
            value={period}
            onChange={setPeriod}
            today={today}
            names={['today', 'thisMonth', 'lastMonth', 'thisYear']}
          />
        </>
      }
      empty={<EmptyState title={t('sales.bills.none')} />}
    />
  )
}
