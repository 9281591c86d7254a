import { FileSpreadsheet, FileText, Sheet } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { isLocalDate, type LocalDate } from '../../shared/calendar.ts'
import type { Refusal } from '../../shared/refusal.ts'
import type { InputOf } from '../client.ts'
import { runTask, startTask, taskEnd } from '../tasks.ts'
import { codeWords, useWords, words } from '../words.ts'
import { askWith } from './ask.tsx'
import { Button } from './controls.tsx'
import type { DataTableProps } from './data-table.tsx'
import { Dialog } from './dialog.tsx'
import { count, longDay } from './format.ts'
import { say } from './keyboard.ts'
import { PaperDialog } from './list-paper.tsx'
import { look } from './look.ts'
import styles from './table.module.css'
import { fileColumns, finishedColumn } from './table-columns.ts'
import type { Column, Sort } from './table-layout.ts'
import { toast } from './toasts.ts'

type Ask = InputOf<'company.listPaper'>
type Format = InputOf<'company.exportList'>['format']
const formats = [
  { format: 'xlsx', icon: FileSpreadsheet },
  { format: 'csv', icon: Sheet },
  { format: 'pdf', icon: FileText },
] as const

/** The call behind a page, as `ask('room.call', input)` names it; null for a list the window puts together itself. */
function callOf(key: readonly unknown[]): { call: string; input: Record<string, unknown> } | null {
  const [room, short, input] = key
  if (key.length !== 3 || typeof room !== 'string' || typeof short !== 'string' || typeof input !== 'object' || !input)
    return null
  return { call: `${room}.${short}`, input: input as Record<string, unknown> }
}

const dayIn = (value: unknown): LocalDate | null => (typeof value === 'string' && isLocalDate(value) ? value : null)

/** What the question says, in words: period, day, filter. */
function notesOf(input: Record<string, unknown>): string[] {
  const [from, to, asOn] = [dayIn(input.from), dayIn(input.to), dayIn(input.asOn)]
  const filter = typeof input.filter === 'string' ? input.filter.trim() : ''
  return [
    ...(from && to ? [words('ui.periodWords', { from: longDay(from), to: longDay(to) })] : []),
    ...(asOn ? [words('ui.asOnDay', { day: longDay(asOn) })] : []),
    ...(typeof input.month === 'string' ? [input.month] : []),
    ...(filter ? [words('ui.filteredBy', { text: filter })] : []),
  ]
}

/**
 * Writing a list to a file and showing it on paper: exactly the rows of the filter in their order, with the columns on show. Null where
 * no column has a name in the row, or the window puts the list together itself.
 */
export function useListFile<Row>(
  table: DataTableProps<Row>,
  columns: readonly ReturnType<typeof finishedColumn<Row>>[],
  question: { sort: Sort | null; filter: string },
  rows: number,
): { write: () => void; print: () => void } | null {
  const { sort, filter } = question
  if (table.bare) return null
  const named = callOf(
    table.page({ offset: 0, limit: 100, sort: sort?.by ?? null, descending: sort?.descending ?? false, filter }).queryKey,
  )
  const leaving = fileColumns(columns)
  if (!named || leaving.length === 0) return null
  const { title } = table
  const ask = (): Ask => ({
    ...named,
    title,
    notes: [
      ...(typeof table.subtitle === 'string' ? [table.subtitle] : []),
      ...notesOf(named.input),
      ...(table.notes ?? []),
    ].slice(0, 8),
    columns: leaving,
    language: look.getState().language,
    words: { total: words('ui.total'), page: words('ui.page', { page: '{{page}}', pages: '{{pages}}' }) },
  })
  return {
    write: () => void writeList(ask(), title, rows),
    print: () =>
      void askWith<void>((done) => <PaperDialog ask={ask()} onClose={() => done()} onSave={() => void save(ask(), 'pdf')} />),
  }
}

async function writeList(ask: Ask, title: string, rows: number): Promise<void> {
  const format = await askWith<Format | null>((done) => <FormatDialog title={title} rows={rows} onDone={done} />)
  if (format) await save(ask, format)
}

/** Asks where, then goes on in the background: progress and cancel are in the tray. */
async function save(ask: Ask, format: Format): Promise<void> {
  const name = `${ask.title.replace(/[\\/:*?"<>|]+/g, ' ').trim()}.${format}`
  const picked = await runTask('company.pickFile', {
    title: words('ui.exportTitle', { title: ask.title }).slice(0, 80),
    extensions: [format],
    save: name.slice(-120),
  })
  if (!picked.ok || !picked.value) return
  const started = await startTask('company.exportList', { ...ask, format, ticket: picked.value.ticket })
  if (!started.ok) {
    if (started.refusal) say(codeWords(started.refusal.code, started.refusal.details, started.refusal.message))
    return
  }
  say(words('ui.writing', { title: ask.title }))
  try {
    const done = await taskEnd<'company.exportList'>(started.value.task)
    toast.done(words('ui.exported', { name: done.name, shown: count(done.rows) }))
  } catch (error) {
    const { code, details, message } = error as Refusal
    if (code !== 'company/stopped') toast.failed(code ? codeWords(code, details, message) : words('ui.fault'))
  }
}

/** Excel, CSV or PDF: Enter takes Excel, the arrows go from one to the next. */
function FormatDialog({ title, rows, onDone }: { title: string; rows: number; onDone: (format: Format | null) => void }) {
  const t = useWords()
  const [row, setRow] = useState<HTMLDivElement | null>(null)
  const step = (by: number) => {
    const buttons = [...(row?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    buttons[(at + by + buttons.length) % buttons.length]?.focus()
  }
  return (
    <Dialog title={t('ui.exportTitle', { title })} width={440} onClose={() => onDone(null)} onAccept={() => onDone('xlsx')}>
      <p>{t('ui.exportRows', { count: rows, shown: count(rows) })}</p>
      <div
        ref={setRow}
        role="toolbar"
        aria-label={t('ui.export')}
        className={styles.formats}
        onKeyDown={(event) => {
          const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
          if (by === undefined) return
          event.preventDefault()
          step(document.documentElement.dir === 'rtl' && event.key.length > 9 ? -by : by)
        }}
      >
        {formats.map(({ format, icon }) => (
          <Button
            key={format}
            icon={icon}
            look={format === 'xlsx' ? 'main' : 'plain'}
            autoFocus={format === 'xlsx'}
            onClick={() => onDone(format)}
          >
            {t(`ui.exportAs.${format}`)}
          </Button>
        ))}
      </div>
    </Dialog>
  )
}

/** The detail of a row when the screen has none of its own: every column with its name, also the hidden ones. */
export const allOf =
  <Row,>(columns: readonly Column<Row>[]) =>
  (row: Row): ReactNode => (
    <dl className={styles.facts}>
      {columns.map(finishedColumn).map((column) => (
        <div key={column.id}>
          <dt>{column.heading ?? column.title}</dt>
          <dd className={column.numeric ? 'num' : ''} dir={column.numeric ? undefined : 'auto'}>
            {column.cell(row)}
          </dd>
        </div>
      ))}
    </dl>
  )
