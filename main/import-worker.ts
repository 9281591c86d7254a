import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '../shared/refusal.ts'
import { checkRows, type Looker } from './company/imports/check-rows.ts'
import { readList } from './company/imports/read-list.ts'
import type { FromWorker, ImportJob } from './company/imports/run-job.ts'
import { connect } from './database/connection.ts'
import { openSqlite, tuneReader } from './database/sqlite.ts'
import { lookAtItems } from './items/imports/item-import.ts'
import { lookAtParties } from './parties/imports/party-import.ts'

/** Reads files and checks staged rows beside the counter; only main writes. One job a worker: cancelling ends it. */
const port = parentPort
if (!port) throw new Error('import-worker.ts runs as a worker')

/** How the rows of each sort of list are understood. */
const lookers: Readonly<Record<string, Looker>> = { items: lookAtItems, parties: lookAtParties }

const post = (message: FromWorker) => port.postMessage(message)
const heard = () => new Promise<void>((resolve) => port.once('message', () => resolve()))

function* checked(job: Extract<ImportJob, { kind: 'check' }>) {
  const sqlite = openSqlite(job.bookFile, { readonly: true, fileMustExist: true })
  tuneReader(sqlite)
  try {
    yield* checkRows(connect(sqlite).reader, job, lookers[job.list] as Looker)
  } finally {
    sqlite.close()
  }
}

async function run(job: ImportJob): Promise<void> {
  for await (const event of job.kind === 'read' ? readList(job) : checked(job)) {
    post({ kind: 'event', event })
    await heard()
  }
}

run(workerData as ImportJob)
  .then(() => post({ kind: 'done' }))
  .catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error
    post({ kind: 'refused', refusal: { code: error.code, message: error.message, field: error.field, details: error.details } })
  })
