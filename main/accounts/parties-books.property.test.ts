import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newUid } from '../database/uid.ts'
import { type TestBook, testBook } from '../test-book.ts'

type Step =
  | { do: 'opening'; party: number; amountPaise: number }
  | { do: 'receipt'; party: number; amountPaise: number; day: number }
  | { do: 'merge'; party: number; other: number }
  | { do: 'undo'; party: number }

const party = fc.nat(2)
const amount = fc.integer({ min: 1, max: 99_999 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('opening' as const),
      party,
      amountPaise: fc.integer({ min: -50_000, max: 99_999 }).filter((n) => n !== 0),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('receipt' as const),
      party,
      amountPaise: amount,
      day: fc.integer({ min: 1, max: 21 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('merge' as const), party, other: party }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), party }) },
)

const run = (book: TestBook, parties: string[], one: Step) => {
  const uid = parties[one.party] as string
  switch (one.do) {
    case 'opening':
      return book.ask('accounts.postOpeningBills', { party: uid, bills: [{ uid: newUid(), amountPaise: one.amountPaise }] })
    case 'receipt': {
      const date = `2026-11-${String(one.day).padStart(2, '0')}`
      return book.ask('payments.postReceipt', {
        uid: newUid(),
        date,
        party: uid,
        amountPaise: one.amountPaise,
        mode: 'cash',
        reference: null,
      })
    }
    case 'merge':
      return book.ask('accounts.mergeParties', { uid: newUid(), from: uid, into: parties[one.other], reason: 'the same' })
    case 'undo':
      return book.ask('accounts.undoMerge', { from: uid, reason: 'not the same' })
  }
}

const sum = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0)

/** Σ open items = Σ buckets = ledger closing = balance of each party; the running balance ends at the closing, whatever the window. */
async function holds(book: TestBook, parties: string[]): Promise<void> {
  for (const uid of parties) {
    const { balancePaise } = await book.call('parties.party', { uid })
    const open = await book.call('accounts.outstandingBills', { party: uid })
    const ledger = await book.call('accounts.partyLedger', { party: uid, from: '2026-04-01', to: '2026-11-21' })
    const late = await book.call('accounts.partyLedger', { party: uid, from: '2026-11-11', to: '2026-11-21' })
    expect(sum(open.rows.map((row: { leftPaise: number }) => row.leftPaise))).toBe(balancePaise)
    const { leftPaise, notDuePaise, to30Paise, to60Paise, to90Paise, over90Paise } = open.sums
    expect([leftPaise, notDuePaise + to30Paise + to60Paise + to90Paise + over90Paise]).toEqual([balancePaise, balancePaise])
    expect([ledger.closingPaise, late.closingPaise]).toEqual([balancePaise, balancePaise])
    expect(ledger.openingPaise + ledger.sums.drPaise - ledger.sums.crPaise).toBe(balancePaise)
    let running = ledger.openingPaise
    for (const row of ledger.rows) {
      running += row.amountPaise
      expect(row.balancePaise).toBe(running)
    }
    expect(late.rows.at(-1)?.balancePaise ?? late.openingPaise).toBe(balancePaise)
    const asOn = await book.call('accounts.outstandingBills', { party: uid, asOn: '2026-11-10' })
    expect(asOn.sums.leftPaise).toBe(late.openingPaise)
  }
  const { sums } = await book.call('accounts.outstandingParties', {})
  const { rows } = await book.call('accounts.trialBalance', { asOn: '2026-11-21' })
  const debtors = rows.find((row: { account: string }) => /debtors/i.test(row.account))
  expect(sums.leftPaise).toBe((debtors?.drPaise ?? 0) - (debtors?.crPaise ?? 0))
}

const threeParties = async (book: TestBook) => {
  const parties = [newUid(), newUid(), newUid()]
  for (const [at, uid] of parties.entries()) await book.call('parties.save', { uid, name: `Party ${'ABC'[at]}`, stateCode: '27' })
  return parties
}

/** Every kind of step once, whatever is drawn. */
const each: Step[] = [
  { do: 'opening', party: 0, amountPaise: 500_00 },
  { do: 'receipt', party: 0, amountPaise: 200_00, day: 5 },
  { do: 'opening', party: 1, amountPaise: -100_00 },
  { do: 'merge', party: 0, other: 1 },
  { do: 'undo', party: 0 },
]

test('whatever is opened, received, merged and undone, open items, ledger and balance agree', async () => {
  const done = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const book = testBook()
      const parties = await threeParties(book)
      for (const one of steps) {
        const reply = await run(book, parties, one)
        if ('fault' in reply) throw new Error(`${one.do}: ${reply.fault.reference}`)
        if (reply.ok) done.set(one.do, (done.get(one.do) ?? 0) + 1)
      }
      await holds(book, parties)
      expect((await book.call('accounts.doctor', {})).findings).toEqual([])
      book.close()
    }),
    { numRuns: 25, examples: [[each]] },
  )
  for (const what of ['opening', 'receipt', 'merge', 'undo']) expect(done.get(what) ?? 0).toBeGreaterThan(0)
}, 120_000)

test('a lost open item would be found', async () => {
  const book = testBook()
  const parties = await threeParties(book)
  await run(book, parties, { do: 'opening', party: 0, amountPaise: 500 })
  book.sqlite.exec('update open_left set left_amount = left_amount - 1')
  await expect(holds(book, parties)).rejects.toThrow()
})
