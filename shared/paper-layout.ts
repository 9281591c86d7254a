import type { LinesBlock, PaperColumn } from './paper.ts'
import { widthEm } from './paper-text.ts'

type Widest = { readonly [key: string]: number }

function widestCells(columns: readonly PaperColumn[], cellsOf: (column: PaperColumn) => Iterable<number>): Widest {
  return Object.fromEntries(columns.map(column => [column.key, Math.max(0, ...cellsOf(column))]))
}

/** Points each column gets in `available` points: a fitting column its widest text, the rest column what is left, but at least a fifth. */
function share(columns: readonly PaperColumn[], widest: Widest, available: number, paddingPt: number): number[] {
  const fitted = columns.map(column => (column.width === 'fit' ? Math.ceil((widest[column.key] ?? 0) * 10) / 10 + 2 * paddingPt : 0))
  const taken = fitted.reduce((sum, width) => sum + width, 0)
  const rest = columns.filter(column => column.width === 'rest').length
  const least = rest ? available * 0.2 : 0
  // very wide figures or batch numbers: everything gives way in proportion, and wraps
  const squeeze = taken > available - least ? (available - least) / taken : 1
  const left = (available - taken * squeeze) / Math.max(1, rest)
  return columns.map((column, at) => (column.width === 'rest' ? left : (fitted[at] ?? 0) * squeeze + (rest ? 0 : (available - taken * squeeze) / columns.length)))
}

const longestBatchEm = 9

/** Column widths in points of the long table, both engines alike. */
export function lineColumnWidths(block: LinesBlock, sizePt: number, smallPt: number, available: number, paddingPt: number): number[] {
  const widest = widestCells(block.columns, function* (column) {
    yield widthEm(column.head) * smallPt * 1.06
    yield widthEm(block.totals[column.key] ?? '') * sizePt * 1.08
    for (const row of block.rows) {
      const cell = row.cells[column.key]
      if (!cell) continue
      yield Math.min(widthEm(cell.text), longestBatchEm) * sizePt
      if (cell.under) yield Math.min(widthEm(cell.under), longestBatchEm) * smallPt
    }
  })
  return share(block.columns, widest, available, paddingPt)
}

/** Column widths in points of a small table. */
export function tableColumnWidths(block: { columns: readonly PaperColumn[]; rows: readonly (readonly string[])[]; totals: readonly string[] | null }, sizePt: number, available: number, paddingPt: number): number[] {
  const widest = widestCells(block.columns, function* (column) {
    const at = block.columns.indexOf(column)
    yield widthEm(column.head) * sizePt * 1.06
    for (const row of [...block.rows, block.totals ?? []]) yield widthEm(row[at] ?? '') * sizePt * 1.05
  })
  return share(block.columns, widest, available, paddingPt)
}

/** The sums carried over each break: for every row, what the rows up to and including it add up to, by column key. */
export function carriedSums(block: LinesBlock): Readonly<Record<string, number>>[] {
  const keys = block.columns.map(column => column.key).filter(key => block.rows.some(row => row.carryPaise[key] !== undefined))
  const sum: Record<string, number> = Object.fromEntries(keys.map(key => [key, 0]))
  return block.rows.map(row => {
    for (const key of keys) sum[key] = (sum[key] ?? 0) + (row.carryPaise[key] ?? 0)
    return { ...sum }
  })
}
