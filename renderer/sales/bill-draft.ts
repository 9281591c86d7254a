import type { LocalDate } from '../../shared/calendar.ts'
import { billScheme } from '../../shared/sales/bill-scheme.ts'
import { type BillMode, type PricedBill, type PricedDraft, type PricingFacts, priceBill } from '../../shared/sales/price-bill.ts'
import type { InputOf, OutputOf } from '../client.ts'
import { type BillLine, blankLine, isBlank } from './bill-line.ts'
import { percentsOf } from './bill-price.ts'
import type { ReturnedInBill } from './bill-returns.ts'
import type { Amends } from './posted-bill.ts'

export type BillHeader = OutputOf<'sales.billHeader'>
type Paid = NonNullable<InputOf<'sales.postBill'>['paid']>[number]

/** The head and foot of a bill on screen. */
export type BillHead = {
  readonly uid: string
  readonly date: LocalDate
  readonly party: { readonly uid: string; readonly name: string; readonly city: string | null } | null
  readonly walkInName: string
  readonly mode: BillMode
  readonly paid: readonly Paid[]
  readonly placeOfSupply: string | null
  readonly withPayment: boolean
  readonly discountPaise: number
  /** False: the bill discount is the bill scheme's. */
  readonly discountKeyed: boolean
  readonly chargesPaise: number
  readonly salesman: string
  readonly narration: string
  /** Rates of lines keyed from now on go up or down by so much. */
  readonly ratePercentBp: number
  /** Who prescribed the drugs a register is kept of, and for whom. */
  readonly prescription: InputOf<'sales.postBill'>['prescription']
  readonly pricesIncludeTax?: boolean
  /** Goods of earlier bills that come back with this one, each its own note; a draft kept by an older version has one. */
  readonly returned?: readonly ReturnedInBill[] | ReturnedInBill | null
  /** Set when this is the next version of a posted bill. */
  readonly amends?: Amends | null
}

export const newHead = (uid: string, date: LocalDate): BillHead => ({
  uid,
  date,
  party: null,
  walkInName: '',
  // until a party with an account is named it is a walk-in, who pays at once
  mode: 'cash',
  paid: [],
  placeOfSupply: null,
  withPayment: true,
  discountPaise: 0,
  discountKeyed: false,
  chargesPaise: 0,
  salesman: '',
  narration: '',
  ratePercentBp: 0,
  prescription: null,
})

/** What is kept of an unposted bill: enough to stand again exactly where it stood, the half-typed cell included. */
export type KeptBill = {
  readonly version: 1
  readonly head: BillHead
  readonly lines: readonly BillLine[]
  readonly at: { readonly row: number; readonly col: number }
  readonly text: string | null
  /** The prices of the day are to be put on the lines: it is a copy of an older bill. */
  readonly follow?: boolean
}

export const keepBill = (kept: Omit<KeptBill, 'version'>): string =>
  JSON.stringify({
    version: 1,
    ...kept,
    lines: kept.lines.map((line) => (line.prices ? { ...line, prices: null } : line)),
  } satisfies KeptBill)

/** A kept bill, or null when it cannot be read (another version's draft is left alone, not guessed at). */
export function readKept(json: string): KeptBill | null {
  try {
    const kept = JSON.parse(json) as KeptBill
    if (kept.version !== 1 || !Array.isArray(kept.lines)) return null
    // a draft of before the ladder has one discount, keyed or the party's
    const older = ({ discountBp, ...line }: BillLine & { discountBp?: number | null }): BillLine =>
      discountBp ? { ...blankLine(), ...line, first: [discountBp], keyed: ['first'] } : { ...blankLine(), ...line }
    const head = { ...kept.head, discountKeyed: kept.head.discountKeyed ?? kept.head.discountPaise > 0 }
    return { ...kept, head, lines: kept.lines.map(older) }
  } catch {
    return null
  }
}

/** True when there is nothing in it worth keeping. */
export const isEmptyBill = (head: BillHead, lines: readonly BillLine[], text: string | null): boolean =>
  head.party === null && head.walkInName === '' && lines.every(isBlank) && !text

/** Lines that can be priced: an item, a quantity and a rate. */
export const pricedLines = (lines: readonly BillLine[]): BillLine[] =>
  lines.filter((line) => line.item !== null && line.qtyMilli !== null && line.rateE4 !== null)

const zeroRatedOf = (head: BillHead, header: BillHeader | null) =>
  header?.buyer && (header.buyer.category === 'sez' || header.buyer.category === 'overseas')
    ? { withPayment: head.withPayment }
    : null

/** The part of the bill that makes the figures, for shared/sales/price-bill.ts. */
function pricedDraft(head: BillHead, header: BillHeader | null, lines: readonly BillLine[]): PricedDraft {
  return {
    lines: lines.map((line) => ({
      qtyMilli: line.qtyMilli ?? 0,
      rateE4: line.rateE4 ?? 0,
      factor: line.item?.saleFactor ?? 1,
      discountsBp: percentsOf(line),
      discountPaise: line.flatPaise ?? 0,
    })),
    discountPaise: head.discountKeyed ? head.discountPaise : 0,
    chargesPaise: head.chargesPaise,
    pricesIncludeTax: head.pricesIncludeTax ?? false,
    placeOfSupply: head.placeOfSupply,
    walkIn: head.party ? null : { stateCode: null },
    zeroRated: zeroRatedOf(head, header),
    mode: head.mode,
    paid: head.paid,
  }
}

export type Preview =
  | {
      readonly priced: PricedBill
      readonly lines: readonly BillLine[]
      /** Taken off the bill: keyed, or the bill scheme's. */
      readonly discountPaise: number
      readonly scheme: string | null
    }
  | { readonly refused: unknown }

/** The bill's figures as the posting will make them: the same function, on the same facts. */
export function preview(head: BillHead, header: BillHeader, all: readonly BillLine[]): Preview {
  const lines = pricedLines(all)
  const taxes = new Map(header.items.map((item) => [item.itemId, item]))
  try {
    const draft = pricedDraft(head, header, lines)
    const facts: PricingFacts = {
      firmState: header.firmState,
      firmRegistered: header.firmRegistered,
      buyer: header.buyer && { category: header.buyer.category, stateCode: header.buyer.stateCode },
      roundOff: header.roundOff,
      // until the header for a new item is there, the tax the search row showed is the day's
      taxes: lines.map(
        (line) => taxes.get(line.item?.id ?? 0) ?? { taxClass: line.item?.taxClass ?? 'taxable', rateBp: line.item?.rateBp ?? 0 },
      ),
    }
    const scheme = head.discountKeyed ? null : billScheme(draft, facts, header.schemes)
    const discountPaise = scheme?.discountPaise ?? draft.discountPaise
    const priced = priceBill({ ...draft, discountPaise }, facts)
    return { priced, lines, discountPaise, scheme: scheme?.scheme.name ?? null }
  } catch (refused) {
    return { refused }
  }
}

/** The export's own papers stay with a bill that is changed. */
const withDetails = (zeroRated: ReturnType<typeof zeroRatedOf>, amends: Amends | null | undefined) =>
  zeroRated && amends?.zeroRated ? { ...amends.zeroRated, ...zeroRated } : zeroRated

/** The bill as it is posted. Lines without a batch or quantity are left in, so that main names them. */
export function toPost(head: BillHead, header: BillHeader | null, lines: readonly BillLine[]): InputOf<'sales.postBill'> {
  const figures = header && preview(head, header, lines)
  const discountPaise = figures && 'priced' in figures ? figures.discountPaise : head.discountPaise
  return {
    uid: head.amends?.uid ?? head.uid,
    date: head.date,
    party: head.party?.uid ?? null,
    walkIn: head.party ? null : { phone: null, stateCode: null, ...head.amends?.walkIn, name: head.walkInName || null },
    pricesIncludeTax: head.pricesIncludeTax ?? false,
    placeOfSupply: head.placeOfSupply,
    mode: head.mode,
    paid: [...head.paid],
    zeroRated: withDetails(zeroRatedOf(head, header), head.amends),
    discountPaise,
    chargesPaise: head.chargesPaise,
    salesman: head.salesman || null,
    narration: head.narration || null,
    prescription: head.prescription ?? null,
    lines: lines
      .filter((line) => !isBlank(line))
      .map((line) => ({
        itemId: line.item?.id ?? 0,
        batchId: line.batch?.id ?? 0,
        locationId: line.batch?.locationId ?? 0,
        unit: line.item?.saleUnit ?? '',
        factor: line.item?.saleFactor ?? 1,
        qtyMilli: line.qtyMilli ?? 0,
        freeMilli: line.freeMilli ?? 0,
        rateE4: line.rateE4 ?? 0,
        discountsBp: percentsOf(line),
        discountPaise: line.flatPaise ?? 0,
        ...(line.source ? { [line.source.kind]: { uid: line.source.uid, line: line.source.line } } : {}),
      })),
  }
}

/** Where a refusal's field is on the screen: a cell of the n-th filled line, or a field of the head or foot. */
export function placeOfField(
  field: string | undefined,
  lines: readonly BillLine[],
): { row: number; column: string } | { field: string } | null {
  if (!field) return null
  const cell = /^lines\.(\d+)(?:\.(\w+))?/.exec(field)
  if (!cell) return { field }
  const filled = lines.map((line, row) => ({ line, row })).filter(({ line }) => !isBlank(line))
  const found = filled[Number(cell[1])]
  if (!found) return null
  const columns: Record<string, string> = {
    itemId: 'item',
    batchId: 'batch',
    locationId: 'batch',
    qtyMilli: 'qty',
    freeMilli: 'free',
    rateE4: 'rate',
    discountsBp: 'discount',
    discountPaise: 'scheme',
  }
  return { row: found.row, column: columns[cell[2] ?? ''] ?? 'item' }
}
