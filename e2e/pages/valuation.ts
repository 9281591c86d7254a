import { expect, type Locator, type Page } from '@playwright/test'
import { openScreen } from './palette.ts'

/** The valuation of stock and the change of its method, by keys. */
export class Valuation {
  readonly page: Page
  readonly list: Locator
  readonly state: Locator

  constructor(page: Page) {
    this.page = page
    this.list = page.getByRole('grid', { name: 'Stock valuation', exact: true }).filter({ visible: true })
    this.state = page.getByTestId('cost-state').filter({ visible: true })
  }

  /** Opens a screen by its name from the palette. */
  open = (name: string): Promise<void> => openScreen(this.page, name)
  /** Tabs until something has the focus; fails when it cannot be reached by keys. */
  async tabTo(target: Locator, backwards = false): Promise<void> {
    for (let n = 0; n < 90; n += 1) {
      if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return
      await this.page.keyboard.press(backwards ? 'Shift+Tab' : 'Tab')
    }
    await expect(target).toBeFocused()
  }
  row = (text: string): Locator => this.list.getByRole('row').filter({ hasText: text })
}
