import { parentPort, workerData } from 'node:worker_threads'
import type { LocalDate } from '../shared/calendar.ts'
import { Refusal } from '../shared/refusal.ts'
import { loadPerson } from './company/found.ts'
import { connect } from './database/connection.ts'
import { openSqlite, tuneReader } from './database/sqlite.ts'
import { furnish } from './furnish.ts'
import type { ListAnswer, ListRequest } from './list-job.ts'
import { pagesOf } from './list-rows.ts'
import { writeList } from './write-list.ts'

// Writes one list as a file and ends. Its own reader, one read transaction for every page: the counter goes on beside it.
const { file, job } = workerData as ListRequest
const say = (answer: ListAnswer) => parentPort?.postMessage(answer)

async function run(): Promise<void> {
  const sqlite = openSqlite(file, { readonly: true, fileMustExist: true })
  tuneReader(sqlite)
  sqlite.exec('begin')
  try {
    const { reader: db } = connect(sqlite)
    const by = loadPerson(db, job.personId)
    if (!by) throw new Refusal('company/sign-in', 'Sign in first')
    const read = pagesOf({ rooms: furnish(), db, by, today: job.today as LocalDate }, job)
    say({ done: await writeList(db, read, job, (progress) => say({ progress })) })
  } finally {
    sqlite.exec('rollback')
    sqlite.close()
  }
}

run().catch((error: unknown) => {
  if (error instanceof Refusal)
    say({ refusal: { code: error.code, message: error.message, field: error.field, details: error.details } })
  else say({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
})
