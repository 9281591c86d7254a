import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { localDate } from '../../../shared/calendar.ts'
import { nextCount } from '../../company/imports/import-tasks.ts'
import { sql } from '../../database/connection.ts'
import { dispatch } from '../../dispatch.ts'
import { cancelTask, finished } from '../../tasks.ts'
import { type TestBook, testBook } from '../../test-book.ts'
import { taxOn } from '../item-facts.ts'
import { importing } from './test-lists.ts'

let book: TestBook
const { file, read, check, importWhole, catalogue, found, clear } = importing(() => book)
afterAll(clear)
beforeEach(() => {
  book = testBook()
})
afterEach(() => book.close())

const opening = (itemId: number) =>
  book.call('inventory.openingStock', {
    uid: randomUUID(),
    date: '2026-11-21',
    lines: [{ itemId, batch: 'B1', expiry: '2028-01-31', mrpPaise: 1000, qtyMilli: 10_000, valuePaise: 5000 }],
  })

const list = `code,name,manufacturer,pack,composition,mrp,ptr,hsn,gst,schedule,barcode,group
d1,Dolo 650 Tablet,Micro Labs,10*15,Paracetamol (650mg),33.50,25.53,30049099,5%,H,8901,Fever
c1,Calpol Syrup,GSK,60 ML,Paracetamol,"1,041.00",,,,OTC,,Fever
x1,,Nobody,,,10,,,,,,
x2,Bad price,Nobody,,,ten,,,,,,
x3,Absurd price,Nobody,,,99999999,,,,,,
x4,Bad HSN,Nobody,,,10,,30049,,,,
x5,Bad rate,Nobody,,,10,,,17%,,,
x6,Bad schedule,Nobody,,,10,,,,Z9,,
d1,Dolo again,Nobody,,,10,,,,,,
n1,Free,Nobody,,,0,,,0,,,
n2,Below nothing,Nobody,,,-5,,,,,,
n3,Short,Nobody
`

describe('an import', () => {
  test('understands rows and holds errors as data', async () => {
    const uid = await read(list)
    const state = await check(uid, { hsn: '3003', gstBp: 1200 })
    expect(state).toMatchObject({ state: 'checked', rows: 12, good: 3, withErrors: 9, known: 0, hsn: '3003', gstBp: 1200 })
    const { rows, total } = await book.call('items.importRows', { uid, only: 'errors', offset: 0, limit: 50 })
    expect(total).toBe(9)
    expect(
      rows.map((row: { rowNo: number; errors: { code: string; field: string }[] }) => [
        row.rowNo,
        row.errors[0]?.code,
        row.errors[0]?.field,
      ]),
    ).toEqual([
      [4, 'items/row-no-name', 'name'],
      [5, 'items/row-price', 'mrp'],
      [6, 'items/row-price-absurd', 'mrp'],
      [7, 'items/row-hsn', 'hsn'],
      [8, 'items/row-gst', 'gst'],
      [9, 'items/row-schedule', 'schedule'],
      [10, 'items/row-code-twice', 'code'],
      [12, 'items/row-price-negative', 'mrp'],
      [13, 'items/row-columns', 'row'],
    ])
    const good = await book.call('items.importRows', { uid, only: 'good', offset: 0, limit: 1 })
    expect(good.rows[0]).toMatchObject({
      rowNo: 2,
      parsed: {
        code: 'D1',
        name: 'Dolo 650 Tablet',
        baseUnit: 'loose',
        saleUnit: 'strip',
        saleFactor: 15,
        units: [{ unit: 'box', factor: 150 }],
        mrpPaise: 3350,
        ptrE4: 255300,
        hsn: '30049099',
        gstBp: 500,
        schedule: 'H',
        barcode: '8901',
      },
    })
  })

  test('takes what a sale unit weighs, in the column’s unit or the cell’s own, and takes it back', async () => {
    await importWhole('code,name,Weight (g)\nw1,Balm,30\nw2,Syrup,"1,250 gm"')
    const grams = () =>
      book.db.rows(sql.selectFrom('item').select(['code', 'weight_grams']).where('active', '=', 1).orderBy('id'))
    expect(grams()).toEqual([
      { code: 'W1', weight_grams: 30 },
      { code: 'W2', weight_grams: 1250 },
    ])
    const uid = await read(
      'code,name,Weight (kg)\nw1,Balm,0.032\nw2,Syrup,\nw3,Drum,12.5\nw4,Odd,heavy\nw5,Two,12 lb\nw6,Ship,5000\nw7,Air,0.1 mg\nw8,Less,-1',
    )
    expect(await check(uid)).toMatchObject({ good: 3, withErrors: 5 })
    const { rows } = await book.call('items.importRows', { uid, only: 'errors', offset: 0, limit: 50 })
    expect(rows.map((row: { errors: { code: string; field: string }[] }) => [row.errors[0]?.code, row.errors[0]?.field])).toEqual(
      [
        ['items/row-weight', 'weightKg'],
        ['items/row-weight', 'weightKg'],
        ['items/row-weight-absurd', 'weightKg'],
        ['items/row-weight-absurd', 'weightKg'],
        ['items/row-weight', 'weightKg'],
      ],
    )
    await book.call('items.applyImport', { uid })
    expect(grams().map((item) => item.weight_grams)).toEqual([32, 1250, 12_500])
    await book.call('items.undoImport', { uid })
    expect(grams().map((item) => item.weight_grams)).toEqual([30, 1250])
  })
  test('adds the good rows whole, under one import, in the journal', async () => {
    const state = await importWhole(list)
    expect(state).toMatchObject({ state: 'done', created: 3, updated: 0, withErrors: 9 })
    expect(catalogue()).toMatchObject([
      {
        code: 'D1',
        name: 'Dolo 650 Tablet',
        category: 'Fever',
        units: [{ unit: 'box', factor: 150 }],
        barcodes: [{ code: '8901' }],
        tax: { class: 'taxable', rateBp: 500, hsn: '30049099' },
        prices: [{ rateE4: 335000 }, { rateE4: 255300 }, null],
      },
      {
        code: 'C1',
        base_unit: 'piece',
        sale_factor: 1,
        tax: { rateBp: 500, hsn: '3004' },
        prices: [{ rateE4: 10410000 }, null, null],
      },
      { code: 'N1', tax: { class: 'nil', rateBp: 0 }, prices: [null, null, null] },
    ])
    expect(await found('dolo')).toEqual(['Dolo 650 Tablet'])
    const rows = book.db.rows(sql.selectFrom('journal').select(['entity', 'work_id', 'reason']).where('work_id', 'is not', null))
    // a row of the journal a slice: the first is one row long, the next three
    expect(rows).toEqual(Array.from({ length: rows.length }, () => ({ entity: 'item', work_id: 1, reason: state.title })))
    expect(rows.length).toBeGreaterThan(0)
    // dated bills before the import find the tax of what it added
    expect(taxOn(book.db, catalogue()[0]?.id ?? 0, localDate('2026-04-01'))).toMatchObject({ rateBp: 500 })
  })

  test('again updates by code, or by name, pack and maker, and leaves alone what is the same', async () => {
    await importWhole(list)
    await importWhole('name,manufacturer,pack,mrp\nParacip 500,Cipla,10*10,20\n')
    const before = catalogue()
    const again = await importWhole('code,name,mrp\nD1,Dolo 650 Tablet,34.00\nC1,Calpol Syrup,1041\n')
    expect(again).toMatchObject({ created: 0, updated: 1, unchanged: 1 })
    const after = catalogue()
    expect(after).toHaveLength(4)
    expect(after[0]).toMatchObject({
      name: 'Dolo 650 Tablet',
      composition: 'Paracetamol (650mg)',
      prices: [{ rateE4: 340000 }, { rateE4: 255300 }, null],
    })
    expect(after.slice(1)).toEqual(before.slice(1))
    expect(
      await importWhole('name,manufacturer,pack,mrp\nPARACIP 500,cipla,10*10,21\nParacip 500,Other,10*10,22\n'),
    ).toMatchObject({ created: 1, updated: 1 })
  })

  test('does not take the code of another list for the same item', async () => {
    await importWhole('code,name\n1,Augmentin Duo\n')
    const uid = await read('code,name\n1,Aceclofenac 100\n')
    expect(await check(uid)).toMatchObject({ good: 0, withErrors: 1 })
    const { rows } = await book.call('items.importRows', { uid, only: 'errors', offset: 0, limit: 5 })
    expect(rows[0].errors).toEqual([
      { code: 'items/row-code-of-other', field: 'code', details: { code: '1', name: 'Augmentin Duo' } },
    ])
  })

  test('refuses a mapping without a name, with a field twice, or of another width', async () => {
    const uid = await read('a,b\nDolo,1\n')
    const tried = (mapping: string[]) => book.call('items.checkImport', { uid, mapping })
    await expect(tried(['ignore', 'mrp'])).rejects.toMatchObject({ code: 'company/mapping-no-name' })
    await expect(tried(['name', 'name'])).rejects.toMatchObject({ code: 'company/mapping-twice', details: { field: 'name' } })
    await expect(tried(['name'])).rejects.toMatchObject({ code: 'company/mapping-columns' })
    await expect(book.call('items.applyImport', { uid })).rejects.toMatchObject({ code: 'company/import-not-checked' })
    expect(await tried(['name', 'mrp'])).toMatchObject({ good: 1 })
  })

  test('leaves nothing of a file that is refused, and forgets one that is dropped', async () => {
    await expect(read('name,mrp\n"Dolo"x,1\n')).rejects.toMatchObject({ code: 'company/csv-malformed' })
    const uid = await read(list)
    await book.call('items.dropImport', { uid })
    expect(await book.call('items.imports', {})).toEqual([])
    expect(book.db.rows(sql.selectFrom('staging').select('row_no'))).toEqual([])
    await expect(book.call('items.importState', { uid })).rejects.toMatchObject({ code: 'company/no-import' })
  })

  test('is for those who may', async () => {
    const person = book.connection.person
    book.connection.person = { ...(person as NonNullable<typeof person>), role: 'clerk' }
    const reply = await book.ask('items.readImport', { ticket: 'catalogue' }, file(list))
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'company/not-allowed' } })
  })
})

const many = (count: number, from = 0) =>
  `code,name,pack,mrp\n${Array.from({ length: count }, (_, at) => `K${at + from},Item ${at + from} forte,10*10,${at + 1}.00`).join('\n')}\n`

describe('an import cut off', () => {
  test('stands at a row, goes on, and ends as if never stopped', async () => {
    const uid = await read(many(400))
    await check(uid)
    const reply = await dispatch(book.host, book.connection, 'items.applyImport', { uid })
    const task = (reply as { value: { task: string } }).value.task
    while ((await book.call('items.importState', { uid })).created < 60) await new Promise((resolve) => setImmediate(resolve))
    cancelTask(book.host, task)
    expect(await finished(book.host, task)).toMatchObject({ ok: false, refusal: { code: 'company/stopped' } })
    const stopped = await book.call('items.importState', { uid })
    expect(stopped.state).toBe('stopped')
    expect(stopped.created).toBe(catalogue().length)
    expect(stopped.created).toBeLessThan(400)
    expect(await book.call('items.applyImport', { uid })).toMatchObject({ state: 'done', created: 400 })
    expect(catalogue()).toHaveLength(400)
    await expect(book.call('items.applyImport', { uid })).rejects.toMatchObject({ code: 'company/import-applied' })
  })
  test('can be undone from where it stands', async () => {
    const uid = await read(many(50))
    await check(uid)
    await book.call('items.applyImportRows', { uid, from: 0, count: 20 })
    expect(await book.call('items.importState', { uid })).toMatchObject({ state: 'stopped', created: 20 })
    expect(await book.call('items.undoImport', { uid })).toMatchObject({ state: 'undone', removed: 20, kept: [] })
    expect(catalogue()).toEqual([])
  })
  test('a slice asked for twice is applied once', async () => {
    const uid = await read(many(50))
    await check(uid)
    await book.call('items.applyImportRows', { uid, from: 0, count: 20 })
    expect(await book.call('items.applyImportRows', { uid, from: 0, count: 20 })).toMatchObject({ created: 0, updated: 0 })
    expect(catalogue()).toHaveLength(20)
  })
  test('other calls are answered between its slices', async () => {
    const uid = await read(many(300))
    await check(uid)
    let searches = 0
    let running = true
    const searching = (async () => {
      while (running) {
        await book.call('items.search', { text: 'item' })
        searches += 1
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    await book.call('items.applyImport', { uid })
    running = false
    await searching
    expect(searches).toBeGreaterThan(3)
  })
})

describe('undo', () => {
  test('keeps and names what a document has used since', async () => {
    await importWhole(many(3))
    const [, used] = catalogue()
    await opening(used?.id ?? 0)
    const [{ uid }] = await book.call('items.imports', {})
    expect(await book.call('items.undoImport', { uid })).toMatchObject({ state: 'undone', removed: 2, kept: ['Item 1 forte'] })
    expect(catalogue().map((item) => item.name)).toEqual(['Item 1 forte'])
    expect(await found('item')).toEqual(['Item 1 forte'])
    await expect(book.call('items.undoImport', { uid })).rejects.toMatchObject({ code: 'company/import-nothing' })
  })
  test('the doctor finds the catalogue as the journal tells it, after applying and after taking back', async () => {
    await importWhole(many(3))
    const two = await importWhole('code,name,pack,mrp,barcode\nK1,Item 1 forte,60 ML,99,8907\nnew,New one,,5,8908\n')
    const findings = async () => (await book.call('accounts.doctor', {})).findings
    expect(await findings()).toEqual([])
    await book.call('items.undoImport', { uid: two.uid })
    expect(await findings()).toEqual([])
  })
  test('leaves what a person has changed since', async () => {
    await importWhole('code,name,mrp,manufacturer\nA,Alpha 5,10,Old\n')
    await importWhole('code,name,mrp,manufacturer\nA,Alpha 5 new,12,New\n')
    const [{ uid }] = await book.call('items.imports', {})
    const item = await book.call('items.item', { uid: uidOf(0) })
    await book.call('items.save', { ...item, manufacturer: 'By hand', mrpPaise: 1300 })
    await book.call('items.undoImport', { uid })
    expect(catalogue()).toMatchObject([{ name: 'Alpha 5', manufacturer: 'By hand', prices: [{ rateE4: 130000 }, null, null] }])
  })
  test('gives codes free again, and the same file then brings the same items back', async () => {
    await importWhole(many(5))
    const before = catalogue()
    const [{ uid }] = await book.call('items.imports', {})
    await book.call('items.undoImport', { uid })
    expect(await importWhole(many(5))).toMatchObject({ created: 0, updated: 5 })
    expect(catalogue()).toEqual(before)
  })
  const uidOf = (at: number) => {
    const { uid } = catalogue()[at] as { uid: string }
    return `${uid.slice(0, 8)}-${uid.slice(8, 12)}-${uid.slice(12, 16)}-${uid.slice(16, 20)}-${uid.slice(20)}`
  }
})

test('slices begin small, shrink at once and grow slowly', () => {
  const next = (rows: number, ...took: number[]) => took.map((tookMs) => nextCount(rows, tookMs))
  expect([next(1, 500), next(9, 1), next(10, 500), next(80, 18, 3), next(100, 1)]).toEqual([[3], [10], [10], [40, 90], [100]])
})
