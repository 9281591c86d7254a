import { useState } from 'react'
import { type ReorderMethod, reorderMethods } from '../../shared/inventory/reorder.ts'
import { formulaNames } from '../../shared/inventory/reorder-formula.ts'
import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { useMay, useToday } from '../book.ts'
import { ask } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { Select } from '../ui/combobox.tsx'
import { listCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { TextField } from '../ui/fields.tsx'
import { day, rate } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { NumberField } from '../ui/value-fields.tsx'
import { type Say, useWords } from '../words.ts'
import { orderFromReorder, type ReorderRow as Row } from './order-from-reorder.ts'
import styles from './purchases.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/reorder': Record<string, never>
  }
}

const quantity = (
  id: string,
  title: string,
  path: keyof Row & `${string}Milli`,
  more: Partial<Column<Row>> = {},
): Column<Row> => ({
  id,
  title,
  width: 92,
  kind: 'qty',
  path,
  per: 'saleFactor',
  cell: (row) => (row[path] === null || row[path] === 0 ? '–' : showStockQuantity(row[path], row.saleFactor)),
  ...more,
})

const columnsOf = (t: Say, cost: boolean): readonly Column<Row>[] => [
  { id: 'item', title: t('inventory.columns.item'), width: 220, grow: true, weight: 'strong', path: 'item' },
  { id: 'company', title: t('inventory.columns.company'), width: 120, weight: 'dim', path: 'company' },
  { id: 'supplier', title: t('inventory.worklist.supplier'), width: 140, path: 'supplier' },
  quantity('stock', t('inventory.worklist.stock'), 'stockMilli'),
  quantity('onOrder', t('inventory.worklist.onOrder'), 'onOrderMilli'),
  quantity('average', t('inventory.worklist.average'), 'averageMilli', {
    cell: (row) => (row.averageMilli / (row.saleFactor * 1000)).toFixed(1),
  }),
  { id: 'cover', title: t('inventory.worklist.cover'), width: 70, kind: 'count', path: 'coverDays' },
  { id: 'lead', title: t('inventory.worklist.lead'), width: 64, kind: 'count', sortable: false, path: 'leadDays' },
  quantity('lost', t('inventory.worklist.lost'), 'lostMilli', { sortable: false, hidden: true }),
  quantity('suggested', t('inventory.worklist.suggested'), 'suggestedMilli', { weight: 'strong', width: 100 }),
  { id: 'unit', title: t('inventory.columns.unit'), width: 70, weight: 'dim', sortable: false, path: 'saleUnit' },
  {
    id: 'multiple',
    title: t('inventory.worklist.multiple'),
    width: 70,
    kind: 'count',
    sortable: false,
    hidden: true,
    path: 'packFactor',
  },
  ...(cost
    ? [
        {
          id: 'rate',
          title: t('inventory.worklist.lastRate'),
          width: 120,
          kind: 'rate' as const,
          sortable: false,
          path: 'lastRateE4' as const,
          cell: (row: Row) => `${rate(row.lastRateE4)}${scheme(row)}`,
        },
      ]
    : []),
  {
    id: 'lastDate',
    title: t('inventory.worklist.lastBought'),
    width: 90,
    kind: 'date',
    sortable: false,
    hidden: true,
    path: 'lastDate',
  },
]

/** ' 10+1' where the last purchase came with goods free. */
const scheme = ({ lastFreeMilli, lastQtyMilli, saleFactor }: Row): string =>
  lastFreeMilli && lastQtyMilli
    ? ` ${showStockQuantity(lastQtyMilli, saleFactor)}+${showStockQuantity(lastFreeMilli, saleFactor)}`
    : ''

type Rule = { method: ReorderMethod; days: number; coverDays: number; leadDays: number; formula: string }
const usual: Rule = {
  method: 'average',
  days: 30,
  coverDays: 15,
  leadDays: 3,
  formula: 'max(0, avg * (lead + cover) - stock - onorder)',
}

/** What to order: by one of four rules, ticked and made into purchase orders, one a supplier. */
export function ReorderScreen() {
  const t = useWords()
  const today = useToday()
  const maySeeCost = useMay('cost.see')
  const mayOrder = useMay('purchases.write')
  const [rule, setRule] = useState<Rule>(usual)
  const [ticked, setTicked] = useState<ReadonlyMap<number, Row>>(new Map())
  const set = (change: Partial<Rule>) => setRule((old) => ({ ...old, ...change }))
  const order = async () => {
    const made = await orderFromReorder([...ticked.values()], today)
    if (made > 0) {
      setTicked(new Map())
      say(t('inventory.worklist.ordersMade', { count: made, shown: made }))
    }
  }
  const why = !mayOrder ? t('app.noRight') : ticked.size === 0 ? t('inventory.worklist.tickFirst') : null
  const toggle = (row: Row, on: boolean) =>
    setTicked((old) => {
      const next = new Map(old)
      if (on) next.set(row.itemId, row)
      else next.delete(row.itemId)
      return next
    })
  return (
    <DataTable<Row>
      id="purchases/reorder"
      title={t('screens.reorder')}
      focused
      columns={columnsOf(t, maySeeCost)}
      totalsFollow
      page={(request) => ask('inventory.reorder', { ...request, ...rule }) as never}
      rowKey={(row) => row.itemId}
      onOpen={(row) => openScreen('inventory/item-ledger', { itemId: row.itemId, item: row.item })}
      ticks={{
        isTicked: (row) => ticked.has(row.itemId),
        onTick: toggle,
        onTickAll: () => setTicked(new Map()),
        ticked: ticked.size,
      }}
      notes={[t(`inventory.methods.${rule.method}`), t('inventory.worklist.lastDays', { days: rule.days })]}
      tools={<RuleFields rule={rule} set={set} />}
      actions={
        <Button look="main" command={listCommands.commands.create} onClick={() => void order()} why={why}>
          {t('inventory.worklist.makeOrders')}
        </Button>
      }
      commands={{ create: { run: () => void order(), why, label: t('inventory.worklist.makeOrders') } }}
      empty={<EmptyState title={t('inventory.worklist.nothingToOrder')} text={day(today)} />}
    />
  )
}

function RuleFields({ rule, set }: { rule: Rule; set: (change: Partial<Rule>) => void }) {
  const t = useWords()
  const number = (label: string, name: 'days' | 'coverDays' | 'leadDays', least: number) => (
    <NumberField
      label={label}
      name={name}
      value={rule[name]}
      onChange={(value) => set({ [name]: Math.min(365, Math.max(least, value ?? usual[name])) })}
    />
  )
  return (
    <div className={styles.rule} data-fields>
      <Select<ReorderMethod>
        label={t('inventory.worklist.method')}
        value={rule.method}
        onChange={(method) => set({ method })}
        choices={reorderMethods.map((value) => ({ value, label: t(`inventory.methods.${value}`) }))}
      />
      {rule.method !== 'minmax' && number(t('inventory.worklist.soldIn'), 'days', 1)}
      {(rule.method === 'average' || rule.method === 'formula') && (
        <>
          {number(t('inventory.worklist.coverFor'), 'coverDays', 0)}
          {number(t('inventory.worklist.leadUsual'), 'leadDays', 0)}
        </>
      )}
      {rule.method === 'formula' && (
        <FormulaField key="formula" formula={rule.formula} onFormula={(formula) => set({ formula })} />
      )}
    </div>
  )
}

/** The formula is asked for when it is left, not at every letter: half of one cannot be read. */
function FormulaField({ formula, onFormula }: { formula: string; onFormula: (formula: string) => void }) {
  const t = useWords()
  const [text, setText] = useState(formula)
  return (
    <TextField
      label={t('inventory.worklist.formula')}
      name="formula"
      code
      value={text}
      maxLength={200}
      onChange={setText}
      onBlur={() => onFormula(text)}
      hint={t('inventory.worklist.formulaHint', { names: formulaNames.join(', ') })}
    />
  )
}
