import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newUid } from '../../database/uid.ts'
import { mayOpenLink } from '../../host.ts'
import { aBill, line, type Shop, shop } from '../test-shop.ts'
import { emailFile, headerText } from './email-draft.ts'
import { sharedName, whatsAppNumber } from './share-handlers.ts'

let at: Shop
let folder: string
let uid: string
let note: { uid: string; number: string }
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bahi-share-'))
  at = shop()
  const item = at.item({ ptrE4: 250_000, pieces: 1000 })
  const bill = aBill([line({ item, strips: 1, rupees: 20 })], {
    party: await at.party({ name: 'Party 2', phone: '98220 12342' }),
  })
  await at.book.call('sales.postBill', bill)
  uid = bill.uid
  const back = {
    uid: newUid(),
    date: '2026-11-21',
    bill: uid,
    reason: 'not-wanted',
    lines: [{ line: 1, qtyMilli: 1000, freeMilli: 0 }],
  }
  const { number } = await at.book.call('sales.postReturn', back)
  note = { uid: back.uid, number }
})
afterAll(() => {
  at.book.close()
  rmSync(folder, { recursive: true, force: true })
})
/** The words of each page of a PDF. */
async function pageTexts(pdf: Buffer): Promise<string[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const read = await getDocument({ data: new Uint8Array(pdf) }).promise
  return Promise.all(
    Array.from({ length: read.numPages }, async (_, at) =>
      (await (await read.getPage(at + 1)).getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(' '),
    ),
  )
}
const refused = (code: string, details = {}) => ({ ok: false, refusal: { code, ...details } })

describe('on its way to the buyer', () => {
  test('who is reached how', async () => {
    expect(await at.book.call('sales.paperContact', { uid })).toMatchObject({
      name: 'Party 2',
      phone: '919822012342',
      email: null,
      file: expect.stringMatching(/-Party-2\.pdf$/),
    })
  })
  test('a draft with the invoice in it, which any mail program reads', async () => {
    const ask = { uid, to: 'buyer@example.com', subject: 'बिल 12\r\nBcc: x@y.z', body: 'नमस्ते' }
    expect(await at.book.call('sales.emailDraft', ask, { files: { eml: join(folder, 'a.eml') } })).toEqual({
      file: 'a.eml',
      opened: false,
    })
    const message = readFileSync(join(folder, 'a.eml'), 'latin1')
    const head = message.slice(0, message.indexOf('\r\n\r\n'))
    expect(head.split('\r\n').map((one) => one.split(':')[0])).not.toContain('Bcc')
    expect(head).toContain('To: buyer@example.com')
    expect(head).toContain('X-Unsent: 1')
    expect(message.split('\r\n').every((one) => one.length <= 78)).toBe(true)
    const pdf = message.split('Content-Disposition')[1]?.split('\r\n\r\n')[1]?.split('\r\n--')[0] ?? ''
    expect(Buffer.from(pdf, 'base64').toString('latin1', 0, 5)).toBe('%PDF-')
    expect(await at.book.ask('sales.emailDraft', { ...ask, to: 'nobody' })).toMatchObject(refused('sales/bad-email'))
  })
  test('a note goes the way its bill goes: the same buyer, its own number and paper; what is neither is refused', async () => {
    const file = `${note.number.replace(/\W/g, '-')}-Party-2.pdf`
    expect(await at.book.call('sales.paperContact', { uid: note.uid })).toEqual({
      name: 'Party 2',
      phone: '919822012342',
      email: null,
      file,
    })
    const ask = { uid: note.uid, to: null, subject: 'Credit note', body: '' }
    await at.book.call('sales.emailDraft', ask, { files: { eml: join(folder, 'note.eml') } })
    const message = readFileSync(join(folder, 'note.eml'), 'latin1')
    expect(message).toContain(file)
    const pdf = message.split('Content-Disposition')[1]?.split('\r\n\r\n')[1]?.split('\r\n--')[0] ?? ''
    expect(await pageTexts(Buffer.from(pdf, 'base64'))).toEqual([expect.stringMatching(/Party 2[\s\S]*CREDIT NOTE/)])
    const chat = { uid: note.uid, phone: '98220 12342', text: 'x' }
    expect(await at.book.call('sales.whatsApp', chat, { files: { pdf: join(folder, 'note.pdf') } })).toEqual({
      file: 'note.pdf',
      opened: false,
    })
    expect(await pageTexts(readFileSync(join(folder, 'note.pdf')))).toEqual([expect.stringContaining(note.number)])
    expect(await at.book.ask('sales.whatsApp', { ...chat, phone: '12' })).toMatchObject(refused('sales/bad-phone'))
    expect(await at.book.ask('sales.emailDraft', { ...ask, to: 'nobody' })).toMatchObject(refused('sales/bad-email'))
    const neither = newUid()
    for (const [call, more] of [
      ['sales.paperContact', {}],
      ['sales.emailDraft', { to: null, subject: 'S', body: '' }],
      ['sales.whatsApp', { phone: '98220 12342', text: '' }],
    ] as const)
      expect(await at.book.ask(call, { uid: neither, ...more }), call).toMatchObject(refused('sales/unknown-bill'))
    // each kind of paper has its own calls
    expect(await at.book.ask('sales.billPdf', { uid: note.uid })).toMatchObject(refused('sales/unknown-bill'))
    expect(await at.book.ask('sales.notePdf', { uid })).toMatchObject(refused('sales/unknown-note'))
  })
  test('words of a header never cut a character', () => {
    const text = 'मातृ मेडिकल स्टोअर्स, बिल क्रमांक SA/26-27/000123 दिनांक'
    const words = headerText(text).split('\r\n ')
    expect(words.length).toBeGreaterThan(1)
    expect(words.every((word) => word.length <= 75)).toBe(true)
    expect(words.map((word) => Buffer.from(word.slice(10, -2), 'base64').toString()).join('')).toBe(text)
    expect(headerText('Plain')).toBe('Plain')
  })
  test('the whole of a small draft', () => {
    const attachment = { name: 'a.pdf', mediaType: 'application/pdf', bytes: new TextEncoder().encode('%PDF') }
    expect(
      emailFile({ from: 'a@b.in', to: null, subject: 'S', body: 'B', at: '2026-11-21T06:30:00.000Z', attachment }),
    ).toMatchSnapshot()
  })
  test('WhatsApp: the file is ready, the chat opens, and no other address can', async () => {
    const opened: string[] = []
    Object.assign(at.book.host, {
      desk: {
        shareFolder: () => join(folder, 'shared'),
        openLink: async (address: string) => void opened.push(address),
        showFile: (path: string) => void opened.push(path),
      },
    })
    const done = await at.book.call('sales.whatsApp', { uid, phone: '+91 98220-12345', text: 'Bill & total ₹5' })
    expect(opened).toEqual([join(folder, 'shared', done.file), 'https://wa.me/919822012345?text=Bill%20%26%20total%20%E2%82%B95'])
    expect(readFileSync(join(folder, 'shared', done.file)).toString('latin1', 0, 5)).toBe('%PDF-')
    expect(await at.book.ask('sales.whatsApp', { uid, phone: '12', text: '' })).toMatchObject(refused('sales/bad-phone'))
    Object.assign(at.book.host, { desk: null })
  })
  test.each([
    ['https://wa.me/919822012345?text=x', true],
    ['https://wa.me.evil.com/1', false],
    ['http://wa.me/1', false],
    ['https://user@wa.me/1', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['nonsense', false],
  ])('%s may be opened: %s', (address, may) => {
    expect(mayOpenLink(address)).toBe(may)
  })
  test.each([
    ['98220 12345', '919822012345'],
    ['09822012345', '919822012345'],
    ['+971 50 123 4567', '971501234567'],
    ['020 2426 0000', null],
    ['12345', null],
  ])('%s is %s for WhatsApp', (phone, number) => {
    expect(whatsAppNumber(phone)).toBe(number)
  })
  test('a file is named by the bill and the buyer in letters every system allows', () => {
    expect(sharedName('SA/26-27/000123', 'मातृ Medical: "Stores"')).toBe('SA-26-27-000123-मातृ-Medical-Stores.pdf')
  })
})
