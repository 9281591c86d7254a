import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { gstr1Json } from '../../shared/gst/gstr1-json.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Reader } from '../database/connection.ts'
import { growing } from '../whole-file.ts'
import { readMonth } from './gstr1-month.ts'
import { writeWorkbook } from './gstr1-workbook.ts'
import type { FileDone, FileJob, FileProgress } from './return-job.ts'

/**
 * Reads a month and writes its file. Runs in a worker for a book on disk, beside the counter. Refuses `gst/file-not-written` when the
 * place cannot be written (a workbook open elsewhere, a full or protected disk).
 */
export async function writeReturnFile(db: Reader, job: FileJob, onProgress: (at: FileProgress) => void): Promise<FileDone> {
  const part = growing(job.path)
  try {
    const month = readMonth(db, job.month, job.gstin)
    let rows: number
    if (job.kind === 'xlsx')
      rows = await writeWorkbook(month, part, ({ done, total, sheet }) => onProgress({ done, total, note: sheet }))
    else {
      await writeFile(part, JSON.stringify(gstr1Json(month)))
      rows = month.documents.reduce((sum, range) => sum + range.count - range.cancelled, 0)
      onProgress({ done: rows, total: rows, note: '' })
    }
    const { size } = await stat(part)
    await rename(part, job.path)
    return { bytes: size, rows }
  } catch (error) {
    await rm(part, { force: true })
    if (isDiskError(error))
      throw new Refusal('gst/file-not-written', 'The file could not be written there', 'ticket', { why: error.code })
    throw error
  }
}

const diskErrors = new Set([
  'EACCES',
  'EPERM',
  'EBUSY',
  'ENOSPC',
  'EROFS',
  'ENOENT',
  'EISDIR',
  'ENOTDIR',
  'ENAMETOOLONG',
  'EEXIST',
])
const isDiskError = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && diskErrors.has(String(error.code))
