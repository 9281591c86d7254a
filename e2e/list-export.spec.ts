import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import exceljs from 'exceljs'
import { appOfFile, expect, expectAccessible, type Running, shot, test } from './app.ts'
import { postBill } from './bills.ts'
import { stockShelf } from './stock.ts'

type Bills = {
  rows: { number: string; date: string; party: string; taxablePaise: number; totalPaise: number }[]
  sums: { totalPaise: number }
}

test.describe('a list leaves the house', () => {
  let running: Running
  let bills: Bills

  const app = appOfFile(async (running) => {
    const shelf = await stockShelf(running)
    for (const items of [[0, 1], [2], [3, 4, 5]]) await postBill(running, shelf, items)
    bills = (await running.call('sales.bills', { sort: 'total', descending: true })) as Bills
  })
  test.beforeEach(async () => {
    running = app()
    await openBills(running)
  })

  const pick = (file: string) =>
    running.app.evaluate((_, chosen) => {
      process.env.BAHI_PICK_FILE = chosen
    }, file)

  test('the bills as filtered and sorted, with the columns on show, are a workbook of real numbers and dates', async ({
    folder,
  }) => {
    const { page } = running
    const file = path.join(folder, 'bills.xlsx')
    await pick(file)
    await page.keyboard.press('Alt+Shift+X')
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('3 rows')
    await expect(page.getByRole('button', { name: 'Excel' })).toBeFocused()
    await expectAccessible(page, 'the export dialog')
    await shot(page, 'list-export')
    await page.keyboard.press('Enter')
    await expect(page.getByText('bills.xlsx is written')).toBeVisible()
    expect(readdirSync(folder)).not.toContain('bills.xlsx.part')

    const workbook = new exceljs.Workbook()
    await workbook.xlsx.readFile(file)
    const sheet = workbook.worksheets[0] as exceljs.Worksheet
    const heads: string[] = []
    let at = 0
    sheet.eachRow((row, index) => {
      if (at === 0 && row.getCell(1).value === 'Date') {
        at = index
        row.eachCell((cell) => heads.push(String(cell.value)))
      }
    })
    const column = (name: string) => heads.indexOf(name) + 1
    expect(heads).toEqual(
      ['Date', 'Number', 'Party', 'GSTIN', 'Type', 'Taxable', 'Tax', 'Total', 'State'].map((head) =>
        expect.stringContaining(head),
      ),
    )
    const numbers = [1, 2, 3].map((n) => sheet.getRow(at + n).getCell(2).value)
    expect(new Set(numbers)).toEqual(new Set(bills.rows.map((row) => row.number)))
    for (const n of [1, 2, 3]) {
      const row = sheet.getRow(at + n)
      const bill = bills.rows.find((one) => one.number === row.getCell(2).value)
      expect(row.getCell(column('Taxable')).value).toBe((bill?.taxablePaise ?? 0) / 100)
      expect(row.getCell(column('Date')).value).toEqual(new Date(`${bill?.date}T00:00:00Z`))
    }
    const total = sheet.getRow(at + 4)
    expect(total.getCell(1).value).toBe('Total')
    expect(total.values).toContain(bills.sums.totalPaise / 100)
  })

  test('a filter narrows what leaves; CSV by the arrow keys; paper before the printer', async ({ folder }) => {
    const { page } = running
    const [first] = bills.rows
    const file = path.join(folder, 'bills.csv')
    await pick(file)
    await page.keyboard.press('/')
    await page.keyboard.type(first?.number ?? '')
    await expect(page.getByRole('grid', { name: 'Bills' })).toHaveAttribute('aria-rowcount', '2')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Alt+Shift+X')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await expect(page.getByText('bills.csv is written')).toBeVisible()
    const lines = readFileSync(file, 'utf8').trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain(((first?.totalPaise ?? 0) / 100).toFixed(2))

    await page.keyboard.press('Control+p')
    await expect(page.getByRole('dialog').locator('canvas').first()).toBeVisible()
    await shot(page, 'list-paper')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })

  test('Space shows every column of the row under the cursor; a column is chosen by keys and stays', async () => {
    const { page } = running
    await page.keyboard.press('Space')
    const detail = page.getByRole('complementary', { name: 'Detail' })
    await expect(detail).toContainText('GSTIN')
    expect((await detail.boundingBox())?.width).toBe(420)
    const before = await detail.textContent()
    await page.keyboard.press('ArrowDown')
    await expect(detail).not.toHaveText(before ?? '')
    await shot(page, 'list-detail')
    await expectAccessible(page, 'a list with its detail pane')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Alt+Shift+C')
    await page.getByRole('checkbox', { name: 'GSTIN' }).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('columnheader', { name: 'GSTIN' })).toHaveCount(0)
    await page.reload()
    await openBills(running)
    await expect(page.getByRole('columnheader', { name: 'GSTIN' })).toHaveCount(0)
  })
})

/** Opens the list of bills by its key; a screen that was still loading may take the focus once, so a person presses again. */
async function openBills({ page }: Running): Promise<void> {
  const grid = page.getByRole('grid', { name: 'Bills' })
  await expect(async () => {
    await page.keyboard.press('Alt+Shift+B')
    await expect(grid).toBeFocused({ timeout: 1000 })
  }).toPass()
  await expect(grid).toHaveAttribute('aria-busy', 'false')
}
