import { firmFact } from '../company/dated-facts.ts'
import { loadPerson } from '../company/found.ts'
import { type Reader, sql } from '../database/connection.ts'
import { personMay } from '../dispatch.ts'
import type { Person, Writing } from '../given.ts'

/** Whether a second pair of eyes is asked for: always, or – unless set otherwise – as soon as two people may approve. */
function asked(db: Reader, today: Writing['today']): boolean {
  const set = firmFact(db, 'four-eyes', today)
  if (set !== 'when-two') return set === 'always'
  const able = db
    .rows(sql.selectFrom('user').select('id').where('active', '=', 1))
    .map(({ id }) => loadPerson(db, id))
    .filter((person): person is Person => person !== null && personMay(person, 'stock.approve'))
  return able.length > 1
}

/**
 * True when an approval would be by one of those whose work it is: whoever asked for a write-off, made or keyed a count. The owner
 * may approve his own. Whoever lends his right for one approval is the one who approves.
 */
export function sameEyes({ tx, by, lenderId, today }: Writing, whose: readonly number[]): boolean {
  if (by.role === 'owner') return false
  return whose.includes(lenderId ?? by.id) && asked(tx, today)
}
