import type { Statement } from 'better-sqlite3'
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  sql as raw,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Prepared } from './prepared.ts'
import type { Schema } from './schema.ts'
import type { Sqlite } from './sqlite.ts'

/**
 * Kysely writes the SQL, better-sqlite3 runs it: this instance has no driver, so `execute()` on it finds nothing and an
 * await cannot slip into a transaction. Build with `sql.selectFrom(…)`, run with `db.rows(…)`.
 */
export const sql = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

export type Compilable<R> = { compile(): CompiledQuery<R> }

/** A written-out statement: ``text<Row>`select … ${value}` ``. For what the builder cannot say (FTS, recursive SQL). */
export const text = <R>(strings: TemplateStringsArray, ...values: unknown[]): Compilable<R> => {
  const built = raw<R>(strings, ...values)
  return { compile: () => built.compile(sql) }
}

/** Reads. What a query or report handler is given: there is no run() on it. */
export type Reader = {
  rows<R>(query: Compilable<R>): R[]
  row<R>(query: Compilable<R>): R | undefined
  /** The one row that must be there; its absence is a fault, not a refusal. */
  must<R>(query: Compilable<R>): R
  /** Prepared forms, for the paths a counter waits on. */
  all<P, R>(statement: Prepared<P, R>, params: P): R[]
  get<P, R>(statement: Prepared<P, R>, params: P): R | undefined
  /** Streams rows, for exports; do not write while it is open. */
  each<R>(query: Compilable<R>): IterableIterator<R>
}

/** Writes. Exists only inside a transaction opened by `write`. */
export type Writer = Reader & {
  run(query: Compilable<unknown>): { changes: number; lastId: number }
  do<P>(statement: Prepared<P, unknown>, params: P): { changes: number; lastId: number }
}

export type Connection = {
  readonly reader: Reader
  /** One BEGIN IMMEDIATE transaction: committed when `work` returns, rolled back when it throws. */
  write<T>(work: (tx: Writer) => T): T
  /**
   * The same, for one slice of a bulk job: the commit is not forced to the disk by itself (a power cut may lose the last slices, a kill
   * does not), which on a shop's hard disk is most of the time of a slice. The next `write` carries it along.
   */
  writeSlice<T>(work: (tx: Writer) => T): T
  readonly sqlite: Sqlite
  close(): void
}

const cacheLimit = 400

/** Wraps an open SQLite handle. Statements are cached by text (built queries) or by object (prepared ones). */
export function connect(sqlite: Sqlite): Connection {
  const byText = new Map<string, Statement>()
  const byObject = new WeakMap<Prepared<never, unknown>, Statement>()

  const statement = (text: string): Statement => {
    let found = byText.get(text)
    if (!found) {
      if (byText.size >= cacheLimit) byText.delete(byText.keys().next().value as string)
      found = sqlite.prepare(text)
      byText.set(text, found)
    }
    return found
  }
  const ready = (prepared: Prepared<never, unknown>): Statement => {
    let found = byObject.get(prepared)
    if (!found) {
      found = sqlite.prepare(prepared.text)
      byObject.set(prepared, found)
    }
    return found
  }
  const rows = <R>(query: Compilable<R>) => {
    const { sql: text, parameters } = query.compile()
    return statement(text).all(...(parameters as unknown[])) as R[]
  }
  const row = <R>(query: Compilable<R>) => {
    const { sql: text, parameters } = query.compile()
    return statement(text).get(...(parameters as unknown[])) as R | undefined
  }
  const reader: Reader = {
    rows,
    row,
    must: (query) => {
      const found = row(query)
      if (found === undefined) throw new Error(`a row that must exist is missing: ${query.compile().sql}`)
      return found
    },
    all: (prepared, params) => ready(prepared as Prepared<never, unknown>).all(...prepared.args(params)) as never,
    get: (prepared, params) => ready(prepared as Prepared<never, unknown>).get(...prepared.args(params)) as never,
    each: (query) => {
      const { sql: text, parameters } = query.compile()
      // its own statement: an open iterator makes a cached one busy
      return sqlite.prepare(text).iterate(...(parameters as unknown[])) as IterableIterator<never>
    },
  }
  const writer: Writer = {
    ...reader,
    run: (query) => {
      const { sql: text, parameters } = query.compile()
      const done = statement(text).run(...(parameters as unknown[]))
      return { changes: done.changes, lastId: Number(done.lastInsertRowid) }
    },
    do: (prepared, params) => {
      const done = ready(prepared as Prepared<never, unknown>).run(...prepared.args(params))
      return { changes: done.changes, lastId: Number(done.lastInsertRowid) }
    },
  }
  const begin = sqlite.prepare('begin immediate')
  const commit = sqlite.prepare('commit')
  const rollback = sqlite.prepare('rollback')
  const write = <T>(work: (tx: Writer) => T): T => {
    if (sqlite.inTransaction) throw new Error('a transaction is already open: a command is one transaction')
    begin.run()
    try {
      const value = work(writer)
      commit.run()
      return value
    } catch (error) {
      if (sqlite.inTransaction) rollback.run()
      throw error
    }
  }
  const durable = sqlite.pragma('synchronous', { simple: true }) as number
  let relaxed = false
  /** The setting is compiled each time it is given, so it is given only when it changes. */
  const relax = (wanted: boolean) => {
    if (relaxed === wanted) return
    sqlite.pragma(`synchronous = ${wanted ? 'NORMAL' : durable}`)
    relaxed = wanted
  }
  return {
    reader,
    sqlite,
    write: (work) => {
      relax(false)
      return write(work)
    },
    writeSlice: (work) => {
      relax(true)
      return write(work)
    },
    close: () => sqlite.close(),
  }
}
