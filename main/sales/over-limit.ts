import type { z } from 'zod'
import type { LocalDate } from '../../shared/calendar.ts'
import { paise, sumPaise } from '../../shared/money.ts'
import { creditDecision } from '../../shared/sales/credit.ts'
import type { creditCalls, OverLimitRow } from '../../shared/sales/credit-calls.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'
import { creditOf } from './credit.ts'

type Ask = z.output<(typeof creditCalls)['overLimit']['input']>
type Row = z.output<typeof OverLimitRow>

/** Customers that owe or have promised anything: nobody else can be over a limit but one of nothing. */
const owing = text<{ id: number }>`
  select party_id as id from open_left where left_amount <> 0 and left_amount > 0
  union select d.party_id from sales_left w join document d on d.id = w.document_id where d.party_id is not null`

/** Customers over a limit of theirs on a day, the most late first: judged one by one with the check every bill is judged with. */
export function overLimit(db: Reader, ask: Ask, today: LocalDate) {
  const words = ask.filter.toLowerCase().split(/\s+/).filter(Boolean)
  const found = db.rows(owing).flatMap(({ id }): Row[] => {
    const party = db.row(sql.selectFrom('party').selectAll().where('id', '=', id).where('is_customer', '=', 1))
    if (!party) return []
    const { terms, standing } = creditOf(db, party, today)
    const decision = creditDecision(terms, standing, 0)
    if (decision.verdict === 'clear') return []
    const city =
      db.row(sql.selectFrom('party_address').select('city').where('party_id', '=', id).orderBy('id').limit(1))?.city ?? null
    const said = `${party.name} ${city ?? ''} ${party.salesman ?? ''} ${party.phone ?? ''}`.toLowerCase()
    if (!words.every((word) => said.includes(word))) return []
    return [
      {
        uid: uidText(party.uid),
        party: party.name,
        city,
        phone: party.phone,
        salesman: party.salesman,
        owedPaise: decision.owedPaise,
        limitPaise: decision.limitPaise,
        overPaise: paise(Math.max(0, -(decision.leftPaise ?? 0))),
        allowedTill: terms.allowance?.to ?? null,
        openBills: standing.openBills,
        overdueBills: standing.overdueBills,
        overdueDays: standing.overdueDays,
        verdict: decision.verdict,
      },
    ]
  })
  const shown = found.filter(
    (row) => ask.show === 'all' || (ask.show === 'late' ? row.overdueBills > 0 : row.verdict === ask.show),
  )
  const by: Record<string, (row: Row) => number | string> = {
    party: (row) => row.party.toLowerCase(),
    owed: (row) => row.owedPaise,
    over: (row) => row.overPaise,
    late: (row) => row.overdueDays,
  }
  const key = by[ask.sort ?? 'late'] ?? ((row: Row) => row.overdueDays)
  const down = ask.sort === null ? true : ask.descending
  shown.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.party < b.party ? -1 : 1) * (down ? -1 : 1))
  return {
    rows: shown.slice(ask.offset, ask.offset + ask.limit),
    total: shown.length,
    sums: { owedPaise: sumPaise(shown.map((row) => row.owedPaise)), overPaise: sumPaise(shown.map((row) => row.overPaise)) },
  }
}
