import { Refusal } from '../../shared/refusal.ts'
import type { Told } from '../client.ts'

/** What a head must say before main is asked: the first of these that is missing, refused at its field. */
export function stillNeeded(
  asked: readonly (readonly [field: string, given: boolean, code: string])[],
): Extract<Told<never>, { ok: false }> | null {
  const missing = asked.find(([, given]) => !given)
  return missing ? { ok: false, refusal: new Refusal(missing[2], missing[2], missing[0]) } : null
}
