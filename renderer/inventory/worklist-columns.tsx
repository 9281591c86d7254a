import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import type { Column } from '../ui/table-layout.ts'
import type { Say } from '../words.ts'

type Named = { item: string; company: string | null; saleUnit: string; saleFactor: number }

/** Item and company, as every report of stock begins. */
export const itemColumns = <Row extends Named>(t: Say): readonly Column<Row>[] => [
  { id: 'item', title: t('inventory.columns.item'), width: 220, grow: true, weight: 'strong', path: 'item' },
  { id: 'company', title: t('inventory.columns.company'), width: 140, weight: 'dim', path: 'company' },
]

/** The unit quantities are told in. */
export const unitColumn = <Row extends Named>(t: Say): Column<Row> => ({
  id: 'unit',
  title: t('inventory.columns.unit'),
  width: 76,
  weight: 'dim',
  sortable: false,
  path: 'saleUnit',
})

/** A quantity as it stands on the shelf; in files in sale units. */
export const quantityColumn = <Row extends Named>(
  id: string,
  title: string,
  path: keyof Row & string,
  more: Partial<Column<Row>> = {},
): Column<Row> => ({
  id,
  title,
  width: 96,
  kind: 'qty',
  path,
  per: 'saleFactor' as never,
  cell: (row) => {
    const qtyMilli = row[path] as number | null
    return qtyMilli === null ? '' : qtyMilli === 0 ? '–' : showStockQuantity(qtyMilli, row.saleFactor)
  },
  ...more,
})

/** A money column with its total, only where cost may be seen. */
export const costColumns = <Row,>(may: boolean, columns: readonly Column<Row>[]): readonly Column<Row>[] => (may ? columns : [])
