import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../../shared/refusal.ts'
import { applicationId, openSqlite, type Sqlite } from './sqlite.ts'

export type Step = { version: number; name: string; text: string }

/** The numbered steps in db-migrations/, in order. A number once given is never used again; one that came to nothing leaves a gap. */
export function readSteps(directory: string): Step[] {
  const steps = readdirSync(directory)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort()
    .map((name) => ({ version: Number(name.slice(0, 4)), name, text: readFileSync(join(directory, name), 'utf8') }))
  steps.forEach((step, index) => {
    if (step.version <= (steps[index - 1]?.version ?? 0)) throw new Error(`migration ${step.name} is out of order`)
  })
  return steps
}

/** The version a book has when every step was run. */
const latest = (steps: readonly Step[]): number => steps.at(-1)?.version ?? 0

export const bookVersion = (sqlite: Sqlite): number => sqlite.pragma('user_version', { simple: true }) as number

/** Runs the steps a database lacks, each in one transaction. For new and in-memory books, and for the copy in `bringUpToDate`. */
export function runSteps(sqlite: Sqlite, steps: readonly Step[], upTo = latest(steps)): void {
  const current = bookVersion(sqlite)
  sqlite.pragma(`application_id = ${applicationId}`)
  for (const step of steps) {
    if (step.version <= current || step.version > upTo) continue
    sqlite.exec('begin immediate')
    try {
      sqlite.exec(step.text)
      sqlite.pragma(`user_version = ${step.version}`)
      sqlite.exec('commit')
    } catch (error) {
      sqlite.exec('rollback')
      throw new Error(`migration ${step.name} failed: ${(error as Error).message}`, { cause: error })
    }
  }
}

/** Refuses what is not a book, or is one from a newer Bahi. Returns its version. */
export function inspect(file: string, steps: readonly Step[]): number {
  let sqlite: Sqlite
  try {
    sqlite = openSqlite(file, { readonly: true, fileMustExist: true })
  } catch {
    throw new Refusal('company/book-unreadable', 'This file cannot be opened', 'file', { file: basename(file) })
  }
  try {
    const id = sqlite.pragma('application_id', { simple: true }) as number
    const version = bookVersion(sqlite)
    if (id !== applicationId || version < 1)
      throw new Refusal('company/not-a-book', 'This file is not a Bahi book', 'file', { file: basename(file) })
    if (version > latest(steps))
      throw new Refusal('company/book-newer', 'This book was opened by a newer Bahi; update the app', 'file', {
        book: version,
        app: latest(steps),
      })
    return version
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('company/not-a-book', 'This file is not a Bahi book', 'file', { file: basename(file) })
  } finally {
    sqlite.close()
  }
}

/**
 * Brings an older book up to date: backup → migrate a copy → verify the copy → swap. A failed step leaves the old book as it
 * was; the way back from a successful one is the backup, whose path is returned (null when nothing was due).
 */
export function bringUpToDate(file: string, steps: readonly Step[], stamp: string): string | null {
  const version = inspect(file, steps)
  if (version === latest(steps)) return null
  const backups = join(dirname(file), 'backups')
  mkdirSync(backups, { recursive: true })
  const backup = join(backups, `${basename(file)}.v${version}.${stamp}`)
  const old = openSqlite(file)
  try {
    old.pragma('wal_checkpoint(TRUNCATE)')
    old.prepare('vacuum into ?').run(backup)
  } finally {
    old.close()
  }
  const copy = `${file}.migrating`
  for (const leftover of [copy, `${copy}-wal`, `${copy}-shm`]) rmSync(leftover, { force: true })
  copyFileSync(backup, copy)
  const next = openSqlite(copy)
  try {
    runSteps(next, steps)
    verify(next)
    next.pragma('wal_checkpoint(TRUNCATE)')
    next.pragma('journal_mode = DELETE')
  } catch (error) {
    next.close()
    rmSync(copy, { force: true })
    throw error
  }
  next.close()
  for (const side of ['-wal', '-shm']) if (existsSync(`${file}${side}`)) rmSync(`${file}${side}`)
  renameSync(copy, file)
  return backup
}

/** What must hold of any book before it may take the place of another. */
function verify(sqlite: Sqlite): void {
  const integrity = sqlite.pragma('integrity_check', { simple: true })
  if (integrity !== 'ok') throw new Error(`integrity check: ${String(integrity)}`)
  const orphans = sqlite.pragma('foreign_key_check') as unknown[]
  if (orphans.length) throw new Error(`${orphans.length} rows point nowhere`)
  const { off } = sqlite.prepare('select coalesce(sum(amount), 0) as off from ledger_line').get() as { off: number }
  if (off !== 0) throw new Error(`the ledger is off by ${off} paise`)
}
