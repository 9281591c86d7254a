import { useQuery } from '@tanstack/react-query'
import { FileJson, FileSpreadsheet } from 'lucide-react'
import { Activity, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Gstr1Check, Gstr1Section } from '../../shared/gst/contract.ts'
import { openAnyPaper } from '../accounts/open-document.ts'
import { useBook, useMay, useToday } from '../book.ts'
import { ask } from '../client.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { percent } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import { gstr1Commands } from './commands.ts'
import styles from './gst.module.css'
import { columnsOf, type Row } from './gstr1-columns.tsx'
import { FilesPanel, useReturnFiles } from './gstr1-files.tsx'
import { monthAfter, monthDue, monthSpan, monthsOf, monthWords } from './gstr1-month.ts'
import { type ChecksHandle, SummaryView } from './gstr1-summary.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'gst/gstr1': { month?: string }
  }
}

/** Where one has drilled to: a section's rows, the bills behind one of them, or the documents of a check. */
type Step = { section: Gstr1Section; behind: string | null; title: string } | { check: Gstr1Check; title: string }

/** GSTR-1 of a month: sections, checks, the bills behind every figure, and the files for the portal. */
export function Gstr1Screen({ params }: { params: ScreenParams['gst/gstr1'] }) {
  const t = useWords()
  const today = useToday()
  const { firm } = useBook()
  const begin = firm?.booksBegin ?? today
  const [month, setMonth] = useState(params.month ?? monthDue(begin, today))
  const [path, setPath] = useState<readonly Step[]>([])
  const picker = useRef<HTMLDivElement>(null)
  const checks = useRef<ChecksHandle>(null)
  const summary = useQuery(ask('gst.gstr1', { month }))
  const may = useMay('gst.file')
  const problems = summary.data?.checks.filter((check) => !check.ok).length ?? 0
  const files = useReturnFiles({ month, gstin: firm?.gstin ?? '', today, problems })
  const { become } = useTab({ title: t('gst.tabTitle', { month: monthWords(month) }) })

  const months = monthsOf(begin, today)
  const show = (next: string) => {
    if (!months.includes(next)) return
    setMonth(next)
    setPath([])
    become({ month: next })
  }
  const whyNot = !may ? t('app.noRight') : !firm?.gstin ? t('codes.gst/no-gstin') : null
  const back = () => setPath(path.slice(0, -1))
  useCommands(gstr1Commands, {
    month: () => picker.current?.querySelector('input')?.focus(),
    previousMonth: { run: () => show(monthAfter(month, -1)), why: months.at(-1) === month ? t('gst.booksBegin') : null },
    nextMonth: { run: () => show(monthAfter(month, 1)), why: months[0] === month ? t('gst.noFuture') : null },
    nextProblem: () => {
      // at once: on the way back from rows the list of sections takes the focus, and the problem has it after that
      flushSync(() => setPath([]))
      if (problems > 0) requestAnimationFrame(() => checks.current?.next())
      else say(t('gst.allAgree'))
    },
    json: { run: () => files.write('json'), why: whyNot },
    excel: { run: () => files.write('excel'), why: whyNot },
    ...(path.length > 0 ? { back } : {}),
  })

  const step = path.at(-1)
  const span = monthSpan(month)
  return (
    <div className={styles.screen}>
      <header className={styles.bar}>
        <h1>{t('gst.gstr1')}</h1>
        <div ref={picker} className={styles.month}>
          <Select
            label={t('gst.month')}
            bare
            value={month}
            onChange={show}
            choices={months.map((value) => ({ value, label: monthWords(value) }))}
          />
        </div>
        <span className={styles.period}>{t('gst.period', span)}</span>
        {step && <Path month={month} path={path} onStep={(at) => setPath(path.slice(0, at))} />}
        <div className={styles.end}>
          <Button icon={FileJson} command={gstr1Commands.commands.json} why={whyNot} onClick={() => files.write('json')}>
            {t('gst.json')}
          </Button>
          <Button icon={FileSpreadsheet} command={gstr1Commands.commands.excel} why={whyNot} onClick={() => files.write('excel')}>
            {t('gst.excel')}
          </Button>
        </div>
      </header>
      {/* what one came from stays as it was, without keys or queries, and is there again on the way back */}
      <Activity mode={step ? 'hidden' : 'visible'}>
        {summary.isError ? (
          <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />
        ) : !summary.data ? (
          <SkeletonRows rows={8} />
        ) : summary.data.documents.count + summary.data.documents.cancelled === 0 ? (
          <EmptyState
            title={t('gst.noBills', { month: monthWords(month) })}
            action={
              months.at(-1) !== month && (
                <Button command={gstr1Commands.commands.previousMonth} onClick={() => show(monthAfter(month, -1))}>
                  {monthWords(monthAfter(month, -1))}
                </Button>
              )
            }
          />
        ) : (
          <SummaryView
            month={month}
            summary={summary.data}
            checks={checks}
            onSection={(section) => setPath([{ section, behind: null, title: t(`gst.sections.${section}`) }])}
            onCheck={(check) => setPath([{ check, title: t(`gst.checkNames.${check}`) }])}
          />
        )}
      </Activity>
      {path.map((one, at) => (
        <Activity key={JSON.stringify([month, one])} mode={at === path.length - 1 ? 'visible' : 'hidden'}>
          <Rows month={month} step={one} onDeeper={(deeper) => setPath([...path, deeper])} />
        </Activity>
      ))}
      <FilesPanel files={files} />
    </div>
  )
}

/** From the month to where one is; each part goes back to it. */
function Path({ month, path, onStep }: { month: string; path: readonly Step[]; onStep: (at: number) => void }) {
  const t = useWords()
  return (
    <nav className={styles.path} aria-label={t('gst.path')}>
      {[monthWords(month), ...path.map((step) => step.title)].map((title, at) =>
        at === path.length ? (
          <strong key={title} aria-current="page">
            {title}
          </strong>
        ) : (
          <Button key={title} small look="quiet" onClick={() => onStep(at)}>
            {title} ›
          </Button>
        ),
      )}
    </nav>
  )
}

/** The rows of a step; Enter opens the bill, or the bills behind an added-up row. */
function Rows({ month, step, onDeeper }: { month: string; step: Step; onDeeper: (step: Step) => void }) {
  const t = useWords()
  const list = 'check' in step || step.behind !== null ? 'documents' : step.section
  const open = (row: Row) => {
    if (row.documentUid) void openAnyPaper(row.documentUid)
    else if (row.key && 'section' in step) onDeeper({ section: step.section, behind: row.key, title: nameOf(row) })
  }
  return (
    <div className={styles.rows}>
      <DataTable<Row>
        id={`gst/gstr1-${list}`}
        title={step.title}
        focused
        columns={columnsOf(t, list)}
        page={(request) =>
          ('check' in step
            ? ask('gst.gstr1CheckRows', { month, check: step.check, ...request })
            : ask('gst.gstr1Rows', { month, section: step.section, behind: step.behind, ...request })) as never
        }
        rowKey={(row) => row.key ?? `${row.documentUid} ${row.rateBp}`}
        onOpen={open}
        empty={<EmptyState title={t('gst.noRows')} />}
      />
    </div>
  )
}

/** What an added-up row is called in the path. */
const nameOf = (row: Row): string =>
  row.hsn ?? row.from ?? [row.label, row.pos, row.rateBp === null ? null : `${percent(row.rateBp)}%`].filter(Boolean).join(' ')
