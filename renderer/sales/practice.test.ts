import { expect, test } from 'vitest'
import { type DrillStep, doneBy, type Keyed } from './practice.ts'

const none: ReadonlySet<DrillStep> = new Set()
const empty: Keyed = { party: false, lines: [], column: 'item', text: null, choosingBatch: false }
const line = (change: object = {}) =>
  ({ item: {}, batch: {}, qtyMilli: null, freeMilli: null, first: [], second: [], keyed: [], ...change }) as never
const steps = (keyed: Partial<Keyed>, before = none) => [...doneBy({ ...empty, ...keyed }, before)]

test.each<[string, Partial<Keyed>, DrillStep[]]>([
  ['nothing', {}, []],
  ['a party', { party: true }, ['party']],
  ['an item', { lines: [line()] }, ['item']],
  ['a plain quantity is not the grammar', { lines: [line({ qtyMilli: 10_000 })], column: 'qty', text: '10' }, ['item']],
  [
    'billed and free',
    { lines: [line({ qtyMilli: 10_000, freeMilli: 1_000 })], column: 'qty', text: '10+1' },
    ['item', 'quantity'],
  ],
  ['a list of batches', { lines: [line()], choosingBatch: true }, ['item', 'batch']],
  ['free goods a scheme gave are not keyed', { lines: [line({ freeMilli: 1_000 })], column: 'free', text: null }, ['item']],
  ['free goods keyed', { lines: [line({ freeMilli: 1_000, keyed: ['free'] })], column: 'free', text: '1' }, ['item', 'free']],
  ["the party's own discount is not keyed", { lines: [line({ first: [500] })] }, ['item']],
  ['a discount keyed', { lines: [line({ first: [500], keyed: ['first'] })] }, ['item', 'discount']],
])('%s', (_, keyed, done) => {
  expect(steps(keyed)).toEqual(done)
})
test('what was done stays done', () => {
  expect(steps({}, new Set(['party', 'hold']))).toEqual(['party', 'hold'])
})
