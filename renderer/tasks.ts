import { useCallback, useSyncExternalStore } from 'react'
import { createStore } from 'zustand/vanilla'
import type { Envelope, Progress, Reply } from '../shared/contract.ts'
import { Refusal } from '../shared/refusal.ts'
import { asRefusal, type CallName, Fault, type InputOf, type OutputOf, opened, type Told, tell } from './client.ts'

export type TaskState = {
  readonly id: string
  readonly name: string
  readonly done: number
  readonly total: number
  readonly note: string
  readonly reply: Reply | null
}
/** Tasks this window has started or heard of, newest first. */
export const taskStore = createStore<{ readonly tasks: readonly TaskState[] }>(() => ({ tasks: [] }))
// The first progress of a quick task can arrive before the call that started it has answered with its id.
const early = new Map<string, Progress[]>()

function withProgress(task: TaskState, progress: Progress): TaskState {
  return {
    ...task,
    done: progress.done ?? task.done,
    total: progress.total ?? task.total,
    note: progress.note ?? task.note,
    reply: progress.finished ?? task.reply,
  }
}

/** Takes in what main says of a task; `bridge.onProgress(hearProgress)` is called once, before the first render. */
export function hearProgress(progress: Progress): void {
  if (!taskStore.getState().tasks.some((task) => task.id === progress.id)) {
    early.set(progress.id, [...(early.get(progress.id) ?? []), progress])
    return
  }
  taskStore.setState(({ tasks }) => ({
    tasks: tasks.map((task) => (task.id === progress.id ? withProgress(task, progress) : task)),
  }))
}

function addTask(id: string, name: string): void {
  let task: TaskState = { id, name, done: 0, total: 0, note: '', reply: null }
  for (const progress of early.get(id) ?? []) task = withProgress(task, progress)
  early.delete(id)
  taskStore.setState(({ tasks }) => ({ tasks: [task, ...tasks] }))
}

/** Takes in tasks main remembers which this window does not know (it was loaded again). */
export function adoptTasks(known: readonly TaskState[]): void {
  taskStore.setState(({ tasks }) => {
    const missing = known
      .filter((task) => !tasks.some((other) => other.id === task.id))
      .map((task) => ({ id: task.id, name: task.name, done: task.done, total: task.total, note: task.note, reply: task.reply }))
    return missing.length === 0 ? { tasks } : { tasks: [...tasks, ...missing] }
  })
}

export const cancelTask = (id: string): void => window.bridge.cancel(id)

/** Starts a task; it answers at once with its id and goes on in the tray. */
export async function startTask<N extends CallName<'task'>>(
  name: N,
  input: InputOf<N>,
  envelope: Envelope = {},
): Promise<Told<{ task: string }>> {
  const told = (await tell(name, input, envelope)) as unknown as Told<{ task: string }>
  if (told.ok) addTask(told.value.task, name)
  return told
}

/** Resolves when a task has ended, with its value; throws Refusal or Fault. */
export function taskEnd<N extends CallName<'task'>>(id: string): Promise<OutputOf<N>> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const task = taskStore.getState().tasks.find((other) => other.id === id)
      if (!task?.reply) return false
      try {
        resolve(opened(task.reply as Reply<OutputOf<N>>))
      } catch (error) {
        reject(error instanceof Error ? error : new Fault('task'))
      }
      return true
    }
    if (look()) return
    const stop = taskStore.subscribe(() => {
      if (look()) stop()
    })
  })
}

/** Starts a task and waits for its end: short ones (a file dialog, signing in), whose progress nobody watches. */
export async function runTask<N extends CallName<'task'>>(
  name: N,
  input: InputOf<N>,
  envelope?: Envelope,
): Promise<Told<OutputOf<N>>> {
  const started = await startTask(name, input, envelope)
  if (!started.ok) return started
  try {
    return { ok: true, value: await taskEnd<N>(started.value.task) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, refusal: error }
    return { ok: false, fault: error instanceof Fault ? error.reference : 'task' }
  }
}

export type TaskHandle<N extends CallName<'task'>> = {
  start: (input: InputOf<N>, envelope?: Envelope) => Promise<Told<{ task: string }>>
  cancel: () => void
  running: boolean
  done: number
  total: number
  note: string
  /** The value once finished. */
  value: OutputOf<N> | null
  refusal: Refusal | null
  fault: string | null
}

/** The newest task of this kind the window started, with its progress and end. */
export function useTask<N extends CallName<'task'>>(name: N): TaskHandle<N> {
  const task = useSyncExternalStore(taskStore.subscribe, () => taskStore.getState().tasks.find((other) => other.name === name))
  const start = useCallback((input: InputOf<N>, envelope?: Envelope) => startTask(name, input, envelope), [name])
  const reply = task?.reply ?? null
  return {
    start,
    cancel: () => {
      if (task && !task.reply) cancelTask(task.id)
    },
    running: task !== undefined && reply === null,
    done: task?.done ?? 0,
    total: task?.total ?? 0,
    note: task?.note ?? '',
    value: reply?.ok ? (reply.value as OutputOf<N>) : null,
    refusal: reply && !reply.ok && 'refusal' in reply ? asRefusal(reply.refusal) : null,
    fault: reply && !reply.ok && 'fault' in reply ? reply.fault.reference : null,
  }
}
