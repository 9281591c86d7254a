import { type ElectronApplication, expect, type Locator, type Page } from '@playwright/test'

/** Parties and their books as a clerk goes through them, by keys. */
export class Parties {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  grid = (name: string): Locator => this.page.getByRole('grid', { name }).filter({ visible: true })

  /** A key that opens a list, pressed until the list has the focus: the first screen takes it when it has loaded. */
  private async list(key: string, name: string): Promise<Locator> {
    await expect(async () => {
      await this.page.keyboard.press(key)
      await expect(this.grid(name)).toBeFocused({ timeout: 800 })
    }).toPass()
    return this.grid(name)
  }
  open = (): Promise<Locator> => this.list('Alt+Shift+P', 'Parties')
  outstanding = (): Promise<Locator> => this.list('Alt+Shift+D', 'Outstanding')

  /** Alt+C on the list, then the form: name, business, … by Enter; what is not given is passed over. */
  async create(about: { name: string; town: string; phone?: string; days?: string }): Promise<void> {
    const { keyboard } = this.page
    await keyboard.press('Alt+C')
    await expect(this.box('Name')).toBeFocused()
    await keyboard.type(about.name)
    await this.goTo('Town')
    await keyboard.type(about.town)
    await this.goTo('Phone')
    await keyboard.type(about.phone ?? '')
    await this.goTo('Credit days')
    await keyboard.type(about.days ?? '')
    await keyboard.press('Control+s')
    await expect(this.page.getByRole('heading', { name: new RegExp(about.name) }).filter({ visible: true })).toBeVisible()
  }
  box = (label: string): Locator =>
    this.page
      .getByLabel(new RegExp(`^${label}\\s*\\*?$`))
      .filter({ visible: true })
      .first()
  /** Enter from box to box until one has the cursor. */
  async goTo(label: string): Promise<void> {
    const box = this.box(label)
    for (let step = 0; step < 40; step += 1) {
      if (await box.evaluate((element) => element === document.activeElement)) return
      await this.page.keyboard.press('Enter')
    }
    throw new Error(`Enter does not come to ${label}`)
  }
  /** Enter in a filter of the list, and back to the rows. */
  async find(text: string): Promise<void> {
    await this.page.keyboard.press('/')
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
  }
  detail = (): Locator => this.page.getByRole('complementary', { name: 'Detail' }).filter({ visible: true })
  dialog = (): Locator => this.page.getByRole('dialog')
  tab = (name: RegExp): Locator => this.page.getByRole('tab', { name })

  /** The computer's dialog, which no keys reach, answers with the file. */
  pickNext = (app: ElectronApplication, file: string): Promise<void> =>
    app.evaluate((_electron, path) => {
      process.env.BAHI_PICK_FILE = path
    }, file)
}
