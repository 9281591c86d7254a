import type { LocalDate } from '../../shared/calendar.ts'
import { type Paise, paise, share, sumPaise } from '../../shared/money.ts'
import type { claimBases, claimReasons, claimRoutes } from '../../shared/purchases/claim-contract.ts'
import type { InputOf, OutputOf } from '../client.ts'
import type { SheetKind } from '../items/sheet.ts'
import type { EntryRules } from '../ui/entry-store.ts'
import { blankGoods, type GoodsItem, type GoodsLine, goodsRules, grossOf } from './goods-line.ts'
import type { Supplier } from './supplier-field.tsx'

export type Claimable = OutputOf<'purchases.claimableStock'>['rows'][number]
export type Basis = (typeof claimBases)[number]
/** Goods that are sent, from where they stand. */
export type ClaimLine = GoodsLine & { readonly stock: Claimable | null }
export type ClaimHead = {
  readonly date: LocalDate
  readonly supplier: Supplier | null
  readonly route: (typeof claimRoutes)[number]
  readonly reason: (typeof claimReasons)[number]
  readonly basis: Basis
  readonly notes: string
}
export const newClaimHead = (date: LocalDate): ClaimHead => ({
  date,
  supplier: null,
  route: 'credit-note',
  reason: 'expiry',
  basis: 'cost',
  notes: '',
})
const blankClaim = (): ClaimLine => ({ ...blankGoods(), stock: null })

const rules = goodsRules<ClaimLine>()
export const claimRules: readonly EntryRules<ClaimLine>[] = [
  { ...rules.item, skip: (line) => line.item !== null },
  { id: 'batch' },
  { id: 'expiry' },
  { id: 'place' },
  { id: 'stock' },
  rules.qty,
  rules.rate,
  rules.discount,
  { id: 'amount' },
]

/** A claim as a sheet: its goods are loaded from what can be claimed. */
export const claimKind: SheetKind<ClaimHead, ClaimLine> = {
  kind: 'claim',
  rules: claimRules,
  blank: blankClaim,
  readHead: ({ head }) => (typeof head === 'object' && head !== null && 'basis' in head ? (head as ClaimHead) : null),
  isEmptyHead: (head) => head.supplier === null,
  // goods are claimed from where they stand, so they are picked there
  find: async (text) => ({ text, rows: [], exact: false }),
  take: (line) => line,
  afterItem: 'qty',
}

/** The rate a claim is reckoned at; null where that price is not known. */
export function basisRate(stock: Claimable, basis: Basis): number | null {
  switch (basis) {
    case 'mrp':
      return stock.mrpPaise === null ? null : stock.mrpPaise * 100
    case 'ptr':
      return stock.ptrE4
    case 'pts':
      return stock.ptsE4
    case 'cost':
      return stock.costE4
  }
}

/** Picked goods as lines: all there is, at the rate of the basis. */
export const claimedLines = (picked: readonly Claimable[], items: ReadonlyMap<number, GoodsItem>, basis: Basis): ClaimLine[] =>
  picked.flatMap((stock) => {
    const item = items.get(stock.itemId)
    if (!item) return []
    return [
      {
        ...blankClaim(),
        item,
        batch: stock.batch,
        expiry: stock.expiry as LocalDate | null,
        mrpPaise: stock.mrpPaise,
        qtyMilli: stock.qtyMilli,
        rateE4: basisRate(stock, basis),
        stock,
      },
    ]
  })

/** Quantity × rate less the deduction; null until it can be worked out. */
export function claimedOf(line: ClaimLine): Paise | null {
  const gross = grossOf(line)
  return gross === null ? null : paise(gross - share(gross, line.discountBp ?? 0, 10_000))
}
export const claimTotal = (lines: readonly ClaimLine[]): Paise => sumPaise(lines.map((line) => claimedOf(line) ?? 0))

/** The first column still to fill; null when the line can be sent. */
export function missingOf(line: ClaimLine): string | null {
  if ((line.qtyMilli ?? 0) <= 0) return 'qty'
  return line.rateE4 === null ? 'rate' : null
}

export const claimColumnOf: Readonly<Record<string, string>> = {
  itemId: 'item',
  batchId: 'batch',
  locationId: 'place',
  qtyMilli: 'qty',
  rateE4: 'rate',
  deductBp: 'discount',
}

/** The claim as main takes it. */
export const claimToPost = (uid: string, head: ClaimHead, lines: readonly ClaimLine[]): InputOf<'purchases.postClaim'> => ({
  uid,
  date: head.date,
  supplier: head.supplier?.uid ?? '',
  route: head.route,
  reason: head.reason,
  notes: head.notes,
  lines: lines.map((line) => ({
    itemId: line.item?.id ?? 0,
    batchId: line.stock?.batchId ?? 0,
    locationId: line.stock?.locationId ?? 0,
    qtyMilli: line.qtyMilli ?? 0,
    basis: head.basis,
    rateE4: line.rateE4 ?? 0,
    deductBp: line.discountBp ?? 0,
  })),
})
