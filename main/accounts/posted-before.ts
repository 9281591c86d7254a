import { createHash } from 'node:crypto'
import { Refusal } from '../../shared/refusal.ts'
import { sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidBytes } from '../database/uid.ts'
import type { Writing } from '../given.ts'

/** What a parsed draft holds, in 64 characters; kept as `applied.draftHash` so that the same draft is known again. */
export const draftHash = (draft: unknown): string => createHash('sha256').update(JSON.stringify(draft)).digest('hex')

const byUid = prepared<{ uid: Uint8Array }>()((p) =>
  sql
    .selectFrom('document')
    .innerJoin('document_version as v', (join) => join.onRef('v.document_id', '=', 'document.id').on('v.version', '=', 1))
    .select(['document.id', 'document.number', 'v.applied_json', 'v.total'])
    .where('document.uid', '=', p.uid),
)

/**
 * A draft sent twice is posted once (model rule 2): the document posted under this uid, or null when there is none. Refuses
 * `accounts/already-posted`, naming the number, when the uid was posted with other content.
 */
export function postedBefore(given: Writing, uid: string, hash: string) {
  const found = given.tx.get(byUid, { uid: uidBytes(uid) })
  if (!found) return null
  const applied = JSON.parse(found.applied_json) as { draftHash?: string; onAccountPaise?: number }
  if (applied.draftHash !== hash)
    throw new Refusal('accounts/already-posted', `This was posted as ${found.number} with other content`, undefined, {
      number: found.number,
    })
  return { documentId: found.id, number: found.number, totalPaise: found.total, applied }
}
