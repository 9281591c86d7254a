import { chainHash, headerFields } from '../company/journal.ts'
import { type Reader, sql } from '../database/connection.ts'
import { renderStored, versionsBySeq } from './rendering.ts'

export type ChainReport = { rows: number; brokenAt: number | null; why: string | null }

/**
 * Walks the journal from its first row, renders again from the tables what each row stands for, and names the first link that
 * does not fit (model rule 9). `onRow` hears how far it is and may throw to stop.
 */
export function verifyChain(db: Reader, onRow: (seq: number) => void = () => undefined): ChainReport {
  let previous: Uint8Array = Buffer.alloc(32)
  let expected = 1
  const versions = versionsBySeq(db)
  for (const row of db.each(sql.selectFrom('journal').selectAll().orderBy('seq'))) {
    const broken = (why: string): ChainReport => ({ rows: expected - 1, brokenAt: row.seq, why })
    if (row.seq !== expected) return broken('a row is missing before this one')
    if (Buffer.compare(row.prev_hash, previous) !== 0) return broken('it does not follow the row before')
    const hash = chainHash(
      previous,
      headerFields(row),
      row.kind === 'post' ? renderStored(db, row.seq, versions.get(row.seq) ?? []) : [],
    )
    if (Buffer.compare(row.hash, hash) !== 0) return broken('what it stands for has been changed')
    previous = row.hash
    expected++
    onRow(row.seq)
  }
  return { rows: expected - 1, brokenAt: null, why: null }
}
