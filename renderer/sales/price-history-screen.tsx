import { useState } from 'react'
import { openDocument } from '../accounts/open-document.ts'
import { ask, type OutputOf } from '../client.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { Chips } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { rate } from '../ui/format.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { openPosted } from './posted-bill-screen.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/price-history': { itemId: number; name: string }
  }
}
type Row = OutputOf<'sales.priceHistory'>['rows'][number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('payments.date'), width: 92, kind: 'date', path: 'date', sortable: false },
  {
    id: 'number',
    title: t('payments.number'),
    width: 150,
    path: 'number',
    sortable: false,
    cell: (row) => <span className="code">{row.number}</span>,
  },
  { id: 'party', title: t('accounts.party'), width: 200, grow: true, weight: 'strong', path: 'party', sortable: false },
  { id: 'batch', title: t('sales.bill.columns.batch'), width: 110, path: 'batch', sortable: false },
  {
    id: 'qty',
    title: t('sales.bill.columns.qty'),
    width: 90,
    kind: 'qty',
    path: 'qtyMilli',
    per: 'factor',
    sortable: false,
  },
  {
    id: 'free',
    title: t('sales.bill.columns.free'),
    width: 80,
    kind: 'qty',
    path: 'freeMilli',
    per: 'factor',
    sortable: false,
  },
  {
    id: 'rate',
    title: t('sales.bill.columns.rate'),
    width: 110,
    kind: 'rate',
    path: 'rateE4',
    sortable: false,
    cell: (row) => rate(row.rateE4),
  },
  { id: 'discount', title: t('sales.bill.discount'), width: 110, kind: 'money', path: 'discountPaise', sortable: false },
  {
    id: 'net',
    title: t('sales.history.net'),
    width: 120,
    kind: 'rate',
    path: 'netRateE4',
    weight: 'strong',
    sortable: false,
    cell: (row) => rate(row.netRateE4),
  },
  { id: 'mrp', title: t('sales.bill.columns.mrp'), width: 100, kind: 'money', path: 'mrpPaise', sortable: false, weight: 'dim' },
]

/** Every rate an item was sold or bought at, with what it came to net. */
export function PriceHistoryScreen({ params: { itemId, name } }: { params: ScreenParams['sales/price-history'] }) {
  const t = useWords()
  const [side, setSide] = useState<'sale' | 'purchase'>('sale')
  useTab({ title: t('sales.history.of', { item: name }) })
  return (
    <DataTable<Row>
      id="sales/price-history"
      title={t('sales.history.of', { item: name })}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('sales.priceHistory', { ...request, itemId, side })}
      rowKey={(row) => `${row.uid}${row.batch}${row.rateE4}${row.qtyMilli}`}
      onOpen={(row) => (side === 'sale' ? openPosted(row.uid) : openDocument('purchase', row.uid, ''))}
      tools={
        <Chips
          label={t('sales.history.side')}
          value={side}
          onChange={setSide}
          choices={(['sale', 'purchase'] as const).map((value) => ({ value, label: t(`sales.history.${value}`) }))}
        />
      }
      empty={<EmptyState title={t('sales.bill.noDeals')} />}
    />
  )
}
