import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LedgerLine } from '../../shared/accounts/posting.ts'
import { localDate } from '../../shared/calendar.ts'
import type { Gstr1Check } from '../../shared/gst/contract.ts'
import { paise } from '../../shared/money.ts'
import { accountIds } from '../accounts/account-store.ts'
import { setFirmFact } from '../company/dated-facts.ts'
import { change } from '../company/records.ts'
import { postTestBill, type Tamper, type TestBill } from './test-month.ts'
import { matru, month, type October, october as open } from './test-return.ts'

let october: October
beforeEach(() => {
  october = open()
})
afterEach(() => october.close())

describe('each check names the document that fails it', () => {
  const cases: [Gstr1Check, Partial<TestBill>, Tamper?][] = [
    ['documents-agree', matru, ({ firstTax }) => Object.assign(firstTax, { taxablePaise: 9999 })],
    ['note-original', {}, ({ document }) => Object.assign(document, { kind: 'debit-note' })],
    ['documents-agree', {}, ({ version }) => Object.assign(version, { cgstPaise: 251 })],
    ['ledger-agrees', {}, ({ ledger }) => moveAPaisa(ledger)],
    ['hsn-agrees', matru, ({ firstTax }) => Object.assign(firstTax, { gstin: null })],
    ['numbers-agree', {}, ({ posting }) => Object.assign(posting, { tax: [] })],
    ['buyer-gstin', { gstin: '27AAKFM7788P1Z3' }],
    ['own-gstin', { gstin: '27AABFD4321K1ZN' }],
    ['place-of-supply', {}, ({ version }) => Object.assign(version, { pos: '24' })],
    ['place-of-supply', { pos: '28' }, ({ version }) => Object.assign(version, { pos: '77' })],
    ['reverse-charge', { ...matru, category: 'deemed-export', reverseCharge: true }],
    ['rates', { lines: [{ rate: 100, rateBp: 700 }] }],
    ['hsn-digits', { lines: [{ rate: 100, rateBp: 500, hsn: '300' }] }],
    ['units', { lines: [{ rate: 100, rateBp: 500, uqc: 'STP' }] }],
    ['period', {}, ({ firstTax }) => Object.assign(firstTax, { returnPeriod: '112026' })],
  ]
  test.each(cases)('%s', async (name, about, tamper) => {
    october.bill(matru)
    october.bill({})
    const { number, uid } = october.bill(about, tamper)
    const failed = await october.check(name)
    expect(failed).toMatchObject({ ok: false, count: 1, documents: [{ uid, number }] })
    const page = await october.book.call('gst.gstr1CheckRows', { month, check: name })
    expect(page.rows).toMatchObject([{ documentUid: uid, number }])
    expect(page.total).toBe(1)
  })

  test('two faults that hide each other in the sum are still found', async () => {
    october.bill({}, ({ firstTax }) => Object.assign(firstTax, { taxablePaise: 10001 }))
    october.bill({}, ({ firstTax }) => Object.assign(firstTax, { taxablePaise: 9999 }))
    expect(await october.check('documents-agree')).toMatchObject({ ok: false, count: 2 })
  })

  test('paying the tax by a journal does not disturb the ledger check', async () => {
    october.bill({})
    october.book.write((given) => postTestBill(given, { date: '2026-10-31', lines: [{ rate: 0, taxClass: 'nil' }] }, asJournal))
    expect(await october.failing()).toEqual([])
  })

  test('no GSTIN, no file', async () => {
    october.book.write((given) => change(given, [{ update: 'firm', id: 1, set: { gstin: null } }], { entity: 'firm' }))
    expect(await october.check('firm-gstin')).toMatchObject({ ok: false })
    await expect(october.json()).rejects.toMatchObject({ code: 'gst/no-gstin' })
  })
})

/** From SGST to CGST: the posting still balances. */
function moveAPaisa(ledger: LedgerLine[]): void {
  const { outputCgst, outputSgst } = accountIds(october.book.db)
  for (const line of ledger) {
    if (line.accountId === outputCgst) line.amountPaise = paise(line.amountPaise + 1)
    if (line.accountId === outputSgst) line.amountPaise = paise(line.amountPaise - 1)
  }
}

/** Makes a bill's entry into a journal that clears the output CGST. */
const asJournal: Tamper = ({ document, posting }) => {
  const { cash, outputCgst } = accountIds(october.book.db)
  Object.assign(document, { kind: 'journal' })
  const ledger = [
    { accountId: cash, amountPaise: paise(-250) },
    { accountId: outputCgst, amountPaise: paise(250) },
  ]
  Object.assign(posting, { tax: [], ledger })
}

test('above five crore an HSN of four digits is too short', async () => {
  october.bill({ lines: [{ rate: 100, rateBp: 500, hsn: '3004' }] })
  expect(await october.failing()).toEqual([])
  october.book.write((given) => setFirmFact(given, 'aato-band', localDate('2026-04-01'), 'upto-10cr'))
  expect(await october.failing()).toEqual(['hsn-digits'])
})
