import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Accepted } from '../../shared/contract.ts'
import { runs } from '../../test-counts.ts'
import { text } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import type { TestBook } from '../test-book.ts'
import { faults } from './test-agreement.ts'
import { aBill, line, type Stocked, shop } from './test-shop.ts'

// A counter's day drawn at random: whatever is billed, changed, cancelled, converted, received and taken back, in any order.

const pick = fc.nat(11)
const lines = fc.array(
  fc.record({
    item: fc.nat(2),
    pieces: fc.integer({ min: 1, max: 60 }),
    free: fc.nat(3),
    rupees: fc.integer({ min: 1, max: 90 }),
  }),
  {
    minLength: 1,
    maxLength: 4,
  },
)
const bill = fc.record({
  buyer: fc.nat(2),
  mode: fc.constantFrom('credit', 'cash', 'upi'),
  day: fc.integer({ min: 18, max: 21 }),
  lines,
})
const action = fc.oneof(
  { weight: 4, arbitrary: bill.map((drawn) => ({ do: 'bill' as const, ...drawn })) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('amend' as const), which: pick, lines, mode: fc.constantFrom('credit', 'cash') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: pick }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('convert' as const), which: pick, to: fc.constantFrom('credit', 'cash', 'upi') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('convert-back' as const), which: pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      buyer: fc.nat(1),
      rupees: fc.integer({ min: 1, max: 4000 }),
      hand: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('give-back' as const), which: pick }) },
)
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

type Drawn = { item: number; pieces: number; free: number; rupees: number }
type World = { book: TestBook; items: Stocked[]; parties: string[] }
type Bill = ReturnType<typeof aBill> & { version: number }

async function world(): Promise<World> {
  const made = shop()
  const items = [1000, 700, 90].map((pieces, at) =>
    made.item({ name: `Goods ${at}`, rateBp: [500, 1200, 1800][at] ?? 500, pieces, costPaise: 1234 + at * 77 }),
  )
  const parties = [
    await made.party({ name: 'Ravi', creditDays: 10 }),
    await made.party({ name: 'Meena', category: 'regular', gstin: '27AAPFU0939F1ZV' }),
  ]
  return { book: made.book, items, parties }
}

/** Says what was drawn, taking on whatever warns; a refusal is an answer like any other, a fault is not. */
async function tell(book: TestBook, name: string, input: unknown): Promise<{ done: boolean }> {
  const first = await book.ask(name, input)
  const accepted: Accepted[] =
    !first.ok && 'warnings' in first ? first.warnings.map(({ code, field }) => ({ code, field, reason: 'drawn so' })) : []
  const reply = accepted.length ? await book.ask(name, input, { accepted }) : first
  if (!reply.ok && !('refusal' in reply)) throw new Error(`${name}: ${JSON.stringify(reply)}`)
  return { done: reply.ok }
}

const linesOf = (made: World, drawn: readonly Drawn[]) =>
  drawn.map(({ item, pieces, free, rupees }) => line({ item: made.items[item] as Stocked, pieces, free, rupees }))

/** What each kind of action does; bills and receipts made so far are chosen from by number. */
function player(made: World) {
  const bills: Bill[] = []
  const receipts: string[] = []
  const conversions: string[] = []
  const day = '2026-11-21'
  const chosen = (which: number) => bills[which % Math.max(bills.length, 1)]
  return async (one: Action): Promise<void> => {
    const { book } = made
    switch (one.do) {
      case 'bill': {
        const party = made.parties[one.buyer] ?? null
        const mode = party === null && one.mode === 'credit' ? 'cash' : one.mode
        const draft = { ...aBill(linesOf(made, one.lines), { party, mode }), date: `2026-11-${one.day}` }
        if ((await tell(book, 'sales.postBill', draft)).done) bills.push({ ...draft, version: 1 })
        return
      }
      case 'amend': {
        const old = chosen(one.which)
        if (!old) return
        const { version, ...draft } = old
        const next = { ...draft, mode: draft.party ? one.mode : 'cash', lines: linesOf(made, one.lines) }
        if ((await tell(book, 'sales.amendBill', { bill: next, version, reason: 'drawn so' })).done)
          Object.assign(old, next, { version: version + 1 })
        return
      }
      case 'cancel': {
        const old = chosen(one.which)
        if (old) await tell(book, 'sales.cancelBill', { uid: old.uid, reason: 'drawn so' })
        return
      }
      case 'convert': {
        const old = chosen(one.which)
        const conversion = newUid()
        if (
          old &&
          (await tell(book, 'sales.convertBill', { uid: old.uid, conversion, date: day, to: one.to, reason: 'drawn so' })).done
        )
          conversions.push(conversion)
        return
      }
      case 'convert-back': {
        const uid = conversions[one.which % Math.max(conversions.length, 1)]
        if (uid) await tell(book, 'sales.cancelConversion', { uid, reason: 'drawn so' })
        return
      }
      case 'receive': {
        const party = made.parties[one.buyer] as string
        const open = (await book.call('accounts.outstanding', { party })).filter(
          (item: { leftPaise: number }) => item.leftPaise > 0,
        )
        const last = open.at(-1) as { openItem: number; leftPaise: number } | undefined
        const amountPaise = one.rupees * 100
        const allocations =
          one.hand && last ? [{ openItem: last.openItem, amountPaise: Math.min(amountPaise, last.leftPaise) }] : null
        const uid = newUid()
        if ((await tell(book, 'payments.postReceipt', { uid, date: day, party, mode: 'cash', amountPaise, allocations })).done)
          receipts.push(uid)
        return
      }
      case 'give-back': {
        const uid = receipts[one.which % Math.max(receipts.length, 1)]
        if (uid) await tell(book, 'payments.cancelMoney', { uid, reason: 'drawn so' })
      }
    }
  }
}

/** What else must hold after any day: versions follow each other, one stands, and the drawer is what the ledger says. */
async function counterFaults({ book }: World): Promise<string[]> {
  const found = faults(book)
  const gaps = book.db.rows(
    text<object>`select document_id from document_version group by document_id having count(*) <> max(version)`,
  )
  if (gaps.length) found.push(`a version is missing: ${JSON.stringify(gaps[0])}`)
  const standing = book.db.rows(text<object>`
    select v.document_id from document_version v join posting p on p.version_id = v.id and p.kind = 'document' left join posting m on m.mirror_of = p.id
    join document_state s on s.document_id = v.document_id group by v.document_id having sum(m.id is null) <> 1 - max(s.cancelled)`)
  if (standing.length) found.push(`not one version stands: ${JSON.stringify(standing[0])}`)
  const settled = book.db.rows(text<object>`
    select o.id from open_item o join open_left l on l.open_item_id = o.id where (o.amount > 0 and (l.left_amount < 0 or l.left_amount > o.amount)) or (o.amount < 0 and (l.left_amount > 0 or l.left_amount < o.amount))`)
  if (settled.length) found.push(`settled beyond: ${JSON.stringify(settled[0])}`)
  const day = await book.call('payments.cashDay', { date: '2026-11-21' })
  const cash = book.db.row(
    text<{ amount: number }>`select b.amount from balance b join account a on a.id = b.account_id where a.kind = 'cash'`,
  )
  if (day.expectedPaise !== (cash?.amount ?? 0)) found.push('the drawer differs from the ledger')
  const sums = (await book.call('payments.dayBook', { from: '2026-11-18', to: '2026-11-21' })).sums
  if (sums.cashPaise !== (cash?.amount ?? 0)) found.push('the day book differs from the ledger')
  return found
}

test('whatever is billed, changed, cancelled, converted, received and taken back: the books agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 14 }), async (actions) => {
      const made = await world()
      try {
        const play = player(made)
        for (const one of actions) await play(one)
        expect(await counterFaults(made)).toEqual([])
        expect((await made.book.call('accounts.doctor', {})).findings).toEqual([])
        expect(await made.book.call('accounts.verifyChain', {})).toMatchObject({ brokenAt: null })
      } finally {
        made.book.close()
      }
    }),
    { numRuns: runs(4) },
  )
}, 120_000)

test.each([
  [
    'an older version that was not mirrored',
    'posting',
    `update posting set mirror_of = null, kind = 'document' where kind = 'mirror'`,
    'not one version stands',
  ],
  [
    'a conversion that settles twice',
    'open_left',
    'update open_left set left_amount = left_amount - 100 where open_item_id = 1',
    'settled beyond',
  ],
  [
    'cash that the ledger has not',
    'balance',
    `update balance set amount = amount + 1 where account_id = (select id from account where kind = 'cash')`,
    'the drawer differs',
  ],
])('the property can fail: %s is seen', async (_, table, damage, seen) => {
  const made = await world()
  const play = player(made)
  await play({ do: 'bill', buyer: 0, mode: 'credit', day: 21, lines: [{ item: 0, pieces: 10, free: 0, rupees: 50 }] })
  await play({ do: 'amend', which: 0, mode: 'credit', lines: [{ item: 0, pieces: 20, free: 0, rupees: 50 }] })
  await play({ do: 'convert', which: 0, to: 'cash' })
  expect(await counterFaults(made)).toEqual([])
  made.book.sqlite.exec(`drop trigger if exists ${table}_no_update`)
  made.book.sqlite.exec(damage)
  expect((await counterFaults(made)).join('\n')).toContain(seen)
  made.book.close()
})
