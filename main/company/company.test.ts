import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { localDate } from '../../shared/calendar.ts'
import type { FactName } from '../../shared/company/contract.ts'
import { profileProblem } from '../../shared/company/profile.ts'
import { sql } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { dispatch } from '../dispatch.ts'
import { finished } from '../tasks.ts'
import { type TestBook, testBook, testFirm } from '../test-book.ts'
import { firmFact } from './dated-facts.ts'
import { loadPerson } from './found.ts'

let book: TestBook
beforeEach(() => {
  book = testBook()
})
afterEach(() => book.host.book?.close())

const journalRows = () => book.db.must(sql.selectFrom('journal').select((eb) => eb.fn.countAll<number>().as('n'))).n
const lastJournal = () => book.db.must(sql.selectFrom('journal').selectAll().orderBy('seq', 'desc').limit(1))
const refused = (code: string, field?: string) => ({ ok: false, refusal: { code, ...(field === undefined ? {} : { field }) } })

describe('a firm', () => {
  const first = {
    firm: testFirm,
    booksBegin: '2026-04-01',
    ownerName: 'Asha',
  }
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bahi-first-run-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const file = () => join(folder, 'new.bahi')
  const found = (more: object) => book.ask('company.firstRun', { ...first, ...more }, { files: { book: file() } })

  test.each([
    [{ firm: { ...testFirm, legalName: ' ' } }, 'company/bad-input', 'firm.legalName'],
    [{ firm: { ...testFirm, gstin: '27AABFD4321K1ZM' } }, 'company/gstin-check', 'firm.gstin'],
    [{ firm: { ...testFirm, gstin: '27AABFD4321K1Z' } }, 'company/gstin-length', 'firm.gstin'],
    [{ firm: { ...testFirm, gstin: '3625IND00012UNH' } }, 'company/gstin', 'firm.gstin'],
    [{ firm: { ...testFirm, stateCode: '29' } }, 'company/gstin-other-state', 'firm.stateCode'],
    [{ firm: { ...testFirm, gstin: null, stateCode: '28' } }, 'company/unknown-state', 'firm.stateCode'],
    [{ firm: { ...testFirm, gstin: null, stateCode: '00' } }, 'company/unknown-state', 'firm.stateCode'],
    [{ firm: { ...testFirm, pan: 'AABFD4321' } }, 'company/pan-shape', 'firm.pan'],
    [{ firm: { ...testFirm, pan: 'AABFD4321L' } }, 'company/pan-gstin', 'firm.pan'],
    [{ firm: { ...testFirm, pin: '01103' } }, 'company/pin', 'firm.pin'],
    [{ firm: { ...testFirm, fssai: '123' } }, 'company/fssai', 'firm.fssai'],
    [{ firm: { ...testFirm, ifsc: 'HDFC123' } }, 'company/ifsc', 'firm.ifsc'],
    [{ firm: { ...testFirm, upiId: 'nobody' } }, 'company/upi', 'firm.upiId'],
    [{ booksBegin: '2026-11-22' }, 'company/books-after-today', 'booksBegin'],
    [{ booksBegin: '2017-06-30' }, 'company/books-before-gst', 'booksBegin'],
    [{ booksBegin: '2026-02-30' }, 'company/bad-input', 'booksBegin'],
    [{ ownerName: '' }, 'company/bad-input', 'ownerName'],
  ])('that is wrong is refused beside the field and leaves no file: %j', async (more, code, field) => {
    const open = book.host.book
    expect(await found(more)).toMatchObject({ ok: false, refusal: { code: expect.stringContaining(code), field } })
    expect(readdirSync(folder)).toEqual([])
    expect(book.host.book).toBe(open)
  })

  test('that is right is written in plain spellings, with PAN and state of the GSTIN', async () => {
    const reply = await found({ firm: { ...testFirm, gstin: ' 27aabfd4321k1zn ', ifsc: 'hdfc0000123', upiId: 'Shop@UPI' } })
    expect(reply).toMatchObject({ ok: true })
    expect(existsSync(file())).toBe(true)
    const state = await book.call('company.state', {})
    expect(state).toMatchObject({
      open: true,
      file: 'new.bahi',
      person: { name: 'Asha', role: 'owner' },
      firm: { gstin: '27AABFD4321K1ZN', pan: 'AABFD4321K', ifsc: 'HDFC0000123', upiId: 'shop@upi', booksBegin: '2026-04-01' },
    })
  })

  test('is closed so that another can be opened, and offered again; not while work is running', async () => {
    await found({})
    const running = await dispatch(
      book.host,
      book.connection,
      'home.makeDemo',
      { bills: 1 },
      { files: { book: join(folder, 'demo.bahi') } },
    )
    const { task } = (running as { value: { task: string } }).value
    expect(await book.ask('company.closeBook', {})).toMatchObject(refused('company/work-running'))
    await finished(book.host, task)
    await book.call('company.closeBook', {})
    const state = await book.call('company.state', {})
    expect(state).toMatchObject({ open: false, person: null, firm: null })
    expect(await book.ask('company.users', {})).toMatchObject(refused('company/no-book'))
    const mine = state.recent.find(({ folder: at }: { folder: string }) => at === folder)
    expect(mine).toMatchObject({ name: 'demo' })
    await book.call('company.openBook', { ticket: mine.ticket })
    expect(await book.ask('company.openBook', { ticket: mine.ticket })).toMatchObject(refused('company/book-open', 'ticket'))
    expect((await book.call('company.state', {})).open).toBe(true)
  })

  test('may be unregistered', async () => {
    expect(await found({ firm: { ...testFirm, gstin: null, pan: null } })).toMatchObject({ ok: true })
  })

  test('is judged by the screen with the same rules', () => {
    expect(profileProblem(testFirm)).toBeNull()
    expect(profileProblem({ ...testFirm, gstin: '27AABFD4321K1ZM' }, 'firm.')).toMatchObject({
      code: 'company/gstin-check',
      field: 'firm.gstin',
    })
  })

  test('changes by record, with its old values in the journal; what is posted fixes GSTIN and state', async () => {
    await book.call('company.saveFirm', { ...testFirm, phone: '0202', gstin: '27AABFD4321K2ZM' })
    expect(JSON.parse(lastJournal().changes_json ?? '')).toEqual([
      [
        '~',
        'firm',
        1,
        expect.objectContaining({ phone: ['02024260000', '0202'], gstin: ['27AABFD4321K1ZN', '27AABFD4321K2ZM'] }),
      ],
    ])
    await book.call('items.save', {
      uid: newUid(),
      name: 'A',
      packLabel: '10*10',
      tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049099' },
    })
    await book.call('inventory.openingStock', {
      uid: newUid(),
      date: '2026-04-01',
      lines: [{ itemId: 1, batch: 'B1', expiry: '2028-03-31', mrpPaise: 100_00, qtyMilli: 10_000, valuePaise: 500_00 }],
    })
    expect(await book.ask('company.saveFirm', testFirm)).toMatchObject(refused('company/registration-fixed', 'gstin'))
    expect(await book.ask('company.saveFirm', { ...testFirm, gstin: '27AABFD4321K2ZM', city: 'Thane' })).toMatchObject({
      ok: true,
    })
  })
})

describe('dated facts', () => {
  test('hold from their day on; earlier days keep theirs; the screen sees what is coming', async () => {
    await book.call('company.setFact', { name: 'near-expiry-days', value: '60', from: '2026-11-21' })
    await book.call('company.setFact', { name: 'round-off', value: 'none', from: '2026-12-01' })
    expect(firmFact(book.db, 'near-expiry-days', localDate('2026-11-20'))).toBe('90')
    expect(firmFact(book.db, 'near-expiry-days', localDate('2026-11-21'))).toBe('60')
    const facts = await book.call('company.facts', {})
    expect(facts).toContainEqual({ name: 'near-expiry-days', value: '60', default: '90', from: '2026-11-21', next: null })
    expect(facts).toContainEqual({ name: 'round-off', value: 'rupee', default: 'rupee', from: '2026-04-01', next: '2026-12-01' })
  })
  test('what nobody set is as its default: read so, told so, and a value the setting could be given', async () => {
    const facts = (await book.call('company.facts', {})) as { name: FactName; value: string | null; default: string | null }[]
    const open = facts.filter((one) => one.value === null)
    // the firm of the tests holds a wholesaler's licences
    expect(Object.fromEntries(open.map((one) => [one.name, one.default]))).toMatchObject({
      'walk-in-schedule': 'refuse',
      'match-rate-bp': '100',
      'reservation-days': '7',
      'return-approval-above': null,
    })
    for (const { name, default: usual } of open) {
      if (usual === null || name.startsWith('cost-')) continue
      if (name !== 'walk-in-schedule') expect(firmFact(book.db, name, localDate('2026-11-21')), name).toBe(usual)
      await book.call('company.setFact', { name, value: usual, from: '2027-03-31' })
    }
  })
  test('a later row of the same day corrects it', async () => {
    for (const value of ['allow', 'warn'])
      await book.call('company.setFact', { name: 'negative-stock', value, from: '2026-11-21' })
    expect(firmFact(book.db, 'negative-stock', localDate('2026-11-21'))).toBe('warn')
  })
  test.each([
    [{ name: 'e-invoice', value: 'perhaps', from: '2026-11-21' }, 'company/fact-value', 'value'],
    [{ name: 'e-invoice', value: null, from: '2026-11-21' }, 'company/fact-value', 'value'],
    [{ name: 'near-expiry-days', value: '-4', from: '2026-11-21' }, 'company/fact-value', 'value'],
    [{ name: 'cost-method', value: 'average', from: '2027-04-01' }, 'company/cost-method-fixed', 'value'],
    [{ name: 'e-invoice', value: 'yes', from: '2026-03-31' }, 'company/fact-before-books', 'from'],
    [{ name: 'nonsense', value: 'yes', from: '2026-11-21' }, 'company/bad-input', 'name'],
  ])('refuses %j', async (input, code, field) => {
    const before = journalRows()
    expect(await book.ask('company.setFact', input)).toMatchObject(refused(code, field))
    expect(journalRows()).toBe(before)
  })
})

describe('locking a period', () => {
  test('refuses what is dated in it, for all kinds or one, until it is unlocked; the journal says who and why', async () => {
    const goods = () => ({
      uid: newUid(),
      date: '2026-04-01',
      lines: [{ itemId: 1, batch: 'B1', expiry: '2028-03-31', mrpPaise: 100_00, qtyMilli: 10_000, valuePaise: 500_00 }],
    })
    await book.call('items.save', {
      uid: newUid(),
      name: 'A',
      packLabel: '10*10',
      tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '30049099' },
    })
    await book.call('company.lockPeriod', { upto: '2026-10-31', reason: 'October is filed' })
    expect(lastJournal()).toMatchObject({ entity: 'period_lock', reason: 'October is filed', user_id: 1 })
    expect(await book.ask('inventory.openingStock', goods())).toMatchObject(refused('accounts/period-locked', 'date'))
    await book.call('company.lockPeriod', { upto: null, reason: 'a bill was missing' })
    expect(await book.ask('inventory.openingStock', goods())).toMatchObject({ ok: true })
    await book.call('company.lockPeriod', { kinds: 'sale', upto: '2026-10-31', reason: 'sales are filed' })
    expect(await book.ask('inventory.openingStock', goods())).toMatchObject({ ok: true })
  })
  test('only past days are locked, and only by who may', async () => {
    expect(await book.ask('company.lockPeriod', { upto: '2026-11-22', reason: 'x' })).toMatchObject(
      refused('accounts/after-today', 'upto'),
    )
    const clerk = newUid()
    await book.call('company.addUser', { uid: clerk, name: 'Ravi', role: 'clerk' })
    book.connection.person = loadPerson(book.db, 2)
    expect(await book.ask('company.lockPeriod', { upto: '2026-10-31', reason: 'x' })).toMatchObject(
      refused('company/not-allowed'),
    )
  })
})
