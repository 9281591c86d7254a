import type { Permission } from '../../shared/permission.ts'
import { Refusal, type Warning } from '../../shared/refusal.ts'
import type { Writing } from '../given.ts'

/** A warning; with a right, only who has it (or is lent it) may accept it, and anybody else is refused with the same words. */
export type Doubt = Warning & {
  readonly right?: Permission
  /** Who has the right is not asked: the books keep that it was given by hand. */
  readonly quiet?: boolean
  /** Told only to who has this right: what goods cost is not for everybody. */
  readonly seenBy?: Permission
}

/**
 * Raises what is in doubt. What only a right lets one accept is refused, in the same words, to who has not got it and was not lent it;
 * the reason of who lent it stands in the journal as the acceptance.
 */
export function raiseDoubts(given: Writing, doubts: readonly Doubt[]): void {
  for (const { code, field, details, right, quiet, seenBy } of doubts) {
    if (seenBy && !given.may(seenBy)) continue
    if (right && !given.may(right))
      throw new Refusal(code, `${code}: needs the right ${right}`, field, { ...details, permission: right })
    if (quiet || (right && given.releases(right, code, field))) continue
    given.warn(code, field, details)
  }
}
