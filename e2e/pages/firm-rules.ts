import { expect } from '@playwright/test'
import { expectAccessible, looked, type Running } from '../app.ts'
import { openScreen } from './palette.ts'

type Person = { uid: string; name: string; role: string; hasPin: boolean }

/** What an owner sets before a clerk is left alone at the counter: people with PINs, restricted goods, what waits for approval. */
export class FirmRules {
  readonly running: Running

  constructor(running: Running) {
    this.running = running
  }

  async people(): Promise<Person[]> {
    return (await this.running.call('company.users', {})) as Person[]
  }
  /** Hashing a PIN is work in the background. */
  async setPin(user: string, pin: string): Promise<void> {
    await this.running.call('company.setPin', { user, pin })
    await expect.poll(async () => (await this.people()).find((one) => one.uid === user)?.hasPin).toBe(true)
  }
  async signIn(user: string, pin: string): Promise<void> {
    const { running } = this
    await running.call('company.signIn', { user, pin })
    const who = async () => ((await running.call('company.state', {})) as { person: { name: string } | null }).person?.name
    await expect.poll(who).toBe(user)
  }
  async #enter(label: string, text: string): Promise<void> {
    const { page } = this.running
    await expect(page.getByRole('dialog').getByLabel(new RegExp(`^${label}\\*?$`))).toBeFocused()
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
  }
  /** At most thirty tablets of an item a day to one buyer, keyed field by field. */
  async restrict(item: string): Promise<void> {
    const { page } = this.running
    await openScreen(page, 'Restricted goods')
    await expect(page.getByText('No goods are restricted.')).toBeVisible()
    await page.keyboard.press('Alt+c')
    await this.#enter('What', '')
    await this.#enter('Item', item)
    await this.#enter('A day at most', '30')
    await this.#enter('A month at most', '')
    await this.#enter('From', '')
    await this.#enter('To', '')
    await page.keyboard.type('state order')
    await looked(page, 'restriction')
    await expectAccessible(page, 'the dialog of a restriction')
    await page.keyboard.press('Control+Enter')
    const row = page.getByRole('grid', { name: 'Restricted goods' }).getByRole('row').filter({ hasText: 'Amoxyl 300 Tab' })
    await expect(row).toContainText('30')
    await looked(page, 'restrictions')
    await expectAccessible(page, 'restricted goods')
  }
  /** What the item sells is kept in the H1 register from now on. */
  async keepRegisterOf(name: string): Promise<void> {
    const { call } = this.running
    const { rows } = (await call('items.search', { text: name })) as { rows: { uid: string }[] }
    const item = (await call('items.item', { uid: rows[0]?.uid })) as object
    await call('items.save', { ...item, schedule: 'H1' })
  }
  /** The firm's own settings: what a clerk gives back waits for approval from so many rupees. */
  async waitAbove(rupees: string): Promise<void> {
    const { page } = this.running
    await openScreen(page, 'Firm')
    // what nobody set shows the default in force, on the screen and in its dialog
    const row = (setting: string) => page.getByRole('row', { name: new RegExp(setting) })
    const changing = async (setting: string) => {
      await page.getByRole('button', { name: new RegExp(`Change.*${setting}`) }).focus()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog').getByLabel('Value')).toBeFocused()
    }
    await expect(row('Days a confirmed order holds its goods')).toContainText('7 default')
    await changing('Customer over his credit limit')
    await expect(page.getByRole('dialog').getByLabel('Value')).toHaveValue('Stop: a manager releases')
    await expectAccessible(page, 'the dialog of a setting that is chosen')
    await page.keyboard.press('Escape')
    const waits = 'Returns, notes and replacements over this wait'
    await expect(row(waits)).toContainText('None waits')
    await changing(waits)
    await this.#enter('Value', rupees)
    await looked(page, 'settings-dialog')
    await expectAccessible(page, 'the dialog of a setting that is typed')
    await page.keyboard.press('Control+Enter')
    await expect(row(waits)).toContainText(`₹${rupees}.00`)
    await row(waits).scrollIntoViewIfNeeded()
    await looked(page, 'settings')
    await expectAccessible(page, 'the settings of the firm')
  }
}
