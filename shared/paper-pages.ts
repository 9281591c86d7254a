import { type Block, type LinesBlock, type Paper, ptPerMm, sheets, toneSizes } from './paper.ts'
import { cellPadPt, fitLines } from './paper-layout.ts'
import { hasScript, widthEm } from './paper-text.ts'

/** A page: rows `from` up to (not including) `to` of the long table, whether the table's totals and the closing blocks are on it. */
export type PageOfLines = { readonly from: number; readonly to: number; readonly closes: boolean; readonly closing: boolean }

// Where nothing can be measured (a page without script), heights are reckoned from the fonts' widths, a little on the tall side:
// a page that is not quite full costs nothing, one that overflows costs a sheet.
const lead = 1.3
const leadArabic = 1.75
const rowPad = 4

const linesIn = (text: string, sizePt: number, width: number): number =>
  Math.max(1, Math.ceil((widthEm(text) * sizePt * 1.06) / Math.max(1, width)))
const leadOf = (text: string) => (hasScript(text, 'arabic') || hasScript(text, 'devanagari') ? leadArabic : lead)
const textHeight = (text: string, sizePt: number, width: number): number => linesIn(text, sizePt, width) * sizePt * leadOf(text)

function blockHeight(block: Block, paper: Paper, width: number): number {
  const look = toneSizes[paper.size]
  const sum = (heights: readonly number[]) => heights.reduce((total, height) => total + height, 0)
  switch (block.kind) {
    case 'texts':
      return sum(block.texts.map((one) => textHeight(one.text, look[one.tone], width)))
    case 'pairs':
      return sum(
        block.pairs.map(
          (pair) =>
            Math.max(
              textHeight(pair.value, look[pair.tone ?? 'body'], width * 0.64),
              textHeight(pair.label, look.body, width * 0.5),
            ) + 2.2,
        ),
      )
    case 'table':
      return (block.rows.length + (block.totals ? 2 : 1)) * (look.small * lead + 2.6)
    case 'columns': {
      const all = sum(block.parts.map((part) => part.share))
      return Math.max(
        ...block.parts.map((part) => sum(part.blocks.map((inner) => blockHeight(inner, paper, (width * part.share) / all - 14)))),
      )
    }
    case 'qr':
      return Math.max(24 * ptPerMm, sum(block.texts.map((one) => textHeight(one.text, look[one.tone], width * 0.6))))
    case 'rule':
      return 1
    case 'gap':
      return block.mm * ptPerMm
    case 'image':
      return block.heightMm * ptPerMm
    case 'lines':
      return 0
  }
}

function rowHeights(block: LinesBlock, paper: Paper, width: number): number[] {
  const { widths, sizePt, smallPt } = fitLines(block, paper, width)
  return block.rows.map((row) => {
    const heights = block.columns.map((column, at) => {
      const cell = row.cells[column.key]
      const inner = (widths[at] ?? 0) - 2 * cellPadPt
      if (!cell) return 0
      // a fitting column was made as wide as its text: only the rest column wraps, and what was squeezed
      const wraps = column.width === 'rest' || widthEm(cell.text) * sizePt > inner
      const first = wraps ? textHeight(`${cell.text} ${cell.aside ?? ''}`, sizePt, inner) : sizePt * leadOf(cell.text)
      return first + (cell.under ? textHeight(cell.under, smallPt, column.width === 'rest' ? inner : inner * 1.1) : 0)
    })
    return Math.max(...heights) + rowPad
  })
}

/** Cuts a paper into pages for a medium that cannot: which rows stand on which page, and where the totals come. At least one page. */
export function pageLines(paper: Paper): PageOfLines[] {
  const sheet = sheets[paper.size]
  const width = sheet.width - 2 * sheet.side
  const room = sheet.height - sheet.top - sheet.bottom - 6
  const lines = paper.blocks.find((block) => block.kind === 'lines')
  const head = paper.blocks.reduce((sum, block) => sum + blockHeight(block, paper, width), 0)
  const closing = paper.closing.reduce((sum, block) => sum + blockHeight(block, paper, width), 0)
  const look = toneSizes[paper.size]
  const headRow = look.label * lead + rowPad
  const totalsRow = look.lines * lead + rowPad
  const heights = lines ? rowHeights(lines, paper, width) : []
  const pages: { from: number; to: number; closes: boolean; closing: boolean }[] = []
  let from = 0
  let left = room - head - headRow
  for (let at = 0; at < heights.length; at++) {
    const height = heights[at] ?? 0
    // the totals row stays with the last row
    const needed = at === heights.length - 1 ? height + totalsRow : height
    if (needed > left && at > from) {
      pages.push({ from, to: at, closes: false, closing: false })
      from = at
      left = room - headRow
    }
    left -= needed
  }
  const last = { from, to: heights.length, closes: true, closing: closing <= left }
  pages.push(last)
  if (!last.closing) pages.push({ from: heights.length, to: heights.length, closes: true, closing: true })
  return pages
}
