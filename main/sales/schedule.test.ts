import { expect, test } from 'vitest'
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

test('the doctor finds the books well after all of it', async () => {
  expect(await book.call('accounts.doctor', {})).toMatchObject({ findings: [] })
})
