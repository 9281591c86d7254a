import type { PrintStep, Span } from '../shared/text-line.ts'
import type { TextSheet } from './text-paper.ts'

// The two languages printers of text speak: ESC/POS of receipt printers, ESC/P of dot-matrix ones. Everything that could have been left
// switched on by the job before is set anew.

export type PrinterLanguage = 'escpos' | 'escp'

const esc = 0x1b
const gs = 0x1d
const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0))
const lf = 0x0a

/** A QR code in the printer's own drawing: model 2, modules of six dots, error correction M. */
function posQr(payload: string): number[] {
  const data = [...new TextEncoder().encode(payload)]
  const size = data.length + 3
  return [
    ...[esc, 0x61, 1],
    ...[gs, 0x28, 0x6b, 4, 0, 0x31, 0x41, 0x32, 0],
    ...[gs, 0x28, 0x6b, 3, 0, 0x31, 0x43, 6],
    ...[gs, 0x28, 0x6b, 3, 0, 0x31, 0x45, 0x31],
    ...[gs, 0x28, 0x6b, size & 0xff, size >> 8, 0x31, 0x50, 0x30, ...data],
    ...[gs, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30],
    lf,
    ...[esc, 0x61, 0],
  ]
}

function posSpan({ text, bold, wide }: Span): number[] {
  const on = [...(bold ? [esc, 0x45, 1] : []), ...(wide ? [gs, 0x21, 0x11] : [])]
  const off = [...(wide ? [gs, 0x21, 0] : []), ...(bold ? [esc, 0x45, 0] : [])]
  return [...on, ...ascii(text), ...off]
}

function escPos(steps: readonly PrintStep[]): number[] {
  // reset, American characters, code page 437, font A
  const out = [esc, 0x40, esc, 0x52, 0, esc, 0x74, 0, esc, 0x4d, 0]
  for (const step of steps) {
    if (step.kind === 'line') out.push(...step.line.flatMap(posSpan), lf)
    else if (step.kind === 'qr') out.push(...posQr(step.payload))
    // fed past the knife, then cut but for one point
    else out.push(gs, 0x56, 0x42, 3)
  }
  return out
}

function matrixSpan({ text, bold, wide }: Span): number[] {
  const on = [...(bold ? [esc, 0x45] : []), ...(wide ? [esc, 0x57, 1] : [])]
  const off = [...(wide ? [esc, 0x57, 0] : []), ...(bold ? [esc, 0x46] : [])]
  return [...on, ...ascii(text), ...off]
}

/** Ten characters to the inch up to 80 columns, twelve up to 96, condensed (17) beyond. */
const pitch = (columns: number): number[] => (columns <= 80 ? [esc, 0x50] : columns <= 96 ? [esc, 0x4d] : [esc, 0x50, 0x0f])

function escP(steps: readonly PrintStep[], { columns, pageLines }: TextSheet): number[] {
  // reset, American characters, draft, six lines to the inch, the sheet's length, no skipping over the fold
  const out = [esc, 0x40, esc, 0x52, 0, esc, 0x78, 0, esc, 0x32, esc, 0x43, pageLines ?? 66, esc, 0x4f, ...pitch(columns)]
  for (const step of steps) {
    if (step.kind === 'line') out.push(...step.line.flatMap(matrixSpan), 0x0d, lf)
    else if (step.kind === 'end') out.push(0x0d, 0x0c)
  }
  return [...out, 0x12]
}

/** The very bytes a printer is sent. */
export const printerBytes = (steps: readonly PrintStep[], sheet: TextSheet, language: PrinterLanguage): Uint8Array =>
  Uint8Array.from(language === 'escpos' ? escPos(steps) : escP(steps, sheet))
