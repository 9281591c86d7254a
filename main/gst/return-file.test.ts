import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Progress } from '../../shared/contract.ts'
import { dispatch } from '../dispatch.ts'
import { cancelTask, finished } from '../tasks.ts'
import { type TestBook, testBook } from '../test-book.ts'
import { postTestBill } from './test-month.ts'

// A book on disk: reports come from the reader worker, files from the built worker that writes them.
let book: TestBook
let folder: string
const month = '2026-10'
const howMany = 1500
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bahi-files-'))
  book = testBook({ file: join(folder, 'book.bahi') })
  book.write((given) => {
    for (let at = 0; at < howMany; at += 1)
      postTestBill(given, {
        date: `2026-10-${String((at % 31) + 1).padStart(2, '0')}`,
        gstin: '27AAKFM7788P1Z2',
        party: 'Matru Medical Stores',
        lines: [
          { rate: at + 1, rateBp: 500 },
          { rate: 10, rateBp: 1800, hsn: '33072000' },
        ],
      })
  })
})
afterAll(() => {
  book.close()
  rmSync(folder, { recursive: true })
})

test('the summary comes from a reader worker and agrees with itself', async () => {
  const { sections, checks } = await book.call('gst.gstr1', { month })
  expect(sections[0]).toMatchObject({ section: 'b2b', documents: howMany, rows: 2 * howMany })
  expect(checks.every((check: { ok: boolean }) => check.ok)).toBe(true)
})

test('the workbook is written beside the counter, with progress, and reads back whole', async () => {
  const xlsx = join(folder, 'october.xlsx')
  const seen: Progress[] = []
  book.connection.push = (progress) => void seen.push(progress)
  const done = await book.call('gst.gstr1Excel', { month }, { files: { xlsx } })
  expect(done).toEqual({ name: 'october.xlsx', bytes: statSync(xlsx).size, rows: 2 * howMany + 3 })
  expect(seen.some((progress) => progress.done > 0 && progress.done < progress.total)).toBe(true)
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.readFile(xlsx)
  expect(workbook.getWorksheet('b2b,sez,de')?.rowCount).toBe(4 + 2 * howMany)
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
})

test('cancelling ends the worker, keeps the file that was there and leaves no half', async () => {
  const xlsx = join(folder, 'kept.xlsx')
  writeFileSync(xlsx, 'last month')
  const reply = await dispatch(book.host, book.connection, 'gst.gstr1Excel', { month }, { files: { xlsx } })
  const { task } = (reply as { value: { task: string } }).value
  cancelTask(book.host, task)
  expect(await finished(book.host, task)).toMatchObject({ ok: false, refusal: { code: 'company/stopped' } })
  expect(readFileSync(xlsx, 'utf8')).toBe('last month')
  expect(existsSync(`${xlsx}.part`)).toBe(false)
})

test('what the worker refuses arrives as a refusal', async () => {
  const files = { json: join(folder, 'nowhere', 'x.json') }
  await expect(book.call('gst.gstr1Json', { month }, { files })).rejects.toMatchObject({ code: 'gst/file-not-written' })
})
