import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calls } from '../shared/contracts.ts'
import { newUid } from './database/uid.ts'
import { reopenTestBook } from './test-book.ts'
import { watchOtherProcesses } from './watch.ts'

// The host as scripts and other programs use it: a process, lines in, lines out.
const top = join(import.meta.dirname, '..')
const built = join(top, 'out/main/headless.cjs')
const slow = 120_000

const firm = {
  firm: { legalName: 'Malwa Pharma Distributors', gstin: '23AABCM4567K1ZC', stateCode: '23', city: 'Indore' },
  booksBegin: '2026-04-01',
  ownerName: 'Asha',
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at as they come
type Answer = any
type Ended = { code: number | null; answers: Answer[]; errors: string }

let folder: string
let book: string

/** A running host: lines are written to it, answers come one by one. */
function host(args: string[], env: Record<string, string> = {}) {
  const child: ChildProcess = spawn(process.execPath, [built, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  const answers: Answer[] = []
  const waiting: (() => void)[] = []
  let errors = ''
  child.stderr?.on('data', (text) => {
    errors += text
  })
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  lines.on('line', (line) => {
    answers.push(JSON.parse(line))
    for (const wake of waiting.splice(0)) wake()
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return {
    say: (line: unknown) => child.stdin?.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`),
    /** The first answer that fits, as soon as it is there. */
    hear: async (fits: (answer: Answer) => boolean): Promise<Answer> => {
      for (;;) {
        const found = answers.find(fits)
        if (found) return found
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
    },
    end: async (): Promise<Ended> => {
      child.stdin?.end()
      return { code: await ended, answers, errors }
    },
  }
}

async function run(args: string[], lines: unknown[] = [], env: Record<string, string> = {}): Promise<Ended> {
  const one = host(args, env)
  for (const line of lines) one.say(line)
  return one.end()
}

const idsOf = ({ answers }: Ended) => answers.filter((answer) => !('progress' in answer)).map((answer) => answer.id)

beforeAll(async () => {
  // brings the build up to date when it is not
  const list = spawn(process.execPath, [join(top, 'scripts/headless.mjs'), '--list'], { stdio: 'ignore' })
  await new Promise((resolve) => list.on('close', resolve))
  folder = mkdtempSync(join(tmpdir(), 'bahi-headless-'))
  book = join(folder, 'firm.bahi')
  writeFileSync(join(folder, 'firm.json'), JSON.stringify(firm))
  const made = await run(['--new', join(folder, 'firm.json'), '--book', book])
  expect(made).toMatchObject({ code: 0, answers: [{ id: 'new', ok: true, value: { ok: true } }] })
}, slow)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('bad usage', () => {
  test.each([
    [[], 'name the book with --book'],
    [['--book'], 'usage:'],
    [['--nonsense'], 'usage:'],
    [['--book', 'x.bahi', '--new', 'no-such-file.json'], 'there is no file'],
    [['--book', 'x.bahi', '--new', import.meta.filename], 'is not JSON'],
    [['--book', built], 'Bahi book'],
  ])('%j ends with 2 and says why on standard error alone', async (args, words) => {
    const { code, answers, errors } = await run(args)
    expect({ code, answers }).toEqual({ code: 2, answers: [] })
    expect(errors).toContain(words)
  })
  test('a wrong profile makes no book: the refusal is an answer and the end is 1', async () => {
    const wrong = join(folder, 'wrong.json')
    writeFileSync(wrong, JSON.stringify({ ...firm, firm: { ...firm.firm, gstin: '23AABCM4567K1ZD' } }))
    const nowhere = join(folder, 'nowhere.bahi')
    expect(await run(['--new', wrong, '--book', nowhere])).toMatchObject({
      code: 1,
      answers: [{ id: 'new', ok: false, refusal: { code: 'company/gstin-check', field: 'firm.gstin' } }],
    })
    expect(existsSync(nowhere)).toBe(false)
  })
  test('a new book never takes the place of a file', async () => {
    const before = readFileSync(book)
    expect(await run(['--new', join(folder, 'firm.json'), '--book', book])).toMatchObject({
      code: 1,
      answers: [{ ok: false, refusal: { code: 'company/book-exists' } }],
    })
    expect(readFileSync(book).equals(before)).toBe(true)
  })
})

test('--list describes every call with the JSON Schema of its input and output', async () => {
  const { code, answers } = await run(['--list'])
  expect(code).toBe(0)
  expect(answers.map(({ call }) => call).sort()).toEqual([...calls.keys()].sort())
  for (const { call, kind, permission, doc, input, output } of answers) {
    expect([call, kind, permission, typeof doc]).toEqual([call, calls.get(call)?.kind, calls.get(call)?.permission, 'string'])
    expect(input.$schema, call).toContain('json-schema.org')
    expect(output.$schema, call).toContain('json-schema.org')
  }
  const { input } = answers.find(({ call }) => call === 'company.addUser')
  expect(input.required).toEqual(['uid', 'name', 'role'])
})

describe('calls', () => {
  test('are answered in their order, also what cannot be understood', async () => {
    const ended = await run(
      ['--book', book],
      [
        { id: 1, call: 'company.state', input: {} },
        'this is not JSON',
        '[1]',
        { id: 2, call: 'company.fly', input: {} },
        { id: 3, call: '__proto__.toString' },
        { id: 'four', call: 'company.addUser', input: { name: 'X' } },
        { id: 5, call: 'accounts.trialBalance', input: { asOn: '2026-11-21' } },
        { call: 'company.users' },
      ],
    )
    expect(ended.code).toBe(0)
    expect(idsOf(ended)).toEqual([1, null, null, 2, 3, 'four', 5, null])
    const [state, bad, array, fly, proto, input, report, users] = ended.answers
    expect(state.value).toMatchObject({ open: true, person: { name: 'Asha', role: 'owner' } })
    expect([bad, array].map(({ refusal }) => refusal.code)).toEqual(['company/bad-line', 'company/bad-line'])
    expect([fly, proto].map(({ refusal }) => refusal.code)).toEqual(['company/unknown-call', 'company/unknown-call'])
    expect(input.refusal).toMatchObject({ code: 'company/bad-input', field: 'uid' })
    expect(report).toMatchObject({ ok: true, value: { drPaise: 0, crPaise: 0 } })
    expect(users.value).toHaveLength(1)
  })

  test('each answer leaves before the next line is there', async () => {
    const one = host(['--book', book])
    for (const id of [1, 2, 3]) {
      one.say({ id, call: 'company.state', input: {} })
      expect(await one.hear((answer) => answer.id === id)).toMatchObject({ ok: true })
    }
    expect((await one.end()).code).toBe(0)
  })

  test('warnings come back as values and go in when accepted with a reason', async () => {
    const item = {
      uid: newUid(),
      name: 'Sahypara 500',
      packLabel: '10*10',
      tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 1200, hsn: '30049099' },
    }
    const ended = await run(
      ['--book', book],
      [
        { id: 1, call: 'items.save', input: item },
        {
          id: 2,
          call: 'items.save',
          input: item,
          accepted: [{ code: 'items/unusual-rate', field: 'tax.rateBp', reason: 'old stock' }],
        },
      ],
    )
    expect(ended.answers).toMatchObject([
      { id: 1, ok: false, warnings: [{ code: 'items/unusual-rate', field: 'tax.rateBp' }] },
      { id: 2, ok: true, value: { uid: item.uid } },
    ])
  })

  test('a file is named in the line; a path inside the input is no ticket', async () => {
    const catalogue = join(folder, 'items.csv')
    writeFileSync(catalogue, 'name,pack,mrp\nSahypara 650,10*15,32.40\n')
    const ended = await run(
      ['--book', book],
      [
        { id: 1, call: 'items.readImport', input: { ticket: 'catalogue' }, files: { catalogue } },
        { id: 2, call: 'items.readImport', input: { ticket: catalogue } },
      ],
    )
    const last = (id: number) => ended.answers.findLast((answer) => answer.id === id)
    expect(last(1)).toMatchObject({ ok: true })
    expect(last(2)).toMatchObject({ ok: false, refusal: { code: 'company/no-file', field: 'file' } })
  })
})

describe('long work', () => {
  test(
    'reports progress between answers, in order, and the demo is whole',
    async () => {
      const demo = join(folder, 'demo.bahi')
      const ended = await run(
        ['--book', demo],
        [
          { id: 'demo', call: 'home.makeDemo', input: { bills: 20 }, files: { book: demo } },
          { id: 'after', call: 'sales.bills', input: {} },
        ],
      )
      const progress = ended.answers.filter((answer) => answer.id === 'demo' && answer.progress)
      expect(progress.length).toBeGreaterThan(1)
      const done = progress.map((answer) => answer.progress.done)
      expect(done).toEqual(done.toSorted((a, b) => a - b))
      expect(ended.answers.slice(-2)).toMatchObject([
        { id: 'demo', ok: true },
        { id: 'after', ok: true, value: { total: 20 } },
      ])
    },
    slow,
  )

  test(
    'is stopped by a cancel line, which does not wait; a line not begun is dropped',
    async () => {
      const stopped = join(folder, 'stopped.bahi')
      const one = host(['--book', stopped])
      one.say({ id: 7, call: 'home.makeDemo', input: { bills: 5000 }, files: { book: stopped } })
      one.say({ id: 8, call: 'home.makeDemo', input: { bills: 5000 }, files: { book: stopped } })
      await one.hear((answer) => answer.id === 7 && answer.progress?.done > 10)
      one.say({ cancel: 8 })
      one.say({ cancel: 7 })
      one.say({ cancel: 'nothing' })
      for (const id of [7, 8])
        expect(await one.hear((answer) => answer.id === id && 'ok' in answer)).toMatchObject({
          ok: false,
          refusal: { code: 'company/stopped' },
        })
      one.say({ id: 9, call: 'company.state', input: {} })
      expect((await one.hear((answer) => answer.id === 9)).value).toMatchObject({ open: false })
      expect((await one.end()).code).toBe(0)
      expect(existsSync(stopped)).toBe(false)
    },
    slow,
  )
})

describe('people', () => {
  const shop = () => join(folder, 'shop.bahi')
  const clerk = newUid()

  test(
    'once somebody has a PIN everybody needs one, and a clerk may only do what a clerk may',
    async () => {
      await run(['--new', join(folder, 'firm.json'), '--book', shop()])
      const owner = await run(
        ['--book', shop()],
        [
          { id: 1, call: 'company.addUser', input: { uid: clerk, name: 'Ravi', role: 'clerk' } },
          { id: 2, call: 'company.setPin', input: { user: clerk, pin: '1357' } },
          { id: 3, call: 'company.users' },
        ],
      )
      // the owner has none yet
      expect(owner.answers[1].refusal.code).toBe('company/owner-pin-first')
      const { uid } = owner.answers[2].value.find(({ role }: { role: string }) => role === 'owner')
      const pins = await run(
        ['--book', shop()],
        [
          { id: 1, call: 'company.setPin', input: { user: uid, pin: '2468' } },
          { id: 2, call: 'company.setPin', input: { user: clerk, pin: '1357' } },
        ],
      )
      expect(pins.answers.map(({ ok }) => ok)).toEqual([true, true])

      expect(await run(['--book', shop()])).toMatchObject({ code: 2, answers: [] })
      expect(await run(['--book', shop(), '--as', 'Ravi'], [], { BAHI_PIN: '2468' })).toMatchObject({ code: 2, answers: [] })
      expect(await run(['--book', shop(), '--as', 'Nobody'], [], { BAHI_PIN: '2468' })).toMatchObject({ code: 2, answers: [] })
      const ravi = await run(
        ['--book', shop(), '--as', 'Ravi'],
        [
          { id: 1, call: 'company.state' },
          { id: 2, call: 'company.addUser', input: { uid: newUid(), name: 'Eve', role: 'owner' } },
          { id: 3, call: 'accounts.trialBalance', input: { asOn: '2026-11-21' } },
          { id: 4, call: 'sales.bills', input: {} },
        ],
        { BAHI_PIN: '1357' },
      )
      expect(ravi.code).toBe(0)
      expect(ravi.answers[0].value.person).toMatchObject({ name: 'Ravi', role: 'clerk' })
      expect(ravi.answers.map((answer) => answer.refusal?.code ?? 'done')).toEqual([
        'done',
        'company/not-allowed',
        'company/not-allowed',
        'done',
      ])
    },
    slow,
  )
})

test(
  'two hosts and a window on one book: each sees what the others wrote, and the window is told',
  async () => {
    const shared = join(folder, 'shared.bahi')
    await run(['--new', join(folder, 'firm.json'), '--book', shared])
    const window = reopenTestBook(shared, '2026-11-21')
    const told = new Promise<readonly string[]>((resolve) => {
      window.host.changed = resolve
    })
    const stop = watchOtherProcesses(window.host)
    try {
      // the first look notes where things stand
      await new Promise((resolve) => setTimeout(resolve, 1200))
      const [a, b] = [host(['--book', shared]), host(['--book', shared])]
      for (let n = 0; n < 10; n += 1)
        for (const [one, name] of [
          [a, 'a'],
          [b, 'b'],
        ] as const)
          one.say({ id: n, call: 'company.addUser', input: { uid: newUid(), name: `${name}${n}`, role: 'clerk' } })
      const [first, second] = await Promise.all([a.end(), b.end()])
      for (const { code, answers } of [first, second]) {
        expect(code).toBe(0)
        expect(answers.every(({ ok }) => ok)).toBe(true)
      }
      expect(await told).toContain('company')
      expect(await window.call('company.users', {})).toHaveLength(21)
      const open = window.host.book
      if (open) window.host.book = { ...open, reports: null }
      expect(await window.call('accounts.verifyChain', {})).toMatchObject({ brokenAt: null })
    } finally {
      stop()
      window.close()
    }
  },
  slow,
)
