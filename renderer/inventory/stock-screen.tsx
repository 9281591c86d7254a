import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { expiry } from '../ui/format.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { DateField } from '../ui/value-fields.tsx'
import { type Say, useWords } from '../words.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/stock': { asOn?: string }
  }
}

type Row = OutputOf<'inventory.stock'>['rows'][number]
type By = 'batch' | 'item' | 'location'
type State = 'all' | 'live' | 'expired'

const columnsOf = (t: Say, today: LocalDate): readonly Column<Row>[] => [
  { id: 'item', title: t('inventory.columns.item'), width: 240, grow: true, weight: 'strong', path: 'item' },
  { id: 'company', title: t('inventory.columns.company'), width: 140, weight: 'dim', hidden: true, path: 'company' },
  { id: 'pack', title: t('inventory.columns.pack'), width: 84, weight: 'dim', sortable: false, path: 'pack' },
  {
    id: 'batch',
    title: t('inventory.columns.batch'),
    width: 130,
    path: 'batch',
    cell: (row) => <span className="code">{row.batch}</span>,
  },
  {
    id: 'expiry',
    title: t('inventory.columns.expiry'),
    width: 110,
    kind: 'expiry',
    path: 'expiry',
    cell: (row) =>
      row.expiry !== null && row.expiry < today ? (
        <StatusPill tone="bad">{t('inventory.expiredOn', { expiry: expiry(row.expiry) })}</StatusPill>
      ) : (
        expiry(row.expiry)
      ),
  },
  { id: 'location', title: t('inventory.columns.location'), width: 130, weight: 'dim', path: 'location' },
  { id: 'mrp', title: t('inventory.columns.mrp'), width: 100, kind: 'money', path: 'mrpPaise' },
  {
    id: 'qty',
    title: t('inventory.columns.qty'),
    width: 110,
    kind: 'qty',
    path: 'qtyMilli',
    per: 'saleFactor',
    weight: 'strong',
    sortable: false,
    cell: (row) => showStockQuantity(row.qtyMilli, row.saleFactor),
  },
  { id: 'unit', title: t('inventory.columns.unit'), width: 90, weight: 'dim', sortable: false, path: 'saleUnit' },
]

/** Stock by batch, now or as on a day; Enter opens the item's moves. */
export function StockScreen({ params }: { params: { asOn?: string } }) {
  const t = useWords()
  const today = useToday()
  const mayWrite = useMay('stock.write')
  const maySeeCost = useMay('cost.see')
  const [asOn, setAsOn] = useState<LocalDate | null>((params.asOn as LocalDate | undefined) ?? null)
  const [by, setBy] = useState<By>('batch')
  const [state, setState] = useState<State>('all')
  const opening = () => openScreen('inventory/opening-stock')
  const key = (row: Row) => `${row.itemId} ${row.batch} ${row.expiry ?? ''} ${row.mrpPaise ?? ''} ${row.location}`
  return (
    <DataTable<Row>
      id="inventory/stock"
      title={t('screens.stock')}
      focused
      columns={[
        ...columnsOf(t, today).filter(({ id }) => by === 'batch' || !(id === 'mrp' || (id === 'location' && by === 'item'))),
        ...(maySeeCost
          ? [
              {
                id: 'value',
                title: t('inventory.columns.value'),
                width: 150,
                kind: 'money',
                path: 'valuePaise',
                sortable: false,
                sum: 'valuePaise',
              } satisfies Column<Row>,
            ]
          : []),
      ]}
      totalsFollow
      page={(request) => ask('inventory.stock', { ...request, asOn, by, state }) as never}
      rowKey={key}
      onOpen={(row) =>
        by === 'batch' && row.batchId !== null
          ? openScreen('inventory/batch', { batchId: row.batchId, batch: row.batch, item: row.item })
          : openScreen('inventory/item-ledger', { itemId: row.itemId, item: row.item })
      }
      notes={[t(`inventory.stockBy.${by}`), ...(state === 'all' ? [] : [t(`inventory.stockState.${state}`)])]}
      tools={
        <>
          <Chips<By>
            label={t('inventory.stockBy.label')}
            value={by}
            onChange={setBy}
            choices={(['batch', 'item', 'location'] as const).map((value) => ({ value, label: t(`inventory.stockBy.${value}`) }))}
          />
          <Chips<State>
            label={t('inventory.stockState.label')}
            value={state}
            onChange={setState}
            choices={(['all', 'live', 'expired'] as const).map((value) => ({ value, label: t(`inventory.stockState.${value}`) }))}
          />
          <DateField
            label={t('inventory.asOn')}
            value={asOn ?? today}
            today={today}
            onChange={(value) => setAsOn(value === null || value >= today ? null : (value as LocalDate))}
          />
        </>
      }
      actions={
        mayWrite && (
          <Button command={listCommands.commands.create} onClick={opening}>
            {t('screens.openingStock')}
          </Button>
        )
      }
      commands={mayWrite ? { create: opening } : {}}
      empty={
        <EmptyState
          title={t('inventory.noStock')}
          action={
            mayWrite && (
              <Button look="main" onClick={opening}>
                {t('screens.openingStock')}
              </Button>
            )
          }
        />
      }
    />
  )
}
