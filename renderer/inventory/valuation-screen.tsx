import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { Select } from '../ui/combobox.tsx'
import { Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { count, day, rupees } from '../ui/format.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { DateField } from '../ui/value-fields.tsx'
import { type Say, useWords } from '../words.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/valuation': { asOn?: string }
  }
}

type Row = OutputOf<'inventory.valuation'>['rows'][number]
type State = OutputOf<'inventory.costState'>
type By = 'item' | 'batch'

const itemColumns = (t: Say): readonly Column<Row>[] => [
  { id: 'item', title: t('inventory.columns.item'), width: 200, grow: true, weight: 'strong', path: 'item' },
  { id: 'company', title: t('inventory.columns.company'), width: 120, weight: 'dim', sortable: false, path: 'company' },
  { id: 'pack', title: t('inventory.columns.pack'), width: 70, weight: 'dim', sortable: false, path: 'pack' },
]
const batchColumns = (t: Say): readonly Column<Row>[] => [
  { id: 'batch', title: t('inventory.columns.batch'), width: 110, path: 'batch' },
  { id: 'expiry', title: t('inventory.columns.expiry'), width: 84, kind: 'expiry', path: 'expiry' },
  { id: 'location', title: t('inventory.columns.location'), width: 110, weight: 'dim', path: 'location' },
]
const quantityColumns = (t: Say): readonly Column<Row>[] => [
  {
    id: 'qty',
    title: t('inventory.columns.qty'),
    width: 90,
    kind: 'qty',
    path: 'qtyMilli',
    per: 'saleFactor',
    cell: (row) => showStockQuantity(row.qtyMilli, row.saleFactor),
  },
  { id: 'unit', title: t('inventory.columns.unit'), width: 64, weight: 'dim', sortable: false, path: 'saleUnit' },
]
const valueColumns = (t: Say, by: By): readonly Column<Row>[] => [
  { id: 'rate', title: t('inventory.columns.rate'), width: 100, kind: 'rate', sortable: false, path: 'rateE4' },
  {
    id: 'value',
    title: t('inventory.columns.value'),
    width: 140,
    kind: 'money',
    weight: 'strong',
    sortable: by === 'item',
    path: 'valuePaise',
    sum: 'valuePaise',
  },
]

/** How the stock stands in the books, in one line: the method, whether it ties, what is still to come. */
function StateLine({ state }: { state: State | undefined }) {
  const t = useWords()
  if (!state) return null
  const method = t(`company.factValues.${state.method}`)
  const pills = [
    state.since === null ? method : t('inventory.methodSince', { method, since: day(state.since) }),
    ...(state.pool === 'batch' ? [t('inventory.pooledByBatch')] : []),
    ...(state.earlierPaise ? [t('inventory.costOfEarlier', { amount: rupees(state.earlierPaise) })] : []),
  ]
  return (
    <span data-testid="cost-state">
      {state.ties !== null && state.stockPaise !== null && (
        <StatusPill tone={state.ties ? 'ok' : 'bad'}>
          {state.ties
            ? t('inventory.ties', { amount: rupees(state.stockPaise) })
            : t('inventory.tiesNot', { amount: rupees(state.stockPaise), account: rupees(state.accountPaise ?? 0) })}
        </StatusPill>
      )}
      {state.settling > 0 && <StatusPill tone="warn">{t('inventory.settling', { items: count(state.settling) })}</StatusPill>}{' '}
      {pills.join(' · ')}
    </span>
  )
}

/** What stock is worth now or on a day, by item or by batch, and that it is the inventory account; Enter opens the item's moves. */
export function ValuationScreen({ params }: { params: { asOn?: string } }) {
  const t = useWords()
  const today = useToday()
  const maySeeCost = useMay('cost.see')
  const [asOn, setAsOn] = useState<LocalDate | null>((params.asOn as LocalDate | undefined) ?? null)
  const [by, setBy] = useState<By>('item')
  const [locationId, setLocationId] = useState(0)
  const state = useQuery(ask('inventory.costState', { asOn })).data
  const places = useQuery(ask('inventory.locations', { limit: 500 })).data?.rows ?? []
  const columns = [
    ...itemColumns(t),
    ...(by === 'batch' ? batchColumns(t) : []),
    ...quantityColumns(t),
    ...(maySeeCost ? valueColumns(t, by) : []),
  ]
  return (
    <DataTable<Row>
      id={`inventory/valuation-${by}`}
      title={t('screens.valuation')}
      subtitle={<StateLine state={state} />}
      focused
      columns={columns}
      page={(request) => ask('inventory.valuation', { ...request, asOn, by, locationId: locationId || null }) as never}
      rowKey={(row) => `${row.itemId} ${row.batchId ?? ''} ${row.location ?? ''}`}
      onOpen={(row) => openScreen('inventory/item-ledger', { itemId: row.itemId, item: row.item })}
      tools={
        <>
          <DateField
            label={t('inventory.asOn')}
            name="asOn"
            value={asOn ?? today}
            today={today}
            onChange={(value) => setAsOn(value === null || value >= today ? null : (value as LocalDate))}
          />
          <Select
            label={t('inventory.columns.location')}
            name="location"
            value={String(locationId)}
            choices={[
              { value: '0', label: t('inventory.allPlaces') },
              ...places.map((place) => ({ value: String(place.id), label: place.name })),
            ]}
            onChange={(value) => setLocationId(Number(value))}
          />
          <Chips
            label={t('inventory.valuedBy')}
            value={by}
            choices={[
              { value: 'item', label: t('inventory.byItem') },
              { value: 'batch', label: t('inventory.byBatch') },
            ]}
            onChange={setBy}
          />
        </>
      }
      empty={<EmptyState title={t('inventory.noStock')} />}
    />
  )
}
