import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createSheet, type ItemHit, readSheet, type SheetKind } from './sheet.ts'
import { sheetText } from './sheet-keys.ts'

type Line = { key: string; item: { id: number; name: string } | null; batch: string | null; qty: string }
type Head = { date: string }
let nextKey = 0
const blank = (): Line => ({ key: `k${nextKey++}`, item: null, batch: null, qty: '' })
const hit = (id: number, name: string) => ({ id, name }) as ItemHit
const answers = new Map<string, (rows: ItemHit[]) => void>()
let batches: string[] = []
let gate: Promise<unknown> = Promise.resolve()

const kind: SheetKind<Head, Line, string> = {
  kind: 'test',
  rules: [
    { id: 'item', entry: true },
    { id: 'batch', entry: true, skip: (line) => line.batch !== null, edit: (line) => line.batch ?? '' },
    { id: 'qty', entry: true, edit: (line) => line.qty, write: (line, qty) => ({ ...line, qty }) },
  ],
  blank,
  readHead: (kept) => ((kept.head as Head | undefined)?.date ? (kept.head as Head) : null),
  find: (text) => new Promise((resolve) => answers.set(text, (rows) => resolve({ text, rows, exact: false }))),
  take: (line, { id, name }) => ({ ...line, item: { id, name } }),
  afterItem: 'qty',
  choosing: {
    column: 'batch',
    next: 'qty',
    find: async () => {
      await gate
      return batches
    },
    take: (line, batch) => ({ ...line, batch }),
    text: (batch) => batch,
    none: () => 'none',
  },
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))
const at = (sheet: ReturnType<typeof make>) => sheet.entry.store.getState().at
const make = () => createSheet(kind, 'u', { date: '2026-11-21' }, null)

/** What main was told, instead of a window's letterbox. */
const told: { name: string; input: { json?: string; heldName?: string | null } }[] = []
beforeEach(() => {
  told.length = 0
  batches = ['A1', 'B2']
  vi.stubGlobal('window', {
    bridge: {
      call: async (name: string, input: object) => {
        told.push({ name, input })
        return { ok: true, value: {} }
      },
    },
  })
})

describe('taking an item', () => {
  test('Enter waits for the answer to the text in the box, and an older answer takes nothing', async () => {
    const sheet = make()
    sheet.entry.type('cal')
    sheet.items.type('cal')
    sheet.entry.type('calp')
    sheet.items.type('calp')
    sheet.items.enter()
    answers.get('cal')?.([hit(1, 'Wrong')])
    await settle()
    expect(sheet.entry.filled()).toEqual([])
    answers.get('calp')?.([hit(2, 'Right')])
    await settle()
    expect(sheet.entry.filled()[0]?.item).toEqual({ id: 2, name: 'Right' })
  })
  test('one batch is taken at once, of several the first is offered, with none the line says so and keeps its item', async () => {
    const sheet = make()
    const take = async () => {
      sheet.items.type('x')
      sheet.items.enter()
      answers.get('x')?.([hit(3, 'Item')])
      await settle()
    }
    await take()
    expect(sheet.choices.getState().value?.rows).toEqual(['A1', 'B2'])
    expect(at(sheet)).toEqual({ row: 0, col: 1 })
    sheet.takeChoice('B2')
    expect(sheet.entry.filled()[0]?.batch).toBe('B2')
    expect(at(sheet)).toEqual({ row: 0, col: 2 })
    batches = ['C3']
    sheet.goTo(1, 'item')
    await take()
    expect(sheet.entry.filled()[1]?.batch).toBe('C3')
    expect(sheet.choices.getState().value).toBeNull()
    batches = []
    sheet.goTo(2, 'item')
    await take()
    expect(sheet.entry.filled()[2]).toMatchObject({ item: { id: 3 }, batch: null })
  })
  test('Enter on a text that is none of the choices takes none of them', async () => {
    const sheet = make()
    sheet.items.type('z')
    sheet.items.enter()
    answers.get('z')?.([hit(5, 'Item')])
    await settle()
    const place = { line: blank(), row: 0, column: { id: 'batch', title: '', width: '', show: () => '' }, text: 'b' }
    sheetText('b', place, sheet)
    expect(sheet.choices.getState().value?.at).toBe(1)
    sheetText('bx', { ...place, text: 'bx' }, sheet)
    expect(sheet.choices.getState().value?.at).toBe(-1)
    await sheet.takeUnknown('bx')
    expect(sheet.choices.getState().value).not.toBeNull()
    expect(at(sheet)).toEqual({ row: 0, col: 1 })
  })
  test('keys that come before the batches are there go to the cell they were meant for', async () => {
    batches = ['A1']
    let open = () => {}
    gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const sheet = make()
    sheet.items.type('y')
    sheet.items.enter()
    answers.get('y')?.([hit(4, 'Item')])
    await settle()
    expect(sheet.deciding()).toBe(true)
    sheet.waitingKey('1')
    sheet.waitingKey('2')
    open()
    await settle()
    expect(sheet.entry.filled()[0]).toMatchObject({ batch: 'A1', qty: '12' })
  })
})

describe('keeping', () => {
  test('an empty document is not kept; every change of another is, and the last one wins', async () => {
    const sheet = make()
    sheet.entry.moveTo({ row: 0, col: 2 })
    expect(told).toEqual([])
    sheet.entry.setLine(0, { ...blank(), item: { id: 1, name: 'I' } })
    sheet.entry.type('4')
    sheet.entry.type('45')
    await settle()
    await settle()
    const last = told.at(-1)?.input
    const kept = readSheet(kind)(last?.json ?? '')
    expect(kept).toMatchObject({ head: { date: '2026-11-21' }, lines: [{ qty: '45' }], text: '45' })
    const again = createSheet(kind, 'u', { date: 'x' }, kept)
    expect(again.head.getState()).toEqual({ date: '2026-11-21' })
    expect(again.entry.store.getState()).toMatchObject({ text: '45', at: sheet.entry.store.getState().at })
  })
  test('what is posted or discarded is kept no longer; what is held keeps its name', async () => {
    const sheet = make()
    sheet.entry.setLine(0, { ...blank(), item: { id: 1, name: 'I' } })
    await settle()
    await sheet.holdAs('Gupta')
    expect(told.at(-1)?.input.heldName).toBe('Gupta')
    const before = told.length
    sheet.entry.type('9')
    await settle()
    expect(told).toHaveLength(before)
    await sheet.discard()
    expect(told.at(-1)?.name).toBe('company.dropDraft')
  })
  test.each(['', '{}', '{"version":2,"lines":[],"head":{"date":"x"}}', '{"version":1,"lines":[]}', '{"version":1,"lines":3}'])(
    'another draft is left alone: %s',
    (json) => expect(readSheet(kind)(json)).toBeNull(),
  )
})
