import { useState } from 'react'
import { ask, fetchNow, type OutputOf } from '../client.ts'
import type { ScreenParams } from '../tabs.ts'
import { Combobox } from '../ui/combobox.tsx'
import { StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { quantity } from '../ui/format.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { dateColumn } from './list-columns.tsx'
import { usePeriod } from './list-parts.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/rates': { itemId?: number; item?: string }
  }
}

type Row = OutputOf<'purchases.rateComparison'>['rows'][number]
type Item = { readonly id: number; readonly name: string }

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'item', title: t('purchases.columns.item'), width: 160, grow: true, weight: 'strong', path: 'item', sortable: false },
  { id: 'supplier', title: t('purchases.supplier'), width: 160, path: 'supplier', sortable: false },
  dateColumn(t, { sortable: false }),
  { id: 'supplierNumber', title: t('purchases.bill.supplierNumber'), width: 96, path: 'supplierNumber', sortable: false },
  { id: 'unit', title: t('purchases.columns.unit'), width: 56, path: 'unit', sortable: false },
  { id: 'rate', title: t('purchases.columns.rate'), width: 84, kind: 'rate', path: 'rateE4', sortable: false },
  {
    id: 'discount',
    title: t('purchases.columns.discountAmount'),
    width: 100,
    kind: 'money',
    path: 'discountPaise',
    sortable: false,
    hidden: true,
  },
  { id: 'qty', title: t('purchases.columns.qtyBase'), width: 92, kind: 'qty', path: 'qtyMilli', sortable: false },
  {
    id: 'free',
    title: t('purchases.columns.free'),
    width: 60,
    kind: 'qty',
    path: 'freeMilli',
    sortable: false,
    cell: (row) => quantity(row.freeMilli || null),
  },
  {
    id: 'net',
    title: t('purchases.columns.net'),
    width: 84,
    kind: 'rate',
    path: 'netE4',
    weight: 'strong',
    sortable: false,
  },
  {
    id: 'best',
    title: '',
    heading: t('purchases.columns.best'),
    width: 96,
    kind: 'flag',
    path: 'best',
    words: { true: t('purchases.columns.best') },
    sortable: false,
    cell: (row) => (row.best ? <StatusPill tone="ok">{t('purchases.columns.best')}</StatusPill> : null),
  },
  { id: 'mrp', title: t('purchases.columns.mrp'), width: 84, kind: 'money', path: 'mrpPaise', sortable: false },
  { id: 'margin', title: t('purchases.margin'), width: 112, kind: 'percent', path: 'marginBp', sortable: false },
]

/** What each supplier took for an item: rate, free goods, what a unit cost in the end, margin; the cheapest is marked. */
export function RateComparisonScreen({ params }: { params: ScreenParams['purchases/rates'] }) {
  const t = useWords()
  const { period, chips } = usePeriod()
  const [item, setItem] = useState<Item | null>(params.itemId ? { id: params.itemId, name: params.item ?? '' } : null)
  return (
    <DataTable<Row>
      id="purchases/rates"
      title={t('screens.rateComparison')}
      focused
      columns={columnsOf(t)}
      page={({ sort: _, ...request }) => ask('purchases.rateComparison', { ...request, ...period, itemId: item?.id ?? null })}
      rowKey={(row) => `${row.number} ${row.itemId} ${row.rateE4} ${row.qtyMilli}`}
      tools={
        <>
          <Combobox<Item>
            label={t('purchases.columns.item')}
            bare
            placeholder={t('purchases.columns.item')}
            value={item}
            onChange={setItem}
            find={async (text) => {
              const { text: answers, rows } = await fetchNow('items.search', { text })
              return { text: answers, rows, total: rows.length }
            }}
            rowKey={(row) => row.id}
            rowLabel={(row) => row.name}
            width={360}
          />
          {chips}
        </>
      }
      notes={item ? [item.name] : []}
      empty={<EmptyState title={t('purchases.ratesNone')} />}
    />
  )
}
