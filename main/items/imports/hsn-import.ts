import type { z } from 'zod'
import { itemHeads } from '../../../shared/items/catalogue-columns.ts'
import type { hsnCalls } from '../../../shared/items/hsn-contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { nextCount } from '../../company/imports/import-tasks.ts'
import type { StagedRow } from '../../company/imports/read-list.ts'
import { breathe, runJob, throwIfStopped } from '../../company/imports/run-job.ts'
import type { Tasking } from '../../given.ts'
import { isHsnCode } from '../hsn-store.ts'

type Answer = z.output<(typeof hsnCalls)['importHsn']['output']>

const codeHeads = ['code', 'hsn', 'hsncode', 'hsncd', 'hsnsac', 'sac', 'saccode', 'saccd', 'hsncodes']
const wordHeads = ['description', 'hsndescription', 'sacdescription', 'desc', 'descriptionofgoods', 'words', 'name']
const mostErrors = 200
const longestWords = 1000

const plain = (head: string) => head.toLowerCase().replace(/[^a-z]/g, '')

/** Which column is the code and which the words; refuses a file that has not both. */
function columnsOf(columns: readonly string[]): { code: number; words: number } {
  const code = columns.findIndex((head) => codeHeads.includes(plain(head)))
  const words = columns.findIndex((head) => wordHeads.includes(plain(head)))
  if (code < 0 || words < 0)
    throw new Refusal('items/hsn-file-columns', 'The file needs a column of codes and one of descriptions', 'file', {})
  return { code, words }
}

/** Brings in a list of codes: read in a worker, then put into the master in slices of a few milliseconds. Rows that are no code are told. */
export async function importHsn({ ticket }: { ticket: string }, given: Tasking): Promise<Answer> {
  const path = given.file(ticket)
  const answer: Answer = { rows: 0, added: 0, changed: 0, same: 0, wrong: 0, errors: [] }
  const good: { code: string; description: string }[] = []
  let at = { code: 0, words: 0 }
  await runJob(given, { kind: 'read', path, heads: itemHeads }, (event) => {
    if (event.kind === 'columns') at = columnsOf(event.columns)
    else for (const row of event.rows) sort(row, at, good, answer)
  })
  let count = 60
  for (let from = 0; from < good.length; ) {
    throwIfStopped(given.signal)
    const began = performance.now()
    const reply = await given.call('items.importHsnRows', { rows: good.slice(from, from + count) })
    if (!reply.ok) throw new Error(JSON.stringify(reply))
    const done = reply.value as Pick<Answer, 'added' | 'changed' | 'same'>
    answer.added += done.added
    answer.changed += done.changed
    answer.same += done.same
    from += count
    count = nextCount(count, performance.now() - began)
    given.progress({ done: Math.min(from, good.length), total: good.length, note: '' })
    await breathe()
  }
  return answer
}

function sort(
  [rowNo, json]: StagedRow,
  at: { code: number; words: number },
  good: { code: string; description: string }[],
  answer: Answer,
): void {
  const cells = JSON.parse(json) as string[]
  // a spreadsheet that kept codes as numbers has lost the nought of chapters 01 to 09
  const digits = (cells[at.code] ?? '').replace(/[\s.]/g, '')
  const code = /^\d+$/.test(digits) && digits.length % 2 === 1 ? `0${digits}` : digits
  const description = (cells[at.words] ?? '')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestWords)
  answer.rows += 1
  if (isHsnCode(code) && description !== '') {
    good.push({ code, description })
    return
  }
  answer.wrong += 1
  if (answer.errors.length < mostErrors) answer.errors.push({ rowNo, code: digits.slice(0, 20), text: description.slice(0, 80) })
}
