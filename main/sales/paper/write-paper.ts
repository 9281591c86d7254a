import { Refusal } from '../../../shared/refusal.ts'
import { writeWhole } from '../../whole-file.ts'

/** 'SA-26-27-000123.pdf': a number's strokes cannot stand in a file name. */
export const fileName = (number: string): string => `${number.replace(/[^A-Za-z0-9-]+/g, '-')}.pdf`

/** Whole or not at all: a full disk must not leave half an invoice under the name of one. */
export const writePaper = (path: string, bytes: Uint8Array | string): Promise<void> =>
  writeWhole(
    path,
    bytes,
    (reason) => new Refusal('sales/paper-not-written', `The file could not be written (${reason})`, 'ticket', { reason }),
  )

export const noPrinter = (): Refusal => new Refusal('sales/no-printer', 'There is no printer: save the PDF instead')
