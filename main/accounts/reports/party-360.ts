import { daysBetween, type LocalDate } from '../../../shared/calendar.ts'
import { type Paise, paise, share, sumPaise } from '../../../shared/money.ts'
import { type Milli, rateE4 } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { furtherOf, partyByUid } from '../../parties/party-store.ts'
import { knownNumber } from './known-by.ts'
import { outstanding } from './outstanding.ts'

const deals = 10

type Bill = {
  uid: Uint8Array
  kind: string
  number: string
  date: string
  due: string | null
  total: Paise
  left_amount: Paise
  cancelled: number
}
const lastBills = (party: number) => text<Bill>`
  select d.uid, d.kind, ${knownNumber('d')} as number, d.date, v.due_date as due, v.total, s.cancelled,
    coalesce((select sum(l.left_amount) from open_item o join open_left l on l.open_item_id = o.id join posting p on p.id = o.posting_id
      where o.posting_id in (select id from posting where version_id = v.id) and o.party_id = d.party_id), 0) as left_amount
  from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
  where d.party_id = ${party} and d.kind in ('sale', 'sale-return', 'purchase', 'purchase-return') order by d.date desc, d.id desc limit ${deals}`

type Item = {
  uid: Uint8Array
  item: string
  date: string
  number: string
  unit: string
  factor: number
  qty: Milli
  free_qty: Milli
  taxable: Paise
}
/** The last lines of each item in the last fifty bills, so that a party of ten years costs no more than a new one. */
const lastItems = (party: number) => text<Item>`
  with bills as (select d.id, d.date, d.number, s.current_version_id as version from document d join document_state s on s.document_id = d.id
    where d.party_id = ${party} and d.kind in ('sale', 'purchase') and s.cancelled = 0 order by d.date desc, d.id desc limit 50)
  select i.uid, i.name as item, b.date, b.number, l.unit, l.factor, l.qty, l.free_qty, l.taxable, max(b.date || printf('%012d', b.id)) as latest
  from bills b join document_line l on l.version_id = b.version join item i on i.id = l.item_id where l.qty + l.free_qty > 0
  group by l.item_id order by latest desc limit ${deals}`

const lastMoney = (party: number) => text<{ date: string; number: string; total: Paise }>`
  select d.date, d.number, v.total from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
  where d.party_id = ${party} and d.kind in ('receipt', 'payment') and s.cancelled = 0 order by d.date desc, d.id desc limit 1`

/** What a unit of the line cost the buyer before tax, free goods counted in: taxable value ÷ all units (1/10,000 rupee). */
const netRate = (line: Item) => rateE4(share(line.taxable * 100, line.factor * 1000, line.qty + line.free_qty))

/** Everything about a party at a glance. Overdue is what is past its due date on the side the party stands on. */
export function party360(db: Reader, uid: string, today: LocalDate) {
  const found = partyByUid(db, uidBytes(uid))
  if (!found) throw new Refusal('accounts/no-party', 'There is no such party', 'party')
  const { party, licences, balancePaise } = found
  const sign = party.is_customer === 1 ? 1 : -1
  const open = outstanding(db, party.id, today)
  const bills = open.filter((item) => item.leftPaise * sign > 0)
  const overdue = bills.filter((item) => item.days > 0)
  const money = db.row(lastMoney(party.id))
  return {
    uid,
    name: party.name,
    balancePaise,
    overduePaise: sumPaise(overdue.map((item) => item.leftPaise)),
    overdueBills: overdue.length,
    overdueDays: Math.max(0, ...overdue.map((item) => item.days)),
    openBills: bills.length,
    onAccountPaise: sumPaise(open.filter((item) => item.leftPaise * sign < 0).map((item) => item.leftPaise)),
    creditLimitPaise: party.credit_limit,
    limitLeftPaise: party.credit_limit === null ? null : paise(party.credit_limit - balancePaise),
    creditDays: party.credit_days,
    creditBills: party.credit_bills,
    lastBills: db.rows(lastBills(party.id)).map((row) => ({
      uid: uidText(row.uid),
      kind: row.kind,
      number: row.number,
      date: row.date,
      due: row.due,
      totalPaise: row.total,
      leftPaise: row.left_amount,
      cancelled: row.cancelled === 1,
    })),
    lastItems: db.rows(lastItems(party.id)).map((row) => ({
      itemUid: uidText(row.uid),
      item: row.item,
      date: row.date,
      number: row.number,
      unit: row.unit,
      factor: row.factor,
      qtyMilli: row.qty,
      freeMilli: row.free_qty,
      netRateE4: netRate(row),
    })),
    lastMoney: money ? { date: money.date, number: money.number, amountPaise: money.total } : null,
    licences: licences.map((one) => ({
      form: one.form,
      number: one.number,
      validTo: one.valid_to,
      ended: one.valid_to !== null && daysBetween(one.valid_to, today) > 0,
    })),
    contacts: furtherOf(db, party.id).contacts.map(({ name, role, phone, email }) => ({ name, role, phone, email })),
  }
}
