import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Reply } from '../shared/contract.ts'
import { ask, tell } from './client.ts'
import { adoptTasks, taskStore } from './tasks.ts'
import type { TrayTask } from './ui/task-tray.tsx'
import { wordsOr } from './words.ts'

const stateOf = (reply: Reply | null): TrayTask['state'] =>
  reply === null ? 'running' : reply.ok ? 'done' : 'fault' in reply ? 'failed' : 'refused'

// Dialogs of the computer and signing in are tasks too, but nobody's work.
const unseen = new Set([
  'company.pickFile',
  'company.signIn',
  'company.openBook',
  'company.release',
  'company.setPin',
  'sales.billPdf',
  'company.listPaper',
  'company.printList',
])

/** The tray's tasks: those this window follows, and those main remembers from before a reload. */
export function useTray(): TrayTask[] {
  const kept = useQuery(ask('company.tasks', {}))
  useEffect(() => {
    if (kept.data)
      adoptTasks(kept.data.map((row) => ({ ...row, name: row.call, reply: (row.finished as Reply | undefined) ?? null })))
  }, [kept.data])
  const { tasks } = useStore(taskStore)
  return tasks
    .filter((task) => !unseen.has(task.name))
    .map((task) => ({
      id: task.id,
      title: wordsOr(`tasks.${task.name}`, task.name),
      state: stateOf(task.reply),
      done: task.done,
      total: task.total,
      note: task.note,
    }))
}

/** Clears finished tasks here and in main. */
export function clearDone(): void {
  for (const task of taskStore.getState().tasks) if (task.reply) void tell('company.dismissTask', { id: task.id })
  taskStore.setState(({ tasks }) => ({ tasks: tasks.filter((task) => task.reply === null) }))
}
