import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { keepFolded } from './folding.ts'
import { openSqlite, tuneWriter } from './sqlite.ts'

type Log = { log: number; checkpointed: number }

test('the log is folded into the book beside the writer, whose own commits never do it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bahi-folding-'))
  const file = join(folder, 'book.db')
  const sqlite = openSqlite(file)
  tuneWriter(sqlite)
  sqlite.pragma('wal_autocheckpoint = 0')
  sqlite.exec('create table t(x)')
  const insert = sqlite.prepare('insert into t values (?)')
  for (let n = 0; n < 3000; n++) insert.run('x'.repeat(3000))
  const pending = () => {
    const [{ log, checkpointed }] = sqlite.pragma('wal_checkpoint(NOOP)') as [Log]
    return log - checkpointed
  }
  expect(pending()).toBeGreaterThan(2000)
  const folding = keepFolded(join(import.meta.dirname, '../wal-worker.ts'), file, 0)
  for (const until = Date.now() + 10_000; Date.now() < until && pending() > 0; ) await sleep(50)
  expect(pending()).toBe(0)
  // and goes on: the next writes begin the log anew, and a little is folded once the writer is idle
  insert.run('y')
  expect(pending()).toBeGreaterThan(0)
  for (const until = Date.now() + 10_000; Date.now() < until && pending() > 0; ) await sleep(50)
  expect(pending()).toBe(0)
  // when it is closed nobody else has the book open: the last to close takes the log away, and the file may be renamed
  folding.close()
  sqlite.close()
  expect(readdirSync(folder)).toEqual(['book.db'])
  rmSync(folder, { recursive: true, force: true })
})
