import { rename, rm, writeFile } from 'node:fs/promises'
import { Refusal } from '../shared/refusal.ts'
import { type Reader, text } from './database/connection.ts'
import type { ListDone, ListJob, ListProgress, ReadPage } from './list-job.ts'
import { setOnPaper } from './list-paper.ts'
import { writeCsv, writeWorkbook } from './list-workbook.ts'
import { growing } from './whole-file.ts'

/** The name the firm goes by, for the head of a paper. */
const firmName = (db: Reader): string =>
  db.row(text<{ name: string }>`select coalesce(trade_name, legal_name) as name from firm where id = 1`)?.name ?? ''

/**
 * Reads a list page by page and writes its file, or sets it on paper. Runs in a worker for a book on disk, inside one read transaction.
 * Refuses `company/file-not-written` when the place cannot be written (open elsewhere, full or protected disk).
 */
export async function writeList(
  db: Reader,
  read: ReadPage,
  job: ListJob,
  onProgress: (at: ListProgress) => void,
): Promise<ListDone> {
  const tell = (done: number, total: number) => onProgress({ done, total, note: job.title })
  if (job.path === null) return await setOnPaper(read, job, firmName(db), tell)
  const part = growing(job.path)
  try {
    if (job.format === 'pdf') {
      const { pdf, ...done } = await setOnPaper(read, job, firmName(db), tell)
      // what only Chromium can set goes back to whoever has one
      if (!pdf) return done
      await writeFile(part, pdf)
      await rename(part, job.path)
      return done
    }
    const rows = await (job.format === 'xlsx' ? writeWorkbook : writeCsv)(read, job, part, tell)
    await rename(part, job.path)
    return { rows }
  } catch (error) {
    await rm(part, { force: true })
    throw asRefusal(error)
  }
}

const diskErrors = new Set('EACCES EPERM EBUSY ENOSPC EROFS ENOENT EISDIR ENOTDIR ENAMETOOLONG EEXIST'.split(' '))
/** A disk that says no, in words; anything else as it came. */
function asRefusal(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return diskErrors.has(code) && !(error instanceof Refusal)
    ? new Refusal('company/file-not-written', 'The file could not be written there', 'ticket', { why: code })
    : error
}
