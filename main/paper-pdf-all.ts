import LayoutBuilder from 'pdfmake/js/LayoutBuilder.js'
import pdfDocument from 'pdfmake/js/PDFDocument.js'
import Renderer from 'pdfmake/js/Renderer.js'
import SvgMeasure from 'pdfmake/js/SVGMeasure.js'
import { tableLayouts } from 'pdfmake/js/tableLayouts.js'
import { type Paper, sheets } from '../shared/paper.ts'
import { keepFonts, pdfFonts } from './paper-fonts.ts'
import { definition } from './paper-pdf.ts'

// Many papers in one PDF file. pdfmake lays out one document at a time and has no way to go on in the same file, so its parts are used
// one by one: each paper is laid out and drawn by itself (its own page numbers, sums, watermark), into one file with one set of fonts.

/** Bundled, a module that is one class may arrive wrapped. */
const classOf = <T>(module: T): T => (module as { default?: T }).default ?? module

/** One PDF of many papers of one size, in their order; fonts as for pdfOf, and as there no script beyond them. Calls `drawn` after each. */
export async function pdfOfAll(
  papers: readonly Paper[],
  fonts: string,
  drawn: (count: number) => void,
): Promise<{ pdf: Uint8Array; pages: number }> {
  const [first] = papers
  if (!first) throw new Error('there is no paper')
  const sheet = sheets[first.size]
  const files = pdfFonts(fonts)
  const allowed = new Set(Object.values(files).flatMap((family) => Object.values(family)))
  keepFonts()
  const Document = classOf(pdfDocument)
  const Layout = classOf(LayoutBuilder)
  const Draw = classOf(Renderer)
  const Measure = classOf(SvgMeasure)
  const size = { width: sheet.width, height: sheet.height }
  const info = { Title: first.name, Author: first.author, Creator: 'Bahi', Producer: 'Bahi' }
  const document = new Document(
    files,
    {},
    {},
    {},
    { size: [size.width, size.height], autoFirstPage: false, info, font: null, compress: true, fontLayoutCache: true },
    null,
    (path) => allowed.has(path),
  )
  const chunks: Buffer[] = []
  document.on('data', (chunk) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve)
    document.on('error', reject)
  })
  const margins = { left: sheet.side, top: sheet.top, right: sheet.side, bottom: sheet.bottom }
  let pages = 0
  for (const [at, paper] of papers.entries()) {
    const { content, defaultStyle, header, footer, watermark } = definition(paper)
    const builder = new Layout(size, margins, new Measure())
    builder.registerTableLayouts(tableLayouts)
    const laid = builder.layoutDocument(content, document, {}, defaultStyle, null, header, footer, watermark, null)
    new Draw(document).renderPages(laid)
    pages += laid.length
    drawn(at + 1)
    // what is drawn leaves the document as a stream, when it is let
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  document.end()
  await ended
  return { pdf: new Uint8Array(Buffer.concat(chunks)), pages }
}
