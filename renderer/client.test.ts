import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Bridge } from '../shared/bridge.ts'
import type { Envelope, Progress, Reply } from '../shared/contract.ts'
import { Refusal } from '../shared/refusal.ts'
import { ask, call, Fault, hearChanges, opened, setDesk, tell, Warned } from './client.ts'
import { adoptTasks, hearProgress, runTask, startTask, taskEnd, taskStore } from './tasks.ts'

type Sent = { name: string; input: unknown; envelope: Envelope | undefined }
let sent: Sent[]
let replies: Reply[]
let faults: string[]

/** A bridge that answers from a list, in order. */
function standIn(): Bridge {
  return {
    call: async (name, input, envelope) => {
      sent.push({ name, input, envelope })
      const reply = replies.shift()
      if (!reply) throw new Error('main is gone')
      return reply
    },
    cancel: () => undefined,
    onProgress: () => () => undefined,
    onChanged: () => () => undefined,
    mark: () => undefined,
  }
}

beforeEach(() => {
  sent = []
  replies = []
  faults = []
  taskStore.setState({ tasks: [] })
  vi.stubGlobal('window', { bridge: standIn() })
  setDesk({ warn: async () => null, release: async () => null, fault: (reference) => faults.push(reference) })
})
afterEach(() => vi.unstubAllGlobals())

const warned: Reply = { ok: false, warnings: [{ code: 'sales/below-cost', field: 'lines.0.rateE4' }] }
const refused: Reply = {
  ok: false,
  refusal: { code: 'company/not-allowed', message: 'no', details: { permission: 'sales.below-cost' } },
}
const done: Reply = { ok: true, value: { ok: true } }
const anItem = { uid: '0192f3c0-0000-7000-8000-000000000001' }

describe('a reply', () => {
  test('is opened into its value, or thrown as what it is', () => {
    expect(opened({ ok: true, value: 7 })).toBe(7)
    expect(() => opened(refused)).toThrow(Refusal)
    expect(() => opened(warned)).toThrow(Warned)
    expect(() => opened({ ok: false, fault: { reference: 'a1b2' } })).toThrow(Fault)
  })
  test('a refusal keeps code, field and details over the bridge', () => {
    try {
      opened({
        ok: false,
        refusal: { code: 'sales/stock-short', message: 'short', field: 'lines.2.qtyMilli', details: { left: '3' } },
      })
    } catch (error) {
      expect(error).toMatchObject({ code: 'sales/stock-short', field: 'lines.2.qtyMilli', details: { left: '3' } })
    }
    expect.assertions(1)
  })
  test('a bridge that fails is a fault, not a rejected promise', async () => {
    expect(await call('company.dropDraft', anItem)).toEqual({ ok: false, fault: { reference: 'main is gone' } })
  })
})

test('the key of a query is the room, the call and its input', () => {
  expect(ask('items.search', { text: 'cef' }).queryKey).toEqual(['items', 'search', { text: 'cef' }])
})

describe('tell', () => {
  test('shows warnings and sends the same input again with what was accepted', async () => {
    replies = [warned, done]
    setDesk({
      warn: async (list) => list.map(({ code, field }) => ({ code, field, reason: 'known customer' })),
      release: async () => null,
      fault: () => undefined,
    })
    expect(await tell('company.dropDraft', anItem, { draftUid: 'd' })).toEqual(done)
    expect(sent.map(({ envelope }) => envelope)).toEqual([
      { draftUid: 'd' },
      { draftUid: 'd', accepted: [{ code: 'sales/below-cost', field: 'lines.0.rateE4', reason: 'known customer' }] },
    ])
  })
  test('does nothing more when the user thinks better of it', async () => {
    replies = [warned]
    expect(await tell('company.dropDraft', anItem)).toEqual({ ok: false, dismissed: true })
    expect(sent).toHaveLength(1)
  })
  test('lets another user lend a right for a draft, once', async () => {
    replies = [refused, done]
    setDesk({
      warn: async () => null,
      release: async (refusal, draftUid) => `${refusal.details?.['permission']} for ${draftUid}`,
      fault: () => undefined,
    })
    expect(await tell('company.dropDraft', anItem, { draftUid: 'd' })).toEqual(done)
    expect(sent[1]?.envelope).toEqual({ draftUid: 'd', tokens: ['sales.below-cost for d'] })
  })
  test('without a draft a lacking right is a refusal', async () => {
    replies = [refused]
    expect(await tell('company.dropDraft', anItem)).toMatchObject({ ok: false, refusal: { code: 'company/not-allowed' } })
  })
  test('reports a fault with its reference', async () => {
    replies = [{ ok: false, fault: { reference: 'a1b2' } }]
    expect(await tell('company.dropDraft', anItem)).toEqual({ ok: false, fault: 'a1b2' })
    expect(faults).toEqual(['a1b2'])
  })
})

test('a flood of changes refreshes a breath after the first, then now and then, and once after the last', () => {
  vi.useFakeTimers()
  const client = new QueryClient()
  const looks = vi.spyOn(client, 'invalidateQueries').mockResolvedValue()
  let changed: (rooms: string[]) => void = () => undefined
  hearChanges(
    {
      ...standIn(),
      onChanged: (listener) => {
        changed = listener
        return () => undefined
      },
    },
    client,
  )
  changed(['sales'])
  expect(looks).not.toHaveBeenCalled()
  vi.advanceTimersByTime(40)
  expect(looks).toHaveBeenCalledTimes(1)
  for (let n = 0; n < 100; n += 1) changed(['items'])
  expect(looks).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1000)
  expect(looks).toHaveBeenCalledTimes(2)
  changed(['items'])
  vi.advanceTimersByTime(40)
  expect(looks).toHaveBeenCalledTimes(3)
  vi.useRealTimers()
})

describe('tasks', () => {
  const progress = (more: Partial<Progress>): Progress => ({ id: 't', done: 0, total: 0, note: '', ...more })
  const started: Reply = { ok: true, value: { task: 't' } }
  test('progress that comes before the answer with the id is not lost', async () => {
    replies = [started]
    hearProgress(progress({ done: 5, total: 9 }))
    await startTask('items.rebuildSearch', {})
    expect(taskStore.getState().tasks).toMatchObject([{ id: 't', name: 'items.rebuildSearch', done: 5, total: 9, reply: null }])
  })
  test('the end of a task is awaited, and its refusal thrown', async () => {
    replies = [started]
    await startTask('items.rebuildSearch', {})
    const end = taskEnd('t')
    hearProgress(progress({ finished: refused }))
    await expect(end).rejects.toMatchObject({ code: 'company/not-allowed' })
  })
  test('a short task answers with its value', async () => {
    replies = [started]
    const run = runTask('items.rebuildSearch', {})
    await Promise.resolve()
    hearProgress(progress({ finished: done }))
    expect(await run).toEqual(done)
  })
  test('after a reload main says which tasks there are; those known are kept as they are', async () => {
    replies = [started]
    await startTask('items.rebuildSearch', {})
    hearProgress(progress({ done: 7 }))
    const row = { name: 'gst.gstr1Excel', done: 1, total: 2, note: '', reply: null }
    adoptTasks([
      { ...row, id: 't' },
      { ...row, id: 'u' },
    ])
    expect(taskStore.getState().tasks.map((task) => [task.id, task.done])).toEqual([
      ['t', 7],
      ['u', 1],
    ])
  })
})
