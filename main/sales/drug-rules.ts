import { formatDate, isLocalDate } from '../../shared/calendar.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type ScheduleAsk, scheduleFindings } from '../../shared/sales/schedule-rules.ts'
import type { Reader } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import { type BuyerFacts, type Draft, firmSnapshot, scheduleSettings } from './bill-facts.ts'
import type { Doubt } from './doubts.ts'
import { restrictedDoubts, restrictedOf } from './restricted.ts'

/** Drugs only to who may have them (gst-rules.md §8.1): refused, or in doubt, as shared/sales/schedule-rules.ts finds. */
export const scheduleDoubts = (ask: ScheduleAsk): Doubt[] =>
  scheduleFindings(ask).map(({ how, code, field, details }) => {
    const day = String(details.date)
    const told = code === 'sales/licence-expired' && isLocalDate(day) ? { ...details, date: formatDate(day) } : details
    if (how === 'refuse') throw new Refusal(code, `${String(details.item)}: ${code}`, field, told)
    return { code, field, details: told, ...(how === 'right' ? { right: 'sales.schedule' as const } : {}) }
  })

type Goods = { readonly name: string; readonly schedule: string; readonly composition: string | null }

/** The same of goods that leave without a bill: on a challan nobody gets what he may not be sold, nor more of it. */
export function leavingDoubts(
  db: Reader,
  draft: Pick<Draft, 'uid' | 'date'> & {
    readonly lines: readonly Pick<Draft['lines'][number], 'itemId' | 'qtyMilli' | 'freeMilli'>[]
  },
  ask: {
    readonly buyer: BuyerFacts | null
    readonly itemOf: (id: number) => Goods | undefined
    readonly except: readonly number[]
  },
): Doubt[] {
  const lines = draft.lines.map(({ itemId }) => ask.itemOf(itemId) ?? { name: '', schedule: 'none', composition: null })
  // a patient's prescription is noted on his bill
  const settings = { ...scheduleSettings(db, firmSnapshot(db), draft.date), prescription: false }
  const about = { partyId: ask.buyer?.id ?? null, itemOf: ask.itemOf, uid: uidBytes(draft.uid), except: ask.except }
  return [
    ...scheduleDoubts({ lines, buyer: ask.buyer, date: draft.date, settings, prescription: null }),
    ...restrictedDoubts(draft.lines, restrictedOf(db, draft, about)),
  ]
}
