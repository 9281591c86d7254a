import type { LocalDate } from '../../shared/calendar.ts'
import type { ReturnPlace, ReturnReason } from '../../shared/sales/return-drafts.ts'
import type { InputOf } from '../client.ts'
import type { BillHead } from './bill-draft.ts'
import { newReturnHead, type ReturnBill, type ReturnLine, totalsOf, touched } from './return.ts'

/** Goods of an earlier bill that come back inside a bill: kept with its draft, posted with it as a note of its own. */
export type ReturnedInBill = {
  /** Of the note, so that a second press of Save posts it once. */
  readonly uid: string
  readonly billUid: string
  /** As it was when its lines were chosen; a draft kept by an older version has none. */
  readonly billVersion?: number
  readonly number: string
  readonly totalPaise: number
  /** Why it comes back; a draft kept by an older version has none. */
  readonly reason?: ReturnReason
  readonly narration?: string
  readonly lines: readonly {
    readonly line: number
    readonly item: string
    readonly batch: string
    readonly factor: number
    readonly qtyMilli: number
    readonly freeMilli: number
    readonly to: ReturnPlace
  }[]
}

/** What comes back with a bill, by earlier bill. */
export const returnedIn = ({ returned }: Pick<BillHead, 'returned'>): readonly ReturnedInBill[] =>
  !returned ? [] : 'uid' in returned ? [returned] : returned

/** With what is entered now; for an earlier bill that was entered already it takes the place of that. */
export const withReturned = (head: Pick<BillHead, 'returned'>, back: ReturnedInBill): readonly ReturnedInBill[] => [
  ...returnedIn(head).filter((one) => one.billUid !== back.billUid),
  back,
]

/** Why goods come back inside a bill, until somebody says otherwise. */
export const usualReason: ReturnReason = 'not-wanted'

type Why = { reason: ReturnReason; narration: string }

/** What was entered against an earlier bill, as the bill keeps it; null when nothing comes back, or another reason is not told. */
export function returnedOf(bill: ReturnBill, date: LocalDate, lines: readonly ReturnLine[], why: Why): ReturnedInBill | null {
  const back = touched(lines)
  if (back.length === 0 || (why.reason === 'other' && why.narration.trim() === '')) return null
  const head = { ...newReturnHead(date), bill }
  return {
    uid: crypto.randomUUID(),
    billUid: bill.uid,
    billVersion: bill.version,
    number: bill.number,
    totalPaise: totalsOf(lines, head).totalPaise,
    ...why,
    lines: back.flatMap((line) =>
      line.sold
        ? [
            {
              line: line.sold.line,
              item: line.sold.item,
              batch: line.sold.batch,
              factor: line.factor,
              qtyMilli: line.qtyMilli ?? 0,
              freeMilli: line.freeMilli ?? 0,
              to: line.to,
            },
          ]
        : [],
    ),
  }
}

/**
 * The return that goes with a bill. It is set against the bill where that leaves something owing; where the bill is paid at once the note is
 * paid out the same way, so that the drawer sees the difference.
 */
export function returnedToPost(
  head: Pick<BillHead, 'uid' | 'date' | 'party' | 'mode'>,
  back: ReturnedInBill,
): InputOf<'sales.postBillAndReturn'>['returned'][number] {
  const { mode } = head
  const owed = head.party !== null && (mode === 'credit' || mode === 'mixed')
  return {
    uid: back.uid,
    date: head.date,
    bill: back.billUid,
    billVersion: back.billVersion ?? null,
    reason: back.reason ?? usualReason,
    narration: back.narration ?? null,
    settle: owed
      ? { how: 'adjust', against: head.uid }
      : { how: 'refund', mode: mode === 'credit' || mode === 'mixed' ? 'cash' : mode },
    lines: back.lines.map(({ line, qtyMilli, freeMilli, to }) => ({ line, qtyMilli, freeMilli, to })),
  }
}
