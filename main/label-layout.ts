import { toSVG } from 'bwip-js/node'
import { cornerOf, type Label, type LabelSheetName, labelSheets } from '../shared/label.ts'
import { ptPerMm } from '../shared/paper.ts'

const padding = 2
/** Bars this wide are read by every scanner from a laser print; narrower ones are not. */
const widestModule = 0.5
const modules = { ean13: 95 + 18, code128: (text: string) => 11 * (text.length + 3) + 2 + 20 }

/** A barcode as an SVG of so many millimetres with its quiet zones, bars only: the digits are set below in the label's own letters. */
export function barcodeSvg({ kind, text }: NonNullable<Label['barcode']>, width: number, height: number): string {
  const svg = toSVG({ bcid: kind, text, scale: 1, height, includetext: false, paddingwidth: 9, paddingheight: 0 })
  return svg.replace('<svg ', `<svg width="${width * ptPerMm}" height="${height * ptPerMm}" preserveAspectRatio="none" `)
}

/** Millimetres from the left and the top edge of the page; sizes of letters in points. */
export type PlacedLabel = {
  readonly texts: readonly { text: string; size: number; bold: boolean; x: number; y: number }[]
  readonly bars: { svg: string; width: number; x: number; y: number } | null
}

/** What of a label stands where on its page: its lines as wide as it is, the bars in what they leave, the digits below. */
export function placedLabel(label: Label, sheet: LabelSheetName, place: number): PlacedLabel {
  const [width, height] = labelSheets[sheet].label
  const corner = cornerOf(labelSheets[sheet], place)
  const x = corner.x + padding
  let y = corner.y + Math.min(padding, height * 0.06)
  const texts = label.texts.map(({ text, size, bold = false }) => {
    // as many letters as the label is wide: half a letter's size each, on the average
    const most = Math.floor(((width - 2 * padding) * ptPerMm) / (size * 0.53))
    const placed = { text: text.length > most ? `${text.slice(0, most - 1)}…` : text, size, bold, x, y }
    y += (size * 1.25) / ptPerMm
    return placed
  })
  const { barcode } = label
  const digits = Math.min(7, height * 0.2)
  const tall = corner.y + height - y - digits / ptPerMm - 2.2
  if (!barcode || tall < 4) return { texts, bars: null }
  const count = barcode.kind === 'ean13' ? modules.ean13 : modules.code128(barcode.text)
  const wide = Math.min(width - 2 * padding, count * widestModule)
  return {
    texts: [...texts, { text: barcode.text, size: digits, bold: false, x: x + 2, y: y + tall + 0.8 }],
    bars: { svg: barcodeSvg(barcode, wide, tall), width: wide, x, y: y + 0.6 },
  }
}
