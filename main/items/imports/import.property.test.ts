import fc from 'fast-check'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { runs } from '../../../test-counts.ts'
import { type TestBook, testBook } from '../../test-book.ts'
import { importing } from './test-lists.ts'

let book: TestBook
const { importWhole, catalogue, found, clear } = importing(() => book)
afterAll(clear)
beforeEach(() => {
  book = testBook()
})
afterEach(() => book.close())

const rowOf = fc.record({
  code: fc.option(fc.integer({ min: 1, max: 12 }).map(String)),
  name: fc.constantFrom('Dolo 650', 'Calpol Syrup', 'Azee 500', 'Pan D', 'Item forte'),
  pack: fc.constantFrom('10*10', '60 ML', "15's", ''),
  maker: fc.constantFrom('Cipla', 'GSK', ''),
  mrp: fc.constantFrom('10', '12.50', '0', '', '1,200.00'),
  barcode: fc.option(fc.integer({ min: 1, max: 6 }).map((n) => `890${n}`)),
  gst: fc.constantFrom('', '5', '12%', '0'),
  wrong: fc.constantFrom('', '', '', 'name', 'price', 'hsn'),
})
const asCsv = (rows: readonly (typeof rowOf extends fc.Arbitrary<infer R> ? R : never)[]) =>
  `code,name,pack,manufacturer,mrp,barcode,gst,hsn\n${rows
    .map((row) =>
      [
        row.code ?? '',
        row.wrong === 'name' ? '' : row.name,
        row.pack,
        row.maker,
        row.wrong === 'price' ? 'abc' : `"${row.mrp}"`,
        row.barcode ?? '',
        row.gst,
        row.wrong === 'hsn' ? '12345' : '',
      ].join(','),
    )
    .join('\n')}\n`

/** Whatever two lists say: only good rows are applied, a second time nothing changes, and undo gives the catalogue back to the letter. */
async function importsAndUndoes(first: Parameters<typeof asCsv>[0], second: Parameters<typeof asCsv>[0], spoil?: () => void) {
  const one = await importWhole(asCsv(first))
  expect(one.created + one.updated + one.unchanged).toBe(one.good)
  expect(one.good + one.withErrors).toBe(first.length)
  const before = catalogue()
  const names = await found('o')
  const two = await importWhole(asCsv(second))
  expect(two.created + two.updated + two.unchanged).toBe(two.good)
  const after = catalogue()
  expect(after).toHaveLength(before.length + two.created)
  const again = await importWhole(asCsv(second))
  expect(again).toMatchObject({ created: 0, updated: 0 })
  expect(catalogue()).toEqual(after)
  spoil?.()
  await book.call('items.undoImport', { uid: two.uid })
  expect(catalogue()).toEqual(before)
  expect((await found('o')).sort()).toEqual(names.sort())
}

test('applied are the good rows, and undo gives the catalogue back (property)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(rowOf, { minLength: 1, maxLength: 12 }),
      fc.array(rowOf, { minLength: 1, maxLength: 12 }),
      async (first, second) => {
        book.close()
        book = testBook()
        await importsAndUndoes(first, second)
      },
    ),
    { numRuns: runs(25) },
  )
  // a new book for each case: a machine with much else to do takes its time
}, 60_000)

test('the property can fail: a price slipped in beside the import is seen', async () => {
  const row = {
    code: '1',
    name: 'Dolo 650',
    pack: '10*10',
    maker: 'Cipla',
    mrp: '10',
    barcode: null,
    gst: '5',
    wrong: '',
  } as const
  await expect(
    importsAndUndoes([row], [{ ...row, mrp: '12.50' }], () => {
      book.host.book?.connection.sqlite.exec(
        'insert into price(list_id, item_id, unit, from_date, seq, rate_e4) select list_id, item_id, unit, from_date, seq + 1, 1 from price order by id desc limit 1',
      )
    }),
  ).rejects.toThrow()
})
