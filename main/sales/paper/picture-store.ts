import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { Refusal } from '../../../shared/refusal.ts'
import type { Change } from '../../company/records.ts'
import { type Reader, sql } from '../../database/connection.ts'
import type { Picture } from './picture.ts'

/** What keeps a picture in the book, under the hash of its bytes: the same picture twice is one. */
export function keepPicture(db: Reader, { bytes, mediaType }: Picture): { sha256: Uint8Array; changes: Change[] } {
  const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest())
  const there = db.row(sql.selectFrom('attachment').select('media_type').where('sha256', '=', sha256))
  return { sha256, changes: there ? [] : [{ insert: 'attachment', row: { sha256, media_type: mediaType, bytes } }] }
}

/** A picture is 5 MB at most; a file much longer is not read to find out what it is. */
const mostRead = 6 * 1024 * 1024

/** The bytes of a chosen file as base64. Refuses `sales/bad-picture` beside `field`: no file, unreadable, too long. */
export async function pickedPicture(path: string, field: string): Promise<string> {
  const no = (why: string) => new Refusal('sales/bad-picture', `Not a usable picture: ${why}`, field, { why })
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  )
  if (size === null) throw no('cannot be read')
  if (size > mostRead) throw no('larger than 5 MB')
  try {
    return (await readFile(path)).toString('base64')
  } catch {
    throw no('cannot be read')
  }
}
