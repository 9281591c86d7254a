import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Desk } from '../../host.ts'
import { aBill, line, type Shop, shop } from '../test-shop.ts'
import { fileName } from './write-paper.ts'

let at: Shop
let folder: string
beforeEach(() => {
  at = shop()
  folder = mkdtempSync(join(tmpdir(), 'bahi-paper-'))
})
afterEach(() => {
  at.book.close()
  rmSync(folder, { recursive: true, force: true })
})

const posted = async (party: Record<string, unknown> = {}) => {
  const item = at.item({ ptrE4: 250_000 })
  const bill = aBill([line({ item, strips: 3, rupees: 20 })], { party: await at.party(party) })
  const { number } = await at.book.call('sales.postBill', bill)
  return { uid: bill.uid, number: String(number) }
}
const head = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 5)).toString('latin1')

test('a posted bill comes back as a PDF under a name that is a file name', async () => {
  const { uid, number } = await posted()
  const made = await at.book.call('sales.billPdf', { uid })
  expect(made).toMatchObject({ name: fileName(number), pages: 1, engine: 'pdfmake' })
  expect(made.name).toMatch(/^[A-Za-z0-9-]+\.pdf$/)
  expect(head(Buffer.from(made.pdfBase64, 'base64'))).toBe('%PDF-')
})

test('a cancelled bill still prints', async () => {
  const { uid } = await posted()
  await at.book.call('sales.cancelBill', { uid, reason: 'wrong party' })
  expect(await at.book.call('sales.billPdf', { uid, size: 'A5', copies: ['original', 'duplicate'] })).toMatchObject({ pages: 2 })
})

test('a file is written whole; one that cannot be is refused in words and leaves nothing', async () => {
  const { uid } = await posted()
  await at.book.call('sales.savePdf', { uid, ticket: 'pdf' }, { files: { pdf: join(folder, 'bill.pdf') } })
  expect(head(readFileSync(join(folder, 'bill.pdf')))).toBe('%PDF-')
  expect(readdirSync(folder)).toEqual(['bill.pdf'])
  const nowhere = { files: { pdf: join(folder, 'no', 'such', 'place.pdf') } }
  await expect(at.book.call('sales.savePdf', { uid, ticket: 'pdf' }, nowhere)).rejects.toMatchObject({
    code: 'sales/paper-not-written',
    details: { reason: 'ENOENT' },
  })
  await expect(at.book.call('sales.savePdf', { uid, ticket: 'unknown' })).rejects.toMatchObject({ code: 'company/no-file' })
  expect(readdirSync(folder)).toEqual(['bill.pdf'])
})

test('a headless host refuses what only the app can do, in words', async () => {
  const { uid } = await posted({ name: 'شفا میڈیکل اسٹور' })
  await expect(at.book.call('sales.billPdf', { uid })).rejects.toMatchObject({
    code: 'sales/paper-needs-desk',
    details: { script: 'arabic' },
  })
  await expect(at.book.call('sales.printBill', { uid })).rejects.toMatchObject({ code: 'sales/no-printer' })
})

test('in the app, paper with Arabic script goes to Chromium, and every printed one', async () => {
  const asked: { html: string; size: string }[] = []
  const printed: { html: string; size: unknown }[] = []
  let printers = 1
  const desk: Desk = {
    pickFile: () => Promise.reject(new Error('not asked for')),
    printToPdf: (html, size) => {
      asked.push({ html, size })
      return Promise.resolve(new TextEncoder().encode('%PDF-chromium'))
    },
    print: (html, size) => {
      printed.push({ html, size })
      return Promise.resolve(printers ? 'printed' : 'no-printer')
    },
    shareFolder: () => folder,
    openFile: () => Promise.reject(new Error('not asked for')),
    showFile: () => undefined,
    openLink: () => Promise.reject(new Error('not asked for')),
  }
  Object.assign(at.book.host, { desk })
  const urdu = await posted({ name: 'شفا میڈیکل اسٹور' })
  expect(await at.book.call('sales.billPdf', { uid: urdu.uid, size: 'A5' })).toMatchObject({ engine: 'chromium', pages: 1 })
  expect(asked).toHaveLength(1)
  expect(asked[0]?.size).toBe('A5')
  expect(asked[0]?.html).toContain('شفا میڈیکل اسٹور')
  expect(asked[0]?.html).toContain('font/ttf;base64,')
  const latin = await posted()
  expect(await at.book.call('sales.printBill', { uid: latin.uid, size: 'A5' })).toEqual({ printed: true })
  expect(printed.map(({ size }) => size)).toEqual(['A5'])
  expect(printed[0]?.html).toContain(latin.number)
  expect(asked).toHaveLength(1)
  printers = 0
  await expect(at.book.call('sales.printBill', { uid: latin.uid })).rejects.toMatchObject({ code: 'sales/no-printer' })
})

test('unknown bills and absurd asks are refused', async () => {
  const uid = '01930000-0000-7000-8000-0000000000ff'
  const no = await at.book.ask('sales.billPdf', { uid })
  expect(no).toMatchObject({ ok: false, refusal: { code: expect.stringMatching(/^sales\//) } })
  for (const wrong of [
    { copies: [] },
    { copies: ['original', 'original', 'original', 'original'] },
    { size: 'A3' },
    { language: 'fr' },
  ])
    expect(await at.book.ask('sales.billPdf', { uid, ...wrong })).toMatchObject({
      ok: false,
      refusal: { code: 'company/bad-input' },
    })
})
