import type { z } from 'zod'
import { checkParty } from '../../shared/parties/check-party.ts'
import type { PartyInput } from '../../shared/parties/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Change, change, type Why } from '../company/records.ts'
import { sql } from '../database/connection.ts'
import { uidBytes } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { duplicatesOf } from './duplicates.ts'
import { discountChanges } from './party-discount.ts'
import { furtherOf, holderOfCode, holderOfGstin, partyByUid, type TaxStatus } from './party-store.ts'

type Input = z.output<typeof PartyInput>
type Found = NonNullable<ReturnType<typeof partyByUid>>

const columnsOf = (party: Input) => ({
  code: party.code,
  name: party.name,
  local_name: party.localName,
  is_customer: party.isCustomer ? 1 : 0,
  is_supplier: party.isSupplier ? 1 : 0,
  type: party.type,
  category: party.category,
  gstin: party.gstin,
  pan: party.pan,
  state_code: party.stateCode,
  phone: party.phone,
  email: party.email,
  contact: party.contact,
  route: party.route,
  salesman: party.salesman,
  tier: party.tier,
  discount_bp: party.discountBp,
  credit_limit: party.creditLimitPaise,
  credit_days: party.creditDays,
  credit_bills: party.creditBills,
  credit_amount_rule: party.creditAmountRule,
  credit_late_rule: party.creditLateRule,
  credit_bills_rule: party.creditBillsRule,
  credit_late_days: party.creditLateDays,
  min_expiry_days: party.minExpiryDays,
  fssai: party.fssai,
  language: party.language,
  payment_days: party.paymentDays,
  payment_terms: party.paymentTerms,
  lead_days: party.leadDays,
  msme_class: party.msmeClass,
  msme_udyam: party.msmeUdyam,
  msme_agreement: party.msmeAgreement ? 1 : 0,
  return_days_before: party.returnDaysBefore,
  return_days_after: party.returnDaysAfter,
  return_bp: party.returnBp,
  bank_name: party.bankName,
  bank_account: party.bankAccount,
  ifsc: party.ifsc,
  upi_id: party.upiId,
  active: party.active ? 1 : 0,
})

/** Adds a party, or changes the one with this uid. Refuses what checkParty refuses and a code in use; a GSTIN already held warns. */
export function saveParty(
  given: Writing,
  input: Input,
  because: Pick<Why, 'reason' | 'workId'> = {},
): { id: number; uid: string } {
  const { tx } = given
  const { party, warnings } = checkParty(input)
  const uid = uidBytes(party.uid)
  if (party.code) {
    const holder = holderOfCode(tx, party.code, uid)
    if (holder)
      throw new Refusal('parties/code-taken', `${holder.name} has the code ${party.code}`, 'code', {
        code: party.code,
        name: holder.name,
      })
  }
  for (const { code, field, details } of warnings) given.warn(code, field, details)
  const holder = party.gstin === null ? undefined : holderOfGstin(tx, party.gstin, uid)
  if (holder && party.gstin) given.warn('parties/gstin-duplicate', 'gstin', { gstin: party.gstin, name: holder.name })
  const before = partyByUid(tx, uid)
  warnOfDuplicates(given, party, uid, before)
  const why = { entity: 'party', entityUid: party.uid, ...because }
  if (before) {
    const { id } = before.party
    change(
      given,
      [
        { update: 'party', id, set: columnsOf(party) },
        ...address(id, party, before),
        ...further(given, id, party),
        ...licences(id, party, before),
        ...taxStatus(given, id, party, before),
        ...discountChanges(given.tx, before.party, {
          discountBp: party.discountBp,
          from: party.discountFrom ?? given.today,
        }),
      ],
      why,
    )
    return { id, uid: party.uid }
  }
  // two journal rows: what hangs on the party needs its id
  const [id] = change(
    given,
    [{ insert: 'party', row: { uid, account_id: accountOf(given, party), ...columnsOf(party) } }],
    why,
  ) as [number]
  const hung = [...address(id, party), ...further(given, id, party), ...licences(id, party)]
  if (hung.length) change(given, hung, why)
  return { id, uid: party.uid }
}

/** Who the party may be once more; asked again only when what tells parties apart has changed. */
function warnOfDuplicates(given: Writing, party: Input, uid: Uint8Array, before?: Found): void {
  const was = before && [before.party.name, before.party.phone, before.party.pan, before.address?.city ?? null].join('\n')
  if (was === [party.name, party.phone, party.pan, party.city].join('\n')) return
  for (const { ground, name } of duplicatesOf(given.tx, party, uid))
    given.warn(`parties/${ground}-duplicate`, ground, { name, value: party[ground] ?? '' })
}

/** Its control account, for good: what a customer owes is a debtor's balance even when he also sells to us. */
const accountOf = ({ tx }: Writing, party: Input): number =>
  tx.must(
    sql
      .selectFrom('account')
      .select('id')
      .where('kind', '=', party.isCustomer ? 'debtors' : 'creditors'),
  ).id

function address(id: number, party: Input, before?: Found): Change[] {
  const row = { line_1: party.address1, line_2: party.address2, city: party.city, pin: party.pin, state_code: party.stateCode }
  if (before?.address) return [{ update: 'party_address', id: before.address.id, set: row }]
  // the first address is the party's own, so it is there, if empty, before any further one
  const blank = party.addresses.length === 0 && [row.line_1, row.line_2, row.city, row.pin].every((value) => value === null)
  return blank ? [] : [{ insert: 'party_address', row: { party_id: id, kind: 'billing', ...row } }]
}

/** Further addresses and contacts: written anew when they are not as held. */
function further({ tx }: Writing, id: number, party: Input): Change[] {
  const held = furtherOf(tx, id)
  const addresses = party.addresses.map((one) => ({
    kind: one.kind,
    name: one.name,
    line_1: one.address1,
    line_2: one.address2,
    city: one.city,
    pin: one.pin,
    state_code: one.stateCode,
  }))
  const bare = <T extends { id: number; party_id: number }>({ id: _, party_id: __, ...row }: T) => row
  const same = (a: readonly object[], b: readonly object[]) =>
    JSON.stringify(a.map((row) => Object.entries(row).sort())) === JSON.stringify(b.map((row) => Object.entries(row).sort()))
  return [
    ...(same(held.addresses.map(bare), addresses)
      ? []
      : [
          ...held.addresses.map((row): Change => ({ delete: 'party_address', where: { id: row.id } })),
          ...addresses.map((row): Change => ({ insert: 'party_address', row: { party_id: id, ...row } })),
        ]),
    ...(same(held.contacts.map(bare), party.contacts)
      ? []
      : [
          ...(held.contacts.length ? [{ delete: 'party_contact' as const, where: { party_id: id } }] : []),
          ...party.contacts.map((row): Change => ({ insert: 'party_contact', row: { party_id: id, ...row } })),
        ]),
  ]
}

function licences(id: number, party: Input, before?: Found): Change[] {
  const held = before?.licences.map((one) => [one.form, one.number, one.valid_from, one.valid_to]) ?? []
  const wanted = party.licences.map((one) => [one.form, one.number, one.validFrom, one.validTo])
  if (JSON.stringify(held) === JSON.stringify(wanted)) return []
  return [
    ...(held.length ? [{ delete: 'party_licence' as const, where: { party_id: id } }] : []),
    ...party.licences.map((one) => ({
      insert: 'party_licence' as const,
      row: { party_id: id, form: one.form, number: one.number, valid_from: one.validFrom, valid_to: one.validTo },
    })),
  ]
}

/** A change of registration holds from a day; bills dated before it keep what the party was then. */
function taxStatus(given: Writing, id: number, party: Input, { party: before }: Found): Change[] {
  const was: TaxStatus = { gstin: before.gstin, category: before.category as TaxStatus['category'], stateCode: before.state_code }
  const is: TaxStatus = { gstin: party.gstin, category: party.category, stateCode: party.stateCode }
  if (JSON.stringify(was) === JSON.stringify(is)) return []
  const first = given.tx.row(
    sql
      .selectFrom('dated_fact')
      .select('id')
      .where('subject_type', '=', 'party')
      .where('subject_id', '=', id)
      .where('name', '=', 'tax-status')
      .limit(1),
  )
  const row = (from_date: string, value: TaxStatus): Change => ({
    insert: 'dated_fact',
    row: {
      subject_type: 'party',
      subject_id: id,
      name: 'tax-status',
      from_date: from_date as never,
      value: JSON.stringify(value),
    },
  })
  return [...(first ? [] : [row('1900-01-01', was)]), row(party.taxFrom ?? given.today, is)]
}
