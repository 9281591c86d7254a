import { connect, sql } from './connection.ts'
import { prepared } from './prepared.ts'
import type { Sqlite } from './sqlite.ts'
import { uidBytes, uidText } from './uid.ts'

export type Draft = { uid: string; kind: string; userId: number | null; json: string; heldName: string | null; updatedAt: string }

/**
 * Unposted documents. Every change arrives at once and is on disk within 50 ms through a second connection with
 * synchronous=NORMAL: a killed app loses nothing painted over 100 ms earlier, and the counter never waits for an fsync.
 */
export type DraftStore = {
  put(draft: Draft): void
  /** Latest state of each draft, what is still waiting to be written included. */
  list(): Draft[]
  /** Drops a draft (posted or discarded), with what is waiting. */
  forget(uid: string): void
  flush(): void
  close(): void
}

const delayMs = 20

const upsert = prepared<{ uid: Uint8Array; kind: string; user: number | null; json: string; held: string | null; at: string }>()(
  (p) =>
    sql
      .insertInto('draft')
      .values({ uid: p.uid, kind: p.kind, user_id: p.user, json: p.json, held_name: p.held, updated_at: p.at })
      .onConflict((on) => on.column('uid').doUpdateSet({ json: p.json, held_name: p.held, updated_at: p.at })),
)
const remove = prepared<{ uid: Uint8Array }>()((p) => sql.deleteFrom('draft').where('uid', '=', p.uid))
const posted = prepared<{ uid: Uint8Array }>()((p) => sql.selectFrom('document').select('id').where('uid', '=', p.uid))

/** `onError` hears a write that failed; the draft stays in memory and is tried again with the next change. */
export function openDrafts(sqlite: Sqlite, onError: (error: unknown) => void): DraftStore {
  sqlite.pragma('synchronous = NORMAL')
  // a key is not the moment to fold the log into the book
  sqlite.pragma('wal_autocheckpoint = 0')
  const connection = connect(sqlite)
  const waiting = new Map<string, Draft>()
  let timer: NodeJS.Timeout | undefined

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (!waiting.size) return
    try {
      connection.write((tx) => {
        for (const draft of waiting.values()) {
          const uid = uidBytes(draft.uid)
          // a late keystroke must not bring back the draft of a bill that has been posted
          if (tx.get(posted, { uid })) continue
          tx.do(upsert, {
            uid,
            kind: draft.kind,
            user: draft.userId,
            json: draft.json,
            held: draft.heldName,
            at: draft.updatedAt,
          })
        }
      })
      waiting.clear()
    } catch (error) {
      onError(error)
    }
  }
  return {
    put: (draft) => {
      waiting.set(draft.uid, draft)
      timer ??= setTimeout(flush, delayMs)
    },
    list: () => {
      flush()
      return connection.reader.rows(sql.selectFrom('draft').selectAll().orderBy('updated_at', 'desc')).map((row) => ({
        uid: uidText(row.uid),
        kind: row.kind,
        userId: row.user_id,
        json: row.json,
        heldName: row.held_name,
        updatedAt: row.updated_at,
      }))
    },
    forget: (uid) => {
      waiting.delete(uid)
      connection.write((tx) => tx.do(remove, { uid: uidBytes(uid) }))
    },
    flush,
    close: () => {
      flush()
      connection.close()
    },
  }
}
