import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { starterRows, usualRateBp } from '../../shared/items/starter-hsn.ts'
import { type TestBook, testBook, WarningsStand } from '../test-book.ts'
import { isHsnCode } from './hsn-store.ts'

let book: TestBook
const folder = mkdtempSync(join(tmpdir(), 'bahi-hsn-'))
beforeEach(() => {
  book = testBook()
})
afterEach(() => book.close())
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const bringIn = async (text: string) => {
  const path = join(folder, `${randomUUID()}.csv`)
  writeFileSync(path, text)
  return await book.call('items.importHsn', { ticket: 'hsn' }, { files: { hsn: path } })
}
const item = (hsn: string, name = 'Dolo 650', fromDate = '2026-04-01') => ({
  uid: randomUUID(),
  name,
  packLabel: '10*15',
  tax: { fromDate, class: 'taxable', rateBp: 500, hsn },
})

describe('the HSN master', () => {
  test('a new book knows the headings of the trade, in our words and with the usual rate', async () => {
    expect(starterRows.every(({ code, description }) => isHsnCode(code) && description.length > 2)).toBe(true)
    expect(new Set(starterRows.map(({ code }) => code)).size).toBe(starterRows.length)
    const { rows } = await book.call('items.hsnSearch', { text: '3004' })
    expect(rows).toMatchObject([{ code: '3004', kind: 'goods', ours: true, rateBp: 500 }])
    expect((await book.call('items.hsnSearch', { text: 'syringes' })).rows[0]).toMatchObject({ code: '9018' })
    expect(usualRateBp('30049099', localDate('2025-09-21'))).toBe(1200)
    expect(usualRateBp('30049099', localDate('2025-09-22'))).toBe(500)
    expect(usualRateBp('99', localDate('2025-09-22'))).toBeNull()
  })

  test('the portal list is added, its words replace ours, what is no code is told; a second time nothing changes', async () => {
    const list =
      'HSN_CD,HSN_Description\n3004,MEDICAMENTS FOR RETAIL\n30049099,"OTHER, OTHER"\n402,MILK AND CREAM\nabc,no code\n3005,\n'
    expect(await bringIn(list)).toEqual({
      rows: 5,
      added: 1,
      changed: 2,
      same: 0,
      wrong: 2,
      errors: [
        { rowNo: 5, code: 'abc', text: 'no code' },
        { rowNo: 6, code: '3005', text: '' },
      ],
    })
    expect((await book.call('items.hsnSearch', { text: '0402' })).rows[0]).toMatchObject({
      description: 'MILK AND CREAM',
      ours: false,
    })
    expect(await bringIn(list)).toMatchObject({ added: 0, changed: 0, same: 3, wrong: 2 })
    expect(await book.call('accounts.doctor', {})).toMatchObject({ findings: [] })
  })

  test.each([
    ['a file without descriptions', 'hsn,rate\n3004,5\n', 'items/hsn-file-columns'],
    ['an empty file', '', 'company/file-empty'],
  ])('%s is refused', async (_, text, code) => {
    await expect(bringIn(text)).rejects.toMatchObject({ code })
  })

  test.each([
    [{ code: '300', description: 'x' }, 'items/hsn-shape'],
    [{ code: '3004', description: ' ' }, 'items/hsn-no-words'],
  ])('%o is refused', async (input, code) => {
    await expect(book.call('items.saveHsn', input)).rejects.toMatchObject({ code })
  })

  test('a code is warned of when it is too short for the turnover, or unknown once the portal list is there', async () => {
    await book.call('items.save', item('3004'))
    const many = Array.from({ length: 1100 }, (_, at) => `${30_000_000 + at * 2},goods ${at}`).join('\n')
    await bringIn(`code,description\n${many}\n`)
    await expect(book.call('items.save', item('39999999', 'Azee'))).rejects.toThrow(WarningsStand)
    await book.call('items.save', item('30000002', 'Azee'))
    expect((await book.call('items.hsnTrouble', {})).total).toBe(0)
    await book.call('company.setFact', { name: 'aato-band', from: '2026-11-01', value: 'upto-10cr' })
    await expect(book.call('items.save', item('3005', 'Gauze', '2026-11-21'))).rejects.toThrow('items/hsn-short')
    expect(await book.call('items.hsnTrouble', {})).toMatchObject({ total: 1, rows: [{ name: 'Dolo 650', problem: 'short' }] })
  })

  test('the list counts the items under each code', async () => {
    await book.call('items.save', item('3004'))
    await book.call('items.save', item('3004', 'Azee'))
    expect(await book.call('items.hsnList', { show: 'used' })).toMatchObject({ total: 1, rows: [{ code: '3004', items: 2 }] })
    expect((await book.call('items.hsnList', { filter: 'soap' })).rows[0]).toMatchObject({ code: '3401' })
  })

  test('a code has its words, its usual rates, and the rates items have had under it', async () => {
    await book.call('items.save', item('3004'))
    await book.call('items.save', item('3004', 'Azee'))
    await book.call('items.saveHsn', { code: '3004', description: 'Medicines for retail' })
    const told = await book.call('items.hsnHistory', { code: '3004' })
    expect(told).toMatchObject({
      description: 'Medicines for retail',
      ours: false,
      usual: [
        { from: '2025-09-22', rateBp: 500 },
        { from: null, rateBp: 1200 },
      ],
    })
    expect(told.rates.reduce((sum: number, rate: { today: number }) => sum + rate.today, 0)).toBe(2)
    await expect(book.call('items.hsnHistory', { code: '99999999' })).rejects.toMatchObject({ code: 'items/hsn-unknown' })
  })

  test('the catalogue is narrowed to a status, a schedule and the beginning of an HSN', async () => {
    await book.call('items.save', { ...item('3004'), schedule: 'H1' })
    await book.call('items.save', { ...item('3004', 'Azee'), status: 'closed' })
    await book.call('items.save', item('3401', 'Soap'))
    const names = async (more: object) =>
      (await book.call('items.list', more)).rows.map((row: { name: string }) => row.name).join(' ')
    expect(await names({ hsn: '30' })).toBe('Azee Dolo 650')
    expect(await names({ status: 'closed' })).toBe('Azee')
    expect(await names({ schedule: 'H1', hsn: '3004' })).toBe('Dolo 650')
    expect(await names({ schedule: 'H1', filter: 'soap' })).toBe('')
    expect((await book.call('items.list', { hsn: '34', limit: 1 })).total).toBe(1)
    await expect(book.call('items.list', { hsn: 'x' })).rejects.toMatchObject({ code: 'company/bad-input' })
  })
})
