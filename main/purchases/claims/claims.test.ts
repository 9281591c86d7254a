import { beforeEach, describe, expect, test } from 'vitest'
import { sql, text } from '../../database/connection.ts'
import { newUid } from '../../database/uid.ts'
import { type Supply, supply } from '../test-supply.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer
type Any = any
let s: Supply
let batchId: number
let place: (kind: string) => number

beforeEach(async () => {
  s = await supply()
  place = (kind) =>
    s.book.db.must(
      sql
        .selectFrom('location')
        .select('id')
        .where('kind', '=', kind as never)
        .orderBy('id')
        .limit(1),
    ).id
  // 100 pieces at 10.00 a strip of ten, 5 % tax: 100.00 + 2.50 + 2.50
  await s.post(
    'postBill',
    s.bill({ lines: [s.billLine({ expiry: '2026-10-31', qtyMilli: 100_000 })], date: '2026-06-10', supplierDate: '2026-06-10' }),
  )
  batchId = s.book.db.must(sql.selectFrom('batch').select('id').where('number', '=', 'PCM1')).id
})

const claim = (more: object = {}, line: object = {}) => ({
  uid: newUid(),
  date: '2026-11-10',
  supplier: s.supplier,
  reason: 'expiry',
  lines: [
    { itemId: s.item.itemId, batchId, locationId: place('saleable'), qtyMilli: 40_000, basis: 'cost', rateE4: 100_000, ...line },
  ],
  ...more,
})
const answer = (of: string, more: object = {}, line: object = {}) => ({
  uid: newUid(),
  claim: of,
  date: '2026-11-15',
  supplierNote: 'CN/77',
  gst: true,
  lines: [{ line: 1, creditedMilli: 30_000, creditPaise: 2_700, backMilli: 0, ...line }],
  ...more,
})
const onHand = () =>
  Object.fromEntries(
    s.book.db
      .rows(
        text<{
          kind: string
          qty: number
        }>`select l.kind, sum(h.qty) as qty from on_hand h join location l on l.id = h.location_id where h.batch_id = ${batchId} and h.qty <> 0 group by l.kind`,
      )
      .map((row) => [row.kind, row.qty / 1000]),
  )
const counts = () =>
  s.book.db.must(
    text<{
      n: number
    }>`select (select count(*) from document) + (select count(*) from stock_move) + (select count(*) from journal) as n`,
  ).n
const healthy = async () => {
  const found = (await s.book.call('accounts.doctor', {})) as Any
  expect(found.findings ?? found).toEqual([])
}

describe('by credit note', () => {
  test('goods wait with the supplier, stay ours, and leave at cost when he credits them with GST', async () => {
    const sent = claim()
    const { number } = (await s.book.call('purchases.postClaim', sent)) as Any
    expect(number).toMatch(/^KA\/26-27\//)
    expect(onHand()).toEqual({ saleable: 60, with_supplier: 40 })
    expect([s.account('inventory'), s.account('input-cgst')]).toEqual([100, 2.5])
    await s.book.call('purchases.settleClaim', answer(sent.uid))
    expect(onHand()).toEqual({ saleable: 60, with_supplier: 10 })
    // 27.00 credited with 0.68 + 0.68 for goods that cost 30.00: 3.00 is the variance; credit of 30 of 100 was 0.75 a head
    expect([s.account('inventory'), s.account('price-variance'), s.account('input-cgst'), s.account('input-sgst')]).toEqual([
      70, 3, 1.82, 1.82,
    ])
    const shown = (await s.book.call('purchases.claim', { uid: sent.uid })) as Any
    expect(shown).toMatchObject({
      state: 'part',
      totalPaise: 4000,
      answers: [{ supplierNote: 'CN/77', totalPaise: 2836, gst: true }],
    })
    expect(shown.lines[0]).toMatchObject({
      creditedMilli: 30_000,
      creditedPaise: 2700,
      openMilli: 10_000,
      shortPaise: 300,
      gstUntil: '2027-11-30',
      rateBp: 500,
    })
    await s.book.call(
      'purchases.settleClaim',
      answer(sent.uid, { supplierNote: null }, { creditedMilli: 0, creditPaise: 0, backMilli: 10_000 }),
    )
    expect(onHand()).toEqual({ saleable: 70 })
    expect(await s.book.call('purchases.claims', {})).toMatchObject({
      total: 1,
      rows: [{ state: 'settled', claimedPaise: 4000, creditedPaise: 2700, shortPaise: 1300, openPaise: 0, openDays: 0 }],
      sums: { creditedPaise: 2700 },
    })
    await healthy()
  })

  test('a commercial note takes no tax back; after 30 November of the next year no other can be given', async () => {
    const old = claim()
    await s.book.call('purchases.postClaim', old)
    await s.book.call('purchases.settleClaim', answer(old.uid, { gst: false }))
    expect([s.account('input-cgst'), s.account('input-sgst')]).toEqual([2.5, 2.5])
    s.book.setToday('2027-12-01')
    expect(
      await s.book.ask(
        'purchases.settleClaim',
        answer(old.uid, { date: '2027-12-01' }, { creditedMilli: 5_000, creditPaise: 500 }),
      ),
    ).toMatchObject({ refusal: { code: 'purchases/claim-note-late', field: 'gst', details: { until: '2027-11-30' } } })
    await healthy()
  })

  test('cancelling the answer, then the claim, leaves everything as it was', async () => {
    const sent = claim()
    await s.book.call('purchases.postClaim', sent)
    const came = answer(sent.uid)
    await s.book.call('purchases.settleClaim', came)
    expect(await s.book.ask('purchases.cancelClaim', { uid: sent.uid, reason: 'mistake' })).toMatchObject({
      refusal: { code: 'purchases/answered' },
    })
    await s.book.call('purchases.cancelSettlement', { uid: came.uid, reason: 'mistake' })
    await s.book.call('purchases.cancelClaim', { uid: sent.uid, reason: 'mistake' })
    expect(onHand()).toEqual({ saleable: 100 })
    expect([s.account('inventory'), s.account('price-variance'), s.account('input-cgst')]).toEqual([100, 0, 2.5])
    expect(await s.book.call('purchases.claims', {})).toMatchObject({ rows: [{ state: 'cancelled' }], sums: { claimedPaise: 0 } })
    await healthy()
  })
})

test('as fresh supply we bill the goods back: output tax, a line of GSTR-1, the goods gone at cost', async () => {
  await s.book.call('purchases.postClaim', claim({ route: 'fresh-supply' }))
  expect(onHand()).toEqual({ saleable: 60 })
  expect([s.account('inventory'), s.account('price-variance'), s.account('output-cgst'), s.account('input-cgst')]).toEqual([
    60, 0, -1, 2.5,
  ])
  const { total } = (await s.book.call('purchases.claims', { state: 'settled' })) as Any
  expect(total).toBe(1)
  const report = (await s.book.call('gst.gstr1', { month: '2026-11' })) as Any
  expect(JSON.stringify(report)).toContain('4000')
  await healthy()
})

test('the same claim twice is one; what is due is shown', async () => {
  const { rows } = (await s.book.call('purchases.claimableStock', { supplier: s.supplier })) as Any
  expect(rows).toMatchObject([
    {
      batch: 'PCM1',
      qtyMilli: 100_000,
      costE4: 100_000,
      supplier: 'Cipla Stockist',
      boughtOn: '2026-06-10',
      inWindow: null,
      marked: false,
    },
  ])
  const one = claim()
  const first = await s.book.call('purchases.postClaim', one)
  expect(await s.book.call('purchases.postClaim', one)).toEqual(first)
})

describe('refused, and nothing written', () => {
  const bad: [string, string, string | undefined, () => Promise<{ call: string; input: object }>][] = [
    [
      'more than is on hand',
      'inventory/stock-short',
      'lines.0.qtyMilli',
      async () => ({ call: 'postClaim', input: claim({}, { qtyMilli: 101_000 }) }),
    ],
    [
      'no quantity',
      'inventory/quantity-needed',
      'lines.0.qtyMilli',
      async () => ({ call: 'postClaim', input: claim({}, { qtyMilli: 0 }) }),
    ],
    [
      'a party that is no supplier',
      'accounts/no-party',
      'supplier',
      async () => ({ call: 'postClaim', input: claim({ supplier: newUid() }) }),
    ],
    [
      'goods that are with a supplier already',
      'inventory/place-not-here',
      'lines.0.locationId',
      async () => ({ call: 'postClaim', input: claim({}, { locationId: place('with_supplier') }) }),
    ],
    ['an answer to no claim', 'purchases/no-claim', 'claim', async () => ({ call: 'settleClaim', input: answer(newUid()) })],
    [
      'more than is open',
      'purchases/claim-more-than-open',
      'lines.0.creditedMilli',
      async () => ({ call: 'settleClaim', input: answer(await sent(), {}, { creditedMilli: 30_000, backMilli: 10_001 }) }),
    ],
    [
      'credit without a note',
      'purchases/claim-note-needed',
      'supplierNote',
      async () => ({ call: 'settleClaim', input: answer(await sent(), { supplierNote: null }) }),
    ],
    [
      'a line that is not there',
      'purchases/no-claim-line',
      'lines.0.line',
      async () => ({ call: 'settleClaim', input: answer(await sent(), {}, { line: 9 }) }),
    ],
    [
      'a day before the claim',
      'purchases/before-claim',
      'date',
      async () => ({ call: 'settleClaim', input: answer(await sent(), { date: '2026-11-09' }) }),
    ],
    [
      'money for nothing',
      'purchases/claim-nothing',
      'lines.0.creditPaise',
      async () => ({
        call: 'settleClaim',
        input: answer(await sent(), {}, { creditedMilli: 0, backMilli: 1000, creditPaise: 5 }),
      }),
    ],
  ]
  const sent = async () => {
    const one = claim()
    await s.book.call('purchases.postClaim', one)
    return one.uid
  }
  test.each(bad)('%s', async (_, code, field, make) => {
    const { call, input } = await make()
    const before = counts()
    expect(await s.book.ask(`purchases.${call}`, input)).toMatchObject({ ok: false, refusal: { code, field } })
    expect(counts()).toBe(before)
  })
  test('goods of another supplier, and outside the window he takes them in, are warned of', async () => {
    const other = await s.party({ name: 'Other House', gstin: null, category: 'unregistered' })
    expect(await s.book.ask('purchases.postClaim', claim({ supplier: other }))).toMatchObject({
      warnings: [{ code: 'purchases/claim-other-supplier', details: { supplier: 'Cipla Stockist' } }],
    })
  })
})
