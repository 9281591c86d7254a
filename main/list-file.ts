import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ListAsk } from '../shared/list-file.ts'
import { Refusal } from '../shared/refusal.ts'
import { personMay } from './dispatch.ts'
import type { Tasking } from './given.ts'
import { growing, type ListAnswer, type ListDone, type ListJob } from './list-job.ts'
import { listCall, pagesOf } from './list-rows.ts'

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

/** Writes a list to the file behind a ticket: in a worker that cancelling ends, so the half-written part is all there is to clear away. */
export async function exportList(
  given: Tasking,
  { ticket, format, ...ask }: ListAsk & { ticket: string; format: Exclude<Format, 'print'> },
): Promise<{ name: string; rows: number; bytes: number }> {
  const path = given.file(ticket)
  const job = jobOf(given, ask, format, path)
  const done = await work(given, job)
  if (done.html !== undefined) await whole(path, await chromium(given, done.html))
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

async function whole(path: string, bytes: Uint8Array): Promise<void> {
  const { asRefusal } = await import('./write-list.ts')
  try {
    await writeFile(growing(path), bytes)
    await rename(growing(path), path)
  } catch (error) {
    await rm(growing(path), { force: true })
    throw asRefusal(error)
  }
}

/** A book in memory has one connection and no file that a worker could open. The makers of files are loaded when they are needed. */
async function work(given: Tasking, job: ListJob): Promise<ListDone> {
  const { file, connection } = given.book
  if (file !== ':memory:') return await inWorker(given, { file, job })
  const { writeList } = await import('./write-list.ts')
  const { host, by, today } = given
  return await writeList(
    connection.reader,
    pagesOf({ rooms: host.rooms, db: connection.reader, by, today }, job),
    job,
    given.progress,
  )
}

async function inWorker({ host, signal, progress }: Tasking, request: { file: string; job: ListJob }): Promise<ListDone> {
  const worker = new Worker(join(host.paths.workers, 'list-worker.cjs'), { workerData: request })
  try {
    return await new Promise<ListDone>((resolve, reject) => {
      const stop = () => reject(new Refusal('company/stopped', 'Stopped'))
      if (signal.aborted) return stop()
      signal.addEventListener('abort', stop, { once: true })
      worker.on('message', (answer: ListAnswer) => {
        if ('progress' in answer) progress(answer.progress)
        else if ('done' in answer) resolve(answer.done)
        else if ('refusal' in answer)
          reject(new Refusal(answer.refusal.code, answer.refusal.message, answer.refusal.field, answer.refusal.details as never))
        else reject(new Error(answer.failed))
      })
      worker.on('error', reject)
      worker.on('exit', (code) => reject(new Error(`the worker that writes lists ended with ${code}`)))
    })
  } catch (error) {
    await worker.terminate()
    if (request.job.path !== null) await rm(growing(request.job.path), { force: true })
    throw error
  }
}
