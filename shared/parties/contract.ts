import { z } from 'zod'
import { partyCategories } from '../company/party-category.ts'
import { command, query, report } from '../contract.ts'
import { BasisPointsZ, DateZ, Done, optionalText, PageAsk, PaiseZ, page, typed, Uid } from '../schema.ts'
import { partyImportCalls } from './import-contract.ts'
import { partyTypes } from './party-types.ts'

export const priceTiers = ['ptr', 'pts', 'retail', 'hospital'] as const

export const Licence = z.object({ form: typed(10), number: typed(40), validFrom: DateZ.nullable(), validTo: DateZ.nullable() })
export const partyLanguages = ['en', 'hi', 'ur'] as const
export const msmeClasses = ['micro', 'small', 'medium'] as const
export const addressKinds = ['billing', 'shipping'] as const
/** A further address: another shop to bill, or where goods are sent. */
export const FurtherAddress = z.object({
  kind: z.enum(addressKinds).default('shipping'),
  name: optionalText(60),
  address1: optionalText(100),
  address2: optionalText(100),
  city: optionalText(60),
  pin: optionalText(10),
  /** Null: the party's own state. */
  stateCode: z
    .string()
    .regex(/^\d{2}$/)
    .nullable()
    .default(null),
})
export const Contact = z.object({ name: typed(60), role: optionalText(40), phone: optionalText(20), email: optionalText(100) })
const days = (most: number) => z.number().int().min(0).max(most).nullable().default(null)
const Rule = z.enum(['off', 'warn', 'stop']).nullable().default(null)
export const PartyInput = z.object({
  uid: Uid,
  code: optionalText(20),
  name: typed(100).refine((text) => text.length > 0, 'is needed'),
  localName: optionalText(100),
  isCustomer: z.boolean().default(true),
  isSupplier: z.boolean().default(false),
  type: z.enum(partyTypes).default('retail'),
  category: z.enum(partyCategories).default('unregistered'),
  gstin: optionalText(20),
  pan: optionalText(10),
  stateCode: z.string().regex(/^\d{2}$/),
  /** For a changed GSTIN, category or state: the day it holds from; null = today. Earlier bills keep what the party was. */
  taxFrom: DateZ.nullable().default(null),
  phone: optionalText(20),
  email: optionalText(100),
  contact: optionalText(60),
  address1: optionalText(100),
  address2: optionalText(100),
  city: optionalText(60),
  pin: optionalText(10),
  route: optionalText(40),
  salesman: optionalText(60),
  tier: z.enum(priceTiers).default('ptr'),
  discountBp: BasisPointsZ.default(0 as never),
  /** The day a changed discount holds from; today when left out. */
  discountFrom: DateZ.nullable().default(null),
  creditLimitPaise: PaiseZ.nullable().default(null),
  creditDays: z.number().int().min(0).max(365).nullable().default(null),
  creditBills: z.number().int().min(0).max(999).nullable().default(null),
  /** What happens beyond each limit; null: as the firm has set it. */
  creditAmountRule: Rule,
  creditLateRule: Rule,
  creditBillsRule: Rule,
  /** Bills may be late by so many days before that counts; null: the firm's. */
  creditLateDays: days(365),
  /** Goods with fewer days to their expiry this customer does not take. */
  minExpiryDays: days(999),
  licences: z.array(Licence).max(10).default([]),
  fssai: optionalText(20),
  /** What statements and bills may speak besides English. */
  language: z.enum(partyLanguages).default('en'),
  addresses: z.array(FurtherAddress).max(20).default([]),
  contacts: z.array(Contact).max(20).default([]),
  /** What a supplier gives us: days to pay, words of the terms, days from order to goods. */
  paymentDays: days(365),
  paymentTerms: optionalText(200),
  leadDays: days(365),
  msmeClass: z.enum(msmeClasses).nullable().default(null),
  msmeUdyam: optionalText(30),
  /** A written agreement, by which up to 45 days may be taken to pay a micro or small enterprise; without one it is 15. */
  msmeAgreement: z.boolean().default(false),
  /** The supplier takes expiring goods back from so many days before expiry to so many after, at so much of their price. */
  returnDaysBefore: days(999),
  returnDaysAfter: days(999),
  returnBp: BasisPointsZ.nullable().default(null),
  bankName: optionalText(60),
  bankAccount: optionalText(40),
  ifsc: optionalText(20),
  upiId: optionalText(100),
  active: z.boolean().default(true),
})
export const partyFilters = ['all', 'customers', 'suppliers', 'owing', 'owed', 'licence', 'hidden'] as const
export const PartyList = PageAsk.extend({
  only: z.enum(partyFilters).default('all'),
  type: z.enum(partyTypes).nullable().default(null),
  route: optionalText(40),
})
/** A party as a row of the list; money is null for a person who may not see it. */
const PartyListRow = z.object({
  id: z.number(),
  uid: Uid,
  code: z.string().nullable(),
  name: z.string(),
  city: z.string().nullable(),
  phone: z.string().nullable(),
  gstin: z.string().nullable(),
  pan: z.string().nullable(),
  stateCode: z.string(),
  category: z.enum(partyCategories),
  type: z.enum(partyTypes),
  tier: z.enum(priceTiers),
  route: z.string().nullable(),
  salesman: z.string().nullable(),
  contact: z.string().nullable(),
  creditLimitPaise: PaiseZ.nullable(),
  creditDays: z.number().nullable(),
  licenceValidTo: z.string().nullable(),
  balancePaise: PaiseZ.nullable(),
  active: z.boolean(),
  mergedInto: z.string().nullable(),
})
/** A party as a picker row and as the bill's header needs it. */
export const PartyHit = z.object({
  id: z.number(),
  uid: Uid,
  code: z.string().nullable(),
  name: z.string(),
  city: z.string().nullable(),
  phone: z.string().nullable(),
  gstin: z.string().nullable(),
  stateCode: z.string(),
  category: z.enum(partyCategories),
  tier: z.enum(priceTiers),
  balancePaise: PaiseZ,
  creditLimitPaise: PaiseZ.nullable(),
  creditDays: z.number().nullable(),
  licenceValidTo: z.string().nullable(),
})
const Twin = z.object({
  uid: Uid,
  name: z.string(),
  code: z.string().nullable(),
  city: z.string().nullable(),
  phone: z.string().nullable(),
  gstin: z.string().nullable(),
  balancePaise: PaiseZ,
})
export const parties = {
  ...partyImportCalls,
  search: query({
    permission: 'masters.read',
    input: z.object({
      text: z.string().max(80),
      limit: z.number().int().min(1).max(50).default(20),
      customers: z.boolean().default(true),
    }),
    output: z.object({ text: z.string(), rows: z.array(PartyHit) }),
    doc: 'Customers by words of name, area, phone, GSTIN or code; the reply carries the text it answers.',
  }),
  list: report({
    permission: 'masters.read',
    input: PartyList,
    output: page(PartyListRow, z.object({ balancePaise: PaiseZ.nullable() })),
    doc: 'Parties, a page at a time, with balances and their sum over the whole filter.',
  }),
  party: query({
    permission: 'masters.read',
    input: z.object({ uid: Uid }),
    output: PartyInput.extend({
      id: z.number(),
      balancePaise: PaiseZ,
      mergedInto: z.object({ uid: Uid, name: z.string() }).nullable(),
    }),
    doc: 'One party whole.',
  }),
  save: command({
    permission: 'masters.write',
    input: PartyInput,
    output: z.object({ id: z.number(), uid: Uid }),
    doc: 'Adds or changes a party. GSTIN, PAN, state and category must agree; a GSTIN already held warns.',
  }),
  duplicates: report({
    permission: 'masters.read',
    input: PageAsk,
    output: page(z.object({ ground: z.enum(['gstin', 'pan', 'phone', 'name']), first: Twin, second: Twin }), z.object({})),
    doc: 'Pairs of parties that may be one: same GSTIN, PAN and state, phone, or nearly the same name in one town.',
  }),
  setActive: command({
    permission: 'masters.write',
    input: z.object({ uid: Uid, active: z.boolean() }),
    output: Done,
    doc: 'Hides a party from pickers, or brings it back. One with a balance warns; one merged into another stays hidden.',
  }),
}
