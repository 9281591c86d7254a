import type { Block, LinesBlock, Pair, PaperText } from '../shared/paper.ts'
import type { PrintStep, Span, TextLine } from '../shared/text-line.ts'
import { lineWidth } from '../shared/text-line.ts'
import { printerLetters } from './printer-letters.ts'
import { aligned, type Grid, setGrid, wrap } from './text-grid.ts'

/** The blocks of a paper in fixed-width characters. */

export const span = (text: string, bold = false, wide = false): Span => ({ text, bold, wide })
export const plainLine = (text: string, bold = false): TextLine => [span(text, bold)]
const line = (text: string, bold = false): PrintStep => ({ kind: 'line', line: plainLine(text, bold) })

/** From here on two parts of a paper stand side by side. */
const sideBySide = 76

const boldTones = new Set(['firm', 'title', 'strong', 'net'])

/** A title in wide characters when it fits. */
export function headline(text: string, width: number, align: 'left' | 'center'): TextLine[] {
  const plain = printerLetters(text)
  if (plain.length * 2 <= width) {
    const indent = align === 'center' ? Math.floor((width - plain.length * 2) / 2) : 0
    return [indent > 0 ? [span(' '.repeat(indent)), span(plain, true, true)] : [span(plain, true, true)]]
  }
  return wrap(plain, width).map((part) => plainLine(align === 'center' ? aligned(part, width, 'center') : part, true))
}

function texts(list: readonly PaperText[], width: number, narrow: boolean): PrintStep[] {
  return list.flatMap((one): PrintStep[] => {
    const align = one.align ?? 'left'
    if (one.tone === 'firm')
      return headline(one.text, width, narrow ? 'center' : 'left').map((made) => ({ kind: 'line', line: made }))
    return wrap(printerLetters(one.text), width).map((part) =>
      line(aligned(part, width, align).trimEnd(), boldTones.has(one.tone)),
    )
  })
}

function facts(pairs: readonly Pair[], width: number): PrintStep[] {
  const plain = pairs.map(({ label, value, tone }) => ({ label: printerLetters(label), value: printerLetters(value), tone }))
  const head = Math.min(Math.max(0, ...plain.map(({ label }) => label.length)), Math.floor(width / 2))
  return plain.flatMap(({ label, value, tone }) =>
    wrap(value, width - head - 2).map((part, at) =>
      line(`${(at === 0 ? label.slice(0, head) : '').padEnd(head)}${at === 0 ? ':' : ' '} ${part}`, tone !== undefined),
    ),
  )
}

function sums(pairs: readonly Pair[], width: number): PrintStep[] {
  return pairs.flatMap(({ label, value, tone }) => {
    const left = printerLetters(label)
    const right = printerLetters(value)
    const bold = tone !== undefined
    if (left.length + 1 + right.length <= width) return [line(`${left.padEnd(width - right.length)}${right}`, bold)]
    return [
      ...wrap(left, width).map((part) => line(part, bold)),
      ...wrap(right, width).map((part) => line(part.padStart(width), bold)),
    ]
  })
}

const gridOf = (block: Extract<Block, { kind: 'table' }> | LinesBlock): Grid & { totals: readonly string[] | null } => {
  const columns = block.columns.map(({ head, align, width }) => ({ head, align, grow: width === 'rest' }))
  if (block.kind === 'table') return { columns, rows: block.rows, totals: block.totals }
  const cell = (row: LinesBlock['rows'][number], key: string) => {
    const { text = '', aside, under } = row.cells[key] ?? {}
    return [text, aside, under].filter(Boolean).join(' ')
  }
  return {
    columns,
    rows: block.rows.map((row) => block.columns.map(({ key }) => cell(row, key))),
    totals: block.columns.map(({ key }) => block.totals[key] ?? ''),
  }
}

/** The long table, which pages cut between its rows. */
export const longTable = (block: LinesBlock, width: number) => setGrid(gridOf(block), width)

function columns(block: Extract<Block, { kind: 'columns' }>, width: number): PrintStep[] {
  if (width < sideBySide)
    return block.parts.flatMap((part, at) => [
      ...(at > 0 && block.divided ? [line('-'.repeat(width))] : []),
      ...part.blocks.flatMap((inner) => blockSteps(inner, width, true)),
    ])
  const between = block.divided ? ' | ' : '  '
  const all = block.parts.reduce((sum, { share }) => sum + share, 0)
  const free = width - between.length * (block.parts.length - 1)
  const widths = block.parts.map(({ share }) => Math.floor((free * share) / all))
  const parts = block.parts.map((part, at) =>
    part.blocks
      .flatMap((inner) => blockSteps(inner, widths[at] ?? 0, false))
      .flatMap((step): TextLine[] => (step.kind === 'line' ? [step.line] : [])),
  )
  const height = Math.max(0, ...parts.map((lines) => lines.length))
  return Array.from({ length: height }, (_, row): PrintStep => {
    const spans = parts.flatMap((lines, at): Span[] => {
      const own = lines[row] ?? []
      if (at === parts.length - 1) return [...own]
      return [...own, span(`${' '.repeat(Math.max(0, (widths[at] ?? 0) - lineWidth(own)))}${between}`)]
    })
    return { kind: 'line', line: spans }
  })
}

/** A block as what the printer does; the long table is not among them. `narrow` paper is a strip: parts stand below one another, QR codes print. */
export function blockSteps(block: Block, width: number, narrow: boolean): PrintStep[] {
  switch (block.kind) {
    case 'texts':
      return texts(block.texts, width, narrow)
    case 'pairs':
      return block.look === 'facts' ? facts(block.pairs, width) : sums(block.pairs, width)
    case 'table': {
      const { head, rows, totals } = setGrid(gridOf(block), width)
      return [
        ...head.map((one) => line(one, true)),
        ...rows.flat().map((one) => line(one)),
        ...totals.map((one) => line(one, true)),
      ]
    }
    case 'columns':
      return columns(block, width)
    case 'qr': {
      const about = texts(block.texts, width, narrow)
      return narrow ? [{ kind: 'qr', payload: block.payload }, ...about] : about
    }
    case 'rule':
      return [line((block.weight === 'strong' ? '=' : '-').repeat(width))]
    case 'gap':
      // small gaps cost a whole line here; only the room to sign in is kept
      return block.mm >= 5 ? [line(''), line('')] : []
    // pictures, and what this kind of paper cannot show
    default:
      return []
  }
}
