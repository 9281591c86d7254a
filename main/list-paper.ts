import { formatDate, type LocalDate } from '../shared/calendar.ts'
import { cellText, isNumericKind, valueAt } from '../shared/list-file.ts'
import type { LinesBlock, Paper, PaperColumn, PaperRow } from '../shared/paper.ts'
import { printable, scriptsBeyondPdf, widthEm } from '../shared/paper-text.ts'
import { Refusal } from '../shared/refusal.ts'

import type { ListDone, ListJob, ReadPage } from './list-job.ts'
import { everyPage } from './list-rows.ts'
import { totalTexts } from './list-workbook.ts'
import { htmlOf } from './paper-html.ts'

/** A list longer than this is a file, not paper: some hundred sheets. */
const longestList = 6_000

/** The columns of the paper; the widest text column takes what is left and wraps. */
function columnsOf(job: ListJob, texts: readonly (readonly string[])[]): PaperColumn[] {
  const widest = job.columns.map((_, at) => Math.max(0, ...texts.slice(0, 500).map((row) => widthEm(row[at] ?? ''))))
  const widestText = job.columns.reduce(
    (best, { kind }, at) => (kind === 'text' && (best < 0 || (widest[at] ?? 0) > (widest[best] ?? 0)) ? at : best),
    -1,
  )
  const growing = job.columns.findIndex(({ grow }) => grow)
  const rest = growing >= 0 ? growing : widestText
  // numbers of bills and registrations are read whole; names may wrap
  const isCode = (at: number) => texts.slice(0, 500).every((row) => !(row[at] ?? '').includes(' '))
  return job.columns.map(({ title, kind }, at) => ({
    key: String(at),
    head: printable(title),
    align: isNumericKind(kind) ? 'right' : 'left',
    width: at === rest ? 'rest' : isCode(at) ? 'whole' : 'fit',
  }))
}

/** How wide the list wants to be, in em; more than a standing sheet holds goes on a lying one. */
const standingEm = 76
const wantedEm = (columns: readonly PaperColumn[], texts: readonly (readonly string[])[]): number =>
  columns.reduce((sum, { head, width }, at) => {
    const widest = Math.max(widthEm(head), ...texts.slice(0, 500).map((row) => widthEm(row[at] ?? '')))
    return sum + (width === 'rest' ? Math.max(14, Math.min(widest, 24)) : Math.min(widest, 12)) + 0.7
  }, 0)

/** A list as paper: title, notes, one table with its head on every page, totals, page x of y. */
function listPaper(job: ListJob, firm: string, texts: readonly (readonly string[])[], totals: readonly string[]): Paper {
  const columns = columnsOf(job, texts)
  const rows = texts.map(
    (row): PaperRow => ({ cells: Object.fromEntries(row.map((text, at) => [String(at), { text }])), carryPaise: {} }),
  )
  const lines: LinesBlock = {
    kind: 'lines',
    columns,
    rows,
    totals: Object.fromEntries(totals.map((text, at) => [String(at), text])),
  }
  const day = formatDate(job.today as LocalDate)
  return {
    size: wantedEm(columns, texts) > standingEm ? 'A4-landscape' : 'A4',
    language: job.language,
    name: job.title,
    author: firm,
    title: printable(job.title),
    titleLocal: null,
    running: printable(job.title),
    copies: [day],
    watermark: null,
    blocks: [
      { kind: 'texts', texts: [{ text: printable(firm), tone: 'strong' }] },
      { kind: 'texts', texts: job.notes.map((text) => ({ text: printable(text), tone: 'body' })) },
      { kind: 'gap', mm: 2 },
      lines,
    ],
    closing: [],
    foot: printable(firm),
    words: { page: job.words.page, continued: job.words.continued, carried: '', brought: '' },
  }
}

/** Reads a list and sets it: PDF bytes, or a page for Chromium where a script occurs that pdfmake cannot set. Refuses `company/list-too-long` for paper. */
export async function setOnPaper(
  read: ReadPage,
  job: ListJob,
  firm: string,
  tell: (done: number, total: number) => void,
): Promise<ListDone> {
  const texts: string[][] = []
  let sums: unknown = {}
  for await (const page of everyPage(read, tell)) {
    if (page.total > longestList)
      throw new Refusal('company/list-too-long', `A list of ${page.total} rows is too long for paper`, 'format', {
        rows: page.total,
        most: longestList,
      })
    if (texts.length === 0) sums = page.sums
    for (const row of page.rows)
      texts.push(job.columns.map((column) => printable(cellText(valueAt(row, column.path), column, row))))
  }
  const paper = listPaper(job, firm, texts, totalTexts(job, sums))
  // Chromium prints pages of its own setting, and sets what pdfmake cannot
  if (job.format === 'print' || scriptsBeyondPdf(paper).length > 0) {
    const { html, pages } = htmlOf(paper, job.fonts)
    return { rows: texts.length, pages, html, size: paper.size === 'A4' ? 'A4' : 'A4-landscape' }
  }
  const { pdfOf } = await import('./paper-pdf.ts')
  const { pdf, pages } = await pdfOf(paper, job.fonts)
  return { rows: texts.length, pages, pdf }
}
