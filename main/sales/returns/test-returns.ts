import type { Output } from '../../../shared/contract.ts'
import type { returnCalls } from '../../../shared/sales/returns-contract.ts'
import { sql } from '../../database/connection.ts'
import { newUid } from '../../database/uid.ts'
import { WarningsStand } from '../../test-book.ts'
import { aBill, type line, type Shop, type Stocked } from '../test-shop.ts'

export type Note = Output<(typeof returnCalls)['note']>
export type Returnable = Output<(typeof returnCalls)['returnableBill']>

/** Builders for the tests of returns, on a shop's book. */
export function returning({ book }: Pick<Shop, 'book'>) {
  /** Posts a bill, taking on what it warns of. */
  const bill = async (lines: ReturnType<typeof line>[], more: Record<string, unknown> = {}): Promise<string> => {
    const draft = aBill(lines, more)
    try {
      await book.call('sales.postBill', draft)
    } catch (error) {
      if (!(error instanceof WarningsStand)) throw error
      const accepted = error.warnings.map(({ code, field }) => ({ code, field, reason: 'test' }))
      await book.call('sales.postBill', draft, { accepted })
    }
    return draft.uid
  }
  const back = (billUid: string | null, lines: Record<string, unknown>[], more: Record<string, unknown> = {}) => ({
    uid: newUid(),
    date: '2026-11-21',
    bill: billUid,
    reason: 'not-wanted',
    lines,
    ...more,
  })
  const returnable = (billUid: string, date = '2026-11-21'): Promise<Returnable> =>
    book.call('sales.returnableBill', { bill: billUid, date })
  const note = (uid: string): Promise<Note> => book.call('sales.note', { uid })
  const place = (kind: 'saleable' | 'quarantine' | 'expiry'): number =>
    book.db.must(sql.selectFrom('location').select('id').where('kind', '=', kind)).id
  const stock = (item: Stocked, kind: 'saleable' | 'quarantine' | 'expiry' = 'saleable'): number =>
    (book.db.row(
      sql.selectFrom('on_hand').select('qty').where('batch_id', '=', item.batchId).where('location_id', '=', place(kind)),
    )?.qty ?? 0) / 1000
  const owes = async (party: string): Promise<number> =>
    book.db.must(
      sql
        .selectFrom('party as p')
        .leftJoin('balance as b', 'b.party_id', 'p.id')
        .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('b.amount'), eb.lit(0)).as('amount'))
        .where('p.uid', '=', Buffer.from(party.replaceAll('-', ''), 'hex')),
    ).amount
  return { bill, back, returnable, note, place, stock, owes }
}
