import { expect, type Locator, type Page } from '@playwright/test'

/** The rest of a clerk's day beside the bill: finding, changing, receiving, closing. Everything by keys. */
export class CounterDay {
  readonly page: Page
  readonly dialog: Locator
  readonly posted: Locator

  constructor(page: Page) {
    this.page = page
    this.dialog = page.getByRole('dialog')
    this.posted = page.getByTestId('posted').filter({ visible: true })
  }

  /** What the key strip said last. */
  async heard(what: RegExp): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: what }).first()).toBeAttached({ timeout: 15_000 })
  }

  /** Finds a bill by what is typed and opens the first; its own screen then has the focus. */
  async find(text: string, number: string): Promise<void> {
    const box = this.page.getByRole('combobox', { name: 'Find a bill' }).filter({ visible: true })
    await expect(box).toBeFocused()
    await this.page.keyboard.type(text)
    await expect(this.page.getByRole('option').filter({ hasText: number }).first()).toBeVisible()
    await this.page.keyboard.press('Enter')
    await expect(this.page.getByRole('heading', { level: 1 }).filter({ visible: true })).toContainText(number)
    await expect(this.page.getByRole('button', { name: /^Change/ }).filter({ visible: true })).toBeFocused()
  }

  /** The question why, answered. */
  async reason(text: string): Promise<void> {
    await expect(this.dialog).toBeVisible()
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Control+Enter')
    await expect(this.dialog).toBeHidden()
  }

  async receive(party: string, rupees: string): Promise<void> {
    await expect(this.page.getByRole('combobox', { name: 'Customer' }).filter({ visible: true })).toBeFocused()
    await this.page.keyboard.type(party)
    await this.page.keyboard.press('Enter')
    await expect(this.page.getByRole('textbox', { name: 'Amount' }).filter({ visible: true })).toBeFocused()
    await this.page.keyboard.type(rupees)
    await expect(this.page.getByTestId('settling')).toContainText(`₹${rupees}.00`)
    await this.page.keyboard.press('Control+Enter')
  }

  /** Everything in coins, the field after the notes. */
  async count(expectedPaise: number): Promise<void> {
    await expect(this.page.getByRole('textbox', { name: 'Pieces of ₹500' })).toBeFocused()
    for (let note = 0; note < 6; note += 1) await this.page.keyboard.press('Enter')
    await expect(this.page.getByRole('textbox', { name: 'Coins' })).toBeFocused()
    await this.page.keyboard.type(String(expectedPaise / 100))
    await expect(this.page.getByTestId('figures')).toBeVisible()
    await expect(this.page.getByText('No difference')).toBeVisible()
  }

  async today(call: (name: string, input?: unknown) => Promise<unknown>): Promise<string> {
    return ((await call('company.state')) as { today: string }).today
  }
}
