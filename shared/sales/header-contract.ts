import { z } from 'zod'
import { partyCategories } from '../company/party-category.ts'
import { taxClasses } from '../gst/rates.ts'
import { ValueSchemeZ } from '../items/price-facts.ts'
import { BasisPointsZ, MilliZ, PaiseZ, Uid } from '../schema.ts'
import { CreditZ } from './credit-contract.ts'

/** What the firm has set about prices and drugs, as the bill screen shows it. */
const BillRules = z.object({
  /** A rate further than this from the party's last is marked. */
  driftBp: z.number(),
  /** Null: no margin is thin. */
  marginWarnBp: z.number().nullable(),
  /** Prescriber and patient are kept of registered drugs sold to a patient. */
  prescription: z.boolean(),
})

export const HeldLicence = z.object({ form: z.string(), number: z.string(), validTo: z.string().nullable() })

/** What the bill screen prices and warns with, read as on the bill's date; the posting reads the same. */
export const BillHeader = z.object({
  firmState: z.string(),
  /** False: the firm has no GSTIN and its bills carry no tax. */
  firmRegistered: z.boolean(),
  roundOff: z.boolean(),
  /** A letter of undertaking is in force: zero-rated supplies may go without payment of tax. */
  lut: z.boolean(),
  buyer: z
    .object({
      uid: Uid,
      name: z.string(),
      gstin: z.string().nullable(),
      category: z.enum(partyCategories),
      stateCode: z.string(),
      city: z.string().nullable(),
      tier: z.string(),
      discountBp: BasisPointsZ,
      active: z.boolean(),
      creditDays: z.number().nullable(),
      /** What was agreed and how he stands: shared/sales/credit.ts decides with it. */
      credit: CreditZ,
      minExpiryDays: z.number().nullable(),
      licences: z.array(HeldLicence),
      lastBill: z.object({ uid: Uid, number: z.string(), date: z.string(), totalPaise: PaiseZ }).nullable(),
    })
    .nullable(),
  /** Bill-value schemes that run for the buyer that day. */
  schemes: z.array(ValueSchemeZ),
  items: z.array(
    z.object({
      itemId: z.number(),
      taxClass: z.enum(taxClasses),
      rateBp: BasisPointsZ,
      cessBp: z.number(),
      cessUnitPaise: z.number(),
      hsn: z.string(),
      /** What the last receipt cost, for who may see it. */
      cost: z.object({ valuePaise: PaiseZ, qtyMilli: MilliZ }).nullable(),
    }),
  ),
  rules: BillRules,
})
