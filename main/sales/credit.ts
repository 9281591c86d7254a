import { addDays, daysBetween, type LocalDate } from '../../shared/calendar.ts'
import type { FactName } from '../../shared/company/contract.ts'
import { type Paise, paise } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import {
  type CreditCount,
  type CreditRule,
  type CreditStanding,
  type CreditTerms,
  creditDecision,
} from '../../shared/sales/credit.ts'
import { firmFact } from '../company/dated-facts.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { uidBytes } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { type Doubt, raiseDoubts } from './doubts.ts'

/** What of a party's row the check reads. */
export type CreditParty = {
  readonly id: number
  readonly account_id: number
  readonly credit_limit: Paise | null
  readonly credit_bills: number | null
  readonly credit_amount_rule: string | null
  readonly credit_late_rule: string | null
  readonly credit_bills_rule: string | null
  readonly credit_late_days: number | null
}
export type Credit = { readonly terms: CreditTerms; readonly standing: CreditStanding }

const openBills = prepared<{ party: number; date: LocalDate }>()((p) =>
  sql
    .selectFrom('open_left')
    .innerJoin('open_item', 'open_item.id', 'open_left.open_item_id')
    .select((eb) => [
      eb.fn.countAll<number>().as('open'),
      eb.fn
        .coalesce(eb.fn.sum<number>(eb.case().when('open_item.due', '<', p.date).then(1).else(0).end()), eb.lit(0))
        .as('overdue'),
      eb.fn.min(eb.case().when('open_item.due', '<', p.date).then(eb.ref('open_item.due')).end()).as('since'),
    ])
    .where('open_left.party_id', '=', p.party)
    // as the index of what is open is written; without it every open bill of the firm is walked
    .where('open_left.left_amount', '<>', 0 as Paise)
    .where('open_left.left_amount', '>', 0 as Paise),
)
const balanceOf = prepared<{ party: number; account: number }>()((p) =>
  sql.selectFrom('balance').select('amount').where('account_id', '=', p.account).where('party_id', '=', p.party),
)
const allowanceOn = prepared<{ party: number; date: LocalDate }>()((p) =>
  sql
    .selectFrom('credit_allowance')
    .select(['to_date', 'limit_amount', 'late'])
    .where('party_id', '=', p.party)
    .where('from_date', '<=', p.date)
    .orderBy('seq', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
)
// a cheque taken back is a mirror of the same posting's accounts, so the sum forgets it
const freshCheques = prepared<{ party: number; since: LocalDate }>()(
  (p) => text<{ amount: Paise }>`select coalesce(sum(c.amount), 0) as amount from posting x
    join ledger_line c on c.posting_id = x.id and c.account_id = (select id from account where kind = 'cheques')
    where x.id in (select posting_id from ledger_line where party_id = ${p.party}) and x.date > ${p.since}`,
)

// what is left of challans and confirmed orders, with its tax
const promised = prepared<{ party: number; kind: 'sales-order' | 'challan' }>()(
  (p) => text<{ id: number; amount: Paise }>`
    select d.id, sum(iif(l.taxable = 0, 0, w.value_left * (l.taxable + l.igst + l.cgst + l.sgst + l.cess) / l.taxable)) as amount
    from document d join document_state s on s.document_id = d.id and s.cancelled = 0 join sales_left w on w.document_id = d.id
      join document_line l on l.version_id = s.current_version_id and l.line_no = w.line_no
    where d.party_id = ${p.party} and d.kind = ${p.kind} and (d.kind = 'challan' or exists (select 1 from order_confirmation c where c.document_id = d.id))
    group by d.id`,
)

const ruleOf = (own: string | null, db: Reader, name: FactName, date: LocalDate): CreditRule =>
  (own ?? firmFact(db, name, date)) as CreditRule

function termsOf(db: Reader, party: CreditParty, date: LocalDate): CreditTerms {
  const allowance = db.get(allowanceOn, { party: party.id, date })
  const runs = allowance && allowance.limit_amount !== null && allowance.to_date >= date
  return {
    limitPaise: party.credit_limit,
    bills: party.credit_bills,
    lateDays: party.credit_late_days ?? Number(firmFact(db, 'credit-late-days', date)),
    rules: {
      amount: ruleOf(party.credit_amount_rule, db, 'credit-amount', date),
      late: ruleOf(party.credit_late_rule, db, 'credit-late', date),
      bills: ruleOf(party.credit_bills_rule, db, 'credit-bills', date),
    },
    allowance: runs ? { limitPaise: allowance.limit_amount as Paise, to: allowance.to_date, late: allowance.late === 1 } : null,
  }
}

/**
 * What was agreed with a customer and how he stands, as on a day. By the firm's setting what counts as owed besides the balance are
 * challans not billed yet and open orders, and cheques of the last days. `except`: documents the bill or order in hand answers or takes
 * the place of; their worth is not counted twice.
 */
export function creditOf(db: Reader, party: CreditParty, date: LocalDate, except: readonly number[] = []): Credit {
  const bills = db.get(openBills, { party: party.id, date })
  const count = firmFact(db, 'credit-count', date) as CreditCount
  const chequeDays = Number(firmFact(db, 'credit-cheque-days', date))
  const open = [
    ...(count === 'bills' ? [] : db.all(promised, { party: party.id, kind: 'challan' })),
    ...(count === 'orders' ? db.all(promised, { party: party.id, kind: 'sales-order' }) : []),
  ].filter(({ id }) => !except.includes(id))
  const cheques =
    chequeDays === 0 ? 0 : (db.get(freshCheques, { party: party.id, since: addDays(date, -chequeDays) })?.amount ?? 0)
  return {
    terms: termsOf(db, party, date),
    standing: {
      balancePaise: db.get(balanceOf, { party: party.id, account: party.account_id })?.amount ?? paise(0),
      chequesPaise: paise(Math.max(0, cheques)),
      promisedPaise: paise(open.reduce((sum, { amount }) => sum + amount, 0)),
      openBills: bills?.open ?? 0,
      overdueBills: bills?.overdue ?? 0,
      overdueDays: bills?.since ? daysBetween(bills.since, date) : 0,
    },
  }
}

/** What is in doubt about owing so much more; nothing when all of it is paid at once. */
export function creditDoubts({ terms, standing }: Credit, morePaise: number): Doubt[] {
  if (morePaise <= 0) return []
  return creditDecision(terms, standing, morePaise).findings.map(({ code, rule, details }) => ({
    code,
    field: 'party',
    details,
    ...(rule === 'stop' ? { right: 'sales.over-limit' as const } : {}),
  }))
}

const partyOf = prepared<{ uid: Uint8Array }>()((p) => sql.selectFrom('party').selectAll().where('uid', '=', p.uid))

/**
 * The credit check of anything that will be owed, as confirming an order: warns, or refuses who has not got the right to lend beyond
 * the limit. Refuses `sales/unknown-party`, `sales/over-limit`, `sales/over-bills`, `sales/overdue`.
 */
export function checkCredit(
  given: Writing,
  { party, date, morePaise, except }: { party: string; date: LocalDate; morePaise: number; except?: readonly number[] },
): void {
  const row = given.tx.get(partyOf, { uid: uidBytes(party) })
  if (!row) throw new Refusal('sales/unknown-party', 'This party is not in the book', 'party', {})
  raiseDoubts(given, creditDoubts(creditOf(given.tx, row, date, except), morePaise))
}
