import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { askBatchRates } from '../items/batch-rates-dialog.tsx'
import { openScreen, type ScreenParams, useTab } from '../tabs.ts'
import { Button } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords, wordsOr } from '../words.ts'
import { worklistCommands } from './commands.ts'
import { mrpCommands } from './mrp-commands.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/batch': { batchId: number; batch: string; item: string }
  }
}

type Row = OutputOf<'inventory.batchHistory'>['rows'][number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('inventory.columns.date'), width: 92, kind: 'date', sortable: false, path: 'date' },
  {
    id: 'number',
    title: t('inventory.columns.number'),
    width: 160,
    sortable: false,
    path: 'number',
    cell: (row) => <span className="code">{row.number}</span>,
  },
  {
    id: 'kind',
    title: t('inventory.columns.kind'),
    width: 150,
    sortable: false,
    path: 'kind',
    cell: (row) =>
      row.cancels
        ? t('inventory.worklist.cancels', { kind: wordsOr(`inventory.kinds.${row.kind}`, row.kind) })
        : wordsOr(`inventory.kinds.${row.kind}`, row.kind),
  },
  { id: 'party', title: t('inventory.worklist.party'), width: 200, grow: true, weight: 'strong', sortable: false, path: 'party' },
  { id: 'location', title: t('inventory.columns.location'), width: 130, weight: 'dim', sortable: false, path: 'location' },
  { id: 'in', title: t('inventory.columns.in'), width: 110, kind: 'qty', sortable: false, path: 'inMilli', sum: 'inMilli' },
  { id: 'out', title: t('inventory.columns.out'), width: 110, kind: 'qty', sortable: false, path: 'outMilli', sum: 'outMilli' },
  {
    id: 'balance',
    title: t('inventory.columns.balance'),
    width: 120,
    kind: 'qty',
    weight: 'strong',
    sortable: false,
    path: 'balanceMilli',
    sum: 'balanceMilli',
  },
]

/** Every move of one batch, with the document and party behind it. */
export function BatchScreen({ params }: { params: ScreenParams['inventory/batch'] }) {
  const t = useWords()
  useTab({ title: params.batch })
  useCommands(worklistCommands, { recall: () => openScreen('inventory/recall', { batchId: params.batchId }) })
  const today = useToday()
  const may = useMay('masters.write')
  const rates = {
    run: () =>
      void askBatchRates(params.batchId, today).then((changed) => changed > 0 && say(t('items.batchRates.saved', params))),
    why: may ? null : t('app.noRight'),
  }
  useCommands(mrpCommands, { rates })
  return (
    <DataTable<Row>
      id="inventory/batch"
      title={t('inventory.worklist.batchOf', { batch: params.batch, item: params.item })}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('inventory.batchHistory', { ...request, batchId: params.batchId }) as never}
      rowKey={(row) => `${row.date} ${row.number} ${row.balanceMilli}`}
      actions={
        <Button command={mrpCommands.commands.rates} onClick={rates.run} why={rates.why}>
          {t('commands.mrp.rates')}
        </Button>
      }
      empty={<EmptyState title={t('inventory.noMoves')} />}
    />
  )
}
