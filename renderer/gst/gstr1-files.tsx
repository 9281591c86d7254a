import { FileCheck, FileX } from 'lucide-react'
import type { LocalDate } from '../../shared/calendar.ts'
import { gstr1FileName, gstr1WorkbookName } from '../../shared/gst/gstr1-json.ts'
import { runTask, type TaskHandle, useTask } from '../tasks.ts'
import { confirm } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { count } from '../ui/format.ts'
import { codeWords, type Say, useWords } from '../words.ts'
import styles from './gst.module.css'

type Kind = 'json' | 'excel'
const extensions = { json: 'json', excel: 'xlsx' } as const

/** The official tool splits what is larger; the portal refuses much more than this in one file (gst-rules.md §4.2). */
const splitAbove = 4 * 1024 * 1024

export type ReturnFiles = { write: (kind: Kind) => void; json: TaskHandle<'gst.gstr1Json'>; excel: TaskHandle<'gst.gstr1Excel'> }

/** Writing the month's files: asks where, warns once while checks fail, then goes on in the background. */
export function useReturnFiles(about: { month: string; gstin: string; today: LocalDate; problems: number }): ReturnFiles {
  const t = useWords()
  const json = useTask('gst.gstr1Json')
  const excel = useTask('gst.gstr1Excel')
  const { month, gstin, today, problems } = about
  const write = async (kind: Kind) => {
    if (
      problems > 0 &&
      !(await confirm({
        title: t('gst.exportAnyway', { count: problems, shown: count(problems) }),
        text: t('gst.exportAnywayText'),
        action: t('gst.export'),
      }))
    )
      return
    const save = kind === 'json' ? gstr1FileName(gstin, today) : gstr1WorkbookName(gstin, month)
    const picked = await runTask('company.pickFile', { title: t(`gst.save.${kind}`), extensions: [extensions[kind]], save })
    if (!picked.ok || !picked.value) return
    const { ticket } = picked.value
    await (kind === 'json' ? json : excel).start({ month, ticket })
  }
  return { write: (kind) => void write(kind), json, excel }
}

/** What became of the files: how far they are, where they went, or why not. */
export function FilesPanel({ files }: { files: ReturnFiles }) {
  const t = useWords()
  const shown = [fileLine(t, 'json', files.json), fileLine(t, 'excel', files.excel)].filter((line) => line !== null)
  if (shown.length === 0) return null
  return (
    <div className={styles.files} role="status" aria-label={t('gst.files')}>
      {shown}
    </div>
  )
}

/** One file; null while there is nothing to say of it. */
function fileLine(t: Say, kind: Kind, task: TaskHandle<'gst.gstr1Json'> | TaskHandle<'gst.gstr1Excel'>) {
  const name = t(`gst.${kind}`)
  if (task.running)
    return (
      <div key={kind} className={styles.file}>
        <progress aria-label={name} value={task.total ? task.done : undefined} max={task.total || undefined} />
        <span>{t('gst.writing', { name })}</span>
        {task.total > 0 && <span className="code">{t('ui.taskOf', { done: count(task.done), total: count(task.total) })}</span>}
        <Button small onClick={task.cancel}>
          {t('ui.cancel')}
        </Button>
      </div>
    )
  if (task.value)
    return (
      <div key={kind} className={styles.file}>
        <FileCheck size={16} color="var(--ok)" aria-hidden />
        <span>{t('gst.written', { name })}</span>
        <bdi className="code">{task.value.name}</bdi>
        <span className="code">{t('gst.kilobytes', { shown: count(Math.ceil(task.value.bytes / 1024)) })}</span>
        {kind === 'json' && task.value.bytes > splitAbove && <span>{t('gst.large')}</span>}
      </div>
    )
  if (!task.refusal && !task.fault) return null
  return (
    <div key={kind} className={styles.file} role="alert">
      <FileX size={16} color="var(--bad)" aria-hidden />
      <span>
        {task.refusal
          ? codeWords(task.refusal.code, task.refusal.details, task.refusal.message)
          : t('ui.faultReference', { reference: task.fault })}
      </span>
    </div>
  )
}
