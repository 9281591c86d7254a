import { randomUUID } from 'node:crypto'
import type { LocalDate } from '../shared/calendar.ts'
import type { Progress, Reply } from '../shared/contract.ts'
import { Refusal } from '../shared/refusal.ts'
import { asReply, dispatch } from './dispatch.ts'
import type { Connected, Person, Tasking } from './given.ts'
import type { Host } from './host.ts'

/** A task as the tray shows it. Results wait here over a reload of the window. */
export type TaskState = Progress & { call: string; title: string; startedAt: string }

type Entry = { state: TaskState; abort: AbortController; owner: string; heard: Set<(progress: Progress) => void> }
const running = new WeakMap<Host, Map<string, Entry>>()
const of = (host: Host) => {
  let tasks = running.get(host)
  if (!tasks) {
    tasks = new Map()
    running.set(host, tasks)
  }
  return tasks
}

const keepFinished = 30
const pushEveryMs = 60

type Start = {
  id: string
  name: string
  person: Person | null
  today: LocalDate
  start(given: Tasking): Promise<unknown>
  files: Record<string, string>
}

/** Starts a task and returns at once; progress and the final reply go to the connection that asked. */
export function runTask(host: Host, connection: Connected, { id, name, person, today, start, files }: Start): void {
  const abort = new AbortController()
  const state: TaskState = {
    id,
    done: 0,
    total: 0,
    note: '',
    call: name,
    title: name,
    startedAt: new Date(host.clock()).toISOString(),
  }
  const entry: Entry = { state, abort, owner: connection.id, heard: new Set() }
  of(host).set(id, entry)
  const push = (progress: Progress): void => {
    connection.push(progress)
    for (const hear of entry.heard) hear(progress)
  }
  let pushedAt = 0
  const bookThen = host.book
  const given: Tasking = {
    host,
    get book() {
      if (!host.book) throw new Refusal('company/no-book', 'No book is open')
      return host.book
    },
    today,
    now: () => new Date(host.clock()).toISOString(),
    by: person as Person,
    log: host.log,
    progress: (at) => {
      Object.assign(state, at)
      const now = performance.now()
      if (now - pushedAt < pushEveryMs && at.done !== at.total) return
      pushedAt = now
      push({ id, ...at })
    },
    signal: abort.signal,
    // as whoever started it, even when the screen has been locked since; a task that opened another book is its new person
    call: (call, input, envelope) =>
      dispatch(host, person && host.book === bookThen ? { ...connection, person } : connection, call, input, envelope),
    file: (ticket) => {
      const path = files[ticket] ?? connection.files.get(ticket)
      if (!path) throw new Refusal('company/no-file', 'Choose the file again', 'file')
      return path
    },
    connection,
  }
  const finish = (reply: Reply) => {
    state.finished = reply
    push({ id, done: state.done, total: state.total, note: state.note, finished: reply })
    forgetOldest(host)
    host.changed([name.slice(0, name.indexOf('.'))])
  }
  Promise.resolve()
    .then(() => start(given))
    .then((value) => finish({ ok: true, value }))
    .catch((error) =>
      finish(
        abort.signal.aborted
          ? { ok: false, refusal: { code: 'company/stopped', message: 'Stopped' } }
          : asReply(host, error, name),
      ),
    )
}

function forgetOldest(host: Host): void {
  const finished = [...of(host).values()].filter((task) => task.state.finished)
  for (const task of finished.slice(0, Math.max(0, finished.length - keepFinished))) of(host).delete(task.state.id)
}

/** Asks a task to stop: its signal aborts, and its worker, if any, is ended. Unknown or finished ids are ignored. */
export const cancelTask = (host: Host, id: string): void => of(host).get(id)?.abort.abort()

export const listTasks = (host: Host): TaskState[] => [...of(host).values()].map((task) => task.state).reverse()

export const dismissTask = (host: Host, id: string): void => {
  if (of(host).get(id)?.state.finished) of(host).delete(id)
}

/** Waits for a task's end: for the headless host and tests, whose answers come in order. */
export function finished(host: Host, id: string, onProgress?: (progress: Progress) => void): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const entry = of(host).get(id)
    if (!entry) return reject(new Error(`there is no task ${id}`))
    if (entry.state.finished) return resolve(entry.state.finished)
    entry.heard.add((progress) => {
      if (progress.finished) resolve(progress.finished)
      else onProgress?.(progress)
    })
  })
}

export const newConnection = (push: (progress: Progress) => void): Connected => ({
  id: randomUUID(),
  person: null,
  files: new Map(),
  tokens: new Map(),
  push,
})
