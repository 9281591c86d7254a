import { join } from 'node:path'
import pdfDocument from 'pdfmake/js/PDFDocument.js'

/** The TTF files of a folder by family, as pdfmake wants them. The build copies them there (scripts/build.mjs). */
export const pdfFonts = (folder: string) => ({
  NotoSans: { normal: join(folder, 'NotoSans_400Regular.ttf'), bold: join(folder, 'NotoSans_700Bold.ttf') },
  NotoSansDevanagari: {
    normal: join(folder, 'NotoSansDevanagari_400Regular.ttf'),
    bold: join(folder, 'NotoSansDevanagari_700Bold.ttf'),
  },
})

// Reading a font's tables takes three times as long as laying out a bill, and pdfkit reads them anew for every document.
// So each parsed font, and the words it has shaped, are handed on to the next document of this worker.
const parsed = new Map<string, pdfDocument.EmbeddedFont>()
const wordsKept = 20_000

/** Makes every later document of this process share parsed fonts. Safe to call again. */
export function keepFonts(): void {
  const shape = ('default' in pdfDocument ? (pdfDocument.default as typeof pdfDocument) : pdfDocument).prototype
  if (Object.hasOwn(shape, 'keepsFonts')) return
  const provide = shape.provideFont
  Object.defineProperty(shape, 'keepsFonts', { value: true })
  shape.provideFont = function (family, bold, italics) {
    const type = this.getFontType(bold, italics)
    const known = this.fontCache[family]?.[type]
    if (known) return known
    const key = `${family} ${type} ${String(this.getFontFile(family, bold, italics))}`
    const before = parsed.get(key)
    if (!before) {
      const fresh = provide.call(this, family, bold, italics)
      parsed.set(key, fresh)
      return fresh
    }
    const font = new before.constructor(this, before.font, `F${++this._fontCount}`)
    if (Object.keys(before.layoutCache).length > wordsKept) before.layoutCache = {}
    font.layoutCache = before.layoutCache
    this._fontFamilies[key] = font
    this.fontCache[family] = { ...this.fontCache[family], [type]: font }
    return font
  }
}
