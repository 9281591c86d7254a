import type { z } from 'zod'
import type { NewDocument } from '../../shared/accounts/posting.ts'
import { addDays, type LocalDate } from '../../shared/calendar.ts'
import { type Paise, paise, sumPaise } from '../../shared/money.ts'
import type { landedCalls } from '../../shared/purchases/match-contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, text } from '../database/connection.ts'
import { derivedUid, uidBytes, uidText } from '../database/uid.ts'

type Service = {
  name: string
  sac: string
  rateBp: number
  reverseCharge: boolean
  taxablePaise: number
  igstPaise: number
  cgstPaise: number
  sgstPaise: number
}
type Shown = z.output<(typeof landedCalls)['voucherPaper']['output']>
/** A landed cost that reverse charge is due on. */
export type Charged = {
  id: number
  uid: string
  number: string
  date: LocalDate
  partyId: number | null
  partyName: string
  gstin: string | null
  category: string
  pos: string
  supply: string
  totalPaise: number
  services: readonly Service[]
  supplierDate: LocalDate
}

type Row = Omit<Charged, 'uid' | 'services' | 'supplierDate'> & { uid: Uint8Array; applied_json: string }
/** A posted landed cost that is not cancelled with its lines under reverse charge; undefined when there is none. */
export function chargedOf(db: Reader, uid: string): Charged | undefined {
  const row = db.row(text<Row>`
    select d.id, d.uid, d.number, d.date, d.party_id as partyId, v.party_name as partyName, v.gstin, v.category, v.pos, v.supply, v.total as totalPaise, v.applied_json
    from document d join document_state s on s.document_id = d.id and s.cancelled = 0 join document_version v on v.id = s.current_version_id where d.uid = ${uidBytes(uid)} and d.kind = 'landed-cost'`)
  if (!row) return undefined
  const { applied_json, ...rest } = row
  const applied = JSON.parse(applied_json) as { services: Service[]; supplierDate: LocalDate }
  return {
    ...rest,
    uid: uidText(row.uid),
    services: applied.services.filter((line) => line.reverseCharge),
    supplierDate: applied.supplierDate,
  }
}

/** The uid of the self-invoice that goes with a landed cost: it follows from it, so that the two are made once. */
export const selfInvoiceUid = (uid: string): string => uidText(derivedUid('self-invoice', uid))

const daysForSelfInvoice = 30

function paperOf(
  kind: 'self-invoice' | 'payment-voucher',
  of: Charged,
  ask: { uid: string; date: LocalDate; draftHash: string | null; paidPaise: Paise | null },
): NewDocument {
  const zero = paise(0)
  const sum = (what: 'taxablePaise' | 'igstPaise' | 'cgstPaise' | 'sgstPaise') => sumPaise(of.services.map((line) => line[what]))
  const taxablePaise = sum('taxablePaise')
  const taxPaise = paise(sum('igstPaise') + sum('cgstPaise') + sum('sgstPaise'))
  const byDate = kind === 'self-invoice' ? addDays(of.supplierDate, daysForSelfInvoice) : null
  return {
    uid: ask.uid,
    kind,
    date: ask.date,
    partyId: of.partyId,
    reference: null,
    lines: [],
    links: [{ toDocumentId: of.id, kind: 'note' }],
    version: {
      partyName: of.partyName,
      gstin: of.gstin,
      category: of.category,
      pos: of.pos,
      supply: of.supply as NewDocument['version']['supply'],
      mode: 'none',
      dueDate: null,
      grossPaise: taxablePaise,
      discountPaise: zero,
      chargesPaise: zero,
      taxablePaise,
      igstPaise: sum('igstPaise'),
      cgstPaise: sum('cgstPaise'),
      sgstPaise: sum('sgstPaise'),
      cessPaise: zero,
      roundOffPaise: zero,
      totalPaise: ask.paidPaise ?? paise(taxablePaise + taxPaise),
      applied: {
        draftHash: ask.draftHash,
        against: { uid: of.uid, number: of.number },
        services: of.services,
        byDate,
        late: byDate !== null && ask.date > byDate,
        paidPaise: ask.paidPaise,
      },
    },
  }
}

/** The invoice we make out to ourselves when the supplier is not registered (s.31(3)(f), Rule 47A: within 30 days of receipt). */
export const selfInvoice = (of: Charged, date: LocalDate): NewDocument =>
  paperOf('self-invoice', of, { uid: selfInvoiceUid(of.uid), date, draftHash: null, paidPaise: null })

/** The voucher for a payment under reverse charge (s.31(3)(g)). Refuses one for nothing, for more than the bill, and before it. */
export function paymentVoucher(
  of: Charged,
  ask: { uid: string; date: LocalDate; paidPaise: Paise; draftHash: string },
): NewDocument {
  if (of.services.length === 0)
    throw new Refusal('purchases/no-reverse-charge', `${of.number} has no line under reverse charge`, 'against', {
      number: of.number,
    })
  if (ask.paidPaise <= 0 || ask.paidPaise > of.totalPaise)
    throw new Refusal('purchases/voucher-amount', 'A payment above zero and not above the bill', 'paidPaise', {
      number: of.number,
    })
  if (ask.date < of.date) throw new Refusal('purchases/before-bill', `Not before ${of.number}`, 'date', { number: of.number })
  return paperOf('payment-voucher', of, ask)
}

type PaperRow = {
  kind: 'self-invoice' | 'payment-voucher'
  number: string
  date: string
  party_name: string
  gstin: string | null
  applied_json: string
}
/** Either paper as posted, for print. Refuses `purchases/no-voucher`. */
export function voucherPaper(db: Reader, uid: string): Shown {
  const row = db.row(text<PaperRow>`
    select d.kind, d.number, d.date, v.party_name, v.gstin, v.applied_json from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
    where d.uid = ${uidBytes(uid)} and d.kind in ('self-invoice', 'payment-voucher')`)
  if (!row) throw new Refusal('purchases/no-voucher', 'There is no such paper', 'uid')
  const applied = JSON.parse(row.applied_json) as Pick<Shown, 'against' | 'byDate' | 'late' | 'paidPaise'> & {
    services: Service[]
  }
  const sum = (what: 'taxablePaise' | 'igstPaise' | 'cgstPaise' | 'sgstPaise') =>
    applied.services.reduce((n, line) => n + line[what], 0)
  return {
    uid,
    kind: row.kind,
    number: row.number,
    date: row.date,
    supplier: row.party_name,
    gstin: row.gstin,
    against: applied.against,
    byDate: applied.byDate,
    late: applied.late,
    lines: applied.services as unknown as Shown['lines'],
    taxablePaise: paise(sum('taxablePaise')),
    taxPaise: paise(sum('igstPaise') + sum('cgstPaise') + sum('sgstPaise')),
    paidPaise: applied.paidPaise,
  }
}
