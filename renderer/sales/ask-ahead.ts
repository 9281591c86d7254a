/** An answer is painted first, and a clerk who types on has left the row by then. */
const standsMs = 25
/** A row that stands longer is asked about again when it is taken. */
const keptMs = 2_000

type AskedAhead<Row, Facts> = {
  /** The row Enter would take; null when there is none. */
  readonly stand: (row: Row | null) => void
  /** What was asked about the row, or is asked now. */
  readonly get: (row: Row) => Promise<Facts>
}

/**
 * Asks what taking a row needs while the row only stands under the cursor: between the last letter and Enter there is nothing else to
 * do. `about` names everything the answer depends on; an answer about something else is not used, nor one that failed or is old.
 */
export function askAhead<Row extends { readonly id: number }, Facts>(
  ask: (row: Row) => Promise<Facts>,
  about: () => string,
): AskedAhead<Row, Facts> {
  type Asked = { readonly id: number; readonly about: string; readonly at: number; readonly facts: Promise<Facts> }
  let asked: Asked | null = null
  let standing: Row | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const good = (row: Row): Asked | null =>
    asked && asked.id === row.id && asked.about === about() && performance.now() - asked.at < keptMs ? asked : null
  const askNow = (row: Row): void => {
    const mine: Asked = { id: row.id, about: about(), at: performance.now(), facts: ask(row) }
    asked = mine
    mine.facts.catch(() => {
      if (asked === mine) asked = null
    })
  }
  return {
    stand: (row) => {
      if (row?.id === standing?.id) return
      standing = row
      clearTimeout(timer)
      if (row) timer = setTimeout(() => good(row) ?? askNow(row), standsMs)
    },
    get: (row) => {
      clearTimeout(timer)
      standing = null
      const facts = good(row)?.facts ?? ask(row)
      asked = null
      return facts
    },
  }
}
