import { ladderRungs } from '../../shared/inventory/expiry-level.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { costColumns } from './worklist-columns.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/expiry-ladder': Record<string, never>
  }
}

type Row = OutputOf<'inventory.expiryLadder'>['rows'][number]

const columnsOf = (t: Say, cost: boolean): readonly Column<Row>[] => [
  { id: 'company', title: t('inventory.columns.company'), width: 190, grow: true, weight: 'strong', path: 'company' },
  { id: 'batches', title: t('inventory.opening.batches'), width: 80, kind: 'count', path: 'batches', sum: 'batches' },
  ...ladderRungs.flatMap((rung): Column<Row>[] => [
    ...costColumns<Row>(cost, [
      {
        id: rung,
        title: t(`inventory.rungs.${rung}`),
        width: 128,
        kind: 'money',
        path: `${rung}.costPaise`,
        sum: `${rung}.costPaise`,
      },
      {
        id: `${rung}Claimable`,
        title: t('inventory.worklist.claimableOf', { rung: t(`inventory.rungs.${rung}`) }),
        width: 128,
        kind: 'money',
        sortable: false,
        hidden: true,
        path: `${rung}.claimablePaise`,
        sum: `${rung}.claimablePaise`,
      },
    ]),
    {
      id: `${rung}Qty`,
      title: t('inventory.worklist.qtyOf', { rung: t(`inventory.rungs.${rung}`) }),
      width: 110,
      kind: 'qty',
      sortable: false,
      hidden: cost,
      path: `${rung}.qtyMilli`,
    },
  ]),
  ...costColumns<Row>(cost, [
    {
      id: 'cost',
      title: t('inventory.worklist.cost'),
      width: 128,
      kind: 'money',
      weight: 'strong',
      path: 'costPaise',
      sum: 'costPaise',
    },
    {
      id: 'claimable',
      title: t('inventory.worklist.claimable'),
      width: 128,
      kind: 'money',
      path: 'claimablePaise',
      sum: 'claimablePaise',
    },
  ]),
]

/** What expires when, by company: what it cost and what can be claimed. Enter shows the company's batches. */
export function ExpiryLadderScreen() {
  const t = useWords()
  const maySeeCost = useMay('cost.see')
  return (
    <DataTable<Row>
      id="inventory/expiry-ladder"
      title={t('screens.expiryLadder')}
      focused
      columns={columnsOf(t, maySeeCost)}
      page={(request) => ask('inventory.expiryLadder', request) as never}
      rowKey={(row) => row.company}
      onOpen={(row) => row.company && openScreen('inventory/expiry', { company: row.company })}
      empty={<EmptyState title={t('inventory.worklist.nothingExpires')} />}
    />
  )
}
