import { change } from '../company/records.ts'
import { type Reader, sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { newUid, uidBytes } from '../database/uid.ts'
import type { Writing } from '../given.ts'

/** The tiers every book starts with; `mrp` is the printed MRP of the catalogue (batches carry their own). */
export const tiers = { mrp: 'MRP', ptr: 'PTR', pts: 'PTS', retail: 'Retail', hospital: 'Hospital' } as const
export type Tier = keyof typeof tiers

/** Founds the price lists of a new book, one a tier; adds a tier that came later to an older book. */
export const foundPriceLists = (given: Writing): void => {
  const there = new Set(given.tx.rows(sql.selectFrom('price_list').select('tier')).map((row) => row.tier))
  const missing = Object.entries(tiers).filter(([tier]) => !there.has(tier))
  if (missing.length === 0) return
  change(
    given,
    missing.map(([tier, name]) => ({
      insert: 'price_list' as const,
      row: { uid: uidBytes(newUid()), name, tier },
    })),
    { entity: 'price_list', reason: 'first run' },
  )
}

const byTier = prepared<{ tier: string }>()((p) => sql.selectFrom('price_list').select('id').where('tier', '=', p.tier).limit(1))
export function listId(db: Reader, tier: Tier): number {
  const found = db.get(byTier, { tier })
  if (!found) throw new Error(`no price list for ${tier}`)
  return found.id
}
