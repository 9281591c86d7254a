import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import exceljs from 'exceljs'
import { appOfFile, expect, expectAccessible, firstRun, type Running, shot, test } from './app.ts'
import { BillPaper } from './pages/bill-paper.ts'
import { Gstr1 } from './pages/gstr1.ts'
import { type Shelf, stockShelf } from './stock.ts'

type Batch = { id: number; locationId: number; rateE4: number }
type Section = { section: string; documents: number; rows: number; taxablePaise: number; cgstPaise: number; totalPaise: number }
type Summary = { sections: Section[]; documents: Section & { count: number }; checks: { code: string; ok: boolean }[] }

/** 123456 paise as the screen writes it, Indian grouping. */
const money = (amountPaise: number): string =>
  (amountPaise / 100).toLocaleString('en-IN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

const monthBefore = (today: string): string => {
  const [year = 0, month = 0] = today.split('-').map(Number)
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`
}

/** A bill of last month: ten strips and one free of each item. */
async function bill(running: Running, shelf: Shelf, month: string, about: object, items: readonly number[]): Promise<string> {
  const date = `${month}-12`
  const lines = []
  for (const at of items) {
    const itemId = shelf.items[at]?.itemId
    const { rows } = (await running.call('inventory.batches', { itemId, date })) as { rows: Batch[] }
    const [batch] = rows
    if (!batch) throw new Error('the shelf is empty')
    const place = { itemId, batchId: batch.id, locationId: batch.locationId, unit: 'strip', factor: 10 }
    lines.push({ ...place, qtyMilli: 100_000, freeMilli: 10_000, rateE4: batch.rateE4 })
  }
  const asked = { uid: randomUUID(), date, party: null, mode: 'cash', lines, ...about }
  const accepted = [{ code: 'sales/back-dated', field: 'date', reason: 'keyed late' }]
  const reply = await running.page.evaluate(([input, envelope]) => globalThis.bridge.call('sales.postBill', input, envelope), [
    asked,
    { accepted },
  ] as const)
  if (!reply.ok) throw new Error(JSON.stringify(reply))
  return (reply.value as { number: string }).number
}

test.describe('GSTR-1', () => {
  let running: Running
  let screen: Gstr1
  let month: string
  let numbers: string[]

  const app = appOfFile(async (running) => {
    const shelf = await stockShelf(running)
    const { today } = (await running.call('company.state')) as { today: string }
    month = monthBefore(today)
    const credit = { party: shelf.party, mode: 'credit' }
    numbers = [
      await bill(running, shelf, month, credit, [0, 3, 5]),
      await bill(running, shelf, month, credit, [10, 20]),
      await bill(running, shelf, month, {}, [1, 2]),
      await bill(running, shelf, month, { placeOfSupply: '27', walkIn: { name: 'Ravi', phone: null, stateCode: '27' } }, [4]),
    ]
  })
  test.beforeEach(() => {
    running = app()
    screen = new Gstr1(running.page)
  })

  const summary = async () => (await running.call('gst.gstr1', { month })) as Summary

  test('what the screen shows is the books, down to the bill, by keys', async () => {
    await screen.open()
    const { sections, documents, checks } = await summary()
    const b2b = sections.find(({ section }) => section === 'b2b') as Section
    const figures = await screen.figures('To registered buyers')
    expect(figures.slice(0, 2)).toEqual(['2', money(b2b.taxablePaise)])
    expect(figures.at(-1)).toBe(money(b2b.totalPaise))
    expect(documents.count).toBe(4)
    await expect(screen.sections.getByRole('row').last()).toContainText(money(documents.taxablePaise))
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
    await expect(screen.checks).toContainText('All checks agree.')
    await shot(running.page, 'gstr1')
    await expectAccessible(running.page, 'GSTR-1')

    // into the first section, and on to its first bill
    await screen.enter(0)
    await expect(screen.grid('To registered buyers')).toContainText(numbers[0] as string)
    await shot(running.page, 'gstr1-b2b')
    await expectAccessible(running.page, 'rows of GSTR-1')
    await running.page.keyboard.press('Enter')
    await new BillPaper(running.page).drawn()
    await running.page.keyboard.press('Control+Shift+Tab')
    await expect(screen.grid('To registered buyers')).toBeVisible()
    await running.page.keyboard.press('Escape')

    // HSN of others: behind a sum stand its bills
    await expect(screen.sections).toBeVisible()
    await screen.enter(8)
    await expect(screen.grid('HSN, others')).toContainText('30049099')
    await running.page.keyboard.press('Enter')
    await expect(screen.path).toContainText('30049099')
    await expect(running.page.getByRole('grid').filter({ visible: true })).toContainText(numbers[2] as string)
    await running.page.keyboard.press('Escape')
    await expect(screen.grid('HSN, others')).toBeVisible()
    await running.page.keyboard.press('Escape')
    // back where one was: Enter opens the same section again
    await expect(screen.sections).toBeVisible()
    await running.page.keyboard.press('Enter')
    await expect(screen.grid('HSN, others')).toBeVisible()
  })

  test('both files go where they were asked to and say the same', async ({ folder }) => {
    const save = async (name: string, key: string): Promise<string> => {
      const file = path.join(folder, name)
      await running.app.evaluate((_, chosen) => {
        process.env.BAHI_PICK_FILE = chosen
      }, file)
      await running.page.keyboard.press(key)
      await expect(screen.files).toContainText(name)
      return file
    }
    await screen.open()
    await expect(screen.sections).toBeVisible()
    const json = JSON.parse(readFileSync(await save('gstr1.json', 'Alt+j'), 'utf8'))
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.readFile(await save('gstr1.xlsx', 'Alt+x'))
    await shot(running.page, 'gstr1-files')

    expect(json).toMatchObject({ gstin: firstRun.firm.gstin, fp: `${month.slice(5)}${month.slice(0, 4)}`, version: 'GST3.2.4' })
    expect(json.b2b[0].inv.map((invoice: { inum: string }) => invoice.inum)).toEqual(numbers.slice(0, 2))
    expect(json.b2cs.map((row: { sply_ty: string }) => row.sply_ty).sort()).toEqual(['INTER', 'INTRA'])
    expect(json.doc_issue.doc_det[0].docs).toEqual([
      { num: 1, from: numbers[0], to: numbers[3], totnum: 4, cancel: 0, net_issue: 4 },
    ])
    const sheet = workbook.getWorksheet('b2b,sez,de') as exceljs.Worksheet
    const inFile = json.b2b[0].inv.flatMap((invoice: { itms: { itm_det: { txval: number } }[] }) =>
      invoice.itms.map((item) => item.itm_det.txval),
    )
    const column = (sheet.getRow(4).values as string[]).indexOf('Taxable Value')
    expect(inFile.map((_: number, at: number) => sheet.getRow(5 + at).getCell(column).value)).toEqual(inFile)
    expect(workbook.worksheets).toHaveLength(21)
  })

  test('a failing check is one key away from its bill; a month without bills says so', async () => {
    const self = randomUUID()
    const own = { uid: self, name: 'Malwa own', city: 'Indore', stateCode: '23', category: 'regular', gstin: firstRun.firm.gstin }
    await running.call('parties.save', own)
    const { rows } = (await running.call('items.search', { text: 'Calpara', limit: 1 })) as { rows: { id: number }[] }
    const shelf: Shelf = { items: [{ name: 'Calpara', itemId: rows[0]?.id as number }], party: self, partyName: 'Malwa own' }
    const number = await bill(running, shelf, month, { party: self, mode: 'credit' }, [0])
    await screen.open()
    await expect(screen.checks).toContainText('1 check fails')
    await shot(running.page, 'gstr1-problem')
    await expectAccessible(running.page, 'GSTR-1 with a problem')
    await running.page.keyboard.press('Control+g')
    await running.page.keyboard.press('Enter')
    await expect(screen.grid('Own GSTIN')).toContainText(number)
    await running.page.keyboard.press('Control+g')
    await running.page.keyboard.press('Enter')
    await expect(screen.grid('Own GSTIN')).toContainText(number)
    await running.page.keyboard.press('Escape')
    await running.page.keyboard.press('Alt+PageUp')
    await expect(running.page.getByText(/^No bills in/)).toBeVisible()
    await shot(running.page, 'gstr1-empty')
    await expectAccessible(running.page, 'GSTR-1 of an empty month')
    await running.page.keyboard.press('Alt+PageDown')
    await expect(screen.sections).toBeVisible()
  })
})
