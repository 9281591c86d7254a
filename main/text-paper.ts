import { formatPaise } from '../shared/money.ts'
import { type LinesBlock, type Paper, pageWords } from '../shared/paper.ts'
import { carriedSums } from '../shared/paper-layout.ts'
import type { PrintStep, TextLine } from '../shared/text-line.ts'
import { printerLetters } from './printer-letters.ts'
import { blockSteps, headline, longTable, plainLine } from './text-blocks.ts'
import { aligned, wrap } from './text-grid.ts'

// A paper as printers of text print it. The same model as the PDF's: a figure cannot differ between them.

/** Paper for a printer of text. `pageLines` null: a roll, cut after each copy. */
export type TextSheet = { readonly columns: number; readonly pageLines: number | null }

const asLine = (text: string, bold = false): PrintStep => ({ kind: 'line', line: plainLine(text, bold) })
const centred = (text: string, width: number, bold = false): PrintStep[] =>
  wrap(printerLetters(text), width).map((part) => asLine(aligned(part, width, 'center'), bold))

const stamp = (paper: Paper, width: number): PrintStep[] =>
  paper.watermark ? centred(`*** ${paper.watermark} ***`, width, true) : []

const linesBlock = (paper: Paper): LinesBlock | undefined => paper.blocks.find((block) => block.kind === 'lines')
const rule = (width: number, character = '-') => asLine(character.repeat(width))

/** One copy on a roll. */
function onRoll(paper: Paper, caption: string, width: number): PrintStep[] {
  const before = paper.blocks.filter((block) => block.kind !== 'lines').flatMap((block) => blockSteps(block, width, true))
  const block = linesBlock(paper)
  const table = block && longTable(block, width)
  return [
    ...headline(paper.title, width, 'center').map((line): PrintStep => ({ kind: 'line', line })),
    ...centred(caption, width),
    ...stamp(paper, width),
    ...before,
    ...(table
      ? [
          rule(width),
          ...table.head.map((one) => asLine(one, true)),
          rule(width),
          ...table.rows.flat().map((one) => asLine(one)),
          rule(width),
          ...table.totals.map((one) => asLine(one, true)),
          rule(width),
        ]
      : []),
    ...paper.closing.flatMap((one) => blockSteps(one, width, true)),
    ...stamp(paper, width),
    ...centred(paper.foot, width),
    { kind: 'end' },
  ]
}

type Pages = { readonly done: TextLine[][]; page: TextLine[] }

const linesOf = (steps: readonly PrintStep[]): TextLine[] => steps.flatMap((step) => (step.kind === 'line' ? [step.line] : []))

/** A line with something at either end. */
const strip = (left: string, right: string, width: number): TextLine => {
  const end = printerLetters(right)
  const room = Math.max(0, width - end.length - 1)
  return plainLine(`${printerLetters(left).slice(0, room).padEnd(room)} ${end}`.slice(0, width), true)
}

/** The words and sums of a page break after row `upTo`. */
function carriedLine(
  block: LinesBlock,
  sums: ReturnType<typeof carriedSums>,
  words: string,
  upTo: number,
  width: number,
): TextLine {
  const sum = sums[upTo - 1] ?? {}
  const figures = block.columns
    .filter((column) => sum[column.key] !== undefined)
    .map((column) => `${column.head} ${formatPaise((sum[column.key] ?? 0) as never)}`)
  const text = printerLetters([words, ...figures].join('   '))
  return plainLine((text.length <= width ? text : text.replace(/ {3}/g, ' ').slice(-width)).padStart(width), true)
}

/** One copy on sheets of `pageLines`: the table's head on each, sums carried over, page x of y. */
function onSheets(
  paper: Paper,
  caption: string,
  { columns: width, pageLines }: { columns: number; pageLines: number },
): PrintStep[] {
  // the last line of a sheet stays free: a printer at its last line feeds a sheet by itself
  const room = pageLines - 3
  const pages: Pages = { done: [], page: [] }
  const block = linesBlock(paper)
  const table = block && longTable(block, width)
  const sums = block ? carriedSums(block) : []
  const fresh = () => {
    if (pages.page.length > 0) pages.done.push(pages.page)
    pages.page = [strip(`${paper.running} (${paper.words.continued})`, caption, width), ...linesOf(stamp(paper, width))]
  }
  const put = (lines: readonly TextLine[], keep: number = lines.length) => {
    if (pages.page.length + keep > room && pages.page.length > 2) fresh()
    for (const one of lines) {
      if (pages.page.length >= room) fresh()
      pages.page.push(one)
    }
  }
  pages.page = [...headline(paper.title, width, 'center'), ...linesOf(centred(caption, width)), ...linesOf(stamp(paper, width))]
  for (const one of paper.blocks) if (one.kind !== 'lines') put(linesOf(blockSteps(one, width, false)), 1)
  if (block && table) {
    const head = linesOf([rule(width), ...table.head.map((one) => asLine(one, true)), rule(width)])
    const firstRow = table.rows[0]?.length ?? 0
    put(head, head.length + firstRow + 1)
    for (const [at, row] of table.rows.entries()) {
      const last = at === table.rows.length - 1
      // a break needs its carried line, the end its totals
      const needed = row.length + (last ? table.totals.length + 2 : 1)
      if (pages.page.length + needed > room && at > 0) {
        pages.page.push(carriedLine(block, sums, paper.words.carried, at, width))
        fresh()
        pages.page.push(carriedLine(block, sums, paper.words.brought, at, width), ...head)
      }
      pages.page.push(...row.map((one) => plainLine(one)))
    }
    put(linesOf([rule(width), ...table.totals.map((one) => asLine(one, true)), rule(width)]))
  }
  put(linesOf(paper.closing.flatMap((one) => blockSteps(one, width, false))))
  pages.done.push(pages.page)
  return pages.done.flatMap((page, at): PrintStep[] => {
    const foot = strip(paper.foot, pageWords(paper, at + 1, pages.done.length), width)
    const fill = Array.from({ length: Math.max(0, room - page.length) }, () => plainLine(''))
    return [...[...page, ...fill, foot].map((line): PrintStep => ({ kind: 'line', line })), { kind: 'end' }]
  })
}

/** A paper as what a printer of text does, each copy under its caption. No line is wider than the sheet. */
export function textSteps(paper: Paper, { columns, pageLines }: TextSheet): PrintStep[] {
  return paper.copies.flatMap((caption) =>
    pageLines === null ? onRoll(paper, caption, columns) : onSheets(paper, caption, { columns, pageLines }),
  )
}
