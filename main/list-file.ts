import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ListAsk } from '../shared/list-file.ts'
import { Refusal } from '../shared/refusal.ts'
import { personMay } from './dispatch.ts'
import type { Tasking } from './given.ts'
import type { ListDone, ListJob } from './list-job.ts'
import { listCall, pagesOf } from './list-rows.ts'
import { writeWhole } from './whole-file.ts'
import { inFileWorker } from './write-beside.ts'

type Format = ListJob['format']

/** The job behind an ask, once the person may see the list and the list understands the question. */
function jobOf(given: Tasking, ask: ListAsk, format: Format, path: string | null): ListJob {
  const { call } = listCall(given.host.rooms, ask.call)
  if (!personMay(given.by, call.permission))
    throw new Refusal('company/not-allowed', `${given.by.name} has no right to do this`, undefined, {
      permission: call.permission,
    })
  const input = call.input.safeParse(ask.input)
  if (!input.success) {
    const [issue] = input.error.issues
    const field = ['input', ...(issue?.path ?? [])].join('.')
    throw new Refusal('company/bad-input', `${field}: ${issue?.message ?? ''}`, field, { problem: issue?.message ?? '' })
  }
  return { ...ask, format, path, today: given.today, personId: given.by.id, fonts: given.host.paths.fonts }
}

const notWritten = (why: string) =>
  new Refusal('company/file-not-written', 'The file could not be written there', 'ticket', { why })

/** Writes a list to the file behind a ticket: in a worker that cancelling ends, so the half-written part is all there is to clear away. */
export async function exportList(
  given: Tasking,
  { ticket, format, ...ask }: ListAsk & { ticket: string; format: Exclude<Format, 'print'> },
): Promise<{ name: string; rows: number; bytes: number }> {
  const path = given.file(ticket)
  const job = jobOf(given, ask, format, path)
  const done = await work(given, job)
  if (done.html !== undefined) await writeWhole(path, await chromium(given, done.html), notWritten)
  return { name: basename(path), rows: done.rows, bytes: (await stat(path)).size }
}

/** A list as a PDF for the preview. */
export async function paperOfList(given: Tasking, ask: ListAsk): Promise<{ pdfBase64: string; pages: number; rows: number }> {
  const { pdf, html, rows, pages = 0 } = await work(given, jobOf(given, ask, 'pdf', null))
  const bytes = pdf ?? (await chromium(given, html ?? ''))
  return { pdfBase64: Buffer.from(bytes).toString('base64'), pages, rows }
}

/** Hands a list to the system's printer dialog. */
export async function printList(given: Tasking, ask: ListAsk): Promise<{ printed: boolean }> {
  const { desk } = given.host
  const none = new Refusal('company/no-printer', 'There is no printer: save the PDF instead')
  if (!desk) throw none
  const { html = '', size = 'A4' } = await work(given, jobOf(given, ask, 'print', null))
  const came = await desk.print(html, size)
  if (came === 'no-printer') throw none
  return { printed: came === 'printed' }
}

async function chromium({ host, signal }: Tasking, html: string): Promise<Uint8Array> {
  if (!host.desk) throw new Refusal('company/paper-needs-desk', 'This list has text that only the app can print')
  const pdf = await host.desk.printToPdf(html, 'A4')
  signal.throwIfAborted()
  return pdf
}

/** A book in memory has one connection and no file that a worker could open. The makers of files are loaded when they are needed. */
async function work(given: Tasking, job: ListJob): Promise<ListDone> {
  const { file, connection } = given.book
  if (file !== ':memory:')
    return await inFileWorker<ListDone>(given, { script: 'list-worker.cjs', request: { file, job }, path: job.path })
  const { writeList } = await import('./write-list.ts')
  const { host, by, today } = given
  return await writeList(
    connection.reader,
    pagesOf({ rooms: host.rooms, db: connection.reader, by, today }, job),
    job,
    given.progress,
  )
}
