import { useState } from 'react'
import { differenceKinds } from '../../shared/purchases/receipt-contract.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { Chips } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { ReceiptPane } from './document-panes.tsx'
import { dateColumn, numberColumn, supplierColumn } from './list-columns.tsx'
import { usePeriod } from './list-parts.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/differences': { supplier?: string; supplierName?: string }
  }
}

type Row = OutputOf<'purchases.receiptDifferences'>['rows'][number]
const shown = ['all', ...differenceKinds] as const

const columnsOf = (t: Say): readonly Column<Row>[] => {
  const figure = (id: (typeof differenceKinds)[number]): Column<Row> => ({
    id,
    title: t(`purchases.difference.kinds.${id}`),
    width: 80,
    kind: 'qty',
    path: `${id}Milli`,
    per: 'factor',
  })
  return [
    dateColumn(t),
    numberColumn(t, { width: 134 }),
    supplierColumn(t, { width: 160 }),
    { id: 'challan', title: t('purchases.columns.challan'), width: 96, path: 'challanNumber', sortable: false },
    { id: 'item', title: t('purchases.columns.item'), width: 180, path: 'item' },
    {
      id: 'ordered',
      title: t('purchases.columns.ordered'),
      width: 80,
      kind: 'qty',
      path: 'orderedMilli',
      per: 'factor',
      sortable: false,
    },
    { id: 'unit', title: t('purchases.columns.unit'), width: 64, weight: 'dim', path: 'unit', sortable: false },
    figure('short'),
    figure('excess'),
    figure('damaged'),
    {
      id: 'loss',
      title: t('purchases.difference.loss'),
      width: 130,
      kind: 'money',
      path: 'lossPaise',
      sum: 'lossPaise',
      weight: 'strong',
      sortable: false,
    },
  ]
}

/** What goods receipts of a period brought too little, too much or broken; Enter opens the receipt. */
export function DifferencesScreen({ params }: { params: ScreenParams['purchases/differences'] }) {
  const t = useWords()
  const { period, chips } = usePeriod()
  const [kind, setKind] = useState<(typeof shown)[number]>('all')
  return (
    <DataTable<Row>
      id="purchases/differences"
      title={t('screens.receiptDifferences')}
      focused
      columns={columnsOf(t)}
      page={(request) =>
        ask('purchases.receiptDifferences', {
          ...request,
          sort: request.sort as 'date',
          ...period,
          supplier: params.supplier ?? null,
          kind: kind === 'all' ? null : kind,
        })
      }
      notes={[t(`purchases.difference.kinds.${kind}`)]}
      rowKey={(one) => `${one.uid} ${one.at}`}
      onOpen={(one) => openScreen('purchases/document', { kind: 'goods-receipt', uid: one.uid })}
      detail={(one) => <ReceiptPane uid={one.uid} />}
      tools={
        <>
          <Chips
            label={t('purchases.difference.kind')}
            value={kind}
            onChange={setKind}
            choices={shown.map((value) => ({ value, label: t(`purchases.difference.kinds.${value}`) }))}
          />
          {chips}
        </>
      }
      empty={<EmptyState title={t('purchases.difference.none')} />}
    />
  )
}
