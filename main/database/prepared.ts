import { type CompiledQuery, type RawBuilder, sql } from 'kysely'

class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** A query built once with named places for its values; see `prepared`. */
export type Prepared<P, R> = {
  readonly text: string
  /** The values in the order of the statement's question marks. */
  args(params: P): unknown[]
  /** Only for types. */
  readonly row?: R
}

/**
 * A statement for a hot path: typed and written by Kysely once, then run with values alone (building a query anew costs more
 * than running it). `const byId = prepared<{ id: number }>()(p => sql.selectFrom('item').selectAll().where('id', '=', p.id))`
 */
export const prepared =
  <P extends Record<string, unknown>>() =>
  <R>(build: (params: { [K in keyof P]: RawBuilder<P[K]> }) => { compile(): CompiledQuery<R> }): Prepared<P, R> => {
    let done: { text: string; order: unknown[] } | undefined
    const compile = () => {
      const slots = new Proxy({} as { [K in keyof P]: RawBuilder<P[K]> }, { get: (_, name) => sql.val(new Slot(String(name))) })
      const compiled = build(slots).compile()
      done = { text: compiled.sql, order: [...compiled.parameters] }
      return done
    }
    return {
      get text() {
        return (done ?? compile()).text
      },
      args: (params) => (done ?? compile()).order.map((value) => (value instanceof Slot ? params[value.name] : value)),
    }
  }
