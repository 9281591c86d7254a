import type { Paper } from '../shared/paper.ts'
import { scriptsBeyondPdf } from '../shared/paper-text.ts'
import { Refusal } from '../shared/refusal.ts'
import type { Tasking } from './given.ts'
import { htmlOf, htmlOfAll } from './paper-html.ts'
import { inPaperWorker } from './paper-work.ts'

export type MadePaper = { pdf: Uint8Array; pages: number; engine: 'pdfmake' | 'chromium' }

/**
 * A paper as PDF: by pdfmake in the worker, or by Chromium where a script occurs that pdfmake cannot set. Refuses the latter in a
 * host without a desktop (`sales/paper-needs-desk`). Ends when the task is cancelled.
 */
export async function makePaper(paper: Paper, { host, signal }: Pick<Tasking, 'host' | 'signal'>): Promise<MadePaper> {
  const { fonts, workers } = host.paths
  const [beyond] = scriptsBeyondPdf(paper)
  if (!beyond) return { ...(await inPaperWorker(workers, 'pdf', { paper, fonts }, signal)), engine: 'pdfmake' }
  if (!host.desk)
    throw new Refusal(
      'sales/paper-needs-desk',
      'This paper has text that only the app can print, not a headless host',
      undefined,
      { script: beyond },
    )
  const { html, pages } = htmlOf(paper, fonts)
  const pdf = await host.desk.printToPdf(html, paper.size === 'A5' ? 'A5' : 'A4')
  signal.throwIfAborted()
  return { pdf, pages, engine: 'chromium' }
}

/** Letters of one size as one PDF, each on sheets of its own; by Chromium when any of them needs it. Refuses as makePaper does. */
export async function makeLetters(
  papers: readonly Paper[],
  { host, signal }: Pick<Tasking, 'host' | 'signal'>,
): Promise<MadePaper> {
  const { fonts, workers } = host.paths
  const beyond = papers.flatMap((paper) => scriptsBeyondPdf(paper))[0]
  if (!beyond) return { ...(await inPaperWorker(workers, 'letters', { papers, fonts }, signal)), engine: 'pdfmake' }
  if (!host.desk)
    throw new Refusal('sales/paper-needs-desk', 'These letters have text that only the app can print', undefined, {
      script: beyond,
    })
  const { html, pages } = htmlOfAll(papers, fonts)
  const pdf = await host.desk.printToPdf(html, 'A4')
  signal.throwIfAborted()
  return { pdf, pages, engine: 'chromium' }
}

/** Hands a paper to the system's printer dialog; false when the person closed it. Refuses a host without a printer (`company/no-printer`). */
export async function printPaper(paper: Paper, { host }: Pick<Tasking, 'host'>): Promise<{ printed: boolean }> {
  const none = new Refusal('company/no-printer', 'There is no printer: save the PDF instead')
  if (!host.desk) throw none
  // from the page, not the PDF: Chromium prints a PDF only inside its own viewer, which a sandboxed window does not have
  const came = await host.desk.print(htmlOf(paper, host.paths.fonts).html, paper.size)
  if (came === 'no-printer') throw none
  return { printed: came === 'printed' }
}
