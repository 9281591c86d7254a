import { addMonths, type LocalDate, monthEnd } from '../../../shared/calendar.ts'
import { tradePrices } from '../../../shared/gst/mrp.ts'
import type { Schedule } from '../../../shared/items/schedules.ts'
import { share } from '../../../shared/money.ts'
import { type DemoItem, demoItems } from './catalogue.ts'
import type { Chance } from './chance.ts'
import type { Clerk } from './clerk.ts'
import { type DemoParty, demoCustomers, demoSuppliers } from './people.ts'

/** An item on the shelf: its id, its rates, and how many packs there should be when a month begins. */
export type Shelf = DemoItem & {
  readonly id: number
  readonly ptrE4: number
  readonly ptsE4: number
  readonly hospitalE4: number
  /** Packs on one line of a usual bill, at most. */
  readonly usual: number
  readonly target: number
  /** The company gives 10+1, and so do we. */
  readonly scheme: boolean
  /** Packs by our own count, to know when to order. */
  packs: number
}
export type Person = DemoParty & { readonly uid: string }

const usualOf = (mrpPaise: number): number =>
  mrpPaise < 5_000 ? 40 : mrpPaise < 15_000 ? 24 : mrpPaise < 30_000 ? 12 : mrpPaise < 100_000 ? 5 : 1

/** Items, customers and suppliers, keyed on the eve of the first day. */
export async function stockTheShop(clerk: Clerk, day: LocalDate, bills: number, dice: Chance) {
  const lines = bills * 6.5
  const brisk = demoItems.reduce((sum, item) => sum + item.brisk, 0)
  const shelves: Shelf[] = []
  for (const [at, item] of demoItems.entries()) {
    clerk.at(day, 600 + at)
    const margins = { mrpPaise: item.mrpPaise, gstBp: item.rateBp, retailerMargin: 'down-from-mrp' as const }
    const { ptrPaise, ptsPaise } = tradePrices({ ...margins, retailerBp: 2000, stockistBp: 1000 })
    const { pack } = item
    const rates = { ptrE4: ptrPaise * 100, ptsE4: ptsPaise * 100, hospitalE4: share(ptrPaise, 97, 100) * 100 }
    const { id } = await clerk.ask('items', 'save', {
      uid: clerk.uid('item', at),
      code: `D${1001 + at}`,
      name: item.name,
      manufacturer: item.maker,
      composition: item.composition,
      packLabel: pack.label,
      baseUnit: pack.base,
      saleUnit: pack.sale,
      saleFactor: pack.factor,
      units: [...pack.units],
      uqc: pack.uqc,
      schedule: item.schedule as Schedule,
      rack: `${String.fromCharCode(65 + (at % 12))}-${1 + (at % 9)}`,
      barcodes: [`890${String(1_000_000_000 + at * 7_919)}`],
      tax: { fromDate: day, class: item.taxClass, rateBp: item.rateBp, hsn: item.hsn },
      mrpPaise: item.mrpPaise,
      ptrE4: rates.ptrE4,
      ptsE4: rates.ptsE4,
      hospitalE4: rates.hospitalE4,
      retailE4: rates.ptrE4,
    })
    const usual = usualOf(item.mrpPaise)
    const expected = (lines * item.brisk * usual * 0.55) / brisk
    shelves.push({
      ...item,
      ...rates,
      id,
      usual,
      target: Math.ceil(expected * 0.6 + usual * 2),
      scheme: item.brisk >= 6 && item.schedule !== 'H1' && dice.percent(40),
      packs: 0,
    })
    clerk.step(item.name)
  }
  const customers: Person[] = []
  for (const [at, party] of demoCustomers.entries()) {
    clerk.at(day, 800 + at)
    customers.push(await saveParty(clerk, party, at, true))
    clerk.step(party.name)
  }
  const suppliers: Person[] = []
  for (const [at, party] of demoSuppliers.entries()) {
    clerk.at(day, 860 + at)
    suppliers.push(await saveParty(clerk, party, at, false))
    clerk.step(party.name)
  }
  return { shelves, customers, suppliers }
}

async function saveParty(clerk: Clerk, party: DemoParty, at: number, isCustomer: boolean): Promise<Person> {
  const uid = clerk.uid(isCustomer ? 'customer' : 'supplier', at)
  await clerk.ask('parties', 'save', {
    uid,
    code: `${isCustomer ? 'C' : 'S'}${101 + at}`,
    name: party.name,
    isCustomer,
    isSupplier: !isCustomer,
    type: party.type,
    category: party.category,
    gstin: party.gstin,
    stateCode: party.stateCode,
    phone: party.phone,
    address1: party.address1,
    city: party.city,
    pin: party.pin,
    route: isCustomer ? (party.stateCode === '27' ? party.city : 'Outstation') : null,
    tier: party.type === 'hospital' ? 'hospital' : 'ptr',
    discountBp: party.type === 'wholesale' ? 300 : 0,
    creditDays: party.creditDays,
    creditLimitPaise: isCustomer ? party.creditLimitPaise : null,
    licences: party.licences.map((licence) => ({ ...licence })),
  })
  return { ...party, uid }
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
/** A batch number as makers print them. */
/** A batch number as a factory prints it. */
export const batchNumber = (dice: Chance, item: DemoItem): string =>
  `${item.maker.slice(0, 2).toUpperCase()}${letters[dice.whole(0, letters.length - 1)]}${dice.whole(1001, 9899)}`
/** The last day of a month some months on: what expiry means. */
export const expiryIn = (day: LocalDate, months: number): LocalDate => monthEnd(addMonths(day, months))

/** How near the end some batches of the opening stock are, in months after the month that is told. */
const nearEnds: readonly number[] = [1, 1, 2, 2, 2, 3]

/** What was on the shelves on the eve: one to three batches of everything, a few of them near their end, none past it. */
export async function postOpeningStock(clerk: Clerk, day: LocalDate, shelves: readonly Shelf[], dice: Chance): Promise<void> {
  const lines = shelves.flatMap((shelf, at) => {
    const batches = shelf.target < 12 ? 1 : dice.whole(1, 3)
    const near = at % 20 === 7 ? nearEnds[Math.floor(at / 20) % nearEnds.length] : undefined
    return Array.from({ length: batches }, (_, index) => {
      const packs = Math.max(1, Math.round(shelf.target / batches))
      const short = index === 0 && near !== undefined
      const count = short ? Math.min(packs, 8) : packs
      shelf.packs += count
      return {
        itemId: shelf.id,
        batch: batchNumber(dice, shelf),
        expiry: expiryIn(day, short ? near : dice.whole(7, 12) + index * 7),
        mrpPaise: shelf.mrpPaise,
        qtyMilli: count * shelf.pack.factor * 1000,
        valuePaise: share(shelf.ptsE4, count * 96, 100 * 100),
      }
    })
  })
  clerk.at(day, 1080)
  await clerk.ask('inventory', 'openingStock', { uid: clerk.uid('opening', 0), date: day, lines })
}
