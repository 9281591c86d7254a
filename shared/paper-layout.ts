import { type LinesBlock, type Paper, type PaperColumn, toneSizes } from './paper.ts'
import { widthEm } from './paper-text.ts'

/** Points between a cell's text and its neighbours', on each side. */
export const cellPadPt = 2.2
/** How much wider the bold of the same size may be. */
const bolder = 1.09
/** A longer batch number or pack wraps. */
const longestEm = 7

type Widest = Readonly<Record<string, number>>
const widestCells = (columns: readonly PaperColumn[], cellsOf: (column: PaperColumn, at: number) => Iterable<number>): Widest =>
  Object.fromEntries(columns.map((column, at) => [column.key, Math.max(0, ...cellsOf(column, at))]))

const sum = (widths: readonly number[]) => widths.reduce((total, width) => total + width, 0)

/** Points for each column in `available` points: a fitting column its widest text, the rest column what is left. */
function share(columns: readonly PaperColumn[], widest: Widest, available: number): number[] {
  const fitted = columns.map((column) => (column.width === 'rest' ? 0 : (widest[column.key] ?? 0) + 0.3 + 2 * cellPadPt))
  const rest = columns.filter((column) => column.width === 'rest').length
  const left = available - sum(fitted)
  // without a column that takes the rest, all grow alike
  return columns.map((column, at) =>
    column.width === 'rest' ? left / rest : (fitted[at] ?? 0) + (rest ? 0 : left / columns.length),
  )
}

export type LineSizes = { readonly sizePt: number; readonly smallPt: number; readonly headPt: number }
export type LinesFit = LineSizes & { readonly widths: readonly number[] }

const scales = [1, 0.96, 0.92, 0.88, 0.84, 0.8]

function widestLines(block: LinesBlock, { sizePt, smallPt, headPt }: LineSizes): Widest {
  const cut = (column: PaperColumn, width: number) =>
    column.align === 'left' && column.width === 'fit' ? Math.min(width, longestEm) : width
  return widestCells(block.columns, function* (column) {
    yield widthEm(column.head) * headPt * bolder
    if (column.width === 'rest') return
    yield widthEm(block.totals[column.key] ?? '') * sizePt * bolder
    for (const row of block.rows) {
      const cell = row.cells[column.key]
      if (cell) yield cut(column, widthEm(cell.text)) * sizePt
      if (cell?.under) yield cut(column, widthEm(cell.under)) * smallPt
    }
  })
}

/**
 * Text sizes and column widths of the long table, for every kind of paper alike. Figures are never broken over two lines: when they
 * leave too little for the goods' names the table is set smaller, down to four fifths, and the goods' names wrap.
 */
export function fitLines(block: LinesBlock, paper: Paper, available: number): LinesFit {
  const look = toneSizes[paper.size]
  const fits = scales.map((scale): LinesFit => {
    const sizes = { sizePt: look.lines * scale, smallPt: look.aside * scale, headPt: look.label * scale }
    return { ...sizes, widths: share(block.columns, widestLines(block, sizes), available) }
  })
  const enough = fits.find(({ widths }) =>
    block.columns.every((column, at) => column.width !== 'rest' || (widths[at] ?? 0) >= available * 0.19),
  )
  const smallest = fits.at(-1) as LinesFit
  if (enough) return enough
  // figures of many crores in every column: all give way in proportion
  const least = available * 0.15
  const rest = block.columns.findIndex((column) => column.width === 'rest')
  if ((smallest.widths[rest] ?? least) >= least) return smallest
  const squeeze = (available - least) / sum(smallest.widths.filter((_, at) => at !== rest))
  return { ...smallest, widths: smallest.widths.map((width, at) => (at === rest ? least : width * squeeze)) }
}

type SmallTable = {
  readonly columns: readonly PaperColumn[]
  readonly rows: readonly (readonly string[])[]
  readonly totals: readonly string[] | null
}

/** Column widths in points of a small table. */
export function tableColumnWidths(block: SmallTable, sizePt: number, available: number): number[] {
  const widest = widestCells(block.columns, function* (column, at) {
    yield widthEm(column.head) * sizePt * bolder
    for (const row of [...block.rows, block.totals ?? []]) yield widthEm(row[at] ?? '') * sizePt * bolder
  })
  return share(block.columns, widest, available)
}

/** The sums carried over each break: for every row, what the rows up to and including it add up to, by column key. */
export function carriedSums(block: LinesBlock): Readonly<Record<string, number>>[] {
  const keys = block.columns
    .map((column) => column.key)
    .filter((key) => block.rows.some((row) => row.carryPaise[key] !== undefined))
  const total: Record<string, number> = Object.fromEntries(keys.map((key) => [key, 0]))
  return block.rows.map((row) => {
    for (const key of keys) total[key] = (total[key] ?? 0) + (row.carryPaise[key] ?? 0)
    return { ...total }
  })
}
