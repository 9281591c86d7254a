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
 * The text as it is prepared. SQLite plans an ordered or grouped statement anew each time a bare `= ?` of it is bound again, which
 * costs several times the look-up itself; behind a unary plus, which changes no value, it does not. Whole numbers that are the same
 * at every run are written out (Kysely binds even `limit(1)`).
 */
function written({ sql: text, parameters }: CompiledQuery): { text: string; order: unknown[] } {
  const pieces = text.split('?')
  // a question mark of its own would be inside a literal: then nothing is touched
  if (!/^\s*(select|with)\b/i.test(text) || pieces.length !== parameters.length + 1) return { text, order: [...parameters] }
  const order: unknown[] = []
  const filled = parameters.map((value, index) => {
    if (typeof value === 'number' && Number.isSafeInteger(value)) return `${pieces[index]}${value}`
    order.push(value)
    return `${pieces[index]}+?`
  })
  return { text: filled.join('') + pieces.at(-1), order }
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
      done = written(build(slots).compile())
      return done
    }
    return {
      get text() {
        return (done ?? compile()).text
      },
      args: (params) => (done ?? compile()).order.map((value) => (value instanceof Slot ? params[value.name] : value)),
    }
  }
