import { ageBands } from '../../shared/inventory/stock-classes.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { costColumns, itemColumns, quantityColumn, unitColumn } from './worklist-columns.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/ageing': Record<string, never>
  }
}

type Row = OutputOf<'inventory.stockAgeing'>['rows'][number]

const columnsOf = (t: Say, cost: boolean): readonly Column<Row>[] => [
  ...itemColumns<Row>(t),
  quantityColumn<Row>('qty', t('inventory.columns.qty'), 'qtyMilli', { sortable: false }),
  unitColumn<Row>(t),
  { id: 'oldest', title: t('inventory.worklist.oldest'), width: 92, kind: 'date', path: 'oldest' },
  ...ageBands.flatMap((band): Column<Row>[] => [
    ...costColumns<Row>(cost, [
      {
        id: band,
        title: t(`inventory.bands.${band}`),
        width: 118,
        kind: 'money',
        path: `bands.${band}.valuePaise`,
        sum: `bands.${band}.valuePaise`,
      },
    ]),
    {
      id: `${band}Qty`,
      title: t('inventory.worklist.qtyOf', { rung: t(`inventory.bands.${band}`) }),
      width: 110,
      kind: 'qty',
      per: 'saleFactor',
      sortable: false,
      hidden: cost,
      path: `bands.${band}.qtyMilli`,
    },
  ]),
  ...costColumns<Row>(cost, [
    {
      id: 'value',
      title: t('inventory.columns.value'),
      width: 130,
      kind: 'money',
      weight: 'strong',
      path: 'valuePaise',
      sum: 'valuePaise',
    },
  ]),
]

/** Stock by the day it came. */
export function AgeingScreen() {
  const t = useWords()
  const maySeeCost = useMay('cost.see')
  return (
    <DataTable<Row>
      id="inventory/ageing"
      title={t('screens.stockAgeing')}
      focused
      columns={columnsOf(t, maySeeCost)}
      totalsFollow
      page={(request) => ask('inventory.stockAgeing', request) as never}
      rowKey={(row) => row.itemId}
      onOpen={(row) => openScreen('inventory/item-ledger', { itemId: row.itemId, item: row.item })}
      empty={<EmptyState title={t('inventory.noStock')} />}
    />
  )
}
