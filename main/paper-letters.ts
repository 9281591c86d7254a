import pdfmake, { type Content } from 'pdfmake'
import { ink, type Paper, sheets, toneSizes } from '../shared/paper.ts'
import { keepFonts, pdfFonts } from './paper-fonts.ts'
import { blocksOf, type Drawn, families, inFonts, lineHeight } from './paper-pdf-blocks.ts'

/**
 * Letters to many people as one PDF, each beginning on a sheet of its own. They are of one size; their titles stand in their blocks. As
 * with pdfOf, nothing but the bundled fonts is read, and a script none of them holds must have been looked for before.
 */
export async function lettersOf(papers: readonly Paper[], fonts: string): Promise<{ pdf: Uint8Array; pages: number }> {
  const [first] = papers
  if (!first) throw new Error('there is no letter')
  const sheet = sheets[first.size]
  const files = pdfFonts(fonts)
  const allowed = new Set(Object.values(files).flatMap((family) => Object.values(family)))
  keepFonts()
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => allowed.has(path))
  pdfmake.setFonts(files)
  const look = toneSizes[first.size]
  const content = papers.map((paper, at): Content => {
    const drawn: Drawn = { paper, width: sheet.width - 2 * sheet.side, look }
    const stack = [...blocksOf(paper.blocks, drawn, []), { stack: blocksOf(paper.closing, drawn, []), unbreakable: true }]
    return { stack, ...(at > 0 ? { pageBreak: 'before' as const } : {}) }
  })
  let pages = 0
  const footer = (current: number, count: number): Content => {
    pages = count
    return {
      margin: [sheet.side, 8, sheet.side, 0],
      columns: [
        { width: '*', text: inFonts(first.foot, { fontSize: look.small, color: ink.quiet }) },
        { width: 'auto', text: inFonts(`${current} / ${count}`, { fontSize: look.small, color: ink.quiet }) },
      ],
    }
  }
  const made = pdfmake.createPdf({
    pageSize: { width: sheet.width, height: sheet.height },
    pageMargins: [sheet.side, sheet.top, sheet.side, sheet.bottom],
    info: { title: first.name, author: first.author, creator: 'Bahi', producer: 'Bahi' },
    defaultStyle: { font: families.latin, fontSize: look.body, lineHeight, color: ink.text },
    content,
    header: () => '',
    footer,
  })
  const { buffer, byteOffset, byteLength } = await made.getBuffer()
  return { pdf: new Uint8Array(buffer, byteOffset, byteLength), pages }
}
