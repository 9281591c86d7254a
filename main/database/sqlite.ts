import Database from 'better-sqlite3'

/** 'BAHI' in the file's header, so that any tool (and we) can tell a book from another SQLite file. */
export const applicationId = 0x42414849

export type Sqlite = Database.Database

// The stock binary needs Node-API 10. Only the development fallback runtime is older; scripts/run.mjs then names a build for it.
const nodeApi = Number(process.versions.napi)
const nativeBinding = nodeApi < 10 ? process.env.BAHI_SQLITE_BINDING : undefined

/** Opens a file without judging it. Everything else goes through openBook; tests and tools may use ':memory:'. */
export function openSqlite(file: string, options: Database.Options = {}): Sqlite {
  // Packaged apps carry the fallback build where better-sqlite3 looks first; anywhere else the stock binary would crash, not throw.
  if (nodeApi < 10 && !nativeBinding && !process.versions.electron)
    throw new Error('SQLite needs Node 22.14 or newer here; run it through the npm scripts')
  return new Database(file, nativeBinding ? { ...options, nativeBinding } : options)
}

/** What the ledger's connection asks of SQLite: nothing acknowledged is lost, the checkpoint stays off the hot path. */
export function tuneWriter(sqlite: Sqlite): void {
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('busy_timeout = 5000')
  // the last resort: folding.ts keeps the log shorter beside the writer, and bulk jobs wait for it (`untilFolded`)
  sqlite.pragma('wal_autocheckpoint = 81920')
  sqlite.pragma('cache_size = -65536')
  sqlite.pragma('mmap_size = 268435456')
  sqlite.pragma('temp_store = MEMORY')
}

/** A connection that cannot write, for reports and exports beside the counter. */
export function tuneReader(sqlite: Sqlite): void {
  sqlite.pragma('query_only = ON')
  sqlite.pragma('busy_timeout = 5000')
  sqlite.pragma('cache_size = -32768')
  sqlite.pragma('mmap_size = 268435456')
  sqlite.pragma('temp_store = MEMORY')
}
