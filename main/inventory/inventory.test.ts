import { beforeEach, describe, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { change } from '../company/records.ts'
import { sql } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { type TestBook, testBook } from '../test-book.ts'
import { assertAvailable, availableOn } from './availability.ts'
import { batchFacts, ensureBatch } from './batch-store.ts'
import { postGoods, type StockedItem, stockItem } from './hand-made.ts'

let book: TestBook
let item: StockedItem
beforeEach(() => {
  book = testBook()
  item = book.write((given) => stockItem(given, { name: 'Paracetamol 500' }))
})

const on = (day: string) => localDate(`2026-11-${day}`)
const line = (more: object = {}) => ({
  itemId: item.itemId,
  batch: 'PCM2409',
  expiry: '2028-07-31',
  mrpPaise: 2500,
  qtyMilli: 100_000,
  valuePaise: 15_000,
  ...more,
})
const opening = (lines: object[], more: object = {}) => ({ uid: newUid(), date: '2026-11-01', lines, ...more })
const stock = (qtyMilli: number, day: string, of: StockedItem = item) =>
  book.write((given) =>
    postGoods(given, on(day), [
      qtyMilli > 0 ? { item: of, kind: 'opening', qtyMilli, valuePaise: 1000 } : { item: of, kind: 'sale', qtyMilli },
    ]),
  )

describe('opening stock', () => {
  test('debits Inventory, credits Opening balance difference, and stands in the batch', async () => {
    const { number } = await book.call('inventory.openingStock', opening([line(), line({ batch: 'pcm2410', valuePaise: 5001 })]))
    expect(number).toMatch(/\/26-27\/000001$/)
    const trial = await book.call('accounts.trialBalance', { asOn: '2026-11-21' })
    expect(trial).toEqual({
      rows: [
        { account: 'Opening balance difference', group: 'Capital account', drPaise: 0, crPaise: 20_001 },
        { account: 'Inventory', group: 'Stock in hand', drPaise: 20_001, crPaise: 0 },
      ],
      drPaise: 20_001,
      crPaise: 20_001,
    })
    const { rows } = await book.call('inventory.batches', { itemId: item.itemId, date: '2026-11-21' })
    expect(rows.map((row: { number: string; onHandMilli: number }) => [row.number, row.onHandMilli])).toEqual([
      ['PCM2409', 100_000],
      ['PCM2410', 100_000],
    ])
    expect((await book.call('accounts.doctor', {})).findings).toEqual([])
  })

  test('sent twice it is posted once; with other content it is refused by its number', async () => {
    const draft = opening([line()])
    const first = await book.call('inventory.openingStock', draft)
    expect(await book.call('inventory.openingStock', draft)).toEqual(first)
    expect(book.db.rows(sql.selectFrom('document').select('id'))).toHaveLength(1)
    await expect(book.call('inventory.openingStock', { ...draft, lines: [line({ valuePaise: 1 })] })).rejects.toMatchObject({
      code: 'accounts/already-posted',
      details: first,
    })
  })

  test.each([
    ['inventory/expired-batch', 'lines.1.expiry', { expiry: '2026-10-31' }],
    ['inventory/quantity-needed', 'lines.1.qtyMilli', { qtyMilli: 0 }],
    ['inventory/quantity-needed', 'lines.1.qtyMilli', { qtyMilli: -5000 }],
    ['inventory/quantity-absurd', 'lines.1.qtyMilli', { qtyMilli: 10_000_001_000 }],
    ['inventory/part-of-a-piece', 'lines.1.qtyMilli', { qtyMilli: 1500 }],
    ['inventory/value-negative', 'lines.1.valuePaise', { valuePaise: -1 }],
    ['inventory/value-absurd', 'lines.1.valuePaise', { valuePaise: 10_000_000_001 }],
    ['inventory/mrp-absurd', 'lines.1.mrpPaise', { mrpPaise: 0 }],
    ['inventory/no-item', 'lines.1.itemId', { itemId: 999_999 }],
    ['inventory/batch-twice', 'lines.1.batch', {}],
  ])('%s is refused at %s and nothing is written', async (code, field, wrong) => {
    const before = book.db.must(sql.selectFrom('journal').select((eb) => eb.fn.countAll<number>().as('n')))
    await expect(book.call('inventory.openingStock', opening([line(), line(wrong)]))).rejects.toMatchObject({ code, field })
    expect(book.db.must(sql.selectFrom('journal').select((eb) => eb.fn.countAll<number>().as('n')))).toEqual(before)
  })

  test('before the books begin it is refused', async () => {
    await expect(book.call('inventory.openingStock', opening([line()], { date: '2026-03-31' }))).rejects.toMatchObject({
      code: 'accounts/before-books',
      field: 'date',
    })
  })
})

describe('batches', () => {
  test('earliest expiry first, expired only counted, near expiry by the firm, MRP and rate as on the day', async () => {
    const more = (number: string, expiry: string | null) =>
      book.write((given) => ({
        ...item,
        batchId: ensureBatch(given, {
          itemId: item.itemId,
          itemUid: item.itemUid,
          number,
          expiry: expiry as never,
          mrpPaise: 2500 as never,
          packFactor: 10,
        }),
      }))
    const [soon, never, gone] = [more('SOON', '2027-01-31'), more('NEVER', null), more('GONE', '2026-11-30')]
    for (const of of [item, soon, never, gone]) stock(50_000, '01', of)
    book.write((given) => {
      change(given, [{ insert: 'batch_mrp', row: { batch_id: soon.batchId, from_date: on('10'), mrp: 2300 as never } }], {
        entity: 'batch',
      })
      const list = given.tx.must(sql.selectFrom('price_list').select('id').where('tier', '=', 'ptr')).id
      const rate = (batch_id: number, rate_e4: number) => ({
        insert: 'price' as const,
        row: { list_id: list, item_id: item.itemId, batch_id, unit: 'strip', from_date: on('01'), rate_e4: rate_e4 as never },
      })
      change(given, [rate(0, 180_000), rate(soon.batchId, 170_000)], { entity: 'price' })
    })
    const ask = (date: string) => book.call('inventory.batches', { itemId: item.itemId, date })
    const shown = (await ask('2026-12-01')) as {
      rows: { number: string; effectiveMrpPaise: number; rateE4: number; nearExpiry: boolean; daysToExpiry: number | null }[]
      expired: number
    }
    expect(shown.expired).toBe(1)
    expect(shown.rows.map((row) => [row.number, row.effectiveMrpPaise, row.rateE4, row.nearExpiry, row.daysToExpiry])).toEqual([
      ['SOON', 2300, 170_000, true, 61],
      ['B1', 10_000, 180_000, false, 608],
      ['NEVER', 2500, 180_000, false, null],
    ])
    const { rows } = (await ask('2026-11-09')) as typeof shown
    expect(rows.map((row) => [row.number, row.effectiveMrpPaise])).toEqual([
      ['GONE', 2500],
      ['SOON', 2500],
      ['B1', 10_000],
      ['NEVER', 2500],
    ])
  })

  test('the same batch keyed twice is one batch, another MRP another', () => {
    const key = {
      itemId: item.itemId,
      itemUid: item.itemUid,
      number: ' b1 ',
      expiry: localDate('2028-07-31'),
      mrpPaise: 10_000 as never,
      packFactor: 10,
    }
    expect(book.write((given) => ensureBatch(given, key))).toBe(item.batchId)
    expect(book.write((given) => ensureBatch(given, { ...key, mrpPaise: 9000 as never }))).not.toBe(item.batchId)
    expect(batchFacts(book.db, [item.batchId, 12345], on('21'))).toEqual(
      new Map([
        [item.batchId, expect.objectContaining({ number: 'B1', expired: false, effectiveMrpPaise: 10_000, packFactor: 10 })],
      ]),
    )
  })
})

describe('availability', () => {
  const want = (qtyMilli: number, day: string) =>
    book.write((given) => assertAvailable(given, [{ ...item, qtyMilli: -qtyMilli, field: 'lines.0.qtyMilli' }], on(day)))

  test('is the least on hand from the date to now', () => {
    stock(10_000, '01')
    stock(-8000, '10')
    stock(20_000, '15')
    expect(['01', '09', '10', '14', '15', '21'].map((day) => availableOn(book.db, item, on(day)))).toEqual([
      2000, 2000, 2000, 2000, 22_000, 22_000,
    ])
    expect(availableOn(book.db, item, localDate('2026-10-31'))).toBe(0)
    expect(() => want(2000, '05')).not.toThrow()
    expect(() => want(2001, '05')).toThrow(
      expect.objectContaining({
        code: 'inventory/stock-short',
        field: 'lines.0.qtyMilli',
        details: expect.objectContaining({ availableMilli: 2000, batch: 'B1' }),
      }),
    )
  })

  test('lines of one batch count together, and what the entry brings back counts', () => {
    stock(10_000, '01')
    const lines =
      (...qty: number[]) =>
      () =>
        book.write((given) =>
          assertAvailable(
            given,
            qty.map((qtyMilli, n) => ({ ...item, qtyMilli, field: `lines.${n}.qtyMilli` })),
            on('02'),
          ),
        )
    expect(lines(-6000, -5000)).toThrow(expect.objectContaining({ field: 'lines.1.qtyMilli' }))
    expect(lines(-6000, -5000, 1000)).not.toThrow()
  })

  test('the firm may let stock go below zero, with a warning or without', () => {
    const policy = (value: string) =>
      book.write((given) =>
        change(
          given,
          [
            {
              insert: 'dated_fact',
              row: { subject_type: 'firm', subject_id: 1, name: 'negative-stock', from_date: on('01'), value },
            },
          ],
          { entity: 'firm' },
        ),
      )
    policy('warn')
    const raised: string[] = []
    book.write((given) => assertAvailable({ ...given, warn: (code) => raised.push(code) }, [{ ...item, qtyMilli: -1 }], on('02')))
    expect(raised).toEqual(['inventory/stock-short'])
    policy('allow')
    expect(() => want(1, '02')).not.toThrow()
  })
})

test('a batch is sold at a rate of its own from a day on; the item keeps the others', async () => {
  const list = newUid()
  await book.call('items.savePriceList', { uid: list, name: 'Institution' })
  const { itemId: own, batchId } = book.write((given) => stockItem(given, { name: 'Short dated', batch: 'SD1' }))
  const rates = async (asOn: string) =>
    (await book.call('items.batchRates', { batchId, asOn })).rates.find((rate: { list: string }) => rate.list === list)
  const set = (rateE4: number | null, fromDate: string) =>
    book.call('items.setRates', { list, fromDate, rates: [{ itemId: own, batchId, rateE4 }] })
  await book.call('items.setRates', { list, fromDate: '2026-11-01', rates: [{ itemId: own, rateE4: 500_000 }] })
  expect(await set(350_000, '2026-11-10')).toEqual({ changed: 1 })
  expect(await rates('2026-11-09')).toMatchObject({ rateE4: null, itemRateE4: 500_000 })
  expect(await rates('2026-11-21')).toMatchObject({ rateE4: 350_000, fromDate: '2026-11-10', itemRateE4: 500_000 })
  await set(null, '2026-11-15')
  expect(await rates('2026-11-21')).toMatchObject({ rateE4: null, fromDate: null })
  await expect(book.call('items.batchRates', { batchId: 99_999, asOn: '2026-11-21' })).rejects.toMatchObject({
    code: 'items/unknown-batch',
  })
})
