import { StatusPill } from '../ui/controls.tsx'
import type { Column } from '../ui/table-layout.ts'
import type { Say } from '../words.ts'

// Columns that lists of purchases have in common; `more` is what one list has of its own (width, title, not to be sorted by).

type More<Row> = Partial<Column<Row>>

export const dateColumn = <Row extends { date: string }>(t: Say, more: More<Row> = {}): Column<Row> => ({
  id: 'date',
  title: t('purchases.columns.date'),
  width: 92,
  kind: 'date',
  path: 'date',
  ...more,
})

export const numberColumn = <Row extends { number: string }>(t: Say, more: More<Row> = {}): Column<Row> => ({
  id: 'number',
  title: t('purchases.columns.number'),
  width: 150,
  path: 'number',
  cell: (row) => <span className="code">{row.number}</span>,
  ...more,
})

export const supplierColumn = <Row extends { supplier: string }>(t: Say, more: More<Row> = {}): Column<Row> => ({
  id: 'supplier',
  title: t('purchases.supplier'),
  width: 220,
  grow: true,
  weight: 'strong',
  path: 'supplier',
  ...more,
})

/** An amount with its total over the whole filter. */
export const amountColumn = <Row,>(id: string, title: string, path: keyof Row & string, more: More<Row> = {}): Column<Row> => ({
  id,
  title,
  width: 130,
  kind: 'money',
  path,
  sum: path,
  sortable: false,
  ...more,
})

/** Says of a document that it is cancelled, and nothing of the others. */
export const cancelledColumn = <Row extends { cancelled: boolean }>(t: Say, more: More<Row> = {}): Column<Row> => ({
  id: 'state',
  title: '',
  heading: t('purchases.columns.state'),
  width: 100,
  kind: 'flag',
  path: 'cancelled',
  words: { true: t('purchases.states.cancelled') },
  sortable: false,
  cell: (row) => (row.cancelled ? <StatusPill tone="bad">{t('purchases.states.cancelled')}</StatusPill> : null),
  ...more,
})
