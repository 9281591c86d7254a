import { describe, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { text } from '../database/connection.ts'
import { supply } from './test-supply.ts'

// What reaches the cost of goods after they came and were partly sold: by the calls a shop makes, for every method.
describe.each(['fifo', 'lifo', 'average'] as const)('a dearer bill for goods sold since (%s)', (costMethod) => {
  const story = async () => {
    const s = await supply({ costMethod })
    // ten strips expected at 10.00, four of them sold before the bill says 12.00, two after
    const receipt = await s.post('postReceipt', s.receipt())
    s.sell(receipt.uid, 40_000, localDate('2026-11-07'))
    s.sell(receipt.uid, 20_000, localDate('2026-11-15'))
    /** The bill at 12.00; what it is warned of is accepted. */
    const bill = async (uid: string) => {
      const draft = s.bill({ lines: [s.matched(uid, { rateE4: 120_000 })] })
      const first = await s.book.ask('purchases.postBill', draft)
      if (first.ok) return draft
      const warnings = 'warnings' in first ? first.warnings : []
      const accepted = warnings.map(({ code, field }) => ({ code, ...(field === undefined ? {} : { field }), reason: 'agreed' }))
      return s.post('postBill', draft, { accepted })
    }
    const valueOn = async (day: string) => {
      const { sums, state } = await s.book.call('inventory.valuation', { asOn: `2026-11-${day}` })
      expect(state).toMatchObject({ ties: true, settling: 0 })
      return sums.valuePaise / 100
    }
    const costOn = (day: string) =>
      s.book.db.must(text<{ amount: number }>`
        select coalesce(sum(l.amount), 0) as amount from account a join ledger_line l on l.account_id = a.id join posting p on p.id = l.posting_id
        where a.kind = 'cost-of-goods' and p.date = ${`2026-11-${day}`}`).amount / 100
    const sound = async () => expect((await s.book.call('accounts.doctor', {})).findings).toEqual([])
    return { s, receipt, bill, valueOn, costOn, sound }
  }
  test('corrects each sale on its own day, and stock from the day the goods came', async () => {
    const { s, receipt, bill, valueOn, costOn, sound } = await story()
    const draft = await bill(receipt.uid)
    expect([costOn('07'), costOn('15')]).toEqual([48, 24])
    expect([await valueOn('06'), await valueOn('09'), await valueOn('10'), await valueOn('21')]).toEqual([120, 72, 72, 48])
    expect(s.account('purchases-not-billed')).toBe(0)
    await sound()
    await s.book.call('purchases.cancelBill', { uid: draft.uid, reason: 'another price was agreed' })
    expect([costOn('07'), costOn('15')]).toEqual([40, 20])
    expect([await valueOn('06'), await valueOn('09'), await valueOn('21')]).toEqual([100, 60, 40])
    await sound()
  })
  test('in a locked month it stands on the first open day', async () => {
    const { s, receipt, bill, valueOn, costOn, sound } = await story()
    await s.book.call('company.lockPeriod', { upto: '2026-11-08', reason: 'returns filed' })
    await bill(receipt.uid)
    expect([costOn('07'), costOn('09'), costOn('15')]).toEqual([40, 8, 24])
    expect([await valueOn('08'), await valueOn('09'), await valueOn('21')]).toEqual([60, 72, 48])
    expect((await s.book.call('inventory.costState', {})).earlierPaise).toBe(800)
    await sound()
  })
})
