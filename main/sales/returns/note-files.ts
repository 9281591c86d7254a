import type { Handlers } from '../../../shared/contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { returnCalls } from '../../../shared/sales/returns-contract.ts'
import type { Given, Tasking } from '../../given.ts'
import { makePaper } from '../../make-paper.ts'
import { writeWhole } from '../../whole-file.ts'
import { fileName } from '../paper/write-paper.ts'
import { notePaper, type ShownNote } from './note-paper.ts'

async function readNote(given: Tasking, uid: string): Promise<ShownNote> {
  const reply = await given.call('sales.note', { uid })
  if (reply.ok) return reply.value as ShownNote
  if ('refusal' in reply)
    throw new Refusal(reply.refusal.code, reply.refusal.message, reply.refusal.field, reply.refusal.details as never)
  throw new Error(`sales.note failed: ${JSON.stringify(reply)}`)
}

/** The paper of notes: preview and file. A cancelled note prints with its watermark. */
export const noteFiles: Pick<Handlers<typeof returnCalls, Given>, 'notePdf' | 'saveNotePdf'> = {
  notePdf: async ({ uid, ...options }, given) => {
    const note = await readNote(given, uid)
    given.progress({ done: 0, total: 1, note: note.number })
    const { pdf, pages, engine } = await makePaper(notePaper(note, options), given)
    given.progress({ done: 1, total: 1, note: note.number })
    return { name: fileName(note.number), pdfBase64: Buffer.from(pdf).toString('base64'), pages, engine }
  },
  saveNotePdf: async ({ ticket, uid, ...options }, given) => {
    const path = given.file(ticket)
    const { pdf } = await makePaper(notePaper(await readNote(given, uid), options), given)
    await writeWhole(
      path,
      pdf,
      (reason) => new Refusal('sales/paper-not-written', `The file could not be written (${reason})`, 'ticket', { reason }),
    )
    return { ok: true as const }
  },
}
