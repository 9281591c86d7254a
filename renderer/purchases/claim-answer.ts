import type { LocalDate } from '../../shared/calendar.ts'
import { type Paise, parsePaise, share, sumPaise } from '../../shared/money.ts'
import type { InputOf, OutputOf } from '../client.ts'
import type { SheetKind } from '../items/sheet.ts'
import type { EntryRules } from '../ui/entry-store.ts'
import { money } from '../ui/format.ts'
import { blankGoods, type GoodsItem, type GoodsLine, goodsRules, quantityRule } from './goods-line.ts'

export type Claim = OutputOf<'purchases.claim'>
export type ClaimRow = OutputOf<'purchases.claims'>['rows'][number]
type Sent = Claim['lines'][number]
/** `qtyMilli` is what was credited; `freeMilli` what came back. */
export type AnswerLine = GoodsLine & { readonly sent: Sent | null; readonly creditPaise: number | null }
export type AnswerHead = {
  readonly date: LocalDate
  readonly claim: Pick<ClaimRow, 'uid' | 'number' | 'date' | 'supplier' | 'supplierUid' | 'claimedPaise'> | null
  readonly supplierNote: string
  readonly gst: boolean
}
export const newAnswerHead = (date: LocalDate): AnswerHead => ({ date, claim: null, supplierNote: '', gst: true })
const blankAnswer = (): AnswerLine => ({ ...blankGoods(), sent: null, creditPaise: null })

const rules = goodsRules<AnswerLine>()
export const answerRules: readonly EntryRules<AnswerLine>[] = [
  { ...rules.item, skip: (line) => line.item !== null },
  { id: 'batch' },
  { id: 'claimed' },
  { id: 'open' },
  {
    ...rules.qty,
    id: 'credited',
    // what was claimed for that much stands there, to be typed over with what the note says
    write: (line, text) => {
      const typed = rules.qty.write(line, text)
      return typed && { ...typed, creditPaise: creditFor(typed) }
    },
  },
  {
    id: 'credit',
    entry: true,
    skip: (line) => !line.qtyMilli,
    edit: (line) => money(line.creditPaise),
    write: (line, text) => {
      const value = text.trim() === '' ? null : parsePaise(text)
      return value === null && text.trim() !== '' ? null : { ...line, creditPaise: value }
    },
  },
  quantityRule<AnswerLine>('back', 'freeMilli'),
]

/** What was claimed for so much of a line; null until that is known. */
export function creditFor({ sent, qtyMilli }: Pick<AnswerLine, 'sent' | 'qtyMilli'>): Paise | null {
  return !sent || !qtyMilli ? null : share(sent.claimedPaise, qtyMilli, sent.qtyMilli)
}

/** What a supplier answers to a claim, as a sheet: its lines are what is still open. */
export const answerKind: SheetKind<AnswerHead, AnswerLine> = {
  kind: 'claim-credit',
  rules: answerRules,
  blank: blankAnswer,
  readHead: ({ head }) => (typeof head === 'object' && head !== null && 'gst' in head ? (head as AnswerHead) : null),
  isEmptyHead: (head) => head.claim === null,
  find: async (text) => ({ text, rows: [], exact: false }),
  take: (line) => line,
  afterItem: 'credited',
}

/** The open lines of a claim, with nothing answered yet. */
export const openLines = (claim: Claim, items: ReadonlyMap<number, GoodsItem>): AnswerLine[] =>
  claim.lines.flatMap((sent) => {
    const item = items.get(sent.itemId)
    return item && sent.openMilli > 0
      ? [{ ...blankAnswer(), item, batch: sent.batch, expiry: sent.expiry as LocalDate | null, rateE4: sent.rateE4, sent }]
      : []
  })

export const answered = (lines: readonly AnswerLine[]): AnswerLine[] =>
  lines.filter((line) => (line.qtyMilli ?? 0) + (line.freeMilli ?? 0) > 0)
export const creditTotal = (lines: readonly AnswerLine[]): Paise =>
  sumPaise(answered(lines).map((line) => (line.qtyMilli ? (line.creditPaise ?? 0) : 0)))

/** The answer as main takes it. */
export const answerToPost = (uid: string, head: AnswerHead, lines: readonly AnswerLine[]): InputOf<'purchases.settleClaim'> => ({
  uid,
  claim: head.claim?.uid ?? '',
  date: head.date,
  supplierNote: head.supplierNote,
  gst: head.gst,
  lines: lines.map((line) => ({
    line: line.sent?.line ?? 1,
    creditedMilli: line.qtyMilli ?? 0,
    creditPaise: line.qtyMilli ? (line.creditPaise ?? 0) : 0,
    backMilli: line.freeMilli ?? 0,
  })),
})
