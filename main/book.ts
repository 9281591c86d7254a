import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../shared/refusal.ts'
import { type Connection, connect } from './database/connection.ts'
import { type DraftStore, openDrafts } from './database/drafts.ts'
import { keepFolded } from './database/folding.ts'
import { bringUpToDate, readSteps, runSteps } from './database/migrate.ts'
import { openReports, type Reports } from './database/reports.ts'
import { openSqlite, tuneWriter } from './database/sqlite.ts'

/** An open book: the writing connection, the drafts' connection and the reader workers, all on one file. */
export type Book = {
  readonly file: string
  readonly connection: Connection
  readonly drafts: DraftStore
  /** null for `:memory:`, where reports run on the one connection. */
  readonly reports: Reports | null
  /** The backup an upgrade made on the way in, if one was due. */
  readonly upgradedFrom: string | null
  close(): void
}

export type Paths = { migrations: string; reportWorker: string; fonts: string; workers: string }

/** Makes an empty book (no firm yet) at a path that must not exist. The first run fills it. */
export function createBook(file: string, paths: Paths, onError: (error: unknown) => void): Book {
  if (file !== ':memory:' && existsSync(file))
    throw new Refusal('company/book-exists', 'A file with this name is already there', 'file', {})
  const sqlite = openSqlite(file)
  tuneWriter(sqlite)
  runSteps(sqlite, readSteps(paths.migrations))
  return opened(file, connect(sqlite), paths, null, onError)
}

/** Opens a book, bringing an older one up to date; refuses a newer one or a file that is not a book. */
export function openBook(file: string, paths: Paths, stamp: string, onError: (error: unknown) => void): Book {
  if (!existsSync(file)) throw new Refusal('company/book-missing', 'The book is not there', 'file', {})
  const upgradedFrom = bringUpToDate(file, readSteps(paths.migrations), stamp)
  const sqlite = openSqlite(file)
  tuneWriter(sqlite)
  return opened(file, connect(sqlite), paths, upgradedFrom, onError)
}

function opened(
  file: string,
  connection: Connection,
  paths: Paths,
  upgradedFrom: string | null,
  onError: (error: unknown) => void,
): Book {
  // an in-memory book is one connection by nature: its drafts share it through a private temporary book
  const draftSqlite = openSqlite(file)
  if (file === ':memory:') runSteps(draftSqlite, readSteps(paths.migrations))
  else draftSqlite.pragma('busy_timeout = 5000')
  const drafts = openDrafts(draftSqlite, onError)
  const reports = file === ':memory:' ? null : openReports(paths.reportWorker, file)
  const folding = file === ':memory:' ? null : keepFolded(join(paths.workers, 'wal-worker.cjs'), file)
  return {
    file,
    connection,
    drafts,
    reports,
    upgradedFrom,
    close: () => {
      drafts.close()
      reports?.close()
      folding?.close()
      connection.sqlite.pragma('wal_checkpoint(TRUNCATE)')
      connection.close()
    },
  }
}
