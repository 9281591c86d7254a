import type { paperCalls } from '../../../shared/accounts/paper-contract.ts'
import type { Handlers } from '../../../shared/contract.ts'
import type { Paper } from '../../../shared/paper.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Reader } from '../../database/connection.ts'
import { personMay } from '../../dispatch.ts'
import type { Given, Person, Tasking } from '../../given.ts'
import { makePaper, printPaper } from '../../make-paper.ts'
import { writeWhole } from '../../whole-file.ts'
import { documentPaper } from './document-paper.ts'
import { documentHead, paperDocument, paperKindOf } from './read-document.ts'

type Asked = Parameters<Handlers<typeof paperCalls, Given>['documentPdf']>[0]

/** Goods on the move are the storekeeper's too, a bill its counter's; what was bought is for who may read the books. */
function readable(db: Reader, by: Person, uid: string) {
  const head = documentHead(db, uid)
  if (!['transfer', 'sale'].includes(head.kind) && !personMay(by, 'books.read'))
    throw new Refusal('company/not-allowed', `${by.name} has no right to do this`, undefined, { permission: 'books.read' })
  return head
}

function paperOf({ book, by }: Tasking, { uid, copies, language }: Asked): Paper {
  const db = book.connection.reader
  readable(db, by, uid)
  return documentPaper(paperDocument(db, uid), { copies, language })
}

async function made(given: Tasking, asked: Asked) {
  const paper = paperOf(given, asked)
  given.progress({ done: 0, total: 1, note: paper.name })
  const done = await makePaper(paper, given)
  given.progress({ done: 1, total: 1, note: paper.name })
  return { ...done, name: `${paper.name.replace(/[^A-Za-z0-9-]+/g, '-')}.pdf` }
}

/** Notes, challans and vouchers on paper: preview, file, printer. A cancelled one prints with its mark, also years later. */
export const paperHandlers: Handlers<typeof paperCalls, Given> = {
  documentPaper: ({ uid }, { db, by }) => {
    const head = readable(db, by, uid)
    const { kind, number, date, cancelled } = head
    return { kind, number, date, cancelled: cancelled === 1, paper: paperKindOf(head) !== null }
  },
  documentPdf: async (asked, given) => {
    const { pdf, ...done } = await made(given, asked)
    return { ...done, pdfBase64: Buffer.from(pdf).toString('base64') }
  },
  saveDocumentPdf: async ({ ticket, ...asked }, given) => {
    const path = given.file(ticket)
    const { pdf } = await made(given, asked)
    await writeWhole(
      path,
      pdf,
      (why) => new Refusal('company/file-not-written', 'The file could not be written there', 'ticket', { why }),
    )
    return { ok: true as const }
  },
  printDocument: (asked, given) => printPaper(paperOf(given, asked), given),
}
