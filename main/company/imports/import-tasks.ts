import type { Heads } from '../../../shared/company/list-columns.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { untilFolded } from '../../database/folding.ts'
import { newUid } from '../../database/uid.ts'
import type { Tasking } from '../../given.ts'
import type { Host } from '../../host.ts'
import type { Looker } from './check-rows.ts'
import {
  beginImport,
  dropSlice,
  type Import,
  type ImportOptions,
  importByUid,
  importState,
  markChecked,
  stageRows,
  updateImport,
} from './import-store.ts'
import { breathe, runJob, throwIfStopped } from './run-job.ts'

/**
 * A sort of list that can be brought in: what a room says about its own; reading, checking, applying and undoing are the same for all.
 * `I` is what the check is asked with, `O` how the file is understood, kept with the import.
 */
export type ImportList<O extends ImportOptions, I extends { uid: string; mapping: string[] }> = {
  /** As imports of this sort are kept: `items/import`. */
  kind: string
  /** By which the worker knows whose rows they are. */
  list: string
  heads: Heads
  look: Looker
  /** How a file just read is understood before anybody looked. */
  usual(columns: string[]): O
  /** How the person wants it understood; refuses what cannot be. */
  wanted(input: I, columns: string[]): O
  /** The commands that apply and take back a slice of rows. */
  applyCall: string
  undoCall: string
  /** Done now and then between slices; true when there is more to do. */
  tend?: ((given: Tasking) => Promise<boolean>) | undefined
}

const busy = new WeakMap<Host, Set<string>>()
/** One task at a time works on an import; a second is refused. */
export async function alone<T>({ host }: Tasking, uid: string, work: () => Promise<T>): Promise<T> {
  const taken = busy.get(host) ?? new Set<string>()
  busy.set(host, taken)
  if (taken.has(uid)) throw new Refusal('company/import-busy', 'This import is being worked on already', 'uid', {})
  taken.add(uid)
  try {
    return await work()
  } finally {
    taken.delete(uid)
  }
}

const current = <O extends ImportOptions>(given: Tasking, kind: string, uid: string): Import<O> =>
  importByUid<O>(given.book.connection.reader, kind, uid)

/** Reads a file into staging. Nothing stays of a file that was refused or a reading that was stopped. */
export async function readImport<O extends ImportOptions, I extends { uid: string; mapping: string[] }>(
  list: ImportList<O, I>,
  { ticket, title }: { ticket: string; title: string },
  given: Tasking,
): Promise<{ uid: string }> {
  const path = given.file(ticket)
  const uid = newUid()
  const name = title || (path.split(/[\\/]/).at(-1) ?? '').slice(0, 120)
  let id: number | null = null
  let total = 0
  let done = 0
  try {
    await runJob(given, { kind: 'read', path, heads: list.heads }, (event) => {
      given.book.connection.writeSlice((tx) => {
        if (event.kind === 'columns') {
          total = event.rows
          const options = list.usual(event.columns)
          id = beginImport(tx, { uid, kind: list.kind, title: name, at: given.now(), userId: given.by.id, options })
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
export const dropImport = (kind: string, uid: string, given: Tasking): Promise<{ ok: true }> =>
  alone(given, uid, async () => {
    const { id, state } = current(given, kind, uid)
    if (state !== 'reading' && state !== 'read' && state !== 'checked')
      throw new Refusal('company/import-applied', 'This import was applied', 'uid', {})
    await dropAll(given, id)
    return { ok: true }
  })

/** Understands every staged row under a mapping and keeps what is wrong with each. Refuses a mapping without a name or with a field twice, and what the list itself refuses. */
export const checkImport = <O extends ImportOptions, I extends { uid: string; mapping: string[] }>(
  list: ImportList<O, I>,
  input: I,
  given: Tasking,
) =>
  alone(given, input.uid, async () => {
    const work = current<O>(given, list.kind, input.uid)
    if (work.state !== 'read' && work.state !== 'checked')
      throw work.state === 'reading'
        ? new Refusal('company/import-busy', 'This file is not read to its end', 'uid', {})
        : new Refusal('company/import-applied', 'This import was applied already', 'uid', {})
    const { columns } = work.options
    checkMapping(input.mapping, columns)
    const options = list.wanted(input, columns)
    const { connection } = given.book
    let result = work.result
    await runJob(
      given,
      { kind: 'check', list: list.list, bookFile: given.book.file, workId: work.id, mapping: input.mapping },
      ({ changed, done, good, withErrors, known }) => {
        connection.writeSlice((tx) => {
          for (const row of changed) tx.do(markChecked, { work: work.id, ...row })
        })
        result = { ...result, good, withErrors, known }
        given.progress({ done, total: work.total, note: '' })
      },
      list.look,
    )
    connection.write((tx) => updateImport(tx, work.id, { state: 'checked', options, result }))
    return importState(current<O>(given, list.kind, input.uid))
  })

function checkMapping(mapping: readonly string[], columns: readonly string[]): void {
  if (mapping.length !== columns.length)
    throw new Refusal('company/mapping-columns', `The file has ${columns.length} columns`, 'mapping', {
      columns: columns.length,
      given: mapping.length,
    })
  if (!mapping.includes('name')) throw new Refusal('company/mapping-no-name', 'Say which column is the name', 'mapping', {})
  const twice = mapping.find((field, at) => field !== 'ignore' && mapping.indexOf(field) !== at)
  if (twice) throw new Refusal('company/mapping-twice', `Two columns are ${twice}`, 'mapping', { field: twice })
}

/**
 * A slice aims at this; the counter waits for one slice at most. A third of a slice is its commit, which writes a piece of the search index
 * however few its rows are: slices of 6 ms took half as long again for a catalogue.
 */
const aimMs = 9
const leastRows = 10
/** The first slice also has the statements of its command prepared, and the next are the first to run them: they begin small. */
const firstRows = 1
const firstGrowth = 3
const mostRows = 100
export const tendEvery = 2
const foldEvery = 32

/** How many rows the next slice takes, by how long the last one took. Grows slowly once it is warm, shrinks at once. */
export function nextCount(count: number, tookMs: number): number {
  if (count < leastRows) return Math.min(leastRows, count * firstGrowth)
  return Math.max(
    leastRows,
    Math.min(mostRows, Math.round(tookMs > aimMs ? (count * aimMs) / tookMs : count + Math.max(1, count / 8))),
  )
}

export type SliceAnswer = { next: number | null }

/** Runs a command slice after slice until it has no next row, with room for other calls between them. */
export async function inSlices<A extends SliceAnswer>(
  given: Tasking,
  {
    name,
    uid,
    from,
    tend,
  }: { name: string; uid: string; from: number; tend?: ((given: Tasking) => Promise<boolean>) | undefined },
  onSlice: (answer: A, rows: number) => void,
): Promise<void> {
  // the task has just begun: its first slice is a turn of its own
  await breathe()
  let next: number | null = from
  let count = firstRows
  for (let slice = 1; next !== null; slice += 1) {
    throwIfStopped(given.signal)
    const began = performance.now()
    const answer: A = await value<A>(given, name, { uid, from: next, count })
    const took = performance.now() - began
    onSlice(answer, count)
    next = answer.next
    count = nextCount(count, took)
    await breathe()
    if (tend && slice % tendEvery === 0) {
      await tend(given)
      // or the counter would wait for it and the next slice together
      await breathe()
    }
    if (slice % foldEvery === 0) await untilFolded(given.book.connection.sqlite)
  }
}

/** A call of our own; what it refuses is refused, what breaks is a fault already logged. */
export async function value<T>(given: Tasking, name: string, input: unknown): Promise<T> {
  const reply = await given.call(name, input)
  if (reply.ok) return reply.value as T
  if ('refusal' in reply)
    throw new Refusal(reply.refusal.code, reply.refusal.message, reply.refusal.field, reply.refusal.details as never)
  throw new Error(`${name}: ${JSON.stringify(reply)}`)
}

/** Applies the good rows; goes on where a stopped import stopped. The note of the progress is rows per second, as `3400/s`. */
export const applyImport = <O extends ImportOptions, I extends { uid: string; mapping: string[] }>(
  list: ImportList<O, I>,
  uid: string,
  given: Tasking,
) =>
  alone(given, uid, async () => {
    const work = current<O>(given, list.kind, uid)
    const began = performance.now()
    const { created, updated, unchanged } = work.result
    let done = created + updated + unchanged
    const before = done
    await inSlices<SliceAnswer & { created: number; updated: number }>(
      given,
      { name: list.applyCall, uid, from: work.done, tend: list.tend },
      (answer, rows) => {
        done = answer.next === null ? work.total : done + rows
        const perSecond = Math.round((done - before) / Math.max(0.001, (performance.now() - began) / 1000))
        given.progress({ done: Math.min(done, work.total), total: work.total, note: `${perSecond}/s` })
      },
    )
    while (await list.tend?.(given)) throwIfStopped(given.signal)
    return importState(current<O>(given, list.kind, uid))
  })

/** Takes an import back, the last row first; goes on where a stopped undo stopped. */
export const undoImport = <O extends ImportOptions, I extends { uid: string; mapping: string[] }>(
  list: ImportList<O, I>,
  uid: string,
  given: Tasking,
) =>
  alone(given, uid, async () => {
    const work = current<O>(given, list.kind, uid)
    let done = 0
    const from = work.state === 'undoing' ? work.done : Number.MAX_SAFE_INTEGER
    await inSlices(given, { name: list.undoCall, uid, from, tend: list.tend }, (_, rows) => {
      done = Math.min(work.total, done + rows)
      given.progress({ done, total: work.total, note: '' })
    })
    return importState(current<O>(given, list.kind, uid))
  })
