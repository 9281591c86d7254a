import pdfmake, { type Content } from 'pdfmake'
import { type Label, type LabelSheetName, labelSheets, labelsAPage } from '../shared/label.ts'
import { ptPerMm } from '../shared/paper.ts'
import { placedLabel } from './label-layout.ts'
import { keepFonts, pdfFonts } from './paper-fonts.ts'
import { families, inFonts } from './paper-pdf-blocks.ts'

/** A label's texts and bars where they stand on the page. */
function drawn(label: Label, sheet: LabelSheetName, place: number): Content[] {
  const { texts, bars } = placedLabel(label, sheet, place)
  const at = ({ x, y }: { x: number; y: number }) => ({ x: x * ptPerMm, y: y * ptPerMm })
  return [
    ...texts.map(
      (one): Content => ({
        text: inFonts(one.text, { fontSize: one.size, bold: one.bold }),
        absolutePosition: at(one),
        lineHeight: 1,
      }),
    ),
    ...(bars ? [{ svg: bars.svg, width: bars.width * ptPerMm, absolutePosition: at(bars) }] : []),
  ]
}

/** A PDF of labels on a sheet, the first on the place `startAt` of the first page (0 the first). */
export async function labelsPdf(
  { sheet, labels, startAt, name }: { sheet: LabelSheetName; labels: readonly Label[]; startAt: number; name: string },
  fonts: string,
): Promise<{ pdf: Uint8Array; pages: number }> {
  const files = pdfFonts(fonts)
  const allowed = new Set(Object.values(files).flatMap((family) => Object.values(family)))
  keepFonts()
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy((path) => allowed.has(path))
  pdfmake.setFonts(files)
  const each = labelsAPage(labelSheets[sheet])
  const pages = Math.max(1, Math.ceil((startAt + labels.length) / each))
  const content = Array.from({ length: pages }, (_, page): Content => {
    const first = page * each - startAt
    const onPage = labels.slice(Math.max(0, first), first + each)
    const offset = page === 0 ? startAt : 0
    return {
      stack: [{ text: ' ', fontSize: 1 }, ...onPage.flatMap((label, at) => drawn(label, sheet, offset + at))],
      ...(page > 0 ? { pageBreak: 'before' } : {}),
    }
  })
  const [width, height] = labelSheets[sheet].page
  const { buffer, byteOffset, byteLength } = await pdfmake
    .createPdf({
      pageSize: { width: width * ptPerMm, height: height * ptPerMm },
      pageMargins: [0, 0, 0, 0],
      info: { title: name, creator: 'Bahi', producer: 'Bahi' },
      defaultStyle: { font: families.latin, fontSize: 7 },
      content,
    })
    .getBuffer()
  return { pdf: new Uint8Array(buffer, byteOffset, byteLength), pages }
}
