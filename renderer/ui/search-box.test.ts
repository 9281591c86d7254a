import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSearchBox, type Found, matchParts } from './search-box.ts'

type Row = { name: string; of: string }
const rowsFor = (text: string): Found<Row> => ({
  text,
  rows: text.startsWith('z')
    ? []
    : [
        { name: `${text}-0`, of: text },
        { name: `${text}-1`, of: text },
      ],
  total: 2,
})

/** A search whose answers come when the test says. */
function slow(options?: { staysOpen: boolean }) {
  const waiting: { text: string; answer: (found: Found<Row>) => void; fail: (error: Error) => void }[] = []
  const taken: Row[] = []
  const faults: unknown[] = []
  const box = createSearchBox<Row>(
    (text) => new Promise<Found<Row>>((answer, fail) => waiting.push({ text, answer, fail })),
    (row) => taken.push(row),
    (error) => faults.push(error),
    options,
  )
  const reply = async () => {
    const next = waiting.shift()
    next?.answer(rowsFor(next.text))
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return { box, waiting, taken, faults, reply }
}

describe('Enter never takes a stale row', () => {
  test('Enter before the answer waits for it', async () => {
    const { box, taken, reply } = slow()
    box.type('par')
    box.enter()
    expect(taken).toEqual([])
    await reply()
    expect(taken).toEqual([{ name: 'par-0', of: 'par' }])
  })
  test('rows of an older text are not taken, although they are on show', async () => {
    const { box, taken, reply } = slow()
    box.type('par')
    await reply()
    box.type('para')
    box.enter()
    expect(box.store.getState().found?.text).toBe('par')
    expect(taken).toEqual([])
    await reply()
    expect(taken).toEqual([{ name: 'para-0', of: 'para' }])
  })
  test('only the newest text is asked for while a search is out', async () => {
    const { box, waiting, reply } = slow()
    for (const text of ['p', 'pa', 'par', 'para']) box.type(text)
    expect(waiting.map((one) => one.text)).toEqual(['p'])
    await reply()
    expect(waiting.map((one) => one.text)).toEqual(['para'])
  })
  test('typing on after Enter withdraws the wish', async () => {
    const { box, taken, reply } = slow()
    box.type('par')
    box.enter()
    box.type('para')
    await reply()
    await reply()
    expect(taken).toEqual([])
  })
  test('Enter on what matches nothing stays and says so', async () => {
    const { box, taken, reply } = slow()
    box.type('zzz')
    box.enter()
    await reply()
    expect(taken).toEqual([])
    expect(box.store.getState()).toMatchObject({ open: true, nothing: true, wanted: false })
  })
  test('a search that fails takes nothing later', async () => {
    const { box, waiting, taken, faults, reply } = slow()
    box.type('par')
    box.enter()
    waiting.shift()?.fail(new Error('gone'))
    await new Promise((resolve) => setTimeout(resolve, 0))
    box.type('x')
    await reply()
    expect(taken).toEqual([])
    expect(faults).toHaveLength(1)
  })
  test('whatever the order of keys and answers, a taken row answers the text in the box', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('type' as const), text: fc.constantFrom('p', 'pa', 'par', 'zz', 'q') }),
      fc.record({ do: fc.constantFrom('enter' as const, 'reply' as const, 'down' as const) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { box, taken, reply } = slow()
        for (const one of steps) {
          const before = taken.length
          if (one.do === 'type') box.type(one.text)
          else if (one.do === 'enter') box.enter()
          else if (one.do === 'down') box.move(1)
          else await reply()
          if (taken.length > before) expect(taken.at(-1)?.of).toBe(box.store.getState().text)
        }
      }),
      { numRuns: 200 },
    )
  })
})

test('an exact code is chosen instead of the first row', () => {
  const taken: Row[] = []
  const box = createSearchBox<Row>(
    (text) => ({ ...rowsFor(text), exact: 1 }),
    (row) => taken.push(row),
  )
  box.type('8901')
  box.enter()
  expect(taken.map((row) => row.name)).toEqual(['8901-1'])
})

test.each([true, false])('a list that stays open (%s) is closed by whoever takes from it', (staysOpen) => {
  const taken: Row[] = []
  const box = createSearchBox<Row>(
    rowsFor,
    (row) => taken.push(row),
    () => undefined,
    { staysOpen },
  )
  box.type('dolo')
  box.enter()
  expect(taken).toHaveLength(1)
  expect(box.store.getState().open).toBe(staysOpen)
  box.close()
  expect(box.store.getState().open).toBe(false)
})

test('an answer that Enter waited for is taken without being put on show', async () => {
  const { box, taken, reply } = slow({ staysOpen: true })
  box.type('b1')
  await reply()
  const shown = box.store.getState().found
  box.type('b12')
  box.enter()
  await reply()
  expect(taken.map((row) => row.name)).toEqual(['b12-0'])
  expect(box.store.getState()).toMatchObject({ open: true, wanted: false, found: shown })
})

describe('marks', () => {
  const marked = (text: string, query: string) =>
    matchParts(text, query)
      .map((part) => (part.match ? `[${part.text}]` : part.text))
      .join('')
  test('words in any order, at the start of words', () => {
    expect(marked('Cefixime 200 DT', '200 cef')).toBe('[Cef]ixime [200] DT')
    expect(marked('Paracefal', 'cef')).toBe('Paracefal')
    expect(marked('शर्मा मेडिकल', 'मेडि')).toBe('शर्मा [मेडि]कल')
  })
  test('signs are no pattern', () => {
    expect(marked('A+ (B) tab', '(b')).toBe('A+ [(B]) tab')
    expect(marked('5% gel', '5%')).toBe('[5%] gel')
  })
})
