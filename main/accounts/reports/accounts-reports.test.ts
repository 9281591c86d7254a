import { expect, test } from 'vitest'
import { emptyPosting, type NewDocument } from '../../../shared/accounts/posting.ts'
import { localDate } from '../../../shared/calendar.ts'
import { paise } from '../../../shared/money.ts'
import type { Compilable, Reader } from '../../database/connection.ts'
import { newUid } from '../../database/uid.ts'
import { testBook } from '../../test-book.ts'
import { accountIds } from '../account-store.ts'
import { post } from '../ledger.ts'
import { openingBalance, partyLines } from './party-ledger.ts'
import { balancesOn } from './trial-balance.ts'

const planOf = (db: Reader, query: Compilable<unknown>): string => {
  const compiled = query.compile()
  return db
    .rows({ compile: () => ({ ...compiled, sql: `explain query plan ${compiled.sql}` }) } as Compilable<{ detail: string }>)
    .map((row) => row.detail)
    .join('\n')
}
const zero = paise(0)
const journal = (date: NewDocument['date']): NewDocument => ({
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
    category: 'unregistered',
    pos: '27',
    supply: 'intra',
    mode: 'none',
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
})

test('a trial balance as on any day is what the ledger adds up to, also after a back-dated entry', async () => {
  const book = testBook()
  const entry = (day: string, amount: number) =>
    book.write((given) => {
      const { cash, sales } = accountIds(given.tx)
      const date = localDate(day)
      return post(given, {
        what: 'document',
        document: journal(date),
        layers: [],
        postings: [
          {
            ...emptyPosting('document', date),
            ledger: [
              { accountId: cash, amountPaise: paise(amount) },
              { accountId: sales, amountPaise: paise(-amount) },
            ],
          },
        ],
      })
    })
  for (const [day, amount] of [
    ['2026-04-01', 100],
    ['2026-10-31', 20],
    ['2026-11-01', 3000],
    ['2026-11-20', 70],
    ['2026-05-15', 50_000],
  ] as const)
    entry(day, amount)
  const cashOn = async (asOn: string) => {
    const trial = await book.call('accounts.trialBalance', { asOn })
    expect(trial.drPaise).toBe(trial.crPaise)
    return trial.drPaise
  }
  expect(
    await Promise.all(
      ['2026-04-01', '2026-05-14', '2026-05-15', '2026-10-30', '2026-10-31', '2026-11-01', '2026-11-19', '2026-11-21'].map(
        cashOn,
      ),
    ),
  ).toEqual([100, 100, 50_100, 50_100, 50_120, 53_120, 53_120, 53_190])
  entry('2026-11-20', -53_190)
  expect(await book.call('accounts.trialBalance', { asOn: '2026-11-21' })).toEqual({ rows: [], drPaise: 0, crPaise: 0 })
})

test('a party that does not exist is refused', async () => {
  const book = testBook()
  const party = newUid()
  await expect(book.call('accounts.outstanding', { party })).rejects.toMatchObject({ code: 'accounts/no-party', field: 'party' })
  await expect(book.call('accounts.partyLedger', { party, from: '2026-11-01', to: '2026-11-21' })).rejects.toMatchObject({
    code: 'accounts/no-party',
  })
})

test('reports reach the ledger by an index: one month of days, or one party', () => {
  const book = testBook()
  const plan = (query: Compilable<unknown>) => planOf(book.db, query)
  const asOn = localDate('2026-11-20')
  const ask = { party: '', from: localDate('2026-11-05'), to: asOn, offset: 0, limit: 50 }
  expect(plan(balancesOn(asOn))).toContain('posting_by_date')
  for (const query of [partyLines(1, ask), openingBalance(1, ask.from)]) expect(plan(query)).toContain('ledger_line_by_party')
  for (const query of [balancesOn(asOn), partyLines(1, ask), openingBalance(1, ask.from)])
    expect(plan(query)).not.toMatch(/SCAN (l|p|ledger_line|posting)\b/)
})
