import { formatPaise } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { change } from '../company/records.ts'
import { uidBytes } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { partyByUid } from './party-store.ts'
import { unknownParty } from './whole-party.ts'

/**
 * Hides a party from pickers, or brings it back. Hiding one with a balance warns (`parties/hide-with-balance`) and goes through with a
 * reason. Refuses an unknown party and bringing back one that was merged into another: that is undone by undoing the merge.
 */
export function setPartyActive(given: Writing, { uid, active }: { uid: string; active: boolean }): { ok: true } {
  const found = partyByUid(given.tx, uidBytes(uid))
  if (!found) throw unknownParty(uid)
  const { party, balancePaise } = found
  if (active && party.merged_into !== null)
    throw new Refusal('parties/is-merged', `${party.name} was merged into another party`, 'uid', { name: party.name })
  if (!active && party.active === 1 && balancePaise !== 0)
    given.warn('parties/hide-with-balance', 'uid', { name: party.name, balance: formatPaise(balancePaise) })
  change(given, [{ update: 'party', id: party.id, set: { active: active ? 1 : 0 } }], { entity: 'party', entityUid: uid })
  return { ok: true }
}
