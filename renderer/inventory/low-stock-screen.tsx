import { useState } from 'react'
import { ask, type OutputOf } from '../client.ts'
import { openScreen, openScreenNamed, type ScreenParams } from '../tabs.ts'
import { Button, Chips } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { itemColumns, quantityColumn, unitColumn } from './worklist-columns.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/low-stock': { beyond?: 'low' | 'over' }
  }
}

type Row = OutputOf<'inventory.lowStock'>['rows'][number]
type Beyond = 'low' | 'over'

const columnsOf = (t: Say, beyond: Beyond): readonly Column<Row>[] => [
  ...itemColumns<Row>(t),
  quantityColumn<Row>('stock', t('inventory.worklist.stock'), 'stockMilli', { weight: 'strong' }),
  quantityColumn<Row>('minimum', t('inventory.worklist.minimum'), 'minimumMilli', { sortable: false }),
  quantityColumn<Row>('maximum', t('inventory.worklist.maximum'), 'maximumMilli', { sortable: false }),
  quantityColumn<Row>('short', t(`inventory.worklist.${beyond === 'low' ? 'short' : 'excess'}`), 'shortMilli'),
  quantityColumn<Row>('order', t('inventory.worklist.onOrder'), 'onOrderMilli', { sortable: false }),
  unitColumn<Row>(t),
]

/** Items at or below their minimum, or above their maximum; Enter opens an item's moves. */
export function LowStockScreen({ params }: { params: ScreenParams['inventory/low-stock'] }) {
  const t = useWords()
  const [beyond, setBeyond] = useState<Beyond>(params.beyond ?? 'low')
  return (
    <DataTable<Row>
      id="inventory/low-stock"
      title={t('screens.lowStock')}
      focused
      columns={columnsOf(t, beyond)}
      totalsFollow
      page={(request) => ask('inventory.lowStock', { ...request, beyond }) as never}
      rowKey={(row) => row.itemId}
      onOpen={(row) => openScreen('inventory/item-ledger', { itemId: row.itemId, item: row.item })}
      notes={[t(`inventory.worklist.beyond.${beyond}`)]}
      tools={
        <Chips<Beyond>
          label={t('inventory.worklist.which')}
          value={beyond}
          onChange={setBeyond}
          choices={(['low', 'over'] as const).map((value) => ({ value, label: t(`inventory.worklist.beyond.${value}`) }))}
        />
      }
      actions={<Button onClick={() => openScreenNamed('purchases/reorder', {})}>{t('screens.reorder')}</Button>}
      empty={<EmptyState title={t(beyond === 'low' ? 'inventory.worklist.nothingLow' : 'inventory.worklist.nothingOver')} />}
    />
  )
}
