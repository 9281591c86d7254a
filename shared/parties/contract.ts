import { z } from 'zod'
import { partyCategories } from '../company/party-category.ts'
import { command, query, report } from '../contract.ts'
import { BasisPointsZ, DateZ, Done, optionalText, PageAsk, PaiseZ, page, typed, Uid } from '../schema.ts'

export const partyTypes = ['retail', 'wholesale', 'hospital', 'pharmacy', 'institution', 'doctor', 'consumer'] as const
export const priceTiers = ['ptr', 'pts', 'retail', 'hospital'] as const

export const Licence = z.object({ form: typed(10), number: typed(40), validFrom: DateZ.nullable(), validTo: DateZ.nullable() })
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
  creditLimitPaise: PaiseZ.nullable().default(null),
  creditDays: z.number().int().min(0).max(365).nullable().default(null),
  creditBills: z.number().int().min(0).max(999).nullable().default(null),
  licences: z.array(Licence).max(10).default([]),
  active: z.boolean().default(true),
})
export const partyFilters = ['all', 'customers', 'suppliers', 'owing', 'hidden'] as const
export const PartyList = PageAsk.extend({ only: z.enum(partyFilters).default('all') })
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
export const parties = {
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
    output: page(
      PartyHit.extend({ active: z.boolean(), type: z.string(), route: z.string().nullable() }),
      z.object({ balancePaise: PaiseZ }),
    ),
    doc: 'Parties, a page at a time, with balances.',
  }),
  party: query({
    permission: 'masters.read',
    input: z.object({ uid: Uid }),
    output: PartyInput.extend({ id: z.number(), balancePaise: PaiseZ }),
    doc: 'One party whole.',
  }),
  save: command({
    permission: 'masters.write',
    input: PartyInput,
    output: z.object({ id: z.number(), uid: Uid }),
    doc: 'Adds or changes a party. GSTIN, PAN, state and category must agree; a GSTIN already held warns.',
  }),
  setActive: command({
    permission: 'masters.write',
    input: z.object({ uid: Uid, active: z.boolean() }),
    output: Done,
    doc: 'Hides a party from pickers, or brings it back.',
  }),
}
