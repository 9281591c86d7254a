import { toSVG } from 'bwip-js/node'
import pdfmake, { type Content } from 'pdfmake'
import { cornerOf, type Label, type LabelSheetName, labelSheets, labelsAPage } from '../shared/label.ts'
import { ptPerMm } from '../shared/paper.ts'
import { keepFonts, pdfFonts } from './paper-fonts.ts'
import { families, inFonts } from './paper-pdf-blocks.ts'

const padding = 2
/** Bars this wide are read by every scanner from a laser print; narrower ones are not. */
const widestModule = 0.5
const modules = { ean13: 95 + 18, code128: (text: string) => 11 * (text.length + 3) + 2 + 20 }

/** A barcode as an SVG of so many millimetres with its quiet zones, bars only: the digits are set below in the label's own letters. */
export function barcodeSvg({ kind, text }: NonNullable<Label['barcode']>, width: number, height: number): string {
  const svg = toSVG({ bcid: kind, text, scale: 1, height, includetext: false, paddingwidth: 9, paddingheight: 0 })
  return svg.replace('<svg ', `<svg width="${width * ptPerMm}" height="${height * ptPerMm}" preserveAspectRatio="none" `)
}

function drawn(label: Label, sheet: LabelSheetName, place: number): Content[] {
  const [width, height] = labelSheets[sheet].label
  const corner = cornerOf(labelSheets[sheet], place)
  const content: Content[] = []
  const left = corner.x + padding
  let y = corner.y + Math.min(padding, height * 0.06)
  const at = (x: number, top: number) => ({ x: x * ptPerMm, y: top * ptPerMm })
  for (const { text, size, bold } of label.texts) {
    // as many letters as the label is wide: half a letter's size each, on the average
    const most = Math.floor(((width - 2 * padding) * ptPerMm) / (size * 0.53))
    const line = text.length > most ? `${text.slice(0, most - 1)}…` : text
    content.push({ text: inFonts(line, { fontSize: size, bold: bold === true }), absolutePosition: at(left, y), lineHeight: 1 })
    y += (size * 1.25) / ptPerMm
  }
  const { barcode } = label
  if (!barcode) return content
  const digits = Math.min(7, height * 0.2)
  const tall = corner.y + height - y - digits / ptPerMm - 2.2
  if (tall < 4) return content
  const count = barcode.kind === 'ean13' ? modules.ean13 : modules.code128(barcode.text)
  const wide = Math.min(width - 2 * padding, count * widestModule)
  content.push({ svg: barcodeSvg(barcode, wide, tall), width: wide * ptPerMm, absolutePosition: at(left, y + 0.6) })
  content.push({
    text: inFonts(barcode.text, { fontSize: digits }),
    absolutePosition: at(left + 2, y + tall + 0.8),
    lineHeight: 1,
  })
  return content
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
