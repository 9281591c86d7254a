import { expect, type Locator, type Page } from '@playwright/test'

/** The counter bill as its clerk knows it: everything by keys, nothing filled in behind his back. */
export class Counter {
  readonly page: Page
  readonly net: Locator
  readonly lines: Locator
  readonly said: Locator

  constructor(page: Page) {
    this.page = page
    this.net = page.getByTestId('net').filter({ visible: true })
    this.lines = page.getByRole('grid', { name: 'Lines of the bill' }).filter({ visible: true })
    this.said = page.getByRole('status')
  }

  /** F8: a new bill, the cursor in Party. */
  async newBill(): Promise<void> {
    await this.page.keyboard.press('F8')
    await expect(this.partyBox).toBeFocused()
  }
  get partyBox(): Locator {
    return this.page.getByRole('combobox', { name: 'Party' }).filter({ visible: true })
  }
  get discount(): Locator {
    return this.page.getByRole('textbox', { name: 'Bill discount' }).filter({ visible: true })
  }
  /** The one box of the grid: the active cell. */
  get cell(): Locator {
    return this.lines.locator('input')
  }

  async party(text: string): Promise<void> {
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
    await expect(this.cellNamed('Product')).toBeFocused()
  }
  /** Enter on an empty party: somebody who pays and goes. */
  async walkIn(): Promise<void> {
    await this.page.keyboard.press('Enter')
    await expect(this.cellNamed('Product')).toBeFocused()
  }
  cellNamed(column: string): Locator {
    return this.lines
      .getByRole('textbox', { name: new RegExp(`^${column}, line`) })
      .or(this.lines.getByRole('combobox', { name: new RegExp(`^${column}, line`) }))
  }

  /** Takes an item by what is typed and Enter at once, its earliest batch, then the quantity; ends on the next line's Product. */
  async line(item: string, quantity: string): Promise<void> {
    await this.takeItem(item)
    await this.page.keyboard.type(quantity)
    await this.page.keyboard.press('Enter') // quantity → free
    await this.toNextLine()
  }
  /** Types and takes without waiting for the list; then through the batch list, if there is a choice. */
  async takeItem(item: string): Promise<void> {
    await this.page.keyboard.type(item)
    await this.page.keyboard.press('Enter')
    await expect(this.cellNamed('Qty').or(this.cellNamed('Batch'))).toBeFocused()
    if (await this.cellNamed('Batch').isVisible()) {
      await expect(this.page.getByRole('listbox', { name: 'Batch' })).toBeVisible()
      await this.page.keyboard.press('Enter')
      await expect(this.cellNamed('Qty')).toBeFocused()
    }
  }
  /** Enter through free, rate and discount. */
  async toNextLine(): Promise<void> {
    for (const column of ['Rate', 'Disc %', 'Product']) {
      await this.page.keyboard.press('Enter')
      await expect(this.cellNamed(column)).toBeFocused()
    }
  }
  /** Enter on the empty line, Enter on Save; the number of the bill. */
  async save(): Promise<string> {
    await this.page.keyboard.press('Enter')
    await expect(this.page.getByRole('button', { name: /^Save Ctrl/ }).filter({ visible: true })).toBeFocused()
    await this.page.keyboard.press('Enter')
    return this.saved()
  }
  async saved(): Promise<string> {
    const said = this.said.filter({ hasText: /^Saved S/ })
    await expect(said.first()).toBeAttached()
    const text = (await said.first().textContent()) ?? ''
    return /Saved (\S+),/.exec(text)?.[1] ?? ''
  }
  /** Rows that hold an item. */
  rows(): Locator {
    return this.lines.getByRole('row').filter({ has: this.page.getByRole('rowheader') })
  }
}
