import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, localDate } from '../../shared/calendar.ts'
import { Refusal } from '../../shared/refusal.ts'
import { runs } from '../../test-counts.ts'
import { text } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { WarningsStand } from '../test-book.ts'
import { type Supply, supply } from './test-supply.ts'

// --- the cases ---------------------------------------------------------------------------------------------------

const pieces = fc.integer({ min: 1, max: 60 }).map((n) => n * 1000)
const rate = fc.oneof(fc.integer({ min: 1, max: 400_000 }), fc.constantFrom(100_000, 333_333))
const day = fc.integer({ min: 0, max: 18 })
const which = fc.nat(30)
const free = fc.constantFrom(0, 0, 1000, 7000)
const itc = fc.constantFrom('inputs', 'inputs', 'capital', 'blocked', 'none')
const off = fc.constantFrom(0, 0, 500, 3333)

const action = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('order' as const), day, item: fc.nat(1), qty: pieces, rate, off }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      day,
      item: fc.nat(1),
      qty: pieces,
      free,
      damaged: fc.constantFrom(0, 0, 3000),
      rate,
      off,
      order: fc.option(which),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('bill' as const),
      day,
      from: which,
      part: fc.integer({ min: 1, max: 120 }),
      rate: fc.option(rate),
      itc,
      charge: fc.constantFrom(0, 777),
      scheme: fc.constantFrom(0, 0, 33),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('buy' as const), day, item: fc.nat(1), qty: pieces, free, rate, off, itc }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('sell' as const), day, from: which, part: fc.integer({ min: 1, max: 100 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('return' as const), day, from: which, part: fc.integer({ min: 1, max: 110 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('land' as const),
      day,
      from: which,
      amount: fc.integer({ min: 1, max: 9999 }),
      rcm: fc.boolean(),
      itc,
      basis: fc.constantFrom('value', 'quantity'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('cancel' as const), from: which }) },
)
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

// --- telling them ------------------------------------------------------------------------------------------------

const onDay = (n: number) => addDays(localDate('2026-11-01'), n)
type Kept = { uid: string; kind: 'order' | 'receipt' | 'bill' | 'return' | 'landed'; item: number; matched?: string }
const cancels = {
  order: 'cancelOrder',
  receipt: 'cancelReceipt',
  bill: 'cancelBill',
  return: 'cancelReturn',
  landed: 'cancelLandedCost',
} as const

/** One book's purchases. A rule that says no is no fault: the deed is left undone. */
async function tell(s: Supply, actions: readonly Action[]): Promise<{ refused: number; done: number }> {
  const kept: Kept[] = []
  const items = [s.item, s.other]
  const pick = (n: number, ...kinds: Kept['kind'][]) => {
    const able = kept.filter((one) => kinds.includes(one.kind))
    return able.length ? able[n % able.length] : undefined
  }
  const count = { refused: 0, done: 0 }
  const call = async (name: string, draft: { uid: string }): Promise<boolean> => {
    const accepting = (warnings: { code: string; field?: string | undefined }[]) =>
      s.book.call(`purchases.${name}`, draft, {
        accepted: warnings.map(({ code, field }) => ({ code, field, reason: 'agreed' })),
      })
    try {
      await s.book.call(`purchases.${name}`, draft).catch(async (error) => {
        if (!(error instanceof WarningsStand)) throw error
        await accepting(error.warnings)
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      count.refused++
      return false
    }
    count.done++
    return true
  }
  const add = async (name: string, draft: { uid: string }, more: Omit<Kept, 'uid'>) => {
    if (await call(name, draft)) kept.push({ uid: draft.uid, ...more })
  }
  const act = async (one: Action): Promise<void> => {
    const of = (n: number) => items[n] as (typeof items)[number]
    switch (one.do) {
      case 'order': {
        const lines = [s.orderLine({ itemId: of(one.item).itemId, qtyMilli: one.qty, rateE4: one.rate, discountBp: one.off })]
        return add('postOrder', s.order({ date: onDay(one.day), lines }), { kind: 'order', item: one.item })
      }
      case 'receive': {
        const order = one.order === null ? undefined : pick(one.order, 'order')
        const item = order?.item ?? one.item
        const line = s.receiptLine({
          itemId: of(item).itemId,
          qtyMilli: one.qty,
          freeMilli: one.free,
          damagedMilli: one.damaged,
          rateE4: one.rate,
          discountBp: one.off,
          order: order ? { uid: order.uid, line: 1 } : null,
          batch: '',
        })
        return add('postReceipt', s.receipt({ date: onDay(one.day), lines: [line] }), { kind: 'receipt', item })
      }
      case 'bill': {
        const receipt = pick(one.from, 'receipt')
        if (!receipt) return
        const shown = await s.book.call('purchases.receipt', { uid: receipt.uid })
        const lines = shown.lines.map((line: { line: number; qtyMilli: number; rateE4: number }) =>
          s.matched(receipt.uid, {
            itemId: of(receipt.item).itemId,
            receipt: { uid: receipt.uid, line: line.line },
            qtyMilli: Math.ceil((line.qtyMilli * one.part) / 100_000) * 1000,
            rateE4: one.rate ?? line.rateE4,
            schemePaise: one.scheme,
            itc: one.itc,
          }),
        )
        const charges = one.charge ? [{ name: 'Freight', amountPaise: one.charge }] : []
        return add('postBill', s.bill({ date: onDay(one.day), supplierDate: onDay(0), roundOffPaise: null, lines, charges }), {
          kind: 'bill',
          item: receipt.item,
        })
      }
      case 'buy': {
        const line = s.billLine({
          itemId: of(one.item).itemId,
          qtyMilli: one.qty,
          freeMilli: one.free,
          rateE4: one.rate,
          discountBp: one.off,
          itc: one.itc,
          batch: '',
        })
        const bill = s.bill({ date: onDay(one.day), supplierDate: onDay(0), autoBatch: true, roundOffPaise: null, lines: [line] })
        return add('postBill', bill, { kind: 'bill', item: one.item })
      }
      case 'sell': {
        const from = pick(one.from, 'receipt', 'bill')
        if (!from) return
        const left = s.onHand(from.uid)
        const qty = Math.floor((left * one.part) / 100_000) * 1000
        if (qty > 0) s.sell(from.uid, qty, onDay(one.day))
        return
      }
      case 'return': {
        const bill = pick(one.from, 'bill')
        if (!bill) return
        const lines = (await s.book.call('purchases.bill', { uid: bill.uid })).lines.map(
          (line: { line: number; qtyMilli: number }) => ({
            line: line.line,
            qtyMilli: Math.ceil((line.qtyMilli * one.part) / 100_000) * 1000,
          }),
        )
        const draft = { uid: newUid(), date: onDay(one.day), bill: bill.uid, reason: 'broken seals', lines }
        return add('postReturn', draft, { kind: 'return', item: bill.item })
      }
      case 'land': {
        const goods = pick(one.from, 'receipt', 'bill')
        if (!goods) return
        const service = {
          name: 'Freight',
          sac: '996511',
          amountPaise: one.amount,
          rateBp: 500,
          reverseCharge: one.rcm,
          itc: one.itc,
        }
        const draft = {
          uid: newUid(),
          date: onDay(one.day),
          supplier: s.supplier,
          lines: [service],
          basis: one.basis,
          over: [{ uid: goods.uid, line: 1 }],
        }
        return add('postLandedCost', draft, { kind: 'landed', item: goods.item })
      }
      case 'cancel': {
        const one_ = pick(one.from, 'order', 'receipt', 'bill', 'return', 'landed')
        if (one_ && (await call(cancels[one_.kind], { uid: one_.uid, reason: 'property' } as never)))
          kept.splice(kept.indexOf(one_), 1)
      }
    }
  }
  for (const one of actions) await act(one)
  return count
}

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
  ['credit taken that no bill shows', 'update tax_line set cgst = cgst - 1, sgst = sgst - 1'],
  ['a payment against nothing', 'update open_left set left_amount = left_amount + 1'],
])('the property can fail: %s is found', async (_, statement) => {
  const s = await supply()
  await tell(s, [
    { do: 'receive', day: 1, item: 0, qty: 60_000, free: 0, damaged: 0, rate: 100_000, off: 0, order: null },
    { do: 'bill', day: 3, from: 0, part: 50, rate: null, itc: 'inputs', charge: 0, scheme: 0 },
    { do: 'return', day: 4, from: 0, part: 50 },
  ])
  expect(await faults(s)).toEqual([])
  const triggers = s.book.sqlite.prepare("select name from sqlite_schema where type = 'trigger'").all() as { name: string }[]
  for (const { name } of triggers) s.book.sqlite.exec(`drop trigger ${name}`)
  s.book.sqlite.exec(statement)
  expect(await faults(s)).not.toEqual([])
  s.book.close()
})
