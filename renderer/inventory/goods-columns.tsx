import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { StatusPill } from '../ui/controls.tsx'
import type { CellProblem, EntryColumn } from '../ui/entry-grid.tsx'
import type { EntryRules } from '../ui/entry-store.ts'
import { expiry, money } from '../ui/format.ts'
import type { PopupColumn } from '../ui/popup.tsx'
import { type Say, words } from '../words.ts'
import { type GoodsLine, type PlacedBatch, shownQuantity } from './goods-line.ts'

type Look = Omit<EntryColumn<GoodsLine>, 'id' | 'title'>

const stockOf = (line: GoodsLine) =>
  line.item && line.batch ? showStockQuantity(line.batch.availableMilli, line.item.saleFactor) : ''

function quantityProblem(line: GoodsLine): CellProblem | null {
  if (!line.batch || !line.item || line.qtyMilli === null) return null
  // below zero takes too; a count has no stock column and is never short
  const takes = line.qtyMilli < 0 ? -line.qtyMilli : line.qtyMilli
  const left = line.batch.availableMilli
  return takes <= left ? null : { tone: 'bad', text: words('inventory.documents.moreThanThere', { left: stockOf(line) }) }
}

const looks: Readonly<Record<string, Look>> = {
  item: { width: 'minmax(220px, 1fr)', weight: 'strong', frozen: true, show: (line) => line.item?.name },
  pack: { width: '68px', weight: 'dim', show: (line) => line.item?.packLabel },
  batch: {
    width: '116px',
    show: (line) => <span className="code">{line.batch?.number}</span>,
    problem: (line) => (line.item && !line.batch ? { tone: 'bad', text: words('inventory.documents.noBatch') } : null),
  },
  expiry: { width: '72px', show: (line) => expiry(line.batch?.expiry) },
  location: { width: '130px', weight: 'dim', show: (line) => line.batch?.location },
  mrp: { width: '92px', numeric: true, weight: 'dim', show: (line) => money(line.batch?.mrpPaise) },
  rack: { width: '72px', weight: 'dim', show: (line) => line.batch?.rack },
  stock: { width: '92px', numeric: true, weight: 'dim', show: stockOf },
  qty: { width: '96px', numeric: true, show: shownQuantity, echo: (line) => (line.item ? line.item.saleUnit : null) },
  reason: { width: '150px', show: (line) => (line.reason ? words(`inventory.reasons.${line.reason}`) : '') },
  value: { width: '116px', numeric: true, show: (line) => money(line.valuePaise) },
}

/** The columns with their titles in the language on screen; `checks` says how a quantity is held against the stock. */
export const goodsColumns = (
  t: Say,
  rules: readonly EntryRules<GoodsLine>[],
  checks: 'takes' | 'adjusts' | 'counts',
): readonly EntryColumn<GoodsLine>[] =>
  rules.map((rule) => ({
    ...rule,
    title: t(`inventory.columns.${rule.id as 'item'}`),
    ...(looks[rule.id] as Look),
    ...(rule.id === 'qty' && checks !== 'counts'
      ? { problem: (line: GoodsLine) => (checks === 'adjusts' && (line.qtyMilli ?? 0) > 0 ? null : quantityProblem(line)) }
      : {}),
  }))

/** What the list of batches shows; a count does not show what the book has. */
export const choiceColumns = (t: Say, stock = true): readonly PopupColumn<PlacedBatch>[] => [
  {
    id: 'number',
    title: t('inventory.columns.batch'),
    width: 'minmax(110px, 1fr)',
    weight: 'strong',
    cell: (row) => row.number,
  },
  {
    id: 'expiry',
    title: t('inventory.columns.expiry'),
    width: '130px',
    cell: (row) =>
      row.expired ? (
        <StatusPill tone="bad">{t('inventory.expiredOn', { expiry: expiry(row.expiry) })}</StatusPill>
      ) : (
        expiry(row.expiry)
      ),
  },
  { id: 'mrp', title: t('inventory.columns.mrp'), width: '92px', numeric: true, cell: (row) => money(row.mrpPaise) },
  { id: 'location', title: t('inventory.columns.location'), width: '130px', weight: 'dim', cell: (row) => row.location },
  ...(stock
    ? [
        {
          id: 'stock',
          title: t('inventory.columns.stock'),
          width: '92px',
          numeric: true,
          cell: (row: PlacedBatch) => showStockQuantity(row.availableMilli, row.packFactor),
        },
      ]
    : []),
]
