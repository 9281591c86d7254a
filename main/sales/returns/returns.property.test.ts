import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../../test-counts.ts'
import { text } from '../../database/connection.ts'
import { newUid } from '../../database/uid.ts'
import type { TestBook } from '../../test-book.ts'
import { line, type Shop, type Stocked, shop } from '../test-shop.ts'
import { type Returnable, returning } from './test-returns.ts'

// --- the cases ---------------------------------------------------------------------------------------------------

const act = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('bill' as const),
      lines: fc.array(
        fc.record({
          item: fc.nat(2),
          pieces: fc.integer({ min: 1, max: 60 }),
          free: fc.constantFrom(0, 0, 3),
          rateE4: fc.integer({ min: 1, max: 999_999 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      buyer: fc.nat(2),
      off: fc.constantFrom(0, 733),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('return' as const),
      bill: fc.nat(9),
      part: fc.integer({ min: 1, max: 100 }),
      to: fc.constantFrom('saleable', 'quarantine'),
      how: fc.constantFrom('adjust', 'account', 'refund'),
      kind: fc.constantFrom('gst', 'gst', 'plain', 'his'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('value' as const),
      bill: fc.nat(9),
      side: fc.constantFrom('credit', 'debit'),
      part: fc.integer({ min: 1, max: 100 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('replace' as const),
      bill: fc.nat(9),
      part: fc.integer({ min: 1, max: 100 }),
      to: fc.constantFrom('saleable', 'quarantine'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel-note' as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel-bill' as const), bill: fc.nat(9) }) },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

// --- telling them ------------------------------------------------------------------------------------------------

type World = Shop & { items: Stocked[]; buyers: (string | null)[]; go: ReturnType<typeof returning> }
async function world(): Promise<World> {
  const made = shop()
  const items = [500, 1800, 0].map((rateBp, nth) =>
    made.item({
      name: `Goods ${nth}`,
      rateBp,
      taxClass: rateBp ? 'taxable' : 'nil',
      mrpPaise: null,
      pieces: 50_000,
      costPaise: 98_765 + nth,
    }),
  )
  const buyers = [
    await made.party({ name: 'Home', category: 'regular', gstin: '27AAPFU0939F1ZV' }),
    await made.party({ name: 'Away', category: 'regular', gstin: '29AAPFU0939F1ZR', stateCode: '29', pin: '560001' }),
    null,
  ]
  return { ...made, items, buyers, go: returning(made) }
}

const partOf = (whole: number, part: number) => Math.ceil((whole * part) / 100 / 1000) * 1000

async function tell({ book, items, buyers, go }: World, acts: readonly Act[]): Promise<{ bills: string[]; notes: string[] }> {
  const bills: string[] = []
  const notes: string[] = []
  const live = async (nth: number): Promise<[string, Returnable] | null> => {
    const uid = bills[nth % Math.max(1, bills.length)]
    if (uid === undefined) return null
    const reply = await book.ask('sales.returnableBill', { bill: uid, date: '2026-11-21' })
    return reply.ok ? [uid, reply.value as Returnable] : null
  }
  for (const one of acts) {
    if (one.do === 'bill') {
      const lines = one.lines.map((row) => ({
        ...line({ item: items[row.item] as Stocked, pieces: row.pieces, free: row.free, rupees: 0 }),
        rateE4: row.rateE4,
        discountsBp: one.off ? [one.off] : [],
      }))
      bills.push(await go.bill(lines, { party: buyers[one.buyer] }))
      continue
    }
    if (one.do === 'cancel-note') {
      const uid = notes[one.which]
      if (uid !== undefined) await book.ask('sales.cancelNote', { uid, reason: 'drawn so' })
      continue
    }
    const found = await live(one.bill)
    if (!found) continue
    const [uid, sold] = found
    if (one.do === 'replace') {
      const lines = sold.lines.flatMap(({ line: nth, batchId, leftMilli, leftFreeMilli }) => {
        const qtyMilli = partOf(leftMilli + leftFreeMilli, one.part)
        return qtyMilli > 0 ? [{ line: nth, qtyMilli, to: one.to, batchId, locationId: items[0]?.locationId }] : []
      })
      if (lines.length === 0) continue
      const draft = { uid: newUid(), date: '2026-11-21', bill: uid, reason: 'damaged', lines }
      const reply = await book.ask('sales.postReplacement', draft)
      // what was given anew already is not given again
      if (!reply.ok) expect(reply).toMatchObject({ refusal: { code: 'sales/more-than-sold' } })
      else notes.push(draft.uid)
    } else if (one.do === 'cancel-bill') await book.ask('sales.cancelBill', { uid, reason: 'drawn so' })
    else if (one.do === 'value') {
      const lines = sold.lines.flatMap((row) => {
        const amountPaise = Math.ceil((row.left.taxablePaise * one.part) / 100)
        return amountPaise > 0 ? [{ line: row.line, amountPaise }] : []
      })
      if (lines.length === 0) continue
      const draft = { uid: newUid(), date: '2026-11-21', bill: uid, side: one.side, reason: 'price', lines }
      expect(await book.ask('sales.postValueNote', draft)).toMatchObject({ ok: true })
      notes.push(draft.uid)
    } else {
      const lines = sold.lines.flatMap((row) => {
        const back = {
          line: row.line,
          qtyMilli: partOf(row.leftMilli, one.part),
          freeMilli: partOf(row.leftFreeMilli, one.part),
          to: one.to,
        }
        return back.qtyMilli + back.freeMilli > 0 ? [back] : []
      })
      if (lines.length === 0) continue
      const his = one.kind === 'his' && sold.partyUid !== null
      const more = {
        gst: one.kind === 'plain' ? false : null,
        settle: { how: one.how },
        ...(his ? { route: 'buyer-bill', buyerBill: { number: `H${notes.length}`, date: '2026-11-21' } } : {}),
      }
      const draft = go.back(uid, lines, more)
      expect(await book.ask('sales.postReturn', draft)).toMatchObject({ ok: true })
      notes.push(draft.uid)
      const beyond = await book.ask(
        'sales.postReturn',
        go.back(uid, [{ line: 1, qtyMilli: (sold.lines[0]?.leftMilli ?? 0) + 1000 }]),
      )
      expect(beyond).toMatchObject({ ok: false, refusal: { code: 'sales/more-than-sold' } })
    }
  }
  return { bills, notes }
}

/** Every statement about bills and what came back that is not so, told from the tables without the code that posts. */
function faults({ db }: TestBook): string[] {
  const none = (what: string, rows: readonly object[]) => (rows.length ? [`${what}: ${JSON.stringify(rows[0])}`] : [])
  return [
    ...none('ledger', db.rows(text<object>`select posting_id from ledger_line group by posting_id having sum(amount) <> 0`)),
    ...none(
      'stock',
      db.rows(
        text<object>`select h.batch_id from on_hand h where h.qty <> coalesce((select sum(m.qty) from stock_move m where m.batch_id = h.batch_id and m.location_id = h.location_id), 0)`,
      ),
    ),
    ...none(
      'open items',
      db.rows(
        text<object>`select p.name from party p where coalesce((select amount from balance b where b.party_id = p.id), 0) <> coalesce((select sum(left_amount) from open_left f where f.party_id = p.id), 0)`,
      ),
    ),
    ...none('numbers', db.rows(text<object>`select series_id from document group by series_id having count(*) <> max(serial)`)),
    // goods: what a line's moves brought back is what its notes say, and never more than left; by replacements as much went out again
    ...none(
      'goods',
      db.rows(text<object>`
      select l.version_id from document d join document_state s on s.document_id = d.id join document_line l on l.version_id = s.current_version_id
      where d.kind = 'sale' and l.qty + l.free_qty < (select coalesce(sum(m.qty), 0) from stock_move o join stock_move m on m.of_move = o.id and m.kind = 'sale-return' join posting p on p.id = m.posting_id and p.kind = 'document'
        join document_state n on n.current_version_id = p.version_id and n.cancelled = 0 join document nd on nd.id = n.document_id and nd.kind <> 'replacement' where o.id = (select min(f.id) from posting p join stock_move f on f.posting_id = p.id where p.version_id = l.version_id and p.kind = 'document') + l.line_no - 1)`),
    ),
  ]
}

// --- the properties ----------------------------------------------------------------------------------------------

test('bills, returns, notes, replacements and cancels in any order: never more back than sold, and what is back whole leaves no tax and no debt', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 9 }), async (acts) => {
      const made = await world()
      const { book, go } = made
      try {
        const { bills } = await tell(made, acts)
        // everything that can still come back does
        for (const uid of bills) {
          const reply = await book.ask('sales.returnableBill', { bill: uid, date: '2026-11-21' })
          if (!reply.ok) continue
          const sold = reply.value as Returnable
          const lines = sold.lines.filter((row) => row.leftMilli + row.leftFreeMilli > 0)
          const rest = lines.map((row) => ({ line: row.line, qtyMilli: row.leftMilli, freeMilli: row.leftFreeMilli }))
          if (rest.length > 0) expect(await book.ask('sales.postReturn', go.back(uid, rest))).toMatchObject({ ok: true })
          const after = await go.returnable(uid)
          for (const row of after.lines)
            expect(row.left).toEqual({ taxablePaise: 0, igstPaise: 0, cgstPaise: 0, sgstPaise: 0, cessPaise: 0 })
          if (after.wholePaise !== null) expect(Math.abs(after.wholePaise)).toBe(0)
        }
        expect(faults(book)).toEqual([])
        expect((await book.call('accounts.doctor', {})).findings).toEqual([])
        const { checks } = await book.call('gst.gstr1', { month: '2026-11' })
        expect(checks.filter((one: { ok: boolean }) => !one.ok)).toEqual([])
      } finally {
        book.close()
      }
    }),
    { numRuns: runs(4) },
  )
}, 120_000)

test('the property can fail: goods that came back twice are seen', async () => {
  const made = await world()
  const uid = await made.go.bill([line({ item: made.items[0] as Stocked, pieces: 10, rupees: 50 })], { party: made.buyers[0] })
  await made.book.call('sales.postReturn', made.go.back(uid, [{ line: 1, qtyMilli: 8000 }]))
  expect(faults(made.book)).toEqual([])
  made.book.sqlite.exec(`drop trigger stock_move_no_update; update stock_move set qty = qty + 3000 where kind = 'sale-return'`)
  expect(faults(made.book).join('\n')).toContain('goods')
  made.book.sqlite.exec(`drop trigger line_link_no_update; update line_link set qty = qty + 3000 where kind = 'return'`)
  const found = (await made.book.call('accounts.doctor', {})).findings.map((one: { check: string }) => one.check)
  expect(found).toContain('returned-beyond-sold')
  made.book.close()
})
