import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { calls } from '../shared/contracts.ts'
import { newUid } from './database/uid.ts'
import { built, firm, host, idsOf, run, slow, testHost } from './test-headless.ts'

const place = testHost()

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
    const wrong = join(place.folder, 'wrong.json')
    writeFileSync(wrong, JSON.stringify({ ...firm, firm: { ...firm.firm, gstin: '23AABCM4567K1ZD' } }))
    const nowhere = join(place.folder, 'nowhere.bahi')
    expect(await run(['--new', wrong, '--book', nowhere])).toMatchObject({
      code: 1,
      answers: [{ id: 'new', ok: false, refusal: { code: 'company/gstin-check', field: 'firm.gstin' } }],
    })
    expect(existsSync(nowhere)).toBe(false)
  })
  test('a new book never takes the place of a file', async () => {
    const before = readFileSync(place.book)
    expect(await run(['--new', join(place.folder, 'firm.json'), '--book', place.book])).toMatchObject({
      code: 1,
      answers: [{ ok: false, refusal: { code: 'company/book-exists' } }],
    })
    expect(readFileSync(place.book).equals(before)).toBe(true)
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
      ['--book', place.book],
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
    const one = host(['--book', place.book])
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
      ['--book', place.book],
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
    const catalogue = join(place.folder, 'items.csv')
    writeFileSync(catalogue, 'name,pack,mrp\nSahypara 650,10*15,32.40\n')
    const ended = await run(
      ['--book', place.book],
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
      const demo = join(place.folder, 'demo.bahi')
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
      const stopped = join(place.folder, 'stopped.bahi')
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
