import { lineWidth, type Span, type TextLine } from './text-line.ts'

// Reads what would be sent to a printer of text and does on a page what the printer does on paper. It understands the commands such
// jobs are made of and no others: an unknown one is an error, never a blank.

export type PrinterView = {
  /** What the pitch in force leaves room for on the widest usual paper: 0 when the job does not say. */
  readonly columns: number
  readonly pageLines: number | null
  readonly pages: readonly PrinterPage[]
}
export type PrinterItem =
  | { readonly kind: 'line'; readonly line: TextLine; readonly tall: boolean }
  | { readonly kind: 'qr'; readonly payload: string }
export type PrinterPage = readonly PrinterItem[]

/** The widest line of a job, in columns. */
export const widestLine = (view: PrinterView): number =>
  Math.max(0, ...view.pages.flat().map((item) => (item.kind === 'line' ? lineWidth(item.line) : 0)))

type Drawing = {
  pages: PrinterItem[][]
  page: PrinterItem[]
  spans: Span[]
  text: string
  bold: boolean
  wide: boolean
  tall: boolean
}
const begin = (): Drawing => ({ pages: [], page: [], spans: [], text: '', bold: false, wide: false, tall: false })

function flush(at: Drawing): void {
  if (at.text) at.spans.push({ text: at.text, bold: at.bold, wide: at.wide })
  at.text = ''
}
function endLine(at: Drawing, tall: boolean): void {
  flush(at)
  at.page.push({ kind: 'line', line: at.spans, tall })
  at.spans = []
}
function endPage(at: Drawing): void {
  flush(at)
  if (at.spans.length > 0) endLine(at, false)
  at.pages.push(at.page)
  at.page = []
}
const set = (at: Drawing, change: Partial<Pick<Drawing, 'bold' | 'wide' | 'tall'>>): void => {
  flush(at)
  Object.assign(at, change)
}
const unknown = (bytes: Uint8Array, at: number): Error =>
  new Error(`unknown printer command ${[...bytes.slice(at, at + 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`)

const close = (at: Drawing): PrinterItem[][] => {
  flush(at)
  if (at.spans.length > 0 || at.page.length > 0) endPage(at)
  return at.pages
}

type Reader = (bytes: Uint8Array, at: number, drawing: Drawing) => number

const posEscape: Reader = (bytes, at, drawing) => {
  const [command, value = 0] = bytes.slice(at + 1, at + 3)
  switch (command) {
    case 0x40:
      set(drawing, { bold: false, wide: false, tall: false })
      return 2
    // character set, code page, font, place on the line
    case 0x52:
    case 0x74:
    case 0x4d:
    case 0x61:
      return 3
    case 0x45:
      set(drawing, { bold: (value & 1) === 1 })
      return 3
    case 0x64:
      for (let n = 0; n < value; n++) endLine(drawing, false)
      return 3
    default:
      throw unknown(bytes, at)
  }
}

/** Text of UTF-8 bytes, without a decoder, which the language itself does not have. */
const utf8 = (bytes: Uint8Array): string =>
  decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))

/** `tallLine` remembers that a line had a tall character in it. */
function readPos(bytes: Uint8Array): PrinterView {
  const drawing = begin()
  let tallLine = false
  let qr = ''
  let at = 0
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0
    if (byte === 0x1b) at += posEscape(bytes, at, drawing)
    else if (byte === 0x1d && bytes[at + 1] === 0x21) {
      const size = bytes[at + 2] ?? 0
      set(drawing, { wide: (size & 0x70) > 0, tall: (size & 0x07) > 0 })
      if (drawing.tall) tallLine = true
      at += 3
    } else if (byte === 0x1d && bytes[at + 1] === 0x56) {
      endPage(drawing)
      at += 4
    } else if (byte === 0x1d && bytes[at + 1] === 0x28 && bytes[at + 2] === 0x6b) {
      const length = (bytes[at + 3] ?? 0) + 256 * (bytes[at + 4] ?? 0)
      const body = bytes.slice(at + 5, at + 5 + length)
      if (body[1] === 0x50) qr = utf8(body.slice(3))
      else if (body[1] === 0x51) drawing.page.push({ kind: 'qr', payload: qr })
      at += 5 + length
    } else if (byte === 0x0a) {
      // the line feed behind a code ends no line of text
      const behindCode = drawing.text === '' && drawing.spans.length === 0 && drawing.page.at(-1)?.kind === 'qr'
      if (!behindCode) endLine(drawing, tallLine)
      tallLine = false
      at += 1
    } else if (byte >= 0x20 && byte < 0x7f) {
      drawing.text += String.fromCharCode(byte)
      at += 1
    } else throw unknown(bytes, at)
  }
  return { columns: 0, pageLines: null, pages: close(drawing) }
}

type Matrix = { cpi: number; condensed: boolean; pageLines: number }

const matrixEscape = (bytes: Uint8Array, at: number, drawing: Drawing, state: Matrix): number => {
  const [command, value = 0] = bytes.slice(at + 1, at + 3)
  switch (command) {
    case 0x40:
      set(drawing, { bold: false, wide: false, tall: false })
      Object.assign(state, { cpi: 10, condensed: false })
      return 2
    // lines to the inch, no skipping over the fold
    case 0x32:
    case 0x4f:
      return 2
    // character set, quality
    case 0x52:
    case 0x78:
      return 3
    case 0x43:
      state.pageLines = value
      return 3
    case 0x50:
      state.cpi = 10
      return 2
    case 0x4d:
      state.cpi = 12
      return 2
    case 0x45:
    case 0x46:
      set(drawing, { bold: command === 0x45 })
      return 2
    case 0x57:
      set(drawing, { wide: (value & 1) === 1 })
      return 3
    default:
      throw unknown(bytes, at)
  }
}

function readMatrix(bytes: Uint8Array): PrinterView {
  const drawing = begin()
  const state: Matrix = { cpi: 10, condensed: false, pageLines: 66 }
  let densest = 10
  let at = 0
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0
    if (byte === 0x1b) at += matrixEscape(bytes, at, drawing, state)
    else {
      if (byte === 0x0f) state.condensed = true
      else if (byte === 0x12) state.condensed = false
      else if (byte === 0x0a) {
        endLine(drawing, false)
        if (drawing.page.length === state.pageLines) endPage(drawing)
      } else if (byte === 0x0c) endPage(drawing)
      else if (byte >= 0x20 && byte < 0x7f) drawing.text += String.fromCharCode(byte)
      else if (byte !== 0x0d) throw unknown(bytes, at)
      at += 1
    }
    densest = Math.max(densest, state.condensed ? 17.1 : state.cpi)
  }
  // eight inches between the margins of fan-fold paper
  return { columns: Math.floor(densest * 8 + 0.01), pageLines: state.pageLines, pages: close(drawing) }
}

/** What a job looks like on paper. Throws on a command it does not know. */
export const readPrinterBytes = (bytes: Uint8Array, language: 'escpos' | 'escp'): PrinterView =>
  language === 'escpos' ? readPos(bytes) : readMatrix(bytes)
