import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test'
import { electronArgs } from '../scripts/electron-args.mjs'
import type { Bridge } from '../shared/bridge.ts'
import type { Reply } from '../shared/contract.ts'

declare global {
  var bridge: Bridge
}

export const top = path.resolve(import.meta.dirname, '..')

/** A firm the tests found books for; override what a test is about. */
export const firstRun = {
  firm: {
    legalName: 'Malwa Pharma Distributors',
    tradeName: 'Malwa Pharma',
    gstin: '23AABCM4567K1ZC',
    stateCode: '23',
    address1: '14 Dawa Bazar',
    city: 'Indore',
    pin: '452001',
  },
  booksBegin: '2026-04-01',
  ownerName: 'Asha',
}

/** One running app on its own user folder. */
export type Running = {
  app: ElectronApplication
  page: Page
  /** Settings, logs and the lock of this app. */
  userData: string
  book: string | undefined
  /** Posts one call through the window's own bridge and fails on anything but a value. */
  call: (name: string, input?: unknown) => Promise<unknown>
  close: () => Promise<void>
}

const executable = (): string => {
  const file = process.env.BAHI_E2E_EXE ?? process.env.BAHI_ELECTRON_EXE
  if (!file) throw new Error('Start the tests with `npm run e2e`, which sets up Electron.')
  return file
}
/** Command line and environment of the app under test; a packaged one (BAHI_E2E_EXE) has the app inside. */
export const command = (
  userData: string,
  book?: string,
): { executablePath: string; args: string[]; env: Record<string, string> } => ({
  executablePath: executable(),
  args: [...electronArgs(), ...(process.env.BAHI_E2E_EXE ? [`--user-data-dir=${userData}`] : [top])],
  env: { ...(process.env as Record<string, string>), BAHI_USER_DATA: userData, ...(book ? { BAHI_BOOK: book } : {}) },
})

/** Starts the app; `book` is opened, without it the first-run screen shows. */
export async function launch({ userData, book }: { userData: string; book?: string | undefined }): Promise<Running> {
  const app = await _electron.launch(command(userData, book))
  const page = await app.firstWindow()
  await page.waitForLoadState()
  return {
    app,
    page,
    userData,
    book,
    call: (name, input = {}) => callIn(page, name, input),
    close: async () => {
      await app.close()
    },
  }
}

/** Posts one call from a page and gives back its value. */
export async function callIn(page: Page, name: string, input: unknown): Promise<unknown> {
  const reply = await page.evaluate(([call, letter]) => globalThis.bridge.call(call, letter), [name, input] as const)
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply)}`)
  return reply.value
}

/** The raw reply to one call, for tests about what is refused. */
export const replyTo = (page: Page, name: string, input: unknown): Promise<Reply> =>
  page.evaluate(([call, letter]) => globalThis.bridge.call(call, letter), [name, input] as const)

/** Founds a book in a folder through the headless host and returns its path. */
export function foundBook(folder: string, first: object = firstRun, name = 'firm.bahi'): string {
  mkdirSync(folder, { recursive: true })
  const form = path.join(folder, 'first-run.json')
  const book = path.join(folder, name)
  writeFileSync(form, JSON.stringify(first))
  const made = spawnSync(process.execPath, [path.join(top, 'out/main/headless.cjs'), '--new', form, '--book', book], {
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(`The book could not be founded: ${made.stderr}${made.stdout}`)
  return book
}

/** A picture of the window in screenshots/, for people to look at; nothing is compared. */
export async function shot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.screenshot({ path: path.join(top, 'screenshots', `${name}.png`), animations: 'disabled' })
}

/** The same in dark (`name-dark`) and in light. */
export async function looked(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' })
  await shot(page, `${name}-dark`)
  await page.emulateMedia({ colorScheme: 'light' })
  await shot(page, name)
}

/** Asserts that axe finds nothing serious or critical on what the page shows now. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  // legacy mode: the other one opens a second page, which an Electron window cannot
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`) }))
  expect(grave, `accessibility of ${where}`).toEqual([])
}

type TestFixtures = {
  /** The worker's app with its page loaded anew and without kept tabs; its book keeps what earlier tests posted. */
  running: Running
  page: Page
  /** A folder of this test, removed after it. */
  folder: string
  /** Starts further apps on folders of their own (or a given one); all are closed after the test. */
  freshApp: (options?: { book?: string | undefined; userData?: string }) => Promise<Running>
  /** Set for a test that provokes errors in the page; otherwise any error there fails the test. */
  mayErr: boolean
}

export const test = base.extend<TestFixtures, { workerApp: Running }>({
  workerApp: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'bahi-e2e-'))
      const running = await launch({ userData: path.join(folder, 'user'), book: foundBook(folder) })
      await use(running)
      await running.close()
      rmSync(folder, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  mayErr: [false, { option: true }],
  running: async ({ workerApp, mayErr }, use) => {
    const { page } = workerApp
    const errors: string[] = []
    const onPageError = (error: Error): void => void errors.push(String(error.stack ?? error))
    page.on('pageerror', onPageError)
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    await page.evaluate(() => {
      localStorage.clear()
      sessionStorage.clear()
    })
    await page.reload()
    await use(workerApp)
    page.removeAllListeners('pageerror')
    page.removeAllListeners('console')
    if (!mayErr) expect(errors, 'errors in the page').toEqual([])
  },
  page: async ({ running }, use) => {
    await use(running.page)
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'bahi-e2e-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },
  freshApp: async ({ folder }, use) => {
    const started: Running[] = []
    await use(async ({ book, userData = path.join(folder, `user-${started.length}`) } = {}) => {
      const running = await launch({ userData, book })
      started.push(running)
      return running
    })
    for (const running of started) await running.close().catch(() => {})
  },
})

/**
 * One app for the tests of a file (or describe), on a book of its own that `prepare` fills once; each test begins with the page loaded
 * anew and without kept tabs, on what the tests before it left in the book.
 */
export function appOfFile(prepare: (running: Running) => Promise<void>, first: object = firstRun): () => Running {
  let folder = ''
  let running: Running
  test.beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'bahi-e2e-'))
    running = await launch({ userData: path.join(folder, 'user'), book: foundBook(folder, first) })
    await prepare(running)
  })
  test.beforeEach(async () => {
    await running.page.evaluate(() => localStorage.clear())
    await running.page.reload()
    await expect(running.page.getByRole('navigation', { name: 'Screens' })).toBeVisible()
  })
  test.afterAll(async () => {
    await running?.close().catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  })
  return () => running
}

export { expect }
