import { ask, type OutputOf } from '../client.ts'
import type { ScreenParams } from '../tabs.ts'
import { DataTable } from '../ui/data-table.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/count-sheet': { sheet: string; name: string }
  }
}

type Row = OutputOf<'inventory.countSheet'>['rows'][number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'rack', title: t('inventory.columns.rack'), width: 90, sortable: false, path: 'rack' },
  { id: 'item', title: t('inventory.columns.item'), width: 240, grow: true, weight: 'strong', sortable: false, path: 'item' },
  { id: 'pack', title: t('inventory.columns.pack'), width: 90, weight: 'dim', sortable: false, path: 'pack' },
  { id: 'company', title: t('sheet.company'), width: 150, weight: 'dim', sortable: false, path: 'manufacturer' },
  { id: 'batch', title: t('inventory.columns.batch'), width: 130, sortable: false, path: 'batch' },
  { id: 'expiry', title: t('inventory.columns.expiry'), width: 90, kind: 'expiry', sortable: false, path: 'expiry' },
  { id: 'mrp', title: t('inventory.columns.mrp'), width: 100, kind: 'money', sortable: false, path: 'mrpPaise' },
  { id: 'counted', title: t('inventory.count.counted'), width: 120, sortable: false, path: 'counted' },
]

/** The blank sheet for the people at the racks: what to count, without what the book says. Ctrl+P prints it. */
export function CountSheetScreen({ params }: { params: ScreenParams['inventory/count-sheet'] }) {
  const t = useWords()
  return (
    <DataTable<Row>
      id="inventory/count-sheet"
      title={t('inventory.count.blankTitle', { name: params.name })}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('inventory.countSheet', { ...request, uid: params.sheet }) as never}
      rowKey={(row) => row.batchId}
    />
  )
}
