import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test'

/** The screens beside the catalogue, by keys: a change of many items, codes of goods, MRPs, labels. */
export class ItemTools {
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  region = (name: string): Locator => this.page.getByRole('region', { name }).filter({ visible: true })
  grid = (name: string): Locator => this.page.getByRole('grid', { name }).filter({ visible: true })

  /** Types into the box that has the focus and goes on with Enter. */
  async key(...texts: string[]): Promise<void> {
    for (const text of texts) {
      if (text !== '') await this.page.keyboard.type(text)
      await this.page.keyboard.press('Enter')
    }
  }
  /** What the computer's dialog answers, which no keys reach. */
  async willPick(app: ElectronApplication, file: string): Promise<void> {
    await app.evaluate((_electron, path) => {
      process.env.BAHI_PICK_FILE = path
    }, file)
  }
  /** Yes, in a question whose focus is on Cancel. */
  async agree(words: string): Promise<void> {
    await expect(this.page.getByRole('dialog')).toContainText(words)
    await this.page.keyboard.press('Tab')
    await this.page.keyboard.press('Enter')
  }
}
