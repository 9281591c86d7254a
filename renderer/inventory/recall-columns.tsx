import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import type { OutputOf } from '../client.ts'
import type { Column, Sums } from '../ui/table-layout.ts'
import { type Say, wordsOr } from '../words.ts'

type OutRow = OutputOf<'inventory.recallOut'>['rows'][number]
type InRow = OutputOf<'inventory.recallIn'>['rows'][number]

const quantity = <Row,>(id: string, title: string, path: keyof Row & string, factor: number): Column<Row> => ({
  id,
  title,
  width: 100,
  kind: 'qty',
  path,
  cell: (row) => showStockQuantity(row[path] as number, factor),
  sum: path,
})
/** Totals in the foot as the cells are told: strips and loose. */
const summed = <Row,>(column: Column<Row>, factor: number): Column<Row> => ({
  ...column,
  sum: (sums: Sums) => showStockQuantity(Number(sums[column.path as string] ?? 0), factor),
})

/** Where a batch went. */
export const outColumns = (t: Say, factor: number): readonly Column<OutRow>[] => [
  { id: 'party', title: t('inventory.worklist.party'), width: 200, grow: true, weight: 'strong', path: 'party' },
  {
    id: 'licence',
    title: t('inventory.recall.licence'),
    width: 170,
    sortable: false,
    path: 'licence',
    cell: (row) => <span className="code">{row.licence}</span>,
  },
  { id: 'city', title: t('inventory.recall.city'), width: 110, path: 'city' },
  { id: 'contact', title: t('inventory.recall.contact'), width: 120, sortable: false, hidden: true, path: 'contact' },
  {
    id: 'phone',
    title: t('inventory.recall.phone'),
    width: 110,
    sortable: false,
    path: 'phone',
    cell: (row) => <span className="code">{row.phone}</span>,
  },
  {
    id: 'number',
    title: t('inventory.recall.bill'),
    width: 150,
    path: 'number',
    cell: (row) => <span className="code">{row.number}</span>,
  },
  { id: 'date', title: t('inventory.columns.date'), width: 92, kind: 'date', path: 'date' },
  summed(quantity<OutRow>('sold', t('inventory.recall.sold'), 'soldMilli', factor), factor),
  summed({ ...quantity<OutRow>('returned', t('inventory.recall.returned'), 'returnedMilli', factor), sortable: false }, factor),
  summed({ ...quantity<OutRow>('net', t('inventory.recall.out'), 'netMilli', factor), weight: 'strong' }, factor),
]

/** Where a batch came from. */
export const inColumns = (t: Say, factor: number): readonly Column<InRow>[] => [
  { id: 'date', title: t('inventory.columns.date'), width: 92, kind: 'date', path: 'date' },
  {
    id: 'kind',
    title: t('inventory.columns.kind'),
    width: 140,
    sortable: false,
    path: 'kind',
    cell: (row) => wordsOr(`inventory.kinds.${row.kind}`, row.kind),
  },
  { id: 'supplier', title: t('inventory.worklist.supplier'), width: 220, grow: true, weight: 'strong', path: 'supplier' },
  {
    id: 'number',
    title: t('inventory.columns.number'),
    width: 150,
    sortable: false,
    path: 'number',
    cell: (row) => <span className="code">{row.number}</span>,
  },
  { id: 'reference', title: t('inventory.recall.supplierBill'), width: 130, sortable: false, path: 'reference' },
  summed(quantity<InRow>('qty', t('inventory.columns.qty'), 'qtyMilli', factor), factor),
]
