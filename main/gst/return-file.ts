import { basename } from 'node:path'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, sql } from '../database/connection.ts'
import type { Tasking } from '../given.ts'
import { inFileWorker } from '../write-beside.ts'
import type { FileDone, FileJob } from './return-job.ts'

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
  const done =
    file === ':memory:'
      ? await here(connection.reader, job, given)
      : await inFileWorker<FileDone>(given, { script: 'excel-worker.cjs', request: { file, job }, path: job.path })
  return { ...done, name: basename(job.path) }
}

/** A book in memory has one connection and no file that a worker could open. The maker of workbooks is loaded when it is needed. */
async function here(db: Reader, job: FileJob, { progress }: Tasking): Promise<FileDone> {
  const { writeReturnFile } = await import('./gstr1-files.ts')
  return await writeReturnFile(db, job, progress)
}
