import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { appOfFile, expect, expectAccessible, type Running, shot, test } from './app.ts'
import { BillPaper } from './pages/bill-paper.ts'
import { type Shelf, stockShelf } from './stock.ts'

type Answer = { pdfBase64: string; engine: string; pages: number; name: string }
type Batch = { id: number; locationId: number; rateE4: number }
type Ask = { party: string | null; lines: number }

async function postBill(running: Running, shelf: Shelf, { party, lines }: Ask): Promise<{ uid: string; number: string }> {
  const uid = randomUUID()
  const { today: date } = (await running.call('company.state')) as { today: string }
  const billed = []
  for (const { itemId } of shelf.items.slice(0, lines)) {
    const { rows } = (await running.call('inventory.batches', { itemId, date })) as { rows: Batch[] }
    const batch = rows[0]
    if (!batch) throw new Error('the shelf is empty')
    const place = { itemId, batchId: batch.id, locationId: batch.locationId, unit: 'strip', factor: 10 }
    billed.push({ ...place, qtyMilli: 40_000, freeMilli: 10_000, rateE4: batch.rateE4, discountsBp: [500] })
  }
  const { number } = (await running.call('sales.postBill', {
    uid,
    date,
    party,
    mode: party ? 'credit' : 'cash',
    lines: billed,
  })) as { number: string }
  return { uid, number }
}

/** A task through the window's own bridge, to its end. */
const taskValue = (running: Running, name: string, input: object): Promise<Answer> =>
  running.page.evaluate(
    ([call, letter]) =>
      new Promise<Answer>((resolve, reject) => {
        let id = ''
        const early = new Map<string, unknown>()
        const settle = (reply: unknown) => {
          const { ok, value } = reply as { ok: boolean; value: Answer }
          if (ok) resolve(value)
          else reject(new Error(JSON.stringify(reply)))
        }
        globalThis.bridge.onProgress((progress) => {
          if (!progress.finished) return
          if (progress.id === id) settle(progress.finished)
          else early.set(progress.id, progress.finished)
        })
        void globalThis.bridge.call(call, letter).then((reply) => {
          if (!reply.ok) return settle(reply)
          id = (reply.value as { task: string }).task
          if (early.has(id)) settle(early.get(id))
        })
      }),
    [name, input] as const,
  )

const firm = {
  legalName: 'Malwa Pharma Distributors',
  localName: 'मालवा फार्मा',
  gstin: '23AABCM4567K1ZC',
  stateCode: '23',
  address1: '14 Dawa Bazar',
  city: 'Indore',
  pin: '452001',
  licence20b: 'MP-20B-1001',
  licence21b: 'MP-21B-1001',
  upiId: 'malwa@upi',
  bankName: 'State Bank of India',
  bankAccount: '30001234567',
  ifsc: 'SBIN0001234',
  jurisdiction: 'Indore',
}

const first = { firm, booksBegin: '2026-04-01', ownerName: 'Asha' }
let shelf: Shelf
const app = appOfFile(async (running) => {
  shelf = await stockShelf(running)
}, first)
let running: Running
test.beforeEach(() => {
  running = app()
})

test('a bill is seen on paper before it is printed: size, copies and zoom by key, saved as a file', async ({ folder }) => {
  const { page } = running
  const { number } = await postBill(running, shelf, { party: shelf.party, lines: 20 })
  const paper = new BillPaper(page)
  await paper.openNewest()
  await expect(paper.sheets).toHaveCount(1)
  const text = await paper.text()
  for (const wanted of ['TAX INVOICE', number, 'ORIGINAL FOR RECIPIENT', shelf.partyName, '23AAKFM7788P1ZA', 'MP-20B-1001'])
    expect(text).toContain(wanted)
  for (const { name } of shelf.items.slice(0, 20)) expect(text).toContain(name)
  await shot(page, 'bill-paper-a4')

  await page.keyboard.press('F6')
  await expect(paper.chip('A5')).toHaveAttribute('aria-pressed', 'true')
  await expect(paper.sheets).toHaveCount(2)
  await expectAccessible(page, 'a bill on paper')
  await shot(page, 'bill-paper-a5')
  // past the printers of text and round to A4
  for (let n = 0; n < 3; n++) await page.keyboard.press('F6')
  await page.keyboard.press('F7')
  await expect(paper.sheets).toHaveCount(2)
  await expect(paper.sheets.first()).toContainText('ORIGINAL FOR RECIPIENT')

  const zoom = page.getByRole('button', { name: /^\d+%$/ }).filter({ visible: true })
  const before = await zoom.innerText()
  await page.keyboard.press('-')
  await expect(zoom).not.toHaveText(before)

  const file = path.join(folder, 'bill.pdf')
  await running.app.evaluate((_, chosen) => {
    process.env.BAHI_PICK_FILE = chosen
  }, file)
  await page.keyboard.press('Control+s')
  await expect(paper.said.filter({ hasText: 'Saved as bill.pdf' })).toBeVisible()
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
})

test('without a printer, printing says so and what to do', async () => {
  const printers = await running.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getPrintersAsync(),
  )
  test.skip(printers?.length !== 0, 'a printer would open its dialog')
  await postBill(running, shelf, { party: shelf.party, lines: 1 })
  const paper = new BillPaper(running.page)
  await paper.openNewest()
  await running.page.keyboard.press('Control+p')
  await expect(paper.said.filter({ hasText: 'There is no printer. Save the PDF instead.' })).toBeVisible()
})

test('size and copies are remembered on the computer', async () => {
  await postBill(running, shelf, { party: shelf.party, lines: 2 })
  const paper = new BillPaper(running.page)
  await paper.openNewest()
  await running.page.keyboard.press('F6')
  await expect(paper.chip('A5')).toHaveAttribute('aria-pressed', 'true')
  await running.page.reload()
  await paper.drawn()
  await expect(paper.chip('A5')).toHaveAttribute('aria-pressed', 'true')
})

test('a bill cancelled elsewhere gets its mark while it is looked at', async () => {
  const { uid } = await postBill(running, shelf, { party: shelf.party, lines: 2 })
  const paper = new BillPaper(running.page)
  await paper.openNewest()
  await running.call('sales.cancelBill', { uid, reason: 'wrong party' })
  await expect(paper.sheets.first()).toContainText('CANCELLED')
  await shot(running.page, 'bill-paper-cancelled')
})

test('Urdu is set by Chromium: joined, right to left, as many sheets as it says', async () => {
  const party = randomUUID()
  await running.call('parties.save', {
    uid: party,
    name: 'شفا میڈیکل اسٹور (Shifa)',
    localName: 'شفا میڈیکل ۱۲۳',
    city: 'Indore',
    stateCode: '23',
    category: 'unregistered',
  })
  const { uid } = await postBill(running, shelf, { party, lines: 24 })
  for (const size of ['A4', 'A5']) {
    const made = await taskValue(running, 'sales.billPdf', { uid, size, language: 'ur', copies: ['original', 'duplicate'] })
    expect(made.engine).toBe('chromium')
    const pages = Buffer.from(made.pdfBase64, 'base64')
      .toString('latin1')
      .match(/\/Type\s*\/Page\b/g)
    expect(pages).toHaveLength(made.pages)
  }
  const paper = new BillPaper(running.page)
  await paper.openNewest()
  await expect(paper.sheets.first()).toContainText('Page 1 of')
  await running.page.keyboard.press('F9')
  await running.page.keyboard.press('F9')
  await expect(paper.sheets.first()).not.toContainText('Page 1 of', { timeout: 20_000 })
  await shot(running.page, 'bill-paper-urdu')
})

test('a bill that is not there says so, and offers to try again', async () => {
  const uid = randomUUID()
  await running.page.evaluate((missing) => {
    const tab = { key: 'lost', screen: 'sales/bill-paper', params: { uid: missing } }
    localStorage.setItem('bahi.tabs', JSON.stringify({ tabs: [tab], active: 'lost' }))
  }, uid)
  // the page writes its tabs when it goes; a page that has none to write leaves these
  await running.page.reload()
  await expect(running.page.getByRole('alert')).toBeVisible()
  await shot(running.page, 'bill-paper-error')
})
