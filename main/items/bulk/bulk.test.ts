import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dispatch } from '../../dispatch.ts'
import { cancelTask, finished } from '../../tasks.ts'
import { type TestBook, testBook } from '../../test-book.ts'

let book: TestBook
beforeEach(() => {
  book = testBook()
})
afterEach(() => book.close())

const from = '2026-11-21'
async function add(name: string, extra: object = {}): Promise<string> {
  const uid = randomUUID()
  const tax = { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049099' }
  await book.call('items.save', {
    uid,
    name,
    manufacturer: 'Cipla',
    packLabel: '10*10',
    mrpPaise: 10_000,
    ptrE4: 700_000,
    tax,
    ...extra,
  })
  return uid
}
const bulk = (change: object, filter: object = {}) => ({ filter, change, from })
const make = (change: object, filter: object = {}) =>
  book.call('items.bulkChange', { ...bulk(change, filter), title: 'Notification 9' })

describe('a change of many items', () => {
  test('is shown before it is made: old and new, counts, and what stands against it', async () => {
    await add('Azee 250')
    await add('Azee 500', { mrpPaise: 7_500 })
    await add('Free sample', { ptrE4: null })
    const ask = { bulk: bulk({ what: 'price', tier: 'ptr', percentBp: 1000 }) }
    expect(await book.call('items.bulkPreview', ask)).toMatchObject({
      total: 3,
      sums: { items: 3, changing: 1, same: 0, errors: 2 },
      rows: [
        { name: 'Azee 250', old: '70.00', next: '77.00', problem: null },
        { name: 'Azee 500', old: '70.00', next: '77.00', problem: 'items/bulk-above-mrp' },
        { name: 'Free sample', old: '', problem: 'items/bulk-no-price' },
      ],
    })
    expect((await book.call('items.bulkPreview', { ...ask, only: 'errors' })).total).toBe(2)
  })

  test('changes tax from a day on for the items of the filter, leaves those with an error, and is taken back whole', async () => {
    const azee = await add('Azee 250')
    const other = await add('Dolo', { manufacturer: 'Micro' })
    const done = await make({ what: 'tax', class: 'taxable', rateBp: 1200 }, { manufacturer: 'cipla' })
    expect(done).toMatchObject({ state: 'done', items: 1, changed: 1, same: 0, withErrors: 0, title: 'Notification 9' })
    const tax = async (uid: string) =>
      (await book.call('items.item', { uid })).taxes.map((one: { fromDate: string; rateBp: number }) => [
        one.fromDate,
        one.rateBp,
      ])
    expect(await tax(azee)).toEqual([
      ['2026-04-01', 500],
      [from, 1200],
    ])
    expect(await tax(other)).toEqual([['2026-04-01', 500]])
    const again = await make({ what: 'tax', class: 'taxable', rateBp: 1200 }, { manufacturer: 'cipla' })
    expect(again).toMatchObject({ changed: 0, same: 1 })
    const undone = await book.call('items.bulkUndo', { uid: done.uid })
    expect(undone).toMatchObject({ state: 'undone', restored: 1, kept: [] })
    expect((await book.call('items.item', { uid: azee })).tax).toMatchObject({ rateBp: 500 })
    await expect(book.call('items.bulkUndo', { uid: done.uid })).rejects.toMatchObject({ code: 'items/bulk-nothing' })
    expect(await book.call('accounts.doctor', {})).toMatchObject({ findings: [] })
  })

  test.each([
    [{ what: 'hsn', hsn: '3005' }, { hsn: '3004' }, 'hsn', '3005'],
    [{ what: 'category', text: 'Antibiotic' }, { words: 'azee' }, 'category', 'Antibiotic'],
    [{ what: 'rack', text: 'A1' }, {}, 'rack', 'A1'],
    [{ what: 'storage', text: null }, {}, 'storage', null],
    [{ what: 'schedule', schedule: 'H1' }, { schedule: 'none' }, 'schedule', 'H1'],
    [{ what: 'status', status: 'closed' }, {}, 'status', 'closed'],
    [{ what: 'price', tier: 'mrp', rateE4: 955_000 }, {}, 'mrpPaise', 9550],
    [{ what: 'price', tier: 'ptr', percentBp: -333, roundPaise: 25 }, {}, 'ptrE4', 677_500],
  ])('%o', async (change, filter, field, value) => {
    const uid = await add('Azee 250', { storage: 'Cool' })
    const read = async () => {
      const whole = await book.call('items.item', { uid })
      return field === 'hsn' ? whole.tax.hsn : whole[field]
    }
    const before = await read()
    const { uid: work } = await make(change, filter)
    expect(await read()).toBe(value)
    await book.call('items.bulkUndo', { uid: work })
    expect(await read()).toBe(before)
  })

  test.each([
    [{ what: 'hsn', hsn: '300' }, 'items/hsn-shape'],
    [{ what: 'tax', class: 'nil', rateBp: 500 }, 'items/rate-of-untaxed'],
    [{ what: 'tax', class: 'taxable', rateBp: 1700 }, 'items/unknown-slab'],
    [{ what: 'price', tier: 'ptr' }, 'items/bulk-price-how'],
    [{ what: 'price', tier: 'ptr', percentBp: 100, rateE4: 5 }, 'items/bulk-price-how'],
    [{ what: 'colour' }, 'company/bad-input'],
  ])('%o is refused and nothing is noted', async (change, code) => {
    await add('Azee')
    await expect(make(change)).rejects.toMatchObject({ code })
    await expect(book.call('items.bulkPreview', { bulk: bulk(change) })).rejects.toMatchObject({ code })
    expect(await book.call('items.bulkChanges', {})).toEqual([])
  })

  test('a day before the books begin is refused', async () => {
    await expect(
      book.call('items.bulkChange', { filter: {}, change: { what: 'rack', text: 'A' }, from: '2026-03-31' }),
    ).rejects.toMatchObject({
      code: 'items/bulk-before-books',
    })
  })

  test('stopped, it is gone on with where it stood', async () => {
    for (let n = 0; n < 60; n += 1) await add(`Item ${n}`)
    const reply = await dispatch(book.host, book.connection, 'items.bulkChange', bulk({ what: 'rack', text: 'B2' }))
    const { task } = (reply as { value: { task: string } }).value
    let told = false
    const end = await finished(book.host, task, () => {
      if (!told) cancelTask(book.host, task)
      told = true
    })
    const [state] = await book.call('items.bulkChanges', {})
    if (end.ok) return
    expect(state).toMatchObject({ state: 'stopped', items: 60 })
    expect(state.changed).toBeLessThan(60)
    expect(await book.call('items.bulkGoOn', { uid: state.uid })).toMatchObject({ state: 'done', changed: 60 })
  })

  test('what somebody has changed since stays, and is named', async () => {
    const uid = await add('Azee 250')
    const { uid: work } = await make({ what: 'rack', text: 'A1' })
    await book.call('items.save', { ...(await book.call('items.item', { uid })), rack: 'Z9' })
    expect(await book.call('items.bulkUndo', { uid: work })).toMatchObject({ restored: 0, kept: ['Azee 250'] })
    expect((await book.call('items.item', { uid })).rack).toBe('Z9')
  })

  test('a clerk may not', async () => {
    book.connection.person = { ...(book.connection.person as NonNullable<typeof book.connection.person>), role: 'clerk' }
    await expect(make({ what: 'rack', text: 'A' })).rejects.toMatchObject({ code: 'company/not-allowed' })
  })
})
