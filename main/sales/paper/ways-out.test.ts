import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPrinterBytes, widestLine } from '../../../shared/printer-view.ts'
import { newUid } from '../../database/uid.ts'
import { dispatch } from '../../dispatch.ts'
import { printerPort } from '../../printer-port.ts'
import { cancelTask, finished } from '../../tasks.ts'
import { aBill, line, type Shop, shop } from '../test-shop.ts'
import { pictureOf } from './picture.ts'

let at: Shop
let folder: string
const uids: string[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bahi-ways-'))
  at = shop()
  Object.assign(at.book.host, { home: folder })
  const item = at.item({ ptrE4: 250_000, pieces: 1000 })
  for (let n = 0; n < 3; n++) {
    const bill = aBill([line({ item, strips: 1 + n, rupees: 20 })], {
      party: await at.party({ name: `Party ${n}`, phone: `98220 1234${n}` }),
    })
    await at.book.call('sales.postBill', bill)
    uids.push(bill.uid)
  }
})
afterAll(() => {
  at.book.close()
  rmSync(folder, { recursive: true, force: true })
})
const refused = (code: string, details = {}) => ({ ok: false, refusal: { code, ...details } })

describe('printers of text', () => {
  test('what is previewed is what the printer gets, to the last byte, over the network', async () => {
    const { bytesBase64, language, columns } = await at.book.call('sales.billBytes', { uid: uids[0], format: 'thermal' })
    const bytes = Buffer.from(bytesBase64, 'base64')
    const view = readPrinterBytes(bytes, language)
    expect(widestLine(view)).toBeLessThanOrEqual(columns)
    const again = await at.book.call('sales.billBytes', { uid: uids[0], format: 'thermal', reprint: true })
    expect([bytes, Buffer.from(again.bytesBase64, 'base64')].map((one) => one.includes('DUPLICATE'))).toEqual([false, true])
    const got: Buffer[] = []
    const printer = createServer((socket) => socket.on('data', (chunk) => got.push(chunk)))
    await new Promise<void>((listening) => printer.listen(0, '127.0.0.1', listening))
    const { port } = printer.address() as { port: number }
    const to = `127.0.0.1:${port}`
    expect(await at.book.ask('sales.sendBytes', { uid: uids[0], format: 'thermal' })).toMatchObject(
      refused('sales/no-text-printer'),
    )
    await at.book.call('sales.setPrinter', { format: 'thermal', to })
    expect(await at.book.call('sales.printers', {})).toEqual({ thermal: to, matrix: null })
    expect(await at.book.call('sales.sendBytes', { uid: uids[0], format: 'thermal' })).toEqual({ to })
    expect(Buffer.concat(got)).toEqual(bytes)
    got.length = 0
    expect(await at.book.call('sales.bulkPrint', { which: { uids }, format: 'thermal' })).toEqual({ documents: 3, printed: true })
    expect(readPrinterBytes(Buffer.concat(got), 'escpos').pages).toHaveLength(3)
    await new Promise((closed) => printer.close(closed))
    expect(await at.book.ask('sales.sendBytes', { uid: uids[0], format: 'thermal' })).toMatchObject(
      refused('sales/printer-silent', { details: { reason: 'ECONNREFUSED' } }),
    )
  })
  test('saved to a file: fan-fold pages of the set length', async () => {
    await at.book.call(
      'sales.saveBytes',
      { uid: uids[1], format: 'matrix', ticket: 'prn' },
      { files: { prn: join(folder, 'a.prn') } },
    )
    expect(readPrinterBytes(readFileSync(join(folder, 'a.prn')), 'escp')).toMatchObject({ columns: 80, pageLines: 72 })
  })
  test.each([
    ['/dev/usb/lp0', { kind: 'device', path: '/dev/usb/lp0' }],
    ['lpt1', { kind: 'device', path: '\\\\.\\LPT1' }],
    ['\\\\counter-2\\TVS RP', { kind: 'device', path: '\\\\counter-2\\TVS RP' }],
    ['192.168.1.50', { kind: 'network', host: '192.168.1.50', port: 9100 }],
    ['printer.local:9101', { kind: 'network', host: 'printer.local', port: 9101 }],
    ['/etc/passwd', null],
    ['/dev/../etc/passwd', null],
    ['C:\\windows\\system32\\x', null],
    ['host:70000', null],
    ['a b', null],
    ['', null],
  ])('a printer is named %s', (text, port) => {
    expect(printerPort(text)).toEqual(port)
  })
  test('an address that is no printer is refused, and an ordinary file under /dev is not written', async () => {
    expect(await at.book.ask('sales.setPrinter', { format: 'matrix', to: '/home/x.txt' })).toMatchObject(
      refused('sales/printer-address'),
    )
    await at.book.call('sales.setPrinter', { format: 'matrix', to: '/dev/no-such-printer' })
    expect(await at.book.ask('sales.sendBytes', { uid: uids[0], format: 'matrix' })).toMatchObject(
      refused('sales/printer-silent'),
    )
  })
})

describe('many bills', () => {
  test('by selection and by filter as one PDF, each numbered by itself', async () => {
    const files = { files: { pdf: join(folder, 'all.pdf') } }
    expect(
      await at.book.call('sales.bulkPdf', { which: { uids }, ticket: 'pdf', copies: ['original', 'triplicate'] }, files),
    ).toEqual({
      documents: 3,
      pages: 6,
      engine: 'pdfmake',
    })
    const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
    const read = await getDocument({ data: new Uint8Array(readFileSync(files.files.pdf)) }).promise
    const texts = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (page) =>
        (await (await read.getPage(page)).getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' '),
      ),
    )
    for (const [page, text] of texts.entries()) {
      expect(text).toContain(`Party ${Math.floor(page / 2)}`)
      expect(text).toContain('Page 1 of 1')
      expect(text).toContain(page % 2 ? 'TRIPLICATE FOR SUPPLIER' : 'ORIGINAL FOR RECIPIENT')
    }
    expect(await at.book.call('sales.bulkPdf', { which: { filter: 'Party' }, ticket: 'pdf' }, files)).toMatchObject({
      documents: 3,
    })
    expect(await at.book.ask('sales.bulkPdf', { which: { filter: 'nobody' }, ticket: 'pdf' }, files)).toMatchObject(
      refused('sales/no-bills'),
    )
    expect(await at.book.ask('sales.bulkPrint', { which: { uids }, format: 'A4' })).toMatchObject(refused('sales/no-printer'))
  })
})

test('the notes of a period are printed together, alone or after its bills, under one filter; or those that were ticked', async () => {
  const pdf = join(folder, 'notes.pdf')
  const bulk = (which: object) => at.book.ask('sales.bulkPdf', { which, ticket: 'pdf' }, { files: { pdf } })
  const notes = [0, 1].map((n) => ({
    uid: newUid(),
    date: '2026-11-21',
    bill: uids[n],
    reason: 'not-wanted',
    lines: [{ line: 1, qtyMilli: 10_000, freeMilli: 0 }],
  }))
  for (const note of notes) await at.book.call('sales.postReturn', note)
  await at.book.call('sales.cancelNote', { uid: notes[1]?.uid, reason: 'did not come' })
  const period = { from: '2026-11-01', to: '2026-11-30' }
  const made = (documents: number) => ({ ok: true, value: { documents, pages: documents, engine: 'pdfmake' } })
  expect(await bulk({ documents: 'notes', ...period })).toEqual(made(2))
  expect(await bulk({ documents: 'all', ...period })).toEqual(made(5))
  expect(await bulk(period)).toEqual(made(3))
  expect(await bulk({ documents: 'notes', filter: 'Party', cancelled: false })).toEqual(made(1))
  expect(await bulk({ documents: 'notes', filter: 'nobody' })).toMatchObject(refused('sales/no-bills'))
  expect(await bulk({ uids: [uids[2], notes[0]?.uid] })).toEqual(made(2))
  expect(await bulk({ uids: [newUid()] })).toMatchObject(refused('sales/unknown-bill'))
  expect(await at.book.ask('sales.bulkPrint', { which: { documents: 'notes' }, format: 'A4' })).toMatchObject(
    refused('sales/no-printer'),
  )
})

test('with Urdu among them, all are set by Chromium in one file; a host without a desktop says so', async () => {
  const pages: string[] = []
  const item = at.item({ name: 'Ibuprofen 400', ptrE4: 250_000, pieces: 1000 })
  const urdu = aBill([line({ item, strips: 1, rupees: 20 })], { party: await at.party({ name: 'شفا میڈیکل اسٹور' }) })
  await at.book.call('sales.postBill', urdu)
  const ask = { which: { uids: [...uids, urdu.uid] }, ticket: 'pdf', copies: ['original', 'duplicate'] }
  const files = { files: { pdf: join(folder, 'urdu.pdf') } }
  expect(await at.book.ask('sales.bulkPdf', ask, files)).toMatchObject(refused('sales/paper-needs-desk'))
  const printToPdf = (html: string) => {
    pages.push(html)
    return Promise.resolve(new TextEncoder().encode('%PDF-chromium'))
  }
  Object.assign(at.book.host, { desk: { printToPdf } })
  expect(await at.book.call('sales.bulkPdf', ask, files)).toEqual({ documents: 4, pages: 8, engine: 'chromium' })
  const [html = ''] = pages
  expect(html.match(/ORIGINAL FOR RECIPIENT/g)).toHaveLength(4)
  expect(html.match(/DUPLICATE FOR TRANSPORTER/g)).toHaveLength(4)
  expect(html.match(/Page 1 of 1/g)).toHaveLength(8)
  Object.assign(at.book.host, { desk: null })
})

test('from a book’s file everything is read and made in the worker; a refusal crosses, and stopping leaves nothing', async () => {
  const there = shop({ file: join(folder, 'book.bahi') })
  try {
    const item = there.item({ ptrE4: 250_000, pieces: 10_000 })
    const bill = aBill([line({ item, strips: 1, rupees: 20 })], { party: await there.party({ name: 'Worker Medicals' }) })
    await there.book.call('sales.postBill', bill)
    const made = await there.book.call('sales.billPdf', { uid: bill.uid })
    expect(Buffer.from(made.pdfBase64, 'base64').toString('latin1', 0, 5)).toBe('%PDF-')
    const text = await there.book.call('sales.billBytes', { uid: bill.uid, format: 'matrix' })
    expect(Buffer.from(text.bytesBase64, 'base64').toString('latin1')).toContain('Worker Medicals')
    const note = { uid: newUid(), date: '2026-11-21', bill: bill.uid, reason: 'damaged', lines: [{ line: 1, qtyMilli: 10_000 }] }
    await there.book.call('sales.postReturn', note)
    expect(await there.book.call('sales.notePdf', { uid: note.uid })).toMatchObject({ name: 'CA-26-27-000001.pdf', pages: 1 })
    const uid = '01930000-0000-7000-8000-0000000000ff'
    expect(await there.book.ask('sales.billPdf', { uid })).toMatchObject(refused('sales/unknown-bill', { field: 'uid' }))
    expect(await there.book.ask('sales.notePdf', { uid })).toMatchObject(refused('sales/unknown-note', { field: 'uid' }))
    const pdf = join(folder, 'never.pdf')
    const started = await dispatch(
      there.book.host,
      there.book.connection,
      'sales.bulkPdf',
      { which: { documents: 'all' }, ticket: 'pdf' },
      { files: { pdf } },
    )
    const { task } = (started as { value: { task: string } }).value
    cancelTask(there.book.host, task)
    expect(await finished(there.book.host, task)).toMatchObject(refused('company/stopped'))
    expect(existsSync(pdf)).toBe(false)
  } finally {
    there.book.close()
  }
})

const png = (width: number, height: number, extra: Buffer[] = []) => {
  const chunk = (type: string, body: Buffer) => {
    const out = Buffer.alloc(12 + body.length)
    out.writeUInt32BE(body.length, 0)
    out.write(type, 4, 'latin1')
    body.copy(out, 8)
    out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length)
    return out
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const rows = Buffer.alloc((width * 3 + 1) * height, 0x60)
  for (let y = 0; y < height; y++) rows[y * (width * 3 + 1)] = 0
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...extra.map((body) => chunk('tEXt', body)),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('the firm’s own look', () => {
  const look = {
    format: 'A4',
    copies: 2,
    language: 'hi',
    hidden: ['mrp', 'manufacturer'],
    footer: 'Thank you',
    bank: false,
    upi: false,
    rollColumns: 42,
    matrixColumns: 132,
    matrixLines: 66,
    terms: 'No returns after 7 days',
  }
  test('a picture is stored without what else was in its file, and shown', async () => {
    const given = png(40, 20, [Buffer.from('Comment\0taken at home')])
    await at.book.call('sales.storeLogo', { base64: given.toString('base64') })
    const { logo } = await at.book.call('sales.paperLook', {})
    expect(logo).toMatchObject({ mediaType: 'image/png', width: 40, height: 20 })
    expect(Buffer.from(logo.base64, 'base64').includes('taken at home')).toBe(false)
    const pdf = Buffer.from((await at.book.call('sales.billPdf', { uid: uids[0] })).pdfBase64, 'base64')
    expect(pdf.includes('/Subtype /Image')).toBe(true)
    // the same picture again is the same attachment
    await at.book.call('sales.storeLogo', { base64: given.toString('base64') })
    await at.book.call('sales.storeLogo', { base64: null })
    expect((await at.book.call('sales.paperLook', {})).logo).toBe(null)
  })
  const whole = png(8, 8)
  const broken = Buffer.from(whole)
  broken[45] = (broken[45] ?? 0) ^ 0xff
  test.each([
    ['neither PNG nor JPEG', Buffer.from('<svg onload="x"/>')],
    ['cut short', whole.subarray(0, 40)],
    ['damaged', broken],
    ['more than 4000 pixels', png(4001, 1)],
    ['larger than 5 MB', Buffer.alloc(5 * 1024 * 1024 + 1)],
    ['damaged', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 1, 2, 3]), Buffer.from([0xff, 0xd9])])],
  ])('refused in words: %s', async (why, bytes) => {
    expect(() => pictureOf(bytes)).toThrow(why)
  })
  test('settings hold for every kind of paper, a preview keeps nothing, and a bill keeps its own terms', async () => {
    const tried = await at.book.call('sales.lookPreview', { ...look, format: 'matrix' })
    const text = Buffer.from(tried.bytesBase64, 'base64').toString('latin1')
    expect(text).toContain('No returns after 7 days')
    expect(text).toContain('Thank you')
    expect((await at.book.call('sales.paperLook', {})).copies).toBe(1)
    await at.book.call('sales.savePaperLook', look)
    expect(await at.book.call('sales.paperLook', {})).toMatchObject(look)
    const { bytesBase64, columns } = await at.book.call('sales.billBytes', { uid: uids[0], format: 'thermal' })
    const bill = Buffer.from(bytesBase64, 'base64').toString('latin1')
    expect(columns).toBe(42)
    expect(bill).toContain('Thank you')
    expect(bill).not.toMatch(/MRP|Kaveri|upi:|No returns after 7 days/)
    expect(await at.book.ask('sales.savePaperLook', { ...look, rollColumns: 50 })).toMatchObject(refused('company/bad-input'))
  })
})
