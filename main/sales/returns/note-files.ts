import type { Handlers } from '../../../shared/contract.ts'
import type { notePaperCalls } from '../../../shared/sales/note-paper-contract.ts'
import type { Given } from '../../given.ts'
import { onePaper } from '../paper/one-paper.ts'

const note = onePaper('notes')

/** The paper of notes: preview, file, printer, also those of text. A cancelled note prints with its watermark. */
export const noteFiles: Handlers<typeof notePaperCalls, Given> = {
  notePdf: note.pdf,
  saveNotePdf: note.savePdf,
  printNote: note.print,
  noteBytes: note.bytes,
  saveNoteBytes: note.saveBytes,
  sendNoteBytes: note.sendBytes,
}
