import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import { readGstin } from '../../shared/company/gstin.ts'
import { count } from '../../test-counts.ts'
import { cancelTask } from '../tasks.ts'
import { type TestBook, testBook } from '../test-book.ts'
import { demoItems } from './demo/catalogue.ts'
import { openDays, storyOf } from './demo/month.ts'
import { demoCustomers, demoSuppliers } from './demo/people.ts'

const bills = count(40, 320)

describe('the month that is told', () => {
  test('from the 20th it is the current one, to today; before that the last one; books begin on the 1 April before it', () => {
    expect(storyOf(localDate('2026-11-21'))).toEqual({
      from: '2026-11-01',
      to: '2026-11-21',
      booksBegin: '2026-04-01',
      eve: '2026-10-31',
    })
    expect(storyOf(localDate('2026-11-19'))).toMatchObject({ from: '2026-10-01', to: '2026-10-31', eve: '2026-09-30' })
    expect(storyOf(localDate('2027-04-05'))).toMatchObject({ from: '2027-03-01', to: '2027-03-31', booksBegin: '2026-04-01' })
    expect(storyOf(localDate('2027-04-25'))).toMatchObject({ from: '2027-04-01', booksBegin: '2027-04-01', eve: '2027-04-01' })
  })
  test('the shop is closed on Sundays', () => {
    expect(openDays(storyOf(localDate('2026-11-21')))).toHaveLength(18)
  })
})

test('everybody has an identity of the right shape, and nobody the same one', () => {
  const gstins = [...demoCustomers, ...demoSuppliers].flatMap(({ gstin }) => gstin ?? [])
  expect(gstins.flatMap((gstin) => readGstin(gstin).problem ?? [])).toEqual([])
  expect(new Set(gstins).size).toBe(gstins.length)
  expect(demoCustomers).toHaveLength(45)
  expect(demoItems.length).toBeGreaterThanOrEqual(120)
})

describe('the demo firm', () => {
  let folder: string
  let book: TestBook
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bahi-demo-'))
    book = testBook()
  })
  afterEach(() => {
    book.host.book?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const file = () => join(folder, 'demo.bahi')

  /** The demo is open now; its reports run here, not in a worker that may be of an older build. */
  async function made(): Promise<void> {
    await book.call('home.makeDemo', { bills }, { files: { book: file() } })
    const open = book.host.book
    if (!open) throw new Error('no book is open')
    open.reports?.close()
    book.host.book = { ...open, reports: null }
  }

  test('is a month a clerk could have keyed, which the doctor finds well and the chain whole', async () => {
    await made()
    const doctor = await book.call('accounts.doctor', {})
    expect(doctor.findings).toEqual([])
    expect(await book.call('accounts.verifyChain', {})).toMatchObject({ brokenAt: null })
    const listed = await book.call('sales.bills', { limit: 500 })
    expect(listed.total).toBe(bills)
    const days = new Set(listed.rows.map((row: { date: string }) => row.date))
    expect([...days].toSorted().at(-1)).toBe('2026-11-21')
    expect(listed.rows.filter((row: { cancelled: boolean }) => row.cancelled).length).toBeGreaterThan(0)
    expect(new Set(listed.rows.map((row: { mode: string }) => row.mode))).toContain('credit')
    expect(listed.rows.some((row: { partyUid: string | null }) => row.partyUid === null)).toBe(true)
    const gstr1 = await book.call('gst.gstr1', { month: '2026-11' })
    expect(gstr1.checks.filter((check: { ok: boolean }) => !check.ok)).toEqual([])
    const today = await book.call('home.today', {})
    expect(today.monthPaise).toBeGreaterThan(0)
    expect(today.receivablePaise).toBeGreaterThan(0)
    // goods were ordered and received, and the last of them wait for their bills
    const receipts = await book.call('purchases.receipts', {})
    expect(receipts.sums.unbilledPaise).toBeGreaterThan(0)
    expect(receipts.sums.valuePaise).toBeGreaterThan(receipts.sums.unbilledPaise)
    expect((await book.call('purchases.orders', { state: 'open' })).total).toBeGreaterThan(0)
    expect((await book.call('purchases.grniStatement', { asOn: '2026-11-21' })).sums.accountPaise).toBe(
      receipts.sums.unbilledPaise,
    )
    // real work goes on from here
    expect((await book.call('company.state', {})).person).toMatchObject({ role: 'owner' })
  })

  test('is the same one every time', async () => {
    const totals: unknown[] = []
    for (const name of ['a.bahi', 'b.bahi']) {
      await book.call('home.makeDemo', { bills: 12 }, { files: { book: join(folder, name) } })
      const open = book.host.book
      open?.reports?.close()
      if (open) book.host.book = { ...open, reports: null }
      totals.push([await book.call('accounts.trialBalance', { asOn: '2026-11-21' }), (await book.call('sales.bills', {})).sums])
    }
    expect(totals[0]).toEqual(totals[1])
  })

  test('stopped half way leaves no file and the book that was open', async () => {
    const open = book.host.book
    let stopped = false
    book.connection.push = ({ id, done }) => {
      if (done > 130 && !stopped) {
        stopped = true
        cancelTask(book.host, id)
      }
    }
    const reply = await book.ask('home.makeDemo', { bills }, { files: { book: file() } })
    expect(stopped).toBe(true)
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'company/stopped' } })
    expect(book.host.book).toBe(open)
    expect(readdirSync(folder)).toEqual([])
  })

  test('never takes the place of a file that is there', async () => {
    await made()
    expect(await book.ask('home.makeDemo', { bills: 1 }, { files: { book: file() } })).toMatchObject({
      ok: false,
      refusal: { code: 'company/book-exists' },
    })
    expect(existsSync(file())).toBe(true)
  })
})
