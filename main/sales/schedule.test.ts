import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test-counts.ts'
import { sql } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import type { Person } from '../given.ts'
import { aBill, line, rowCounts, type Stocked, shop } from './test-shop.ts'

const { book, item, batch, party } = shop()
const fact = (name: string, value: string) => book.call('company.setFact', { name, value, from: '2026-11-01' })
const clerk: Person = { id: 1, uid: newUid(), name: 'Clerk', role: 'clerk', overrides: new Map() }
async function asClerk<T>(work: () => Promise<T>): Promise<T> {
  const owner = book.connection.person
  book.connection.person = clerk
  try {
    return await work()
  } finally {
    book.connection.person = owner
  }
}
const drugs = new Map(
  ['none', 'G', 'H', 'H1', 'X', 'NDPS'].map((schedule) => [schedule, item({ name: `Drug ${schedule}`, schedule })]),
)
const licences = (...forms: string[]) => forms.map((form) => ({ form, number: `N-${form}`, validFrom: null, validTo: null }))
const buyers = {
  chemist: await party({ name: 'Chemist', type: 'retail', licences: licences('20', '21') }),
  restricted: await party({ name: 'General store', type: 'retail', licences: licences('20A') }),
  stockist: await party({ name: 'Stockist', type: 'wholesale', licences: licences('20B', '21B') }),
  retailByWholesale: await party({ name: 'Chemist by 20B', type: 'retail', licences: licences('20B') }),
  xHolder: await party({ name: 'X holder', type: 'retail', licences: licences('20', '20F') }),
  narcotics: await party({ name: 'Narcotics holder', type: 'retail', licences: licences('20', 'NDPS') }),
  hospital: await party({ name: 'Hospital', type: 'hospital', licences: licences('20B') }),
  nobody: await party({ name: 'No licence', type: 'retail' }),
  consumer: await party({ name: 'Consumer', type: 'consumer' }),
  walkIn: null,
}
type Buyer = keyof typeof buyers
const drugOf = (schedule: string) => drugs.get(schedule) as Stocked
const sale = (schedule: string, buyer: Buyer, more: Record<string, unknown> = {}) =>
  aBill([line({ item: drugOf(schedule), rupees: 10 })], { party: buyers[buyer], mode: 'cash', ...more })

const cases: [string, Buyer, string, string?][] = [
  ['none', 'nobody', 'ok'],
  ['G', 'restricted', 'ok'],
  ['H', 'restricted', 'warning', 'sales/licence-misfit'],
  ['H', 'chemist', 'ok'],
  ['H1', 'stockist', 'ok'],
  ['H', 'retailByWholesale', 'warning', 'sales/licence-misfit'],
  ['H', 'hospital', 'ok'],
  ['H', 'nobody', 'warning', 'sales/licence-missing'],
  ['X', 'chemist', 'refusal', 'sales/licence-schedule-x'],
  ['X', 'xHolder', 'ok'],
  ['X', 'walkIn', 'refusal', 'sales/licence-schedule-x'],
  ['NDPS', 'chemist', 'refusal', 'sales/licence-ndps'],
  ['NDPS', 'narcotics', 'ok'],
  ['NDPS', 'walkIn', 'refusal', 'sales/licence-ndps'],
  ['H', 'walkIn', 'refusal', 'sales/walk-in-schedule'],
  ['H1', 'consumer', 'refusal', 'sales/walk-in-schedule'],
  ['G', 'walkIn', 'ok'],
]
test.each(cases)('Schedule %s for %s, by a clerk: %s %s', async (schedule, buyer, outcome, code) => {
  const before = rowCounts(book)
  const reply = await asClerk(() => book.ask('sales.postBill', sale(schedule, buyer)))
  const told = reply.ok
    ? 'ok'
    : 'refusal' in reply
      ? `refusal ${reply.refusal.code}`
      : 'warnings' in reply
        ? `warning ${reply.warnings[0]?.code}`
        : 'fault'
  expect(told).toBe(code ? `${outcome} ${code}` : outcome)
  if (!reply.ok) expect(rowCounts(book)).toEqual(before)
})

test('an expired licence stops a clerk when the firm says so; the right of the manager answers for it', async () => {
  const ended = await party({
    name: 'Ended',
    type: 'retail',
    licences: [{ form: '20', number: 'E-1', validFrom: null, validTo: '2026-11-20' }],
  })
  const draft = () => aBill([line({ item: drugOf('H'), rupees: 10 })], { party: ended })
  expect(await asClerk(() => book.ask('sales.postBill', draft()))).toMatchObject({
    warnings: [{ code: 'sales/licence-expired', details: { number: 'E-1', date: '20-Nov-26' } }],
  })
  await fact('licence-expired', 'stop')
  expect(await asClerk(() => book.ask('sales.postBill', draft()))).toMatchObject({
    refusal: { code: 'sales/licence-expired', details: { permission: 'sales.schedule' } },
  })
  // live on the bill's own day
  expect(await book.ask('sales.postBill', { ...draft(), date: '2026-11-20' })).toMatchObject({
    warnings: [{ code: 'sales/back-dated' }],
  })
  await fact('licence-expired', 'warn')
})

test('a retailer sells on prescription and keeps who prescribed and for whom', async () => {
  await fact('walk-in-schedule', 'allow')
  expect(await book.ask('sales.postBill', sale('H1', 'walkIn'))).toMatchObject({ ok: true })
  await fact('prescription-facts', 'yes')
  expect(await book.ask('sales.postBill', sale('H', 'walkIn'))).toMatchObject({ ok: true })
  const prescription = { prescriber: 'Dr Joshi', registration: 'MMC 1', patient: 'Meera', patientAddress: null }
  for (const wrong of [null, { ...prescription, patient: ' ' }, { ...prescription, prescriber: null }])
    expect(await book.ask('sales.postBill', sale('H1', 'walkIn', { prescription: wrong }))).toMatchObject({
      refusal: { code: 'sales/prescription-needed', field: 'prescription.prescriber' },
    })
  await book.call('sales.postBill', sale('H1', 'walkIn', { prescription }))
  const register = await book.call('sales.drugRegister', {
    schedule: 'H1',
    from: '2026-11-01',
    to: '2026-11-30',
    descending: true,
  })
  expect(register.rows[0]).toMatchObject({
    party: 'Cash',
    outMilli: 10_000,
    prescriber: 'Dr Joshi',
    patient: 'Meera',
    kind: 'sale',
  })
  await fact('walk-in-schedule', 'refuse')
  await fact('prescription-facts', 'no')
})

test('the register tells every move with licence, batch and the balance after it', async () => {
  const narcotic = item({ name: 'Morphitab', schedule: 'NDPS', pieces: 500 })
  const bill = aBill([line({ item: narcotic, strips: 3, free: 10, rupees: 10 })], { party: buyers.narcotics })
  await book.call('sales.postBill', bill)
  const gone = aBill([line({ item: narcotic, strips: 1, rupees: 10 })], { party: buyers.narcotics })
  await book.call('sales.postBill', gone)
  await book.call('sales.cancelBill', { uid: gone.uid, reason: 'wrong party' })
  const register = await book.call('sales.drugRegister', {
    schedule: 'NDPS',
    from: '2026-11-01',
    to: '2026-11-30',
    filter: 'Morphi',
  })
  expect(register.rows.map((row: Record<string, unknown>) => [row.party, row.inMilli, row.outMilli, row.balanceMilli])).toEqual([
    ['Narcotics holder', 0, 40_000, 460_000],
    ['Narcotics holder', 0, 10_000, 450_000],
    ['Narcotics holder', 10_000, 0, 460_000],
  ])
  expect(register.rows[0]).toMatchObject({ licence: '20 N-20, NDPS N-NDPS', batch: expect.any(String), unit: 'piece' })
  expect(register.sums).toEqual({ inMilli: 10_000, outMilli: 50_000 })
})

test('goods that last too short for a party are asked about, by its own days', async () => {
  const short = batch(drugOf('none'), { number: 'SHORT', expiry: '2027-01-31', pieces: 100 })
  const choosy = await party({ name: 'Choosy', minExpiryDays: 180 })
  const easy = await party({ name: 'Easy', minExpiryDays: 10 })
  const draft = (uid: string) => aBill([line({ item: short, rupees: 10 })], { party: uid })
  expect(await book.ask('sales.postBill', draft(choosy))).toMatchObject({
    warnings: [{ code: 'sales/expiry-not-taken', field: 'lines.0.batchId', details: { batch: 'SHORT', days: 71, least: 180 } }],
  })
  expect(await book.ask('sales.postBill', draft(easy))).toMatchObject({ ok: true })
})

test('a thin margin is told to who may see cost, by the firm’s setting', async () => {
  const dear = item({ name: 'Dear', pieces: 1000, costPaise: 1000_00 })
  const draft = () => aBill([line({ item: dear, strips: 1, rupees: 10.5 })], { party: buyers.consumer })
  expect(await book.ask('sales.postBill', draft())).toMatchObject({ ok: true })
  await fact('margin-warn-bp', '500')
  expect(await book.ask('sales.postBill', draft())).toMatchObject({
    warnings: [{ code: 'sales/thin-margin', details: { least: '5%' } }],
  })
  expect(await asClerk(() => book.ask('sales.postBill', draft()))).toMatchObject({ ok: true })
  await fact('margin-warn-bp', '0')
})

test('substitutes: the same composition, in stock, margin only by right', async () => {
  const salts = [
    item({ name: 'Salt A', pieces: 0 }),
    item({ name: 'Salt B', ptrE4: 200_000, pieces: 1000, costPaise: 1000_00 }),
    item({ name: 'Salt C', pieces: 0 }),
  ]
  for (const one of salts)
    book.write((given) => given.tx.run(sql.updateTable('item').set({ composition: 'Saltine 5mg' }).where('id', '=', one.itemId)))
  const ask = { itemId: salts[0]?.itemId, date: '2026-11-21' }
  expect(await book.call('sales.substitutes', ask)).toMatchObject([
    { item: { name: 'Salt B', stockMilli: 1_000_000 }, rateE4: 200_000, marginPaise: 10_00, marginBp: 5000 },
  ])
  expect(await asClerk(() => book.call('sales.substitutes', ask))).toMatchObject([{ marginPaise: null, marginBp: null }])
})

const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}`
const restriction = {
  itemId: null,
  schedule: null,
  composition: null,
  dayMilli: null,
  monthMilli: null,
  from: '2026-11-01',
  reason: 'state order',
}

test.each([
  ['of two things', { itemId: 1, schedule: 'H1', dayMilli: 1 }, 'sales/restriction-what'],
  ['of nothing', { dayMilli: 1 }, 'sales/restriction-what'],
  ['without a cap', { schedule: 'H1' }, 'sales/restriction-cap'],
  ['of less than nothing', { schedule: 'H1', dayMilli: -1 }, 'sales/quantity-negative'],
  ['that ends before it begins', { schedule: 'H1', dayMilli: 1, to: '2026-10-31' }, 'sales/restriction-dates'],
  ['of an unknown item', { itemId: 99_999, dayMilli: 1 }, 'sales/unknown-item'],
  ['without a reason', { schedule: 'H1', dayMilli: 1, reason: '' }, 'company/bad-input'],
])('a restriction %s is refused', async (_, more, code) => {
  expect(await book.ask('sales.saveRestriction', { ...restriction, uid: newUid(), ...more })).toMatchObject({ refusal: { code } })
})

test('restricted goods pass the day’s and the month’s most only by right and with a reason', async () => {
  const tramadol = item({ name: 'Tramadol 50' })
  const uid = newUid()
  await book.call('sales.saveRestriction', { ...restriction, uid, itemId: tramadol.itemId, dayMilli: 50_000, monthMilli: 80_000 })
  const draft = (strips: number, more: Record<string, unknown> = {}) =>
    aBill([line({ item: tramadol, strips, rupees: 10 })], { party: buyers.chemist, ...more })
  await asClerk(() => book.call('sales.postBill', draft(5)))
  expect(await asClerk(() => book.ask('sales.postBill', draft(1)))).toMatchObject({
    refusal: {
      code: 'sales/restricted-day',
      field: 'lines.0.qtyMilli',
      details: { what: 'Tramadol 50', most: '50', had: '50', more: '10', permission: 'sales.schedule' },
    },
  })
  // what comes back is free again, free goods and all
  const [given] = (await book.call('sales.bills', { party: buyers.chemist, limit: 1 })).rows
  await book.call('sales.postReturn', {
    uid: newUid(),
    date: '2026-11-21',
    bill: given.uid,
    reason: 'not-wanted',
    lines: [{ line: 1, qtyMilli: 10_000 }],
  })
  await asClerk(() => book.call('sales.postBill', draft(1)))
  // free goods count, another buyer does not, two lines of a bill do together
  expect(
    await asClerk(() =>
      book.ask('sales.postBill', aBill([line({ item: tramadol, strips: 5, free: 1, rupees: 10 })], { party: buyers.stockist })),
    ),
  ).toMatchObject({
    refusal: { code: 'sales/restricted-day' },
  })
  const twice = [3, 3].map((strips) => line({ item: tramadol, strips, rupees: 10 }))
  expect(await asClerk(() => book.ask('sales.postBill', aBill(twice, { party: buyers.stockist })))).toMatchObject({
    refusal: { code: 'sales/restricted-day', field: 'lines.1.qtyMilli' },
  })
  expect(await asClerk(() => book.ask('sales.postBill', draft(6, { party: null, mode: 'cash' })))).toMatchObject({
    refusal: { code: 'sales/restricted-day' },
  })
  const reason = (code: string) => ({ accepted: [{ code, field: 'lines.0.qtyMilli', reason: 'hospital order seen' }] })
  book.setToday('2026-11-22')
  await book.call('sales.postBill', draft(4, { date: '2026-11-22' }), reason('sales/restricted-month'))
  book.setToday('2026-12-01')
  await asClerk(() => book.call('sales.postBill', draft(5, { date: '2026-12-01' })))
  book.setToday('2026-11-21')
  // lifted by its last day
  await book.call('sales.saveRestriction', { ...restriction, uid, itemId: tramadol.itemId, dayMilli: 50_000, to: '2026-11-20' })
  await asClerk(() => book.call('sales.postBill', draft(9)))
  expect((await book.call('sales.restrictions', { show: 'all' })).rows).toMatchObject([{ what: 'Tramadol 50', to: '2026-11-20' }])
  expect((await book.call('sales.restrictions', {})).total).toBe(0)
})

test('goods on a challan are goods the party has: the same licences, the same caps', async () => {
  const challan = (goods: Stocked, pieces: number) => ({
    uid: newUid(),
    date: '2026-11-21',
    party: buyers.chemist,
    reason: 'bill-follows',
    lines: [
      { itemId: goods.itemId, batchId: goods.batchId, locationId: goods.locationId, qtyMilli: pieces * 1000, rateE4: 100_000 },
    ],
  })
  expect(await book.ask('sales.postChallan', challan(drugOf('X'), 10))).toMatchObject({
    refusal: { code: 'sales/licence-schedule-x', field: 'lines.0.itemId' },
  })
  const capped = item({ name: 'Pentazocine' })
  await book.call('sales.saveRestriction', { ...restriction, uid: newUid(), itemId: capped.itemId, dayMilli: 30_000 })
  await asClerk(() => book.call('sales.postChallan', challan(capped, 20)))
  expect(await asClerk(() => book.ask('sales.postChallan', challan(capped, 11)))).toMatchObject({
    refusal: { code: 'sales/restricted-day', details: { had: '20', more: '11' } },
  })
  const bill = aBill([line({ item: capped, strips: 2, rupees: 10 })], { party: buyers.chemist })
  expect(await asClerk(() => book.ask('sales.postBill', bill))).toMatchObject({ refusal: { code: 'sales/restricted-day' } })
})

type Step = { buyer: 0 | 1; day: number; pieces: number; free: number; cancel: boolean; giveBack: number }
const steps = fc.array(
  fc.record({
    buyer: fc.constantFrom(0 as const, 1 as const),
    day: fc.integer({ min: 19, max: 21 }),
    pieces: fc.integer({ min: 1, max: 40 }),
    free: fc.integer({ min: 0, max: 5 }),
    cancel: fc.constantFrom(false, false, true),
    giveBack: fc.constantFrom(0, 0, 5),
  }),
  { minLength: 4, maxLength: 10 },
)
const [dayMost, monthMost] = [60, 100]

/** What each buyer has of a composition, from the moves of bills that stand: the ledger's own word, not the check's. */
const hadBy = (goods: Stocked) =>
  book.db.rows(
    sql
      .selectFrom('stock_move as m')
      .innerJoin('posting as p', 'p.id', 'm.posting_id')
      .innerJoin('document_version as v', 'v.id', 'p.version_id')
      .innerJoin('document as d', 'd.id', 'v.document_id')
      .select((eb) => ['d.party_id', 'd.date', eb.fn.sum<number>('m.qty').as('qty')])
      .where('m.item_id', '=', goods.itemId)
      .where('d.kind', 'in', ['sale', 'sale-return', 'commercial-credit'])
      .groupBy(['d.party_id', 'd.date']),
  )

let turn = 0
/** Sells by a clerk, so that nothing passes; true when neither cap was ever passed. */
async function keepsCaps(list: readonly Step[], restricted: boolean): Promise<boolean> {
  turn += 1
  const goods = item({ name: `Codeine ${turn}`, pieces: 2000 })
  const composition = `Codeine linctus ${turn}`
  book.write((given) => given.tx.run(sql.updateTable('item').set({ composition }).where('id', '=', goods.itemId)))
  if (restricted)
    await book.call('sales.saveRestriction', {
      ...restriction,
      uid: newUid(),
      composition: composition.toUpperCase(),
      dayMilli: dayMost * 1000,
      monthMilli: monthMost * 1000,
    })
  for (const step of list) {
    const draft = aBill([line({ item: goods, pieces: step.pieces, free: step.free, rupees: 1 })], {
      party: step.buyer ? buyers.chemist : buyers.stockist,
      date: day(step.day),
    })
    book.setToday(day(step.day))
    const reply = await asClerk(() => book.ask('sales.postBill', draft))
    if (!reply.ok) continue
    if (step.cancel) await book.call('sales.cancelBill', { uid: draft.uid, reason: 'not wanted' })
    else if (step.giveBack > 0) {
      const lines = [{ line: 1, qtyMilli: Math.min(step.giveBack, step.pieces) * 1000, freeMilli: step.free * 1000 }]
      await book.call('sales.postReturn', { uid: newUid(), date: day(step.day), bill: draft.uid, reason: 'not-wanted', lines })
    }
  }
  book.setToday('2026-11-21')
  const rows = hadBy(goods)
  const months = new Map<number | null, number>()
  for (const row of rows) months.set(row.party_id, (months.get(row.party_id) ?? 0) - row.qty)
  return rows.every((row) => -row.qty <= dayMost * 1000) && [...months.values()].every((qty) => qty <= monthMost * 1000)
}

test('no buyer ever has more than a day’s or a month’s most, whatever is billed and cancelled', async () => {
  await fc.assert(
    fc.asyncProperty(steps, (list) => keepsCaps(list, true)),
    { numRuns: runs(6) },
  )
})

test('the property can fail: without the restriction it finds too much', async () => {
  const heavy: Step[] = [1, 2, 3].map(() => ({ buyer: 1, day: 20, pieces: 40, free: 0, cancel: false, giveBack: 0 }))
  expect(await keepsCaps(heavy, false)).toBe(false)
})

test('the doctor finds the books well after all of it', async () => {
  expect(await book.call('accounts.doctor', {})).toMatchObject({ findings: [] })
})
