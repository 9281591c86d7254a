import { z } from 'zod'
import type { LocalDate } from '../shared/calendar.ts'
import { Refusal } from '../shared/refusal.ts'
import type { Reader } from './database/connection.ts'
import type { Person } from './given.ts'
import type { Rooms } from './host.ts'
import type { ListJob, ListPage, ReadPage } from './list-job.ts'

/** Rows a page: every page adds up the whole filter again, so few large ones. */
const rowsAPage = 10_000

/** The call behind a list: declared a report or a query, with rows in its answer. Refuses any other name. */
export function listCall(rooms: Rooms, name: string) {
  const [room = '', own = '', ...more] = name.split('.')
  const furnished = more.length === 0 && Object.hasOwn(rooms, room) ? rooms[room] : undefined
  const call = furnished && Object.hasOwn(furnished.contract, own) ? furnished.contract[own] : undefined
  const handler = furnished?.handlers[own] as ((input: unknown, given: unknown) => unknown) | undefined
  const output = call?.output
  const hasRows = output instanceof z.ZodObject && 'rows' in output.shape
  if (!call || !handler || !hasRows || (call.kind !== 'report' && call.kind !== 'query'))
    throw new Refusal('company/not-a-list', `${name.slice(0, 80)} is not a list`, 'call', { call: name.slice(0, 80) })
  return { call, handler }
}

/** Reads a list's pages by its own handler, as the person who asked: what he may not see is not in the rows. */
export function pagesOf(
  { rooms, db, by, today }: { rooms: Rooms; db: Reader; by: Person; today: LocalDate },
  job: Pick<ListJob, 'call' | 'input'>,
): ReadPage {
  const { call, handler } = listCall(rooms, job.call)
  const input = call.input.parse(job.input) as Record<string, unknown>
  const windowed = 'offset' in input && 'limit' in input
  return (offset, limit): ListPage => {
    const answer = handler(windowed ? { ...input, offset, limit } : input, { db, today, by }) as Partial<ListPage> & object
    const rows = answer.rows ?? []
    // a list that comes whole says so by having no window
    const total = answer.total ?? rows.length
    return { rows: windowed || offset === 0 ? rows : [], total, sums: answer.sums ?? answer }
  }
}

/** All pages one after another, with how far they are. Gives way between pages, so that what was written can reach the disk. */
export async function* everyPage(read: ReadPage, tell: (done: number, total: number) => void): AsyncGenerator<ListPage> {
  let done = 0
  for (;;) {
    const page = read(done, rowsAPage)
    done += page.rows.length
    yield page
    tell(done, page.total)
    if (page.rows.length === 0 || done >= page.total) return
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}
