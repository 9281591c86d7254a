import type { z } from 'zod'
import { financialYear } from '../../shared/calendar.ts'
import type { PurchaseReturn } from '../../shared/purchases/return-contract.ts'
import { formatMilli } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type AccountIds, accountIds } from '../accounts/account-store.ts'
import { firmFact } from '../company/dated-facts.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { type BillLine, linesOfBill, liveBill } from './shown-bill.ts'
import { headOf } from './shown-receipt.ts'

export type Draft = z.output<typeof PurchaseReturn>
export type ReturnFacts = {
  accounts: AccountIds
  registered: boolean
  stateCode: string
  roundOff: boolean
  bill: {
    id: number
    number: string
    date: Draft['date']
    supply: string
    supplierNumber: string
    totalPaise: number
    roundOffPaise: number
  }
  supplier: { id: number; accountId: number; name: string; gstin: string | null; category: string }
  /** The bill's open item, and what is left of it. */
  owed: { openItem: number; leftPaise: number } | null
  /** Line of the bill for each line of the draft. */
  lines: readonly BillLine[]
  draftHash: string
}

/** Refuses goods that were not bought, or have gone back already; quantities are counted over the draft's lines. */
function checkLines(draft: Draft, lines: readonly BillLine[]): void {
  const before = new Set<number>()
  for (const [at, line] of draft.lines.entries()) {
    const bought = lines[at] as BillLine
    const details = { item: bought.item }
    if (before.has(line.line))
      throw new Refusal('purchases/line-twice', `${bought.item} is on an earlier line already`, `lines.${at}.line`, details)
    before.add(line.line)
    if (line.qtyMilli < 0 || line.freeMilli < 0 || line.qtyMilli + line.freeMilli === 0)
      throw new Refusal(
        'inventory/quantity-needed',
        `${bought.item}: a quantity above zero is needed`,
        `lines.${at}.qtyMilli`,
        details,
      )
    for (const [field, wanted, left] of [
      ['qtyMilli', line.qtyMilli, bought.qtyMilli - bought.returnedMilli],
      ['freeMilli', line.freeMilli, bought.freeMilli - bought.returnedFreeMilli],
    ] as const)
      if (wanted > left)
        throw new Refusal(
          'purchases/more-than-bought',
          `${bought.item}: only ${formatMilli(left)} can still go back`,
          `lines.${at}.${field}`,
          { ...details, left: formatMilli(left) },
        )
  }
}

/** Reads the facts once. Refuses a bill that is not there or cancelled, a day before it, and goods that cannot go back. */
export function returnFacts(db: Reader, draft: Draft, draftHash: string): ReturnFacts {
  const bill = liveBill(db, draft.bill)
  const head = headOf(db, 'purchase', draft.bill)
  if (!bill || !head) throw new Refusal('purchases/no-bill', 'There is no such supplier bill', 'bill')
  if (draft.date < bill.date)
    throw new Refusal('purchases/before-bill', `Goods of ${bill.number} cannot go back before it`, 'date', {
      number: bill.number,
    })
  const bought = new Map(linesOfBill(db, bill.id).map((line) => [line.line, line]))
  const lines = draft.lines.map(({ line }, at) => {
    const found = bought.get(line)
    if (!found)
      throw new Refusal('purchases/no-line', `${bill.number} has no line ${line}`, `lines.${at}.line`, { number: bill.number })
    return found
  })
  checkLines(draft, lines)
  const version = db.must(text<{ total: number; round_off: number; category: string; gstin: string | null; party_name: string }>`
    select v.total, v.round_off, v.category, v.gstin, v.party_name from document_state s join document_version v on v.id = s.current_version_id where s.document_id = ${bill.id}`)
  const party = db.must(sql.selectFrom('party').select(['id', 'account_id']).where('id', '=', bill.party_id))
  const firm = db.must(sql.selectFrom('firm').select(['gstin', 'state_code']).where('id', '=', 1))
  return {
    accounts: accountIds(db),
    registered: firm.gstin !== null,
    stateCode: firm.state_code,
    roundOff: firmFact(db, 'round-off', draft.date) === 'rupee',
    bill: {
      id: bill.id,
      number: bill.number,
      date: bill.date,
      supply: bill.supply,
      supplierNumber: head.reference ?? '',
      totalPaise: version.total,
      roundOffPaise: version.round_off,
    },
    supplier: {
      id: party.id,
      accountId: party.account_id,
      name: version.party_name,
      gstin: version.gstin,
      category: version.category,
    },
    owed: owedOf(db, bill.id, party.id),
    lines,
    draftHash,
  }
}

/** What we still owe on the bill itself. */
const owedOf = (db: Reader, documentId: number, partyId: number): ReturnFacts['owed'] =>
  db.row(text<{ openItem: number; leftPaise: number }>`
    select o.id as openItem, -f.left_amount as leftPaise from document_state s join posting p on p.version_id = s.current_version_id and p.kind = 'document'
    join open_item o on o.posting_id = p.id and o.party_id = ${partyId} and o.amount < 0 join open_left f on f.open_item_id = o.id where s.document_id = ${documentId} limit 1`) ??
  null

/** The last day a supplier may issue a credit note for GST: 30 November after the year of the supply (s.34; gst-rules.md §3.4). */
export const lastNoteDay = (billDate: Draft['date']): string => `${Number(financialYear(billDate).to.slice(0, 4))}-11-30`
