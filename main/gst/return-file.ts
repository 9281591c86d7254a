import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { RefusalValue } from '../../shared/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, sql } from '../database/connection.ts'
import type { Tasking } from '../given.ts'
import { type FileDone, type FileJob, type FileProgress, growing } from './return-job.ts'

export type FileRequest = { readonly file: string; readonly job: FileJob }
export type FileAnswer = { progress: FileProgress } | { done: FileDone } | { refusal: RefusalValue } | { failed: string }

/** Writes a return's file as a task: in a worker that cancelling ends, so the half-written part is all there is to clear away. */
export async function returnFile(
  given: Tasking,
  kind: FileJob['kind'],
  { month, ticket }: { month: string; ticket: string },
): Promise<FileDone & { name: string }> {
  const { gstin } = given.book.connection.reader.must(sql.selectFrom('firm').select('gstin').where('id', '=', 1))
  if (!gstin) throw new Refusal('gst/no-gstin', 'The firm has no GSTIN, so it files no return')
  const job: FileJob = { kind, month, gstin, path: given.file(ticket) }
  const { file, connection } = given.book
  const done = file === ':memory:' ? await here(connection.reader, job, given) : await inWorker(given, { file, job })
  return { ...done, name: basename(job.path) }
}

/** A book in memory has one connection and no file that a worker could open. The maker of workbooks is loaded when it is needed. */
async function here(db: Reader, job: FileJob, { progress }: Tasking): Promise<FileDone> {
  const { writeReturnFile } = await import('./gstr1-files.ts')
  return await writeReturnFile(db, job, progress)
}

async function inWorker({ host, signal, progress }: Tasking, request: FileRequest): Promise<FileDone> {
  const worker = new Worker(join(host.paths.workers, 'excel-worker.cjs'), { workerData: request })
  try {
    return await new Promise<FileDone>((resolve, reject) => {
      const stop = () => reject(new Refusal('company/stopped', 'Stopped'))
      if (signal.aborted) return stop()
      signal.addEventListener('abort', stop, { once: true })
      worker.on('message', (answer: FileAnswer) => {
        if ('progress' in answer) progress(answer.progress)
        else if ('done' in answer) resolve(answer.done)
        else if ('refusal' in answer)
          reject(new Refusal(answer.refusal.code, answer.refusal.message, answer.refusal.field, answer.refusal.details as never))
        else reject(new Error(answer.failed))
      })
      worker.on('error', reject)
      worker.on('exit', (code) => reject(new Error(`the worker that writes files ended with ${code}`)))
    })
  } catch (error) {
    await worker.terminate()
    await rm(growing(request.job.path), { force: true })
    throw error
  }
}
