import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../shared/refusal.ts'
import { connect } from './database/connection.ts'
import { openSqlite, tuneReader } from './database/sqlite.ts'
import { writeReturnFile } from './gst/gstr1-files.ts'
import type { FileAnswer, FileRequest } from './gst/return-file.ts'

// Writes one file of a return and ends. Its own reader, one read transaction: the counter goes on beside it.
const { file, job } = workerData as FileRequest
const say = (answer: FileAnswer) => parentPort?.postMessage(answer)

async function run(): Promise<void> {
  const sqlite = openSqlite(file, { readonly: true, fileMustExist: true })
  tuneReader(sqlite)
  sqlite.exec('begin')
  try {
    say({ done: await writeReturnFile(connect(sqlite).reader, job, (progress) => say({ progress })) })
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
