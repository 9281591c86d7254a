import type { z } from 'zod'
import { guessMapping } from '../../../shared/items/catalogue-columns.ts'
import type { ImportState, items } from '../../../shared/items/contract.ts'
import { basisPoints } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { untilFolded } from '../../database/folding.ts'
import { newUid } from '../../database/uid.ts'
import type { Tasking } from '../../given.ts'
import type { Host } from '../../host.ts'
import { mergeWidth } from '../search-index.ts'
import {
  beginImport,
  dropSlice,
  type Import,
  importByUid,
  importState,
  markChecked,
  stageRows,
  updateImport,
} from './import-store.ts'
import { breathe, runJob, throwIfStopped } from './run-job.ts'

type State = z.output<typeof ImportState>

/** What rows that name no HSN or rate get unless the person says otherwise: medicaments put up for retail, 5 %. */
const usualHsn = '3004'
const usualGstBp = basisPoints(500)

const busy = new WeakMap<Host, Set<string>>()
/** One task at a time works on an import; a second is refused. */
export async function alone<T>({ host }: Tasking, uid: string, work: () => Promise<T>): Promise<T> {
  const taken = busy.get(host) ?? new Set<string>()
  busy.set(host, taken)
  if (taken.has(uid)) throw new Refusal('items/import-busy', 'This import is being worked on already', 'uid', {})
  taken.add(uid)
  try {
    return await work()
  } finally {
    taken.delete(uid)
  }
}

const current = (given: Tasking, uid: string): Import => importByUid(given.book.connection.reader, uid)

/** Reads a file into staging. Nothing stays of a file that was refused or a reading that was stopped. */
export async function readImport({ ticket, title }: { ticket: string; title: string }, given: Tasking): Promise<{ uid: string }> {
  const path = given.file(ticket)
  const uid = newUid()
  const name = title || (path.split(/[\\/]/).at(-1) ?? '').slice(0, 120)
  let id: number | null = null
  let total = 0
  let done = 0
  try {
    await runJob(given, { kind: 'read', path }, (event) => {
      given.book.connection.writeSlice((tx) => {
        if (event.kind === 'columns') {
          total = event.rows
          const options = { columns: event.columns, mapping: guessMapping(event.columns), hsn: usualHsn, gstBp: usualGstBp }
          id = beginImport(tx, { uid, title: name, at: given.now(), userId: given.by.id, options })
          return
        }
        stageRows(tx, id as number, event.rows)
        done += event.rows.length
      })
      given.progress({ done, total, note: '' })
    })
    given.book.connection.write((tx) => updateImport(tx, id as unknown as number, { state: 'read', total: done }))
    return { uid }
  } catch (error) {
    if (id !== null) await dropAll(given, id)
    throw error
  }
}

const dropRows = 1500
async function dropAll(given: Tasking, id: number): Promise<void> {
  while (!given.book.connection.write((tx) => dropSlice(tx, id, dropRows))) await breathe()
}

/** Forgets an import that was read and never applied (or whose reading was cut off). */
export const dropImport = (uid: string, given: Tasking): Promise<{ ok: true }> =>
  alone(given, uid, async () => {
    const { id, state } = current(given, uid)
    if (state !== 'reading' && state !== 'read' && state !== 'checked')
      throw new Refusal('items/import-applied', 'This import was applied', 'uid', {})
    await dropAll(given, id)
    return { ok: true }
  })

type CheckInput = z.output<(typeof items)['checkImport']['input']>

/** Understands every staged row under a mapping and keeps what is wrong with each. Refuses a mapping without a name or with a field twice. */
export const checkImport = (input: CheckInput, given: Tasking): Promise<State> =>
  alone(given, input.uid, async () => {
    const work = current(given, input.uid)
    if (work.state !== 'read' && work.state !== 'checked')
      throw work.state === 'reading'
        ? new Refusal('items/import-busy', 'This file is not read to its end', 'uid', {})
        : new Refusal('items/import-applied', 'This import was applied already', 'uid', {})
    checkMapping(input, work)
    const { connection } = given.book
    let result = work.result
    await runJob(
      given,
      { kind: 'check', bookFile: given.book.file, workId: work.id, mapping: input.mapping },
      ({ changed, done, good, withErrors, known }) => {
        connection.writeSlice((tx) => {
          for (const row of changed) tx.do(markChecked, { work: work.id, ...row })
        })
        result = { ...result, good, withErrors, known }
        given.progress({ done, total: work.total, note: '' })
      },
    )
    const options = { columns: work.options.columns, mapping: input.mapping, hsn: input.hsn, gstBp: input.gstBp }
    connection.write((tx) => updateImport(tx, work.id, { state: 'checked', options, result }))
    return importState(current(given, input.uid))
  })

function checkMapping({ mapping, hsn }: CheckInput, { options }: Import): void {
  const { columns } = options
  if (mapping.length !== columns.length)
    throw new Refusal('items/mapping-columns', `The file has ${columns.length} columns`, 'mapping', {
      columns: columns.length,
      given: mapping.length,
    })
  if (!mapping.includes('name')) throw new Refusal('items/mapping-no-name', 'Say which column is the name', 'mapping', {})
  const twice = mapping.find((field, at) => field !== 'ignore' && mapping.indexOf(field) !== at)
  if (twice) throw new Refusal('items/mapping-twice', `Two columns are ${twice}`, 'mapping', { field: twice })
  if (!/^(\d{4}|\d{6}|\d{8})$/.test(hsn)) throw new Refusal('items/hsn-shape', 'An HSN has 4, 6 or 8 digits', 'hsn', { hsn })
}

/** A slice aims at this; the counter waits for one slice at most. */
const aimMs = 6
const leastRows = 15
const mostRows = 200
const tendPages = 12
const tendEvery = 3
const foldEvery = 32

/** How many rows the next slice takes, by how long the last one took. Grows slowly, shrinks at once. */
export const nextCount = (count: number, tookMs: number): number =>
  Math.max(leastRows, Math.min(mostRows, Math.round(tookMs > aimMs ? (count * aimMs) / tookMs : count + Math.max(1, count / 8))))

type SliceAnswer = { next: number | null }

/** Runs a command slice after slice until it has no next row, with room for other calls between them. */
export async function inSlices<A extends SliceAnswer>(
  given: Tasking,
  name: string,
  uid: string,
  from: number,
  onSlice: (answer: A, rows: number) => void,
): Promise<void> {
  let next: number | null = from
  let count = leastRows
  for (let slice = 1; next !== null; slice += 1) {
    throwIfStopped(given.signal)
    const began = performance.now()
    const answer: A = await value<A>(given, name, { uid, from: next, count })
    const took = performance.now() - began
    onSlice(answer, count)
    next = answer.next
    count = nextCount(count, took)
    await breathe()
    if (slice % tendEvery === 0) await tendOnce(given)
    if (slice % foldEvery === 0) await untilFolded(given.book.connection.sqlite)
  }
}

/** A call of our own; what it refuses is refused, what breaks is a fault already logged. */
async function value<T>(given: Tasking, name: string, input: unknown): Promise<T> {
  const reply = await given.call(name, input)
  if (reply.ok) return reply.value as T
  if ('refusal' in reply)
    throw new Refusal(reply.refusal.code, reply.refusal.message, reply.refusal.field, reply.refusal.details as never)
  throw new Error(`${name}: ${JSON.stringify(reply)}`)
}

async function tendOnce(given: Tasking): Promise<boolean> {
  const { more } = await value<{ more: boolean }>(given, 'items.tendSearch', { pages: tendPages })
  await breathe()
  return more
}

/** Applies the good rows; goes on where a stopped import stopped. The note of the progress is rows per second, as `3400/s`. */
export const applyImport = (uid: string, given: Tasking): Promise<State> =>
  alone(given, uid, async () => {
    const work = current(given, uid)
    const began = performance.now()
    const { created, updated, unchanged } = work.result
    let done = created + updated + unchanged
    const before = done
    const { connection } = given.book
    connection.writeSlice((tx) => mergeWidth(tx, 16))
    await inSlices<SliceAnswer & { created: number; updated: number }>(
      given,
      'items.applyImportRows',
      uid,
      work.done,
      (answer, rows) => {
        done = answer.next === null ? work.total : done + rows
        const perSecond = Math.round((done - before) / Math.max(0.001, (performance.now() - began) / 1000))
        given.progress({ done: Math.min(done, work.total), total: work.total, note: `${perSecond}/s` })
      },
    ).finally(() => connection.writeSlice((tx) => mergeWidth(tx, 4)))
    while (await tendOnce(given)) throwIfStopped(given.signal)
    return importState(current(given, uid))
  })

/** Takes an import back, the last row first; goes on where a stopped undo stopped. */
export const undoImport = (uid: string, given: Tasking): Promise<State> =>
  alone(given, uid, async () => {
    const work = current(given, uid)
    let done = 0
    const from = work.state === 'undoing' ? work.done : Number.MAX_SAFE_INTEGER
    await inSlices(given, 'items.undoImportRows', uid, from, (_, rows) => {
      done = Math.min(work.total, done + rows)
      given.progress({ done, total: work.total, note: '' })
    })
    return importState(current(given, uid))
  })

/** Makes the search index anew beside the one in use, then tends it. */
export const rebuildSearchWhole = (given: Tasking): Promise<{ ok: true }> =>
  alone(given, 'search', async () => {
    let most = 0
    let count = 60
    for (let slice = 0, done = false; !done; slice += 1) {
      throwIfStopped(given.signal)
      const began = performance.now()
      const answer = await value<{ done: boolean; left: number }>(given, 'items.rebuildSearchRows', {
        count,
        restart: slice === 0,
      })
      count = nextCount(count, performance.now() - began)
      done = answer.done
      most = Math.max(most, answer.left)
      given.progress({ done: most - answer.left, total: most, note: '' })
      await breathe()
      if (slice % tendEvery === 0) await tendOnce(given)
    }
    while (await tendOnce(given)) throwIfStopped(given.signal)
    return { ok: true }
  })
