import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { formatPaise } from '../../../shared/money.ts'
import { paperTexts } from '../../../shared/paper-text.ts'
import { newUid } from '../../database/uid.ts'
import { testBook } from '../../test-book.ts'
import { type StatementFacts, statementPaper } from './statement-paper.ts'

const folder = mkdtempSync(join(tmpdir(), 'bahi-statement-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function aStatement(more: Partial<StatementFacts> = {}) {
  const book = testBook()
  const party = newUid()
  await book.call('parties.save', { uid: party, name: 'Ravi Medical', stateCode: '27', city: 'Pune', pin: '411037' })
  const bill = (reference: string, amountPaise: number) => ({ uid: newUid(), reference, date: '2026-03-01', amountPaise })
  await book.call('accounts.postOpeningBills', { party, bills: [bill('B-1', 500_00), bill('B-2', 700_50)] })
  await book.call('payments.postReceipt', {
    uid: newUid(),
    date: '2026-11-02',
    party,
    amountPaise: 600_00,
    mode: 'upi',
    reference: '=2+5',
  })
  const period = { from: '2026-11-01', to: '2026-11-21' }
  const who = {
    localName: null,
    gstin: null,
    phone: null,
    address1: '12 MG Road',
    address2: null,
    city: 'Pune',
    pin: '411037',
    stateCode: '27',
  }
  const facts: StatementFacts = {
    kind: 'ledger',
    ...period,
    language: 'en',
    size: 'A4',
    firm: { ...who, name: 'Dhanvantari', email: null, bankName: 'HDFC', bankAccount: '502', ifsc: 'HDFC0001234', upiId: 'a@b' },
    party: { ...who, name: 'Ravi Medical', code: 'R1' },
    ledger: await book.call('accounts.partyLedger', { party, ...period }),
    open: await book.call('accounts.outstandingBills', { party, sort: 'date' }),
    ...more,
  }
  return { book, party, facts, texts: [...paperTexts(statementPaper(facts))] }
}

test('a ledger begins with what stood before, ends with what is owed, and says it in words', async () => {
  const { facts, texts } = await aStatement()
  expect(facts.ledger).toMatchObject({ openingPaise: 1_200_50, closingPaise: 600_50, sums: { crPaise: 600_00 } })
  for (const text of [
    'STATEMENT OF ACCOUNT',
    '01-Nov-26 to 21-Nov-26',
    '1,200.50 Dr',
    '600.50 Dr',
    '₹ 600.50',
    'You owe us',
    'Opening balance',
  ])
    expect(texts).toContain(text)
  expect(texts.some((text) => text.includes('for B-1, B-2'))).toBe(true)
  expect(texts.some((text) => /six hundred/i.test(text))).toBe(true)
  const last = facts.ledger.rows.at(-1)
  expect(texts.filter((text) => text === `${formatPaise(last?.balancePaise ?? 0)} Dr`).length).toBeGreaterThan(0)
})

test('what is open is told bill by bill, in the language of the party, with what the law names in English', async () => {
  const { texts } = await aStatement({ kind: 'outstanding', language: 'hi' })
  expect(texts).toContain('OUTSTANDING BILLS')
  expect(texts).toContain('बकाया बिल')
  expect(texts.some((text) => text.includes('B-2'))).toBe(true)
  expect(texts.some((text) => text === 'B-1')).toBe(false)
  expect(texts).toContain('आपको देना है')
})

test('a settled account, and one where we owe, say so', async () => {
  const { facts } = await aStatement()
  const none = { ...facts.ledger, openingPaise: 0, closingPaise: 0, rows: [] } as unknown as StatementFacts['ledger']
  expect([...paperTexts(statementPaper({ ...facts, ledger: none }))]).toContain('Nothing is owing')
  const ours = { ...facts.ledger, closingPaise: -5 } as StatementFacts['ledger']
  const texts = [...paperTexts(statementPaper({ ...facts, ledger: ours }))]
  expect(texts).toContain('We owe you')
  expect(texts).toContain('0.05 Cr')
})

test('a period that ends before it begins, an unknown party and a missing file are refused', async () => {
  const { book, party } = await aStatement()
  const ask = { party, from: '2026-11-21', to: '2026-11-01' }
  expect(await book.ask('accounts.statementPdf', ask)).toMatchObject({
    refusal: { code: 'accounts/period-backwards', field: 'to' },
  })
  expect(await book.ask('accounts.statementPdf', { ...ask, party: newUid(), to: '2026-11-30' })).toMatchObject({
    refusal: { code: 'accounts/no-party' },
  })
  expect(await book.ask('accounts.saveStatement', { ...ask, to: '2026-11-30', ticket: 'none' })).toMatchObject({
    refusal: { code: 'company/no-file' },
  })
})

test('the ledger leaves as a workbook with real numbers; what looks like a formula stays text', async () => {
  const { book, party } = await aStatement()
  const path = join(folder, 'ledger.xlsx')
  const columns = [
    { title: 'Date', kind: 'date', path: 'date' },
    { title: 'Reference', kind: 'text', path: 'reference' },
    { title: 'Credit', kind: 'money', path: 'crPaise', sum: 'crPaise' },
  ]
  const input = { party, from: '2026-04-01', to: '2026-11-21' }
  const done = await book.call(
    'company.exportList',
    { call: 'accounts.partyLedger', input, title: 'Ledger of Ravi', notes: ['Ravi'], columns, ticket: 'out', format: 'xlsx' },
    { files: { out: path } },
  )
  expect(done.rows).toBe(3)
  const { default: exceljs } = await import('exceljs')
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.readFile(path)
  const cells = workbook.worksheets[0]?.getSheetValues().map((row) => (Array.isArray(row) ? row.slice(1) : [])) ?? []
  expect(cells.some((row) => row[1] === '=2+5' && row[2] === 600)).toBe(true)
  expect(cells.some((row) => row[0] instanceof Date && row[0].toISOString().startsWith('2026-11-02'))).toBe(true)
})
