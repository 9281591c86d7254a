import { z } from 'zod'
import { command, report } from '../contract.ts'
import { Done, optionalText, PageAsk, page, typed, Uid } from '../schema.ts'

export const locationKinds = ['saleable', 'quarantine', 'expiry', 'transit', 'with_customer', 'with_supplier'] as const
const Id = z.number().int()
/** Where a place stands; null state: the firm's. A place has no GSTIN of its own: one registration, one book. */
export const PlaceAddress = z.object({
  address1: optionalText(100),
  address2: optionalText(100),
  city: optionalText(60),
  pin: optionalText(10),
  stateCode: optionalText(2),
})

/** Godowns and racks. */
export const placeCalls = {
  locations: report({
    permission: 'stock.read',
    input: PageAsk.extend({ active: z.boolean().default(false) }),
    output: page(
      z.object({
        id: z.number(),
        uid: Uid,
        name: z.string(),
        kind: z.enum(locationKinds),
        active: z.boolean(),
        /** null: at the firm's own address. */
        address: PlaceAddress.nullable(),
        batches: z.number(),
        racks: z.number(),
      }),
      z.object({ batches: z.number() }),
    ),
    doc: 'Places goods can be at, with how many batches stand there.',
  }),
  saveLocation: command({
    permission: 'masters.write',
    input: z.object({
      uid: Uid,
      name: typed(60).refine((text) => text.length > 0, 'is needed'),
      kind: z.enum(locationKinds),
      active: z.boolean(),
      /** Left out: as it is; null: at the firm's own address. */
      address: PlaceAddress.nullable().optional(),
    }),
    output: Done,
    doc: 'Adds a place or changes it, with the address that stands on challans. A place with stock is not closed and keeps its kind; one saleable place and one for goods on the way always stay.',
  }),
  racks: report({
    permission: 'stock.read',
    input: PageAsk.extend({ locationId: Id }),
    output: page(
      z.object({
        itemId: z.number(),
        item: z.string(),
        pack: z.string().nullable(),
        rack: z.string().nullable(),
        own: z.boolean(),
      }),
      z.object({ racks: z.number() }),
    ),
    doc: 'The rack of each item with stock or a rack at a place; `own` when it is told for this place.',
  }),
  saveRack: command({
    permission: 'masters.write',
    input: z.object({ itemId: Id, locationId: Id, rack: optionalText(20) }),
    output: Done,
    doc: 'The rack of an item at a place; null takes it back to the rack of the item.',
  }),
}
