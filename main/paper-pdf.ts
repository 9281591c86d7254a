import pdfmake, { type Content, type Definition } from 'pdfmake'
import { formatPaise } from '../shared/money.ts'
import { ink, type LinesBlock, type Paper, pageWords, sheets, toneSizes } from '../shared/paper.ts'
import { carriedSums } from '../shared/paper-layout.ts'
import { scriptsBeyondPdf } from '../shared/paper-text.ts'
import { keepFonts, pdfFonts } from './paper-fonts.ts'
import { blocksOf, type Drawn, families, inFonts, lineHeight, type Placed, rule } from './paper-pdf-blocks.ts'

// Paper by pdfmake: Latin and Devanagari, in plain Node, in a worker. Right-to-left text goes through paper-html.ts instead.

type Break = { carried: Readonly<Record<string, number>> }

/** What has been summed up at the end of each page on which the long table is broken, by page number. */
function breaks(block: LinesBlock | undefined, marks: readonly Placed[]): Map<number, Break> {
  const found = new Map<number, Break>()
  if (!block) return found
  const sums = carriedSums(block)
  const pageOf = (at: number) => marks[at]?.positions?.[0]?.pageNumber
  for (let at = 0; at + 1 < marks.length; at++) {
    const page = pageOf(at)
    // copies of the document follow one another: a break is only inside one of them
    const within = (at + 1) % block.rows.length !== 0
    const carried = sums[at % block.rows.length]
    if (page !== undefined && carried && within && pageOf(at + 1) !== page) found.set(page, { carried })
  }
  return found
}

const carriedText = (block: LinesBlock, { carried }: Break) =>
  block.columns
    .filter((column) => carried[column.key] !== undefined)
    .map((column) => `${column.head} ${formatPaise(carried[column.key] ?? 0)}`)
    .join('   ')

type Furniture = { paper: Paper; drawn: Drawn; lines: LinesBlock | undefined; marks: readonly Placed[] }

/** The strips above and below each page. pdfmake asks for them when everything has its place, so they can say what is carried over. */
function furniture({ paper, drawn, lines, marks }: Furniture) {
  const { look, width } = drawn
  const sheet = sheets[paper.size]
  let found: Map<number, Break> | null = null
  const carriedAt = (page: number) => {
    found ??= breaks(lines, marks)
    return lines && found.get(page)
  }
  // the copies are alike, so each has as many pages as the next
  const place = (page: number, pages: number) => {
    const each = pages / paper.copies.length
    return { page: ((page - 1) % each) + 1, pages: each, copy: paper.copies[Math.floor((page - 1) / each)] ?? '' }
  }
  const quiet = (text: string, size: number = look.small) => inFonts(text, { fontSize: size, color: ink.quiet })
  const carryLine = (words: string, at: Break | undefined): Content =>
    at && lines
      ? { text: inFonts(`${words}   ${carriedText(lines, at)}`, { fontSize: look.small, bold: true }), alignment: 'right' }
      : { text: ' ', fontSize: look.small }
  const firstTitle = inFonts([paper.title, paper.titleLocal].filter(Boolean).join('   '), { fontSize: look.title, bold: true })
  const laterTitle = [...inFonts(paper.running, { fontSize: look.strong, bold: true }), ...quiet(`   ${paper.words.continued}`)]
  const header = (current: number, count: number): Content => {
    const at = place(current, count)
    const drop = at.page === 1 ? look.title - look.label : 0
    const strip = [
      { width: '*', text: at.page === 1 ? firstTitle : laterTitle },
      { width: 'auto', text: quiet(at.copy, look.label), margin: [0, drop, 0, 0] },
    ]
    const margin = [sheet.side, sheet.top - 2.35 * look.title - 4, sheet.side, 0]
    return { margin, stack: [{ columns: strip }, at.page > 1 ? carryLine(paper.words.brought, carriedAt(current - 1)) : ''] }
  }
  const footer = (current: number, count: number): Content => {
    const at = place(current, count)
    const strip = [
      { width: '*', text: quiet(paper.foot) },
      { width: 'auto', text: quiet(pageWords(paper, at.page, at.pages)) },
    ]
    return {
      margin: [sheet.side, 4, sheet.side, 0],
      stack: [
        carryLine(paper.words.carried, at.page < at.pages ? carriedAt(current) : undefined),
        rule(width, 'hair'),
        { columns: strip, margin: [0, 2, 0, 0] },
      ],
    }
  }
  return { header, footer }
}

/** The pdfmake document of a paper. Exported for tests; `pdfOf` makes the bytes. */
export function definition(paper: Paper): Definition & Required<Pick<Definition, 'header' | 'footer'>> {
  const sheet = sheets[paper.size]
  const drawn: Drawn = { paper, width: sheet.width - 2 * sheet.side, look: toneSizes[paper.size] }
  const marks: Placed[] = []
  const lines = paper.blocks.find((block) => block.kind === 'lines')
  const content = paper.copies.map(
    (_, at): Content => ({
      stack: [...blocksOf(paper.blocks, drawn, marks), { stack: blocksOf(paper.closing, drawn, marks), unbreakable: true }],
      ...(at > 0 ? { pageBreak: 'before' } : {}),
    }),
  )
  return {
    pageSize: { width: sheet.width, height: sheet.height },
    pageMargins: [sheet.side, sheet.top, sheet.side, sheet.bottom],
    info: { title: paper.name, author: paper.author, creator: 'Bahi', producer: 'Bahi' },
    defaultStyle: { font: families.latin, fontSize: drawn.look.body, lineHeight, color: ink.text },
    content,
    ...(paper.watermark
      ? { watermark: { text: paper.watermark, color: ink.watermark, opacity: 0.16, bold: true, font: families.latin } }
      : {}),
    ...furniture({ paper, drawn, lines, marks }),
  }
}

/**
 * The PDF of a paper and how many pages it has. `fonts` is the folder of the bundled TTF files. Nothing but those files is
 * read, and nothing is fetched. Throws on a paper with right-to-left text or
 * a script no bundled font holds: pdfmake would set it wrongly without a word.
 */
export async function pdfOf(paper: Paper, fonts: string): Promise<{ pdf: Uint8Array; pages: number }> {
  const beyond = scriptsBeyondPdf(paper)
  if (beyond.length) throw new Error(`pdfmake cannot set ${beyond.join(', ')} text`)
  const files = pdfFonts(fonts)
  const allowed = new Set(Object.values(files).flatMap((family) => Object.values(family)))
  keepFonts()
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => allowed.has(path))
  pdfmake.setFonts(files)
  const drawn = definition(paper)
  let pages = 0
  const footer = (current: number, count: number) => {
    pages = count
    return drawn.footer(current, count)
  }
  const { buffer, byteOffset, byteLength } = await pdfmake.createPdf({ ...drawn, footer }).getBuffer()
  return { pdf: new Uint8Array(buffer, byteOffset, byteLength), pages }
}
