import { parentPort, workerData } from 'node:worker_threads'
import type { LocalDate } from '../shared/calendar.ts'
import type { Reply } from '../shared/contract.ts'
import { Refusal } from '../shared/refusal.ts'
import { loadPerson } from './company/found.ts'
import { connect } from './database/connection.ts'
import type { ReportAnswer, ReportRequest } from './database/reports.ts'
import { openSqlite, tuneReader } from './database/sqlite.ts'
import { furnish } from './furnish.ts'

// A reader beside the counter: its own read-only connection, one read transaction a report, opened after the asker's last commit.
const { file } = workerData as { file: string }
const sqlite = openSqlite(file, { readonly: true, fileMustExist: true })
tuneReader(sqlite)
const { reader: db } = connect(sqlite)
const rooms = furnish()

function answer({ call, input, today, personId }: ReportRequest): Reply {
  const [room = '', name = ''] = call.split('.')
  const handler = rooms[room]?.handlers[name] as ((input: unknown, given: unknown) => unknown) | undefined
  if (!handler || rooms[room]?.contract[name]?.kind !== 'report') throw new Error(`not a report: ${call}`)
  sqlite.exec('begin')
  try {
    const by = loadPerson(db, personId)
    return { ok: true, value: handler(input, { db, today: today as LocalDate, by }) }
  } catch (error) {
    if (error instanceof Refusal)
      return { ok: false, refusal: { code: error.code, message: error.message, field: error.field, details: error.details } }
    throw error
  } finally {
    sqlite.exec('rollback')
  }
}

parentPort?.on('message', (request: ReportRequest) => {
  try {
    parentPort?.postMessage({ id: request.id, reply: answer(request) } satisfies ReportAnswer)
  } catch (error) {
    // one line of text crosses; the asker logs it as a fault with a reference
    parentPort?.postMessage({
      id: request.id,
      failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
    } satisfies ReportAnswer)
  }
})
