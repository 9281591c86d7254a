import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { paperTexts, scriptsBeyondPdf } from '../../shared/paper-text.ts'
import { documentPaper } from '../accounts/paper/document-paper.ts'
import { paperDocument } from '../accounts/paper/read-document.ts'
import { sql } from '../database/connection.ts'
import { newUid, uidText } from '../database/uid.ts'
import { type Supply, supply } from './test-supply.ts'

let s: Supply
let folder: string
const uids: Record<string, string> = {}
const placeOf = (kind: 'saleable' | 'quarantine') =>
  s.book.db.must(sql.selectFrom('location').select('id').where('kind', '=', kind).orderBy('id').limit(1)).id
const lastOf = (kind: 'self-invoice'): string =>
  uidText(s.book.db.must(sql.selectFrom('document').select('uid').where('kind', '=', kind).orderBy('id', 'desc').limit(1)).uid)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bahi-papers-'))
  s = await supply()
  const bill = await s.post(
    'postBill',
    s.bill({ supplierNumber: 'CS/901', lines: [s.billLine({ mrpPaise: 2450, freeMilli: 10_000 })] }),
  )
  uids.back = (
    await s.post('postReturn', {
      uid: newUid(),
      date: '2026-11-12',
      bill: bill.uid,
      supplierNote: null,
      reason: 'broken seals',
      lines: [{ line: 1, qtyMilli: 25_000, freeMilli: 5000 }],
    })
  ).uid
  const receipt = await s.post('postReceipt', s.receipt({ challanNumber: 'CH/77' }))
  const early = { uid: newUid(), date: '2026-11-15', receipt: receipt.uid, reason: 'not what was asked' }
  uids.early = (await s.post('postReceiptReturn', { ...early, lines: [{ line: 1, qtyMilli: 40_000 }] })).uid
  const { batchId } = s.batchOf(bill.uid)
  const claim = (route: string) => ({
    uid: newUid(),
    date: '2026-11-14',
    supplier: s.supplier,
    reason: 'breakage',
    route,
    notes: 'By Gati, 2 cartons',
    lines: [
      {
        itemId: s.item.itemId,
        batchId,
        locationId: placeOf('saleable'),
        qtyMilli: 10_000,
        basis: 'pts',
        rateE4: 90_000,
        deductBp: 1000,
      },
    ],
  })
  uids.claim = (await s.post('postClaim', claim('credit-note'))).uid
  uids.fresh = (await s.post('postClaim', claim('fresh-supply'))).uid
  const { rows: places } = await s.book.call('inventory.locations', {})
  const far = places.find((one: { kind: string }) => one.kind === 'quarantine')
  const address = { address1: 'Gat 12, Wagholi', address2: null, city: 'Pune', pin: '412207', stateCode: null }
  await s.book.call('inventory.saveLocation', { ...far, address })
  uids.transfer = newUid()
  await s.book.call('inventory.transfer', {
    uid: uids.transfer,
    date: '2026-11-15',
    fromId: placeOf('saleable'),
    toId: placeOf('quarantine'),
    immediate: false,
    narration: 'to the second shop',
    lines: [{ itemId: s.item.itemId, batchId, qtyMilli: 20_000 }],
  })
  // what the challan said does not change with the place
  await s.book.call('inventory.saveLocation', { ...far, address: { ...address, address1: 'Elsewhere' } })
  const carrier = await s.party({ name: 'Kisan Transport', category: 'unregistered', gstin: null })
  const landed = await s.post('postLandedCost', {
    uid: newUid(),
    date: '2026-11-12',
    supplier: carrier,
    supplierName: null,
    supplierNumber: 'KT/7',
    supplierDate: '2026-11-11',
    roundOffPaise: 0,
    lines: [{ name: 'Freight', sac: '996511', amountPaise: 20_000, rateBp: 500, reverseCharge: true }],
    over: [],
  })
  uids.self = lastOf('self-invoice')
  uids.voucher = (
    await s.post('postPaymentVoucher', { uid: newUid(), date: '2026-11-13', against: landed.uid, paidPaise: 15_000 })
  ).uid
})
afterAll(() => {
  s.book.close()
  rmSync(folder, { recursive: true })
})

const of = (name: string, more: { copies?: number; language?: 'en' | 'hi' | 'ur' } = {}) =>
  documentPaper(paperDocument(s.book.db, uids[name] as string), { copies: 1, language: 'en', ...more })
const said = (name: string) => [...paperTexts(of(name))]

describe('every particular the law asks for is on the paper', () => {
  // supplier and recipient with GSTIN, number, date, goods with HSN, quantity and value are on all of them
  const particulars: Record<string, readonly string[]> = {
    back: [
      'DEBIT NOTE',
      'CS/901',
      '09-Nov-26',
      'broken seals',
      'Cipla Stockist',
      'GSTIN: 27AAPFU0939F1ZV',
      'PCM1',
      '07/28',
      '25.00',
      '0.63',
    ],
    early: ['GOODS RETURNED', 'Challan no.', 'Consignee', 'Your challan', 'CH/77', 'not what was asked', 'Rule 55', '40.00'],
    claim: ['DELIVERY CHALLAN', 'Consignee', 'Broken or damaged goods', 'By Gati, 2 cartons', '8.10'],
    fresh: ['TAX INVOICE', 'Reverse charge', 'No', 'CGST', '27-Maharashtra', '8.10'],
    transfer: ['DELIVERY CHALLAN', 'Consignor', 'Consignee', 'to the second shop', 'Dhanvantari Distributors'],
    self: ['SELF-INVOICE', 'Kisan Transport', 'GSTIN: Unregistered', 'KT/7', '996511', '11-Dec-26', 'Yes', '200.00', '5.00'],
    voucher: ['PAYMENT VOUCHER', 'Kisan Transport', 'Yes', '₹ 150.00', '5.00'],
  }
  test.each(Object.entries(particulars))('%s', (name, texts) => {
    const all = said(name)
    for (const text of [...texts, '27AABFD4321K1ZN', 'Authorised signatory'])
      expect(
        all.some((one) => one.includes(text)),
        `${name}: ${text} in ${all.join(' | ')}`,
      ).toBe(true)
  })

  test('a godown elsewhere is named where it stands, under the registration of the firm; ours stands where the firm does', () => {
    const [from, to] = ['Consignor', 'Consignee'].map((side) => {
      const all = said('transfer')
      return all.slice(all.indexOf(side), all.indexOf(side) + 8).join(' | ')
    })
    expect(to).toContain('Gat 12, Wagholi | Pune - 412207 | GSTIN: 27AABFD4321K1ZN (same registration) | State: 27')
    expect(from).not.toMatch(/Wagholi|same registration/)
    expect(said('transfer').join()).not.toContain('Elsewhere')
  })

  test('challans carry no tax, and travel in triplicate under the captions of Rule 55', () => {
    for (const name of ['claim', 'transfer'])
      expect(said(name).filter((one) => /GST$|^GST/.test(one) && one !== 'GSTIN')).toEqual(
        said(name).filter((one) => one.startsWith('GSTIN:')),
      )
    expect(of('transfer', { copies: 3 }).copies).toEqual([
      'ORIGINAL FOR CONSIGNEE',
      'DUPLICATE FOR TRANSPORTER',
      'TRIPLICATE FOR CONSIGNOR',
    ])
  })

  test('goods that go back before their bill are debited to nobody: no credit note is asked for, no tax is claimed', () => {
    const all = said('early').join(' | ')
    for (const never of ['DEBIT NOTE', 'Debit note no.', 'Your credit note', 'section 34', 'CGST 2.5'])
      expect(all).not.toContain(never)
    const lines = of('early').blocks.find((block) => block.kind === 'lines')
    expect(lines?.kind === 'lines' && lines.columns.map(({ key }) => key)).not.toContain('gst')
    expect(of('early', { copies: 3 }).copies[0]).toBe('ORIGINAL FOR CONSIGNEE')
    expect(of('early', { language: 'hi' })).toMatchObject({ titleLocal: 'सुपुर्दगी चालान · माल वापसी' })
  })

  test('a paper in another language adds its own words; only Urdu needs the app', () => {
    expect(of('back', { language: 'hi' })).toMatchObject({ title: 'DEBIT NOTE', titleLocal: 'डेबिट नोट' })
    expect(scriptsBeyondPdf(of('back', { language: 'hi' }))).toEqual([])
    expect(scriptsBeyondPdf(of('self', { language: 'ur' }))).toEqual(['arabic'])
  })
})

test.each(Object.keys({ back: 1, claim: 1, fresh: 1, transfer: 1, self: 1, voucher: 1 }))('%s becomes a PDF', async (name) => {
  const made = await s.book.call('accounts.documentPdf', { uid: uids[name], copies: 3, language: 'hi' })
  expect(made).toMatchObject({ pages: 3, engine: 'pdfmake', name: expect.stringMatching(/^[A-Z-]+[A-Za-z0-9-]+\.pdf$/) })
})

test('saved whole, or refused in words; a cancelled one is marked; others have no paper here', async () => {
  const uid = uids.back
  await s.book.call('accounts.saveDocumentPdf', { uid, ticket: 'pdf' }, { files: { pdf: join(folder, 'note.pdf') } })
  expect(readFileSync(join(folder, 'note.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
  const nowhere = { files: { pdf: join(folder, 'no', 'place.pdf') } }
  await expect(s.book.call('accounts.saveDocumentPdf', { uid, ticket: 'pdf' }, nowhere)).rejects.toMatchObject({
    code: 'company/file-not-written',
  })
  expect(readdirSync(folder)).toEqual(['note.pdf'])
  await expect(s.book.call('accounts.printDocument', { uid })).rejects.toMatchObject({ code: 'company/no-printer' })
  const order = await s.post('postOrder', s.order())
  expect(await s.book.call('accounts.documentPaper', { uid: order.uid })).toMatchObject({ kind: 'purchase-order', paper: false })
  for (const none of [order.uid, newUid()])
    await expect(s.book.call('accounts.documentPdf', { uid: none })).rejects.toMatchObject({ code: 'accounts/no-document-paper' })
  await s.book.call('purchases.cancelReturn', { uid, reason: 'wrong goods' })
  expect(of('back').watermark).toBe('CANCELLED')
})

test('the address is that of the day it was posted; of a document of before that was kept it is the one of today', async () => {
  const moved = { uid: s.supplier, name: 'Cipla Stockist', category: 'regular', stateCode: '27', gstin: '27AAPFU0939F1ZV' }
  await s.book.call('parties.save', { ...moved, isSupplier: true, address1: '9 New Yard', city: 'Nashik', pin: '422001' })
  const papers = ['back', 'early', 'claim', 'fresh']
  for (const name of papers) expect(said(name).join(' | ')).not.toContain('9 New Yard')
  s.book.sqlite.exec(
    "drop trigger document_version_no_update; update document_version set applied_json = json_remove(applied_json, '$.party')",
  )
  for (const name of papers) expect(said(name).join(' | ')).toContain('9 New Yard')
})

test('a clerk prints what moves goods, not what was bought', async () => {
  const person = s.book.connection.person as NonNullable<typeof s.book.connection.person>
  s.book.connection.person = { ...person, role: 'clerk' }
  expect(await s.book.call('accounts.documentPaper', { uid: uids.transfer })).toMatchObject({
    kind: 'transfer',
    cancelled: false,
  })
  for (const call of ['documentPaper', 'documentPdf'])
    await expect(s.book.call(`accounts.${call}`, { uid: uids.claim })).rejects.toMatchObject({ code: 'company/not-allowed' })
  s.book.connection.person = person
})

test('papers, statements and labels go to the printer as pages of their own size', async () => {
  const printed: unknown[] = []
  const desk = {
    print: (html: string, size: unknown) => Promise.resolve(printed.push([html.includes('font/ttf;base64,'), size]) && 'printed'),
  }
  Object.assign(s.book.host, { desk })
  const done = { printed: true }
  expect(await s.book.call('accounts.printDocument', { uid: uids.claim, language: 'ur' })).toEqual(done)
  const statement = { party: s.supplier, kind: 'ledger', from: '2026-04-01', to: '2026-11-21' }
  expect(await s.book.call('accounts.printStatement', statement)).toEqual(done)
  const labels = { sheet: 'roll-50x25', rows: [{ itemId: s.item.itemId, copies: 2 }] }
  expect(await s.book.call('inventory.printLabels', labels)).toEqual(done)
  Object.assign(s.book.host, { desk: null })
  await expect(s.book.call('inventory.printLabels', labels)).rejects.toMatchObject({ code: 'company/no-printer' })
  await expect(s.book.call('accounts.printStatement', statement)).rejects.toMatchObject({ code: 'company/no-printer' })
  expect(printed).toEqual([
    [true, 'A4'],
    [true, 'A4'],
    [true, { widthMm: 50, heightMm: 25 }],
  ])
})
