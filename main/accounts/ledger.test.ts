import { expect, test } from 'vitest'
import { type Entry, emptyPosting, type Posting } from '../../shared/accounts/posting.ts'
import { localDate } from '../../shared/calendar.ts'
import { paise } from '../../shared/money.ts'
import { sql } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { testBook } from '../test-book.ts'
import { accountIds } from './account-store.ts'
import { post } from './ledger.ts'
import { verifyChain } from './verify.ts'

const date = localDate('2026-11-20')
const zero = paise(0)
const journal = (posting: Partial<Posting>): Entry => ({
  what: 'document',
  document: {
    uid: newUid(),
    kind: 'journal',
    date,
    partyId: null,
    reference: null,
    lines: [],
    links: [],
    version: {
      partyName: '',
      gstin: null,
      category: 'regular',
      pos: '27',
      supply: 'intra',
      mode: 'journal',
      dueDate: null,
      grossPaise: zero,
      discountPaise: zero,
      chargesPaise: zero,
      taxablePaise: zero,
      igstPaise: zero,
      cgstPaise: zero,
      sgstPaise: zero,
      cessPaise: zero,
      roundOffPaise: zero,
      totalPaise: zero,
      applied: {},
    },
  },
  postings: [{ ...emptyPosting('document', date), ...posting }],
  layers: [],
})

test('a balanced journal is appended with its number, month figures and journal row', () => {
  const book = testBook()
  const posted = book.write((given) => {
    const { cash, bank } = accountIds(given.tx)
    return post(
      given,
      journal({
        ledger: [
          { accountId: cash, amountPaise: paise(-50_000) },
          { accountId: bank, amountPaise: paise(50_000) },
        ],
      }),
    )
  })
  expect(posted.number).toBe('JA/26-27/000001')
  expect(book.db.rows(sql.selectFrom('account_month').select(['month', 'dr', 'cr']).orderBy('dr'))).toEqual([
    { month: '2026-11', dr: 0, cr: 50_000 },
    { month: '2026-11', dr: 50_000, cr: 0 },
  ])
  expect(book.db.must(sql.selectFrom('journal').select(['kind', 'entity']).where('seq', '=', posted.seq))).toEqual({
    kind: 'post',
    entity: 'journal',
  })
})

test('an unbalanced posting is a fault and leaves nothing, not even a number', () => {
  const book = testBook()
  const before = book.db.must(sql.selectFrom('journal').select((eb) => eb.fn.countAll<number>().as('n'))).n
  expect(() =>
    book.write((given) => post(given, journal({ ledger: [{ accountId: accountIds(given.tx).cash, amountPaise: paise(1) }] }))),
  ).toThrow('off by 1 paise')
  expect(book.db.must(sql.selectFrom('journal').select((eb) => eb.fn.countAll<number>().as('n'))).n).toBe(before)
  expect(book.db.rows(sql.selectFrom('series_next').selectAll())).toEqual([])
})

test('dates before the books, after today and in a locked period are refused with the field', async () => {
  const book = testBook({ today: '2026-11-21' })
  const on = (day: string) => () =>
    book.write((given) => {
      const entry = journal({ date: localDate(day) })
      return post(given, { ...entry, document: { ...(entry.document as NonNullable<Entry['document']>), date: localDate(day) } })
    })
  expect(on('2026-03-31')).toThrow(expect.objectContaining({ code: 'accounts/before-books', field: 'date' }))
  expect(on('2026-11-22')).toThrow(expect.objectContaining({ code: 'accounts/after-today', field: 'date' }))
  await book.call('company.lockPeriod', { upto: '2026-10-31', reason: 'returns filed' })
  expect(on('2026-10-31')).toThrow(expect.objectContaining({ code: 'accounts/period-locked', field: 'date' }))
  expect(on('2026-11-01')).not.toThrow()
  await book.call('company.lockPeriod', { upto: null, reason: 'reopened' })
  expect(on('2026-10-31')).not.toThrow()
})

test('the books refuse edits below any code of ours', () => {
  const book = testBook()
  book.write((given) => {
    const { cash, bank } = accountIds(given.tx)
    return post(
      given,
      journal({
        ledger: [
          { accountId: cash, amountPaise: paise(-100) },
          { accountId: bank, amountPaise: paise(100) },
        ],
      }),
    )
  })
  const { sqlite } = book
  for (const statement of [
    'update ledger_line set amount = 0',
    'delete from journal',
    "update document set number = 'X'",
    'delete from posting',
  ])
    expect(() => sqlite.exec(statement)).toThrow('append-only')
})

test('a changed line is found by the chain', async () => {
  const book = testBook()
  book.write((given) => {
    const { cash, bank } = accountIds(given.tx)
    return post(
      given,
      journal({
        ledger: [
          { accountId: cash, amountPaise: paise(-100) },
          { accountId: bank, amountPaise: paise(100) },
        ],
      }),
    )
  })
  expect(verifyChain(book.db)).toMatchObject({ brokenAt: null })
  const { sqlite } = book
  // somebody with a hex editor: the triggers are gone, two lines still balance
  sqlite.exec('drop trigger ledger_line_no_update; update ledger_line set amount = amount * 2')
  const seq = book.db.must(sql.selectFrom('journal').select((eb) => eb.fn.max('seq').as('seq'))).seq
  expect(verifyChain(book.db)).toMatchObject({ brokenAt: seq })
})
