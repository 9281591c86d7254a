import { newUid } from '../main/database/uid.ts'
import { reopenTestBook } from '../main/test-book.ts'
import { benchBook, today } from './book.ts'
import type { Line } from './measure.ts'
import { against } from './posting.ts'

type Bill = { uid: string; number: string }
type Returnable = { lines: { line: number; leftMilli: number; factor: number }[] }

/** A credit note for a strip of each of ten lines of an older bill, beside the floor. */
export async function creditingBench(folder: string, count: number, say: (line: string) => void): Promise<Line[]> {
  const { file } = await benchBook(folder, { items: 2000, customers: 200, bills: 2000, linesPerBill: 10 }, { say })
  const book = reopenTestBook(file, today)
  const { rows } = (await book.call('sales.bills', { limit: Math.min(500, count), cancelled: false })) as { rows: Bill[] }
  const notes = []
  for (const { uid } of rows) {
    const { lines } = (await book.call('sales.returnableBill', { bill: uid, date: today })) as Returnable
    const back = lines.map(({ line, leftMilli, factor }) => ({
      line,
      qtyMilli: Math.min(leftMilli, factor * 1000),
      to: 'quarantine',
    }))
    notes.push({ uid: newUid(), date: today, bill: uid, reason: 'not-wanted', lines: back.filter((one) => one.qtyMilli > 0) })
  }
  book.close()
  const drafts = notes.filter((note) => note.lines.length > 0)
  return [await against(file, { call: 'sales.postReturn', drafts, what: 'post 10-line credit note, 20,000 lines in the book' })]
}
