import fc from 'fast-check'
import { expect, test } from 'vitest'
import { count, runs } from '../../../test-counts.ts'
import { sql, text } from '../../database/connection.ts'
import { newUid } from '../../database/uid.ts'
import { postGoods } from '../../inventory/hand-made.ts'
import { type Supply, supply } from '../test-supply.ts'

type Step = {
  what: 'claim' | 'fresh' | 'answer' | 'undo-answer' | 'undo-claim' | 'sell'
  pick: number
  part: number
  credit: number
  gst: boolean
}
const steps = fc.array(
  fc.record<Step>({
    what: fc.constantFrom('claim', 'claim', 'fresh', 'answer', 'answer', 'undo-answer', 'undo-claim', 'sell'),
    pick: fc.nat(50),
    part: fc.integer({ min: 1, max: 10 }),
    credit: fc.integer({ min: 0, max: 20_000 }),
    gst: fc.boolean(),
  }),
  { minLength: 4, maxLength: 14 },
)
const pieces = 100_000

type Live = { claims: string[]; answers: string[] }
const at = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(list.length, 1)]

async function live(s: Supply, step: Step, known: Live, batches: readonly number[]): Promise<void> {
  const saleable = s.item.locationId
  const batchId = at(batches, step.pick) as number
  const there =
    s.book.db.row(sql.selectFrom('on_hand').select('qty').where('batch_id', '=', batchId).where('location_id', '=', saleable))
      ?.qty ?? 0
  const some = Math.floor((there * step.part) / 10_000) * 1000
  if (step.what === 'claim' || step.what === 'fresh') {
    if (some === 0) return
    const uid = newUid()
    const line = {
      itemId: s.item.itemId,
      batchId,
      locationId: saleable,
      qtyMilli: some,
      basis: 'cost',
      rateE4: 90_000,
      deductBp: 500,
    }
    const route = step.what === 'fresh' ? 'fresh-supply' : 'credit-note'
    const reply = await s.book.ask('purchases.postClaim', {
      uid,
      date: '2026-11-12',
      supplier: s.supplier,
      reason: 'breakage',
      route,
      lines: [line],
    })
    // goods that came back later than this day cannot have gone on it
    if (!reply.ok) expect(reply).toMatchObject({ refusal: { code: 'inventory/stock-short' } })
    else known.claims.push(uid)
  } else if (step.what === 'sell') {
    if (some > 0)
      s.book.write((given) => postGoods(given, given.today, [{ item: { ...s.item, batchId }, kind: 'sale', qtyMilli: -some }]))
  } else if (step.what === 'answer') {
    const claim = at(known.claims, step.pick)
    if (!claim) return
    const shown = await s.book.call('purchases.claim', { uid: claim })
    const open = shown.lines[0].openMilli as number
    const creditedMilli = Math.floor((open * step.part) / 10_000) * 1000
    const backMilli = Math.floor((open - creditedMilli) / 2000) * 1000
    if (shown.state === 'cancelled' || creditedMilli + backMilli === 0) return
    const uid = newUid()
    const line = { line: 1, creditedMilli, creditPaise: creditedMilli > 0 ? step.credit : 0, backMilli }
    await s.book.call('purchases.settleClaim', {
      uid,
      claim,
      date: '2026-11-15',
      supplierNote: 'CN',
      gst: step.gst,
      lines: [line],
    })
    known.answers.push(uid)
  } else {
    // refusals are right here: something may stand against it, or the goods that came back are sold
    const [call, uid] =
      step.what === 'undo-answer'
        ? ['cancelSettlement', at(known.answers, step.pick)]
        : ['cancelClaim', at(known.claims, step.pick)]
    if (uid) await s.book.ask(`purchases.${call}`, { uid, reason: 'mistake' })
  }
}

/** What must hold after any history; throws. */
async function check(s: Supply): Promise<void> {
  const away = s.book.db.must(
    text<{
      qty: number
    }>`select coalesce(sum(h.qty), 0) as qty from on_hand h join location l on l.id = h.location_id where l.kind = 'with_supplier'`,
  ).qty
  const { rows } = await s.book.call('purchases.claims', { limit: 500 })
  let open = 0
  for (const row of rows as { uid: string }[]) {
    const claim = await s.book.call('purchases.claim', { uid: row.uid })
    for (const line of claim.lines) {
      if (claim.route === 'credit-note' && claim.state !== 'cancelled') open += line.openMilli
      expect(line.creditedMilli + line.backMilli).toBeLessThanOrEqual(line.qtyMilli)
    }
  }
  expect(away).toBe(open)
  const carried = s.book.db.rows(text<{ cgst: number; sgst: number }>`
    select r.cgst + coalesce((select sum(c.cgst) from itc_change c where c.move_id = r.move_id), 0) as cgst, r.sgst + coalesce((select sum(c.sgst) from itc_change c where c.move_id = r.move_id), 0) as sgst from receipt_itc r`)
  for (const { cgst, sgst } of carried) {
    expect(cgst).toBeGreaterThanOrEqual(0)
    expect(sgst).toBeGreaterThanOrEqual(0)
  }
  await s.healthy()
}

async function history(list: readonly Step[]): Promise<Supply> {
  const s = await supply()
  for (const [n, rateE4] of [100_000, 120_000].entries())
    await s.post('postBill', s.bill({ lines: [s.billLine({ batch: `B${n}`, qtyMilli: pieces, rateE4 })] }))
  const batches = s.book.db.rows(sql.selectFrom('batch').select('id').where('number', 'in', ['B0', 'B1'])).map((row) => row.id)
  const known: Live = { claims: [], answers: [] }
  for (const step of list) await live(s, step, known, batches)
  return s
}

test(
  'whatever is claimed, answered, sold and taken back: goods with suppliers are what is open, no receipt gives more credit than it had, the books agree',
  async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (list) => {
        const s = await history(list)
        await check(s)
        s.book.close()
      }),
      { numRuns: runs(12) },
    )
  },
  count(60_000, 3_600_000),
)

test('the property can fail: goods that went to the supplier without a claim are seen', async () => {
  const s = await history([{ what: 'claim', pick: 0, part: 5, credit: 0, gst: true }])
  const away = s.book.db.must(sql.selectFrom('location').select('id').where('kind', '=', 'with_supplier')).id
  const batchId = s.book.db.must(sql.selectFrom('batch').select('id').where('number', '=', 'B1')).id
  s.book.sqlite.prepare('update on_hand set qty = qty + 1000 where batch_id <> ? and location_id = ?').run(batchId, away)
  await expect(check(s)).rejects.toThrow()
  s.book.close()
})
