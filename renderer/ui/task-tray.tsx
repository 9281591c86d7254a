import { Popover } from '@mantine/core'
import { ListTodo } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../words.ts'
import { Button, StatusPill } from './controls.tsx'
import { count } from './format.ts'
import styles from './task-tray.module.css'
import top from './top-bar.module.css'

export type TrayTask = {
  id: string
  title: string
  state: 'running' | 'done' | 'refused' | 'failed'
  done: number
  total: number
  note: string
  /** What can be done with the result (open the file's folder, show the rows). */
  action?: ReactNode
}
export type TaskTrayProps = {
  tasks: readonly TrayTask[]
  open: boolean
  onOpen: (open: boolean) => void
  onCancel: (id: string) => void
  onClear: () => void
}

/** Running and finished work, in the top bar. The list is handed in, so results survive a reload: main keeps them. */
export function TaskTray({ tasks, open, onOpen, onCancel, onClear }: TaskTrayProps) {
  const t = useWords()
  const running = tasks.filter((task) => task.state === 'running').length
  return (
    <Popover opened={open} onChange={onOpen} position="bottom-end" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button
          type="button"
          className={top.topButton}
          aria-label={t('ui.tasks')}
          aria-expanded={open}
          onClick={() => onOpen(!open)}
        >
          <ListTodo aria-hidden />
          {running > 0 && <span className={top.badge}>{running}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <div className={styles.tray}>
          <div className={styles.trayHead}>
            {t('ui.tasks')}
            <Button look="quiet" small onClick={onClear} disabled={tasks.length === running}>
              {t('ui.clearDone')}
            </Button>
          </div>
          {tasks.length === 0 ? (
            <p className={styles.trayEmpty}>{t('ui.noTasks')}</p>
          ) : (
            <ul className={styles.trayList}>
              {tasks.map((task) => (
                <Task key={task.id} task={task} onCancel={onCancel} />
              ))}
            </ul>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

const tones = { done: 'ok', refused: 'warn', failed: 'bad' } as const

function Task({ task, onCancel }: { task: TrayTask; onCancel: (id: string) => void }) {
  const t = useWords()
  const words = { done: t('ui.taskDone'), refused: t('ui.taskRefused'), failed: t('ui.taskFailed') }
  return (
    <li className={styles.task}>
      <span dir="auto">{task.title}</span>
      {task.state === 'running' ? (
        <Button small onClick={() => onCancel(task.id)}>
          {t('ui.cancel')}
        </Button>
      ) : (
        <span>
          {task.action} <StatusPill tone={tones[task.state]}>{words[task.state]}</StatusPill>
        </span>
      )}
      {task.state === 'running' && <TaskBar done={task.done} total={task.total} label={task.title} />}
      {(task.note || task.total > 0) && (
        <small>
          {task.total > 0 && <span className="code">{t('ui.taskOf', { done: count(task.done), total: count(task.total) })}</span>}{' '}
          {task.note}
        </small>
      )}
    </li>
  )
}

/** How far a task has come. */
export function TaskBar({ done, total, label }: { done: number; total: number; label: string }) {
  const share = total > 0 ? Math.min(100, Math.round((100 * done) / total)) : 0
  return (
    <div className={styles.bar} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={share}>
      <i style={{ inlineSize: `${share}%` }} />
    </div>
  )
}
