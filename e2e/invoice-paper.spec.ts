import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import { readPrinterBytes } from '../shared/printer-view.ts'
import { expect, expectAccessible, foundBook, shot, test } from './app.ts'
import { postBill } from './bills.ts'
import { BillPaper } from './pages/bill-paper.ts'
import { openScreen } from './pages/palette.ts'
import { stockShelf } from './stock.ts'

/** A small picture, made by hand so that no file of ours is needed. */
function picture(): Buffer {
  const table = Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c >>> 0
  })
  const crc = (bytes: Buffer) =>
    (bytes.reduce((sum, byte) => (table[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0
  const chunk = (type: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
    const out = Buffer.alloc(8 + named.length)
    out.writeUInt32BE(body.length, 0)
    named.copy(out, 4)
    out.writeUInt32BE(crc(named), 4 + named.length)
    return out
  }
  const side = 60
  const head = Buffer.from([0, 0, 0, side, 0, 0, 0, side, 8, 2, 0, 0, 0])
  const rows = Buffer.alloc((side * 3 + 1) * side, 0x40)
  for (let y = 0; y < side; y++) rows[y * (side * 3 + 1)] = 0
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

test('a bill on every kind of paper, many at once, on its way to the buyer, under the firm’s own picture', async ({
  freshApp,
  folder,
}) => {
  const running = await freshApp({ book: foundBook(folder) })
  const { page, app } = running
  const shelf = await stockShelf(running)
  await postBill(running, shelf, [0, 1, 2])
  const number = await postBill(running, shelf, [3, 4])
  const pick = (file: string) =>
    app.evaluate(
      (_, name) => {
        process.env.BAHI_PICK_FILE = name
      },
      path.join(folder, file),
    )
  await app.evaluate(
    (_, notes) => {
      process.env.BAHI_OPENED = notes
    },
    path.join(folder, 'opened.txt'),
  )

  // the firm's picture and a line at the foot, seen before they are kept
  writeFileSync(path.join(folder, 'logo.png'), picture())
  await pick('logo.png')
  await openScreen(page, 'Invoice paper')
  const look = page.getByRole('form', { name: 'Invoice paper' })
  await expect(look).toBeVisible()
  await page.keyboard.press('Alt+L')
  await expect(look.getByRole('img')).toBeVisible()
  const footer = look.getByLabel('Line at the foot')
  for (let n = 0; n < 20 && !(await footer.evaluate((box) => box === document.activeElement)); n++)
    await page.keyboard.press('Tab')
  await page.keyboard.type('Thank you, come again')
  const sheet = page.locator('[data-page]').filter({ visible: true }).first()
  await expect(sheet).toContainText('Thank you, come again', { timeout: 20_000 })
  await shot(page, 'invoice-paper')
  await expectAccessible(page, 'invoice paper')
  await page.keyboard.press('Control+S')
  await expect(page.getByRole('status').filter({ hasText: 'Invoice paper saved' })).toBeAttached()

  // a receipt, then fan-fold paper: drawn from the bytes that are saved
  const paper = new BillPaper(page)
  await paper.openNewest()
  await page.keyboard.press('F6')
  await expect(paper.chip('A5')).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('F6')
  const roll = page.locator('[data-sheet]').filter({ visible: true })
  await expect(roll).toContainText(number)
  await expect(roll).toContainText('Thank you, come again')
  await shot(page, 'bill-receipt')
  await expectAccessible(page, 'a receipt')
  await pick('bill.prn')
  await page.keyboard.press('Control+S')
  await expect(page.getByRole('status').filter({ hasText: 'Saved as bill.prn' })).toBeAttached()
  const view = readPrinterBytes(readFileSync(path.join(folder, 'bill.prn')), 'escpos')
  const lines = view.pages[0]?.flatMap((item) => (item.kind === 'line' ? [item.line.map(({ text }) => text).join('')] : []))
  expect((await roll.innerText()).replace(/\s+/g, ' ')).toContain((lines ?? []).slice(4, 9).join(' ').replace(/\s+/g, ' ').trim())
  await page.keyboard.press('F6')
  await expect(roll).toContainText('Page 1 of 1')
  await shot(page, 'bill-dot-matrix')
  // a printer of this kind has to be named first
  await page.keyboard.press('Control+P')
  await expect(page.getByRole('dialog')).toContainText('Dot-matrix printer of this computer')
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused()
  await page.keyboard.type('C:\\bills.txt')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('dialog')).toContainText('names no printer')
  await page.keyboard.press('Escape')

  // a draft for the mail program, a chat in the browser
  await page.keyboard.press('F6')
  await page.keyboard.press('Alt+E')
  await expect(page.getByRole('dialog')).toContainText('Nothing is sent')
  await expect(page.getByRole('dialog').getByLabel('To')).toBeFocused()
  await page.keyboard.type('buyer@example.com')
  await shot(page, 'bill-email')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('status').filter({ hasText: /^Draft .*\.eml opened/ })).toBeAttached({ timeout: 15_000 })
  await page.keyboard.press('Alt+W')
  await expect(page.getByRole('dialog')).toContainText('Mobile number')
  await expect(page.getByRole('dialog').getByLabel('Mobile number')).toBeFocused()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('98220 12345')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('status').filter({ hasText: /^Chat opened/ })).toBeAttached({ timeout: 15_000 })
  const opened = readFileSync(path.join(folder, 'opened.txt'), 'utf8')
  expect(opened).toMatch(/^file .*Shree-Medical-Hall\.eml$/m)
  expect(opened).toMatch(/^folder .*Shree-Medical-Hall\.pdf$/m)
  expect(opened).toMatch(/^link https:\/\/wa\.me\/919822012345\?text=/m)

  // both bills in one file, from the list
  await pick('bills.pdf')
  await page.keyboard.press('Alt+Shift+B')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await page.keyboard.press('Alt+T')
  await page.keyboard.press('Control+Space')
  await page.keyboard.press('Alt+P')
  await expect(page.getByRole('dialog')).toContainText('Print 2 bills')
  await shot(page, 'bills-print-many')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('status').filter({ hasText: '2 bills on 2 pages saved as bills.pdf' })).toBeAttached({
    timeout: 30_000,
  })
  expect(readFileSync(path.join(folder, 'bills.pdf')).toString('latin1', 0, 5)).toBe('%PDF-')
})
