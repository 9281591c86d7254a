import { parentPort, workerData } from 'node:worker_threads'
import { foldingState } from './database/folding.ts'
import { openSqlite } from './database/sqlite.ts'

// Folds the write-ahead log into the book, see main/database/folding.ts. PASSIVE: it waits for nobody and nobody waits for it.
const { file, state } = workerData as { file: string; state: Int32Array }
// closed before it was begun
if (Atomics.compareExchange(state, 0, foldingState.starting, foldingState.open) !== foldingState.starting) process.exit()
const sqlite = openSqlite(file, { fileMustExist: true })
sqlite.pragma('busy_timeout = 0')
sqlite.pragma('wal_autocheckpoint = 0')

const lookEveryMs = 250
/** Pages: some twenty postings of twenty lines. */
const manyPages = 2000
/** Looks without a change after which the counter is taken to be idle. */
const idleLooks = 8

type Log = { busy: number; log: number; checkpointed: number }
const ask = (mode: 'NOOP' | 'PASSIVE') => (sqlite.pragma(`wal_checkpoint(${mode})`) as Log[])[0] as Log
let before = 0
let still = 0
const looks = setInterval(() => {
  const { log, checkpointed } = ask('NOOP')
  const pending = log - checkpointed
  still = log === before ? still + 1 : 0
  before = log
  if (pending >= manyPages || (pending > 0 && still >= idleLooks)) ask('PASSIVE')
}, lookEveryMs)

parentPort?.once('message', () => {
  clearInterval(looks)
  sqlite.close()
  Atomics.store(state, 0, foldingState.closed)
  Atomics.notify(state, 0)
})
