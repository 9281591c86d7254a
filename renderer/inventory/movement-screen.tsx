import { useState } from 'react'
import { abcClasses, speeds } from '../../shared/inventory/stock-classes.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { Select } from '../ui/combobox.tsx'
import { Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { costColumns, itemColumns, quantityColumn, unitColumn } from './worklist-columns.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/movement': { speed?: 'fast' | 'slow' | 'dead' }
  }
}

type Row = OutputOf<'inventory.movement'>['rows'][number]
type Speed = 'all' | (typeof speeds)[number]
type Class = 'all' | (typeof abcClasses)[number]
const tones = { fast: 'ok', slow: 'warn', dead: 'bad' } as const
const windows = ['none', 'later', 'open', 'over'] as const
const spans = [30, 90, 180, 365] as const

const columnsOf = (t: Say, cost: boolean): readonly Column<Row>[] => [
  ...itemColumns<Row>(t),
  { id: 'class', title: 'ABC', width: 56, path: 'class', weight: 'strong' },
  {
    id: 'speed',
    title: t('inventory.worklist.speed'),
    width: 84,
    sortable: false,
    path: 'speed',
    words: Object.fromEntries(speeds.map((speed) => [speed, t(`inventory.speeds.${speed}`)])),
    cell: (row) => <StatusPill tone={tones[row.speed]}>{t(`inventory.speeds.${row.speed}`)}</StatusPill>,
  },
  quantityColumn<Row>('qty', t('inventory.worklist.stock'), 'qtyMilli'),
  quantityColumn<Row>('sold', t('inventory.worklist.sold'), 'soldMilli'),
  unitColumn<Row>(t),
  ...costColumns<Row>(cost, [
    {
      id: 'soldCost',
      title: t('inventory.worklist.soldCost'),
      width: 108,
      kind: 'money',
      path: 'soldCostPaise',
      sum: 'soldCostPaise',
    },
    { id: 'share', title: t('inventory.worklist.share'), width: 70, kind: 'percent', sortable: false, path: 'shareBp' },
    { id: 'value', title: t('inventory.columns.value'), width: 108, kind: 'money', path: 'valuePaise', sum: 'valuePaise' },
  ]),
  { id: 'cover', title: t('inventory.worklist.cover'), width: 76, kind: 'count', path: 'coverDays' },
  { id: 'lastSale', hidden: true, title: t('inventory.worklist.lastSale'), width: 92, kind: 'date', path: 'lastSale' },
  { id: 'idle', title: t('inventory.worklist.idle'), width: 76, kind: 'count', path: 'idleDays' },
  quantityColumn<Row>('excessQty', t('inventory.worklist.excessQty'), 'excessMilli', { hidden: true, sortable: false }),
  ...costColumns<Row>(cost, [
    {
      id: 'excess',
      title: t('inventory.worklist.excess'),
      width: 108,
      kind: 'money',
      weight: 'strong',
      path: 'excessPaise',
      sum: 'excessPaise',
    },
  ]),
  { id: 'supplier', title: t('inventory.worklist.supplier'), width: 150, sortable: false, hidden: true, path: 'supplier' },
  {
    id: 'window',
    title: t('inventory.worklist.window'),
    width: 104,
    sortable: false,
    path: 'window',
    words: Object.fromEntries(windows.map((window) => [window, t(`inventory.windows.${window}`)])),
  },
]

/** ABC by what was sold, and what moves fast, slowly or not at all: the dump list is one key away. */
export function MovementScreen({ params }: { params: ScreenParams['inventory/movement'] }) {
  const t = useWords()
  const maySeeCost = useMay('cost.see')
  const [speed, setSpeed] = useState<Speed>(params.speed ?? 'all')
  const [abc, setAbc] = useState<Class>('all')
  const [days, setDays] = useState<number>(90)
  return (
    <DataTable<Row>
      id="inventory/movement"
      title={t('screens.movement')}
      focused
      columns={columnsOf(t, maySeeCost)}
      totalsFollow
      page={(request) => ask('inventory.movement', { ...request, speed, class: abc, days }) as never}
      rowKey={(row) => row.itemId}
      onOpen={(row) => openScreen('inventory/item-ledger', { itemId: row.itemId, item: row.item })}
      notes={[
        t('inventory.worklist.lastDays', { days }),
        ...(speed === 'all' ? [] : [t(`inventory.speeds.${speed}`)]),
        ...(abc === 'all' ? [] : [abc]),
      ]}
      tools={
        <>
          <Chips<Speed>
            label={t('inventory.worklist.speed')}
            value={speed}
            onChange={setSpeed}
            choices={(['all', ...speeds] as const).map((value) => ({ value, label: t(`inventory.speeds.${value}`) }))}
          />
          <Chips<Class>
            label="ABC"
            value={abc}
            onChange={setAbc}
            choices={(['all', ...abcClasses] as const).map((value) => ({
              value,
              label: value === 'all' ? t('inventory.speeds.all') : value,
            }))}
          />
          <Select
            label={t('inventory.worklist.days')}
            value={days}
            onChange={setDays}
            choices={spans.map((value) => ({ value, label: t('inventory.worklist.lastDays', { days: value }) }))}
          />
        </>
      }
      empty={<EmptyState title={t('inventory.noStock')} />}
    />
  )
}
