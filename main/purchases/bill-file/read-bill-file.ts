import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { z } from 'zod'
import { itemHeads } from '../../../shared/items/catalogue-columns.ts'
import { guessBillMapping, layoutOf } from '../../../shared/purchases/bill-file/columns.ts'
import { type fileCalls, mostFileRows } from '../../../shared/purchases/file-contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { runJob } from '../../company/imports/run-job.ts'
import { sql } from '../../database/connection.ts'
import { uidText } from '../../database/uid.ts'
import type { Tasking } from '../../given.ts'
import { learntLayout } from './learnt.ts'

type Answer = z.output<(typeof fileCalls)['readBillFile']['output']>
const longestCell = 500

async function shaOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest()
}

/** Reads a bill file in the import worker and says whose layout it is. Refuses what a catalogue refuses, and a file too long to be bills. */
export async function readBillFile({ ticket }: { ticket: string }, given: Tasking): Promise<Answer> {
  const path = given.file(ticket)
  let columns: string[] = []
  const rows: Answer['rows'] = []
  await runJob(given, { kind: 'read', path, heads: itemHeads }, (event) => {
    if (event.kind === 'columns') {
      if (event.rows > mostFileRows)
        throw new Refusal('purchases/file-too-long', `More than ${mostFileRows} rows are no bill`, 'file', {
          limit: mostFileRows,
        })
      columns = event.columns
      return
    }
    for (const [rowNo, raw] of event.rows)
      rows.push({
        rowNo,
        cells: (JSON.parse(raw) as string[]).slice(0, columns.length).map((text) => text.slice(0, longestCell)),
      })
    given.progress({ done: rows.length, total: 0, note: '' })
  })
  const sha256 = await shaOf(path)
  const db = given.book.connection.reader
  const learnt = learntLayout(db, layoutOf(columns))
  const before = db.row(sql.selectFrom('bill_import').select('at').where('sha256', '=', sha256).where('undone', '=', 0))
  return {
    name: (path.split(/[\\/]/).at(-1) ?? '').slice(0, 200),
    sha256: sha256.toString('hex'),
    columns,
    rows,
    mapping: learnt?.mapping ?? guessBillMapping(columns),
    supplier: learnt?.supplier ? { uid: uidText(learnt.supplier.uid), name: learnt.supplier.name } : null,
    importedAt: before?.at ?? null,
  }
}
