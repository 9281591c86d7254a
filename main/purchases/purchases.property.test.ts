import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test-counts.ts'
import { text } from '../database/connection.ts'
import { action, onDay, tell } from './test-story.ts'
import { type Supply, supply } from './test-supply.ts'

// --- what must hold ----------------------------------------------------------------------------------------------

const sum = (s: Supply, query: string): number => (s.book.sqlite.prepare(query).get() as { n: number | null }).n ?? 0

async function faults(s: Supply): Promise<string[]> {
  const found = (
    (await s.book.call('accounts.doctor', {})).findings as { check: string; subject: string; expected: string; found: string }[]
  ).map((one) => `${one.check}: ${one.subject} ${one.expected} ${one.found}`)
  const hold = (name: string, ours: number, theirs: number) => {
    if (ours !== theirs) found.push(`${name}: ${ours} is not ${theirs}`)
  }
  const statement = (await s.book.call('purchases.grniStatement', { asOn: '2026-11-21' })).sums
  hold('goods received not billed', statement.unbilledPaise, Math.round(-s.account('purchases-not-billed') * 100))
  hold('statement', statement.unbilledPaise, statement.accountPaise)
  for (const n of [2, 6, 10, 15]) {
    const then = (await s.book.call('purchases.grniStatement', { asOn: onDay(n) })).sums
    hold(`statement on ${onDay(n)}`, then.unbilledPaise, then.accountPaise)
  }
  hold('receipts', (await s.book.call('purchases.receipts', {})).sums.unbilledPaise, statement.unbilledPaise)
  const register = (await s.book.call('purchases.register', { from: '2026-04-01', to: '2026-11-21' })).sums
  const input = sum(
    s,
    "select sum(l.amount) as n from ledger_line l join account a on a.id = l.account_id where a.kind like 'input-%'",
  )
  hold('register', register.creditPaise, input)
  hold(
    'tax lines',
    sum(s, "select sum(igst + cgst + sgst + cess) as n from tax_line where itc_class in ('inputs', 'capital')"),
    input,
  )
  hold(
    'reverse charge',
    sum(s, 'select sum(igst + cgst + sgst + cess) as n from tax_line where rcm = 1'),
    -sum(s, "select sum(l.amount) as n from ledger_line l join account a on a.id = l.account_id where a.kind like 'rcm-%'"),
  )
  const dues = (await s.book.call('purchases.supplierDues', { asOn: '2026-11-21' })).sums
  hold(
    'suppliers',
    dues.owedPaise,
    -sum(s, "select sum(l.amount) as n from ledger_line l join account a on a.id = l.account_id where a.kind = 'creditors'"),
  )
  for (const row of s.book.db.rows(text<{ n: number }>`
    select 1 as n from stock_move m left join receipt_itc r on r.move_id = m.id where coalesce(r.cgst, 0) + coalesce((select sum(c.cgst) from itc_change c where c.move_id = m.id), 0) < 0`))
    found.push(`a receipt with credit below nothing ${row.n}`)
  return found
}

const method = fc.constantFrom('fifo' as const, 'average' as const)

test('whatever is ordered, received, billed, sent back, landed and cancelled, the books agree with themselves', async () => {
  const seen = { done: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(method, fc.array(action, { minLength: 3, maxLength: 16 }), async (costMethod, actions) => {
      const s = await supply({ costMethod })
      try {
        const { done, refused } = await tell(s, actions)
        seen.done += done
        seen.refused += refused
        expect(await faults(s)).toEqual([])
      } finally {
        s.book.close()
      }
    }),
    { numRuns: runs(30) },
  )
  // it would prove nothing if every deed were refused
  expect(seen.done).toBeGreaterThan(seen.refused)
}, 240_000)

test.each<[what: string, statement: string]>([
  [
    'a bill that clears a paisa less',
    "update document_line set discount_json = json_set(discount_json, '$.clearedPaise', json_extract(discount_json, '$.clearedPaise') - 1) where json_extract(discount_json, '$.clearedPaise') > 0",
  ],
  [
    'more sent back than bought',
    "update document_line set qty = qty + 100000 where version_id in (select from_version_id from line_link where kind = 'return')",
  ],
  [
    'more billed and sent back than came',
    "update document_line set qty = qty - 60000 where version_id in (select v.id from document_version v join document d on d.id = v.document_id where d.kind = 'goods-receipt')",
  ],
  ['credit taken that no bill shows', 'update tax_line set cgst = cgst - 1, sgst = sgst - 1'],
  ['a payment against nothing', 'update open_left set left_amount = left_amount + 1'],
])('the property can fail: %s is found', async (_, statement) => {
  const s = await supply()
  await tell(s, [
    { do: 'receive', day: 1, item: 0, qty: 60_000, free: 0, damaged: 0, rate: 100_000, off: 0, order: null },
    { do: 'bill', day: 3, from: 0, part: 50, rate: null, itc: 'inputs', charge: 0, scheme: 0 },
    { do: 'return', day: 4, from: 0, part: 50 },
    { do: 'return-unbilled', day: 5, from: 0, part: 50 },
  ])
  expect(await faults(s)).toEqual([])
  const triggers = s.book.sqlite.prepare("select name from sqlite_schema where type = 'trigger'").all() as { name: string }[]
  for (const { name } of triggers) s.book.sqlite.exec(`drop trigger ${name}`)
  s.book.sqlite.exec(statement)
  expect(await faults(s)).not.toEqual([])
  s.book.close()
})
