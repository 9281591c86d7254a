import { z } from 'zod'
import { task } from '../contract.ts'
import { ListAsk } from '../list-file.ts'

/** Lists as files and on paper: one way for every list of every room. */
export const listFilesCalls = {
  exportList: task({
    permission: 'open',
    input: ListAsk.extend({ format: z.enum(['xlsx', 'csv', 'pdf']), ticket: z.string().max(200) }),
    output: z.object({ name: z.string(), rows: z.number(), bytes: z.number() }),
    doc: 'Writes every row a list (a report or query with rows) answers, filtered and sorted as asked, with the columns named: Excel, CSV or PDF. Needs the right to the list itself; reads in a worker under one read transaction.',
  }),
  listPaper: task({
    permission: 'open',
    input: ListAsk,
    output: z.object({ pdfBase64: z.string(), pages: z.number(), rows: z.number() }),
    doc: 'The same list as a PDF for the preview. Long lists are refused: they belong in a file.',
  }),
  printList: task({
    permission: 'open',
    input: ListAsk,
    output: z.object({ printed: z.boolean() }),
    doc: "The same list to the system's printer dialog; not in a headless host.",
  }),
}
