import type { Content } from 'pdfmake'
import {
  type Block,
  boldTones,
  ink,
  type LinesBlock,
  type Paper,
  type PaperCell,
  type PaperText,
  ptPerMm,
  type toneSizes,
} from '../shared/paper.ts'
import { cellPadPt, fitLines, type LinesFit, tableColumnWidths } from '../shared/paper-layout.ts'
import { hasScript, runs } from '../shared/paper-text.ts'
import { qrPicture } from './paper-qr.ts'

// How each block of a paper is drawn by pdfmake.

/** pdfmake notes on each node where it was put. */
export type Placed = { positions?: { pageNumber: number }[] }

export const families = { latin: 'NotoSans', devanagari: 'NotoSansDevanagari', arabic: 'NotoSans', other: 'NotoSans' } as const
// Noto Sans stands in a tall line; a dense page wants it nearer.
export const lineHeight = 0.88
const hair = 0.4

type Style = { fontSize: number; bold?: boolean; color?: string }
export type Drawn = { paper: Paper; width: number; look: (typeof toneSizes)['A4'] }

/** Text in the font of its script, run by run. */
export const inFonts = (text: string, style: Style) =>
  runs(text).map((run) => ({ text: run.text, font: families[run.script], ...style }))

const styleOf = (tone: PaperText['tone'], { look }: Drawn): Style => ({
  fontSize: look[tone],
  bold: boldTones.includes(tone),
  color: tone === 'label' || tone === 'small' ? ink.quiet : ink.text,
})
const aText = (one: PaperText, drawn: Drawn): Content => {
  const style = styleOf(one.tone, drawn)
  // vowel signs stand above the line Latin letters keep to
  const above = hasScript(one.text, 'devanagari') ? style.fontSize * 0.14 : 0
  return { text: inFonts(one.text, style), alignment: one.align ?? 'left', margin: [0, above, 0, 0] }
}

const bare = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 0.6,
  paddingBottom: () => 0.6,
}

/** A label whose foot is level with the larger value beside it. */
function onBaseline(pair: Extract<Block, { kind: 'pairs' }>['pairs'][number], tone: PaperText['tone'], drawn: Drawn): Content {
  const drop = (drawn.look[pair.tone ?? 'body'] - drawn.look[tone]) * 1.07
  return { text: inFonts(pair.label, styleOf(tone, drawn)), margin: [0, Math.max(0, drop), 0, 0] }
}

function pairsTable(block: Extract<Block, { kind: 'pairs' }>, drawn: Drawn): Content {
  const facts = block.look === 'facts'
  const body = block.pairs.map((pair) => [
    onBaseline(pair, facts ? 'label' : pair.tone === 'net' ? 'strong' : 'body', drawn),
    aText({ text: pair.value, tone: pair.tone ?? 'body', align: facts ? 'left' : 'right' }, drawn),
  ])
  // the label keeps a third of the width: figures and numbers below each other, whatever the language
  return {
    table: { widths: facts ? ['34%', '*'] : ['*', 'auto'], body },
    layout: { ...bare, paddingTop: () => (facts ? 0.7 : 1.1), paddingBottom: () => (facts ? 0.7 : 1.1) },
  }
}

function smallTable(block: Extract<Block, { kind: 'table' }>, drawn: Drawn): Content {
  const size = drawn.look.small
  const cells = (texts: readonly string[], style: Style): Content[] =>
    block.columns.map((column, at) => ({ text: inFonts(texts[at] ?? '', style), alignment: column.align }))
  const body = [
    cells(
      block.columns.map((column) => column.head),
      { fontSize: drawn.look.label, color: ink.quiet },
    ),
    ...block.rows.map((row) => cells(row, { fontSize: size })),
  ]
  if (block.totals) body.push(cells(block.totals, { fontSize: size, bold: true }))
  const last = body.length
  return {
    table: {
      headerRows: 1,
      widths: tableColumnWidths(block, size, drawn.width).map((width) => width - 2 * cellPadPt),
      body,
    },
    layout: {
      hLineWidth: (row: number) => (row === 0 ? 0 : row === 1 || row === last || (block.totals && row === last - 1) ? hair : 0),
      hLineColor: () => ink.hair,
      vLineWidth: () => 0,
      paddingLeft: () => cellPadPt,
      paddingRight: () => cellPadPt,
      paddingTop: () => 1.1,
      paddingBottom: () => 1.1,
    },
  }
}

function lineCell(cell: PaperCell | undefined, align: 'left' | 'right' | 'center', { sizePt, smallPt }: LinesFit): Content {
  if (!cell) return { text: '' }
  const first = inFonts(cell.text, { fontSize: sizePt })
  const aside = cell.aside ? inFonts(`  ${cell.aside}`, { fontSize: smallPt, color: ink.quiet }) : []
  const text = { text: [...first, ...aside], alignment: align }
  return cell.under
    ? { stack: [text, { text: inFonts(cell.under, { fontSize: smallPt, color: ink.quiet }), alignment: align }] }
    : text
}

/** The long table. `marks` receives, row by row, the node whose place tells on which page the row came to stand. */
function linesTable(block: LinesBlock, drawn: Drawn, marks: Placed[]): Content {
  const fit = fitLines(block, drawn.paper, drawn.width)
  const head: Content[] = block.columns.map((column) => ({
    text: inFonts(column.head, { fontSize: fit.headPt, bold: true, color: ink.quiet }),
    alignment: column.align,
  }))
  const body: Content[][] = [head]
  for (const row of block.rows) {
    const cells = block.columns.map((column) => lineCell(row.cells[column.key], column.align, fit))
    // only a node with an id is told when the row, kept whole, moves on to the next page
    const mark: Placed & { id: string } = { ...(cells[0] as object), id: `row-${marks.length}` }
    marks.push(mark)
    body.push([mark, ...cells.slice(1)])
  }
  const totals = block.columns.map((column) => ({
    text: inFonts(block.totals[column.key] ?? '', { fontSize: fit.sizePt, bold: true }),
    alignment: column.align,
  }))
  body.push(totals)
  const last = body.length
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: fit.widths.map((width) => width - 2 * cellPadPt),
      body,
    },
    layout: {
      hLineWidth: (row: number) => (row <= 1 || row >= last - 1 ? 0.7 : hair),
      hLineColor: (row: number) => (row <= 1 || row >= last - 1 ? ink.strong : ink.hair),
      vLineWidth: () => 0,
      fillColor: (row: number) => (row === 0 ? ink.tint : null),
      paddingLeft: () => cellPadPt,
      paddingRight: () => cellPadPt,
      paddingTop: () => 1.7,
      paddingBottom: () => 1.7,
    },
  }
}

const gutter = 14

function columnsBlock(block: Extract<Block, { kind: 'columns' }>, drawn: Drawn, marks: Placed[]): Content {
  const all = block.parts.reduce((sum, part) => sum + part.share, 0)
  const free = drawn.width - gutter * (block.parts.length - 1)
  const widths = block.parts.map((part) => (free * part.share) / all)
  const body = [block.parts.map((part, at) => ({ stack: blocksOf(part.blocks, { ...drawn, width: widths[at] ?? free }, marks) }))]
  const inner = (at: number) => at > 0 && at < block.parts.length
  return {
    table: { widths, body },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: (at: number) => (block.divided && inner(at) ? hair : 0),
      vLineColor: () => ink.hair,
      paddingLeft: (at: number) => (at === 0 ? 0 : gutter / 2),
      paddingRight: (at: number) => (at === block.parts.length - 1 ? 0 : gutter / 2),
      paddingTop: () => 0,
      paddingBottom: () => 0,
    },
  }
}

export const rule = (width: number, weight: 'hair' | 'strong'): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: weight === 'hair' ? hair : 0.7, lineColor: ink[weight] }],
})

const qrMm = { A4: 24, A5: 20, 'A4-landscape': 24 } as const
function qrBlock(block: Extract<Block, { kind: 'qr' }>, drawn: Drawn): Content {
  const size = qrMm[drawn.paper.size] * ptPerMm
  return {
    columns: [
      { width: size, image: qrPicture(block.payload), fit: [size, size] },
      { width: '*', stack: block.texts.map((one) => aText(one, drawn)), margin: [0, 3, 0, 0] },
    ],
    columnGap: 6,
  }
}

export function blocksOf(blocks: readonly Block[], drawn: Drawn, marks: Placed[]): Content[] {
  return blocks.map((block): Content => blockOf(block, drawn, marks))
}

function blockOf(block: Block, drawn: Drawn, marks: Placed[]): Content {
  switch (block.kind) {
    case 'texts':
      return { stack: block.texts.map((one) => aText(one, drawn)) }
    case 'pairs':
      return pairsTable(block, drawn)
    case 'table':
      return smallTable(block, drawn)
    case 'lines':
      return linesTable(block, drawn, marks)
    case 'columns':
      return columnsBlock(block, drawn, marks)
    case 'qr':
      return qrBlock(block, drawn)
    case 'image':
      return { image: block.dataUrl, width: block.widthMm * ptPerMm, height: block.heightMm * ptPerMm }
    case 'rule':
      return rule(drawn.width, block.weight)
    case 'gap':
      return { text: '', margin: [0, block.mm * ptPerMm, 0, 0], fontSize: 0.1 }
  }
}
