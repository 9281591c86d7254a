import type { LocalDate } from '../../shared/calendar.ts'
import { paise, parsePaise, share, sumPaise } from '../../shared/money.ts'
import { parseBasisPoints } from '../../shared/quantity.ts'
import type { InputOf, OutputOf } from '../client.ts'
import type { SheetKind } from '../items/sheet.ts'
import type { EntryRules } from '../ui/entry-store.ts'
import { money, percent } from '../ui/format.ts'
import { words } from '../words.ts'
import { type ItcClass, itcLetters } from './purchase-bill.ts'
import type { Supplier } from './supplier-field.tsx'

export type Landable = OutputOf<'purchases.landableLines'>[number]
/** A service on somebody's bill: freight, insurance, loading. */
export type CostLine = {
  readonly key: string
  /** The service; null is the blank line. */
  readonly item: { readonly id: number; readonly name: string } | null
  readonly sac: string
  readonly amountPaise: number | null
  readonly rateBp: number | null
  readonly reverseCharge: boolean
  readonly itc: ItcClass
}
export type CostHead = {
  readonly date: LocalDate
  readonly supplier: Supplier | null
  readonly supplierName: string
  readonly supplierNumber: string
  readonly basis: 'value' | 'quantity' | 'weight'
  readonly over: readonly Landable[]
  /** Grams by `uid line`, for sharing by weight. */
  readonly weights: Readonly<Record<string, number>>
}
export const newCostHead = (date: LocalDate): CostHead => ({
  date,
  supplier: null,
  supplierName: '',
  supplierNumber: '',
  basis: 'value',
  over: [],
  weights: {},
})
const blankCost = (): CostLine => ({
  key: crypto.randomUUID(),
  item: null,
  sac: '9965',
  amountPaise: null,
  rateBp: null,
  reverseCharge: false,
  itc: 'inputs',
})

const orNone = (text: string, read: (text: string) => number | null): number | null | 'unread' => {
  if (text.trim() === '') return null
  const value = read(text)
  return value === null || value < 0 ? 'unread' : value
}

export const costRules: readonly EntryRules<CostLine>[] = [
  {
    id: 'service',
    entry: true,
    edit: (line) => line.item?.name ?? '',
    write: (line, text) => ({ ...line, item: text.trim() === '' ? null : { id: 0, name: text.slice(0, 60) } }),
  },
  {
    id: 'sac',
    entry: true,
    edit: (line) => line.sac,
    write: (line, text) => (/^\d{0,8}$/.test(text.trim()) ? { ...line, sac: text.trim() } : null),
  },
  {
    id: 'amount',
    entry: true,
    edit: (line) => money(line.amountPaise),
    write: (line, text) => {
      const amountPaise = orNone(text, parsePaise)
      return amountPaise === 'unread' ? null : { ...line, amountPaise }
    },
  },
  {
    id: 'gst',
    entry: true,
    edit: (line) => percent(line.rateBp),
    write: (line, text) => {
      const rateBp = orNone(text, parseBasisPoints)
      return rateBp === 'unread' || (rateBp ?? 0) > 10_000 ? null : { ...line, rateBp }
    },
  },
  {
    id: 'reverseCharge',
    entry: true,
    edit: (line) => (line.reverseCharge ? words('purchases.yes') : ''),
    write: (line, text) => ({ ...line, reverseCharge: /^(y|1|ह|ہ)/i.test(text.trim()) }),
  },
  {
    id: 'itc',
    entry: true,
    skip: () => true,
    edit: (line) => line.itc,
    write: (line, text) => {
      const itc = itcLetters[text.trim().toLowerCase().charAt(0)]
      return itc === undefined ? null : { ...line, itc }
    },
  },
  { id: 'tax' },
]

/** Freight and the like as a sheet. */
export const costKind: SheetKind<CostHead, CostLine> = {
  kind: 'landed-cost',
  rules: costRules,
  blank: blankCost,
  readHead: ({ head }) => (typeof head === 'object' && head !== null && 'over' in head ? (head as CostHead) : null),
  isEmptyHead: (head) => head.supplier === null && head.over.length === 0,
  take: (line) => line,
  afterItem: 'sac',
}

export const taxOfCost = (line: CostLine): number => share(line.amountPaise ?? 0, line.rateBp ?? 0, 10_000)

/** What it comes to: tax the supplier charges is paid to him, tax under reverse charge to the government. */
export function costTotals(lines: readonly CostLine[]) {
  const taxablePaise = sumPaise(lines.map((line) => line.amountPaise ?? 0))
  const chargedPaise = sumPaise(lines.map((line) => (line.reverseCharge ? 0 : taxOfCost(line))))
  const reversePaise = sumPaise(lines.map((line) => (line.reverseCharge ? taxOfCost(line) : 0)))
  return { taxablePaise, chargedPaise, reversePaise, totalPaise: paise(taxablePaise + chargedPaise) }
}

/** The first column of a line that is still to be filled; null when it can be saved. */
export function missingOfCost(line: CostLine): string | null {
  if (!/^\d{4,8}$/.test(line.sac)) return 'sac'
  return line.amountPaise === null ? 'amount' : null
}

/** The cost as main takes it; over nothing it is an expense. */
export const costToPost = (uid: string, head: CostHead, lines: readonly CostLine[]): InputOf<'purchases.postLandedCost'> => ({
  uid,
  date: head.date,
  supplier: head.supplier?.uid ?? null,
  supplierName: head.supplierName,
  supplierNumber: head.supplierNumber,
  supplierDate: head.date,
  basis: head.basis,
  over: head.over.map(({ uid: of, line }) => ({ uid: of, line, weight: head.weights[`${of} ${line}`] ?? 0 })),
  lines: lines.map((line) => ({
    name: line.item?.name ?? '',
    sac: line.sac,
    amountPaise: line.amountPaise ?? 0,
    rateBp: line.rateBp ?? 0,
    reverseCharge: line.reverseCharge,
    itc: line.itc,
  })),
})
