import type { Handlers } from '../../../shared/contract.ts'
import type { partyImportCalls } from '../../../shared/parties/import-contract.ts'
import { understandParty } from '../../../shared/parties/party-row.ts'
import { importByUid, importState, importsSoFar, stagedPage } from '../../company/imports/import-store.ts'
import { applyImport, checkImport, dropImport, readImport, undoImport } from '../../company/imports/import-tasks.ts'
import { type Reader, sql } from '../../database/connection.ts'
import type { Given, Tasking } from '../../given.ts'
import { applyPartyRows, type OpeningBooks } from './apply-party-rows.ts'
import { importKind, type PartyOptions, partyList } from './party-import.ts'
import { undoPartyRows } from './undo-party-rows.ts'

const listFor = ({ book }: Tasking) =>
  partyList(() => book.connection.reader.must(sql.selectFrom('firm').select('state_code').where('id', '=', 1)).state_code)

type Ask = { uid: string; only: 'all' | 'good' | 'errors'; offset: number; limit: number }

/** A page of staged rows, each with what it is understood as under the import's mapping. */
function importRows(db: Reader, { uid, only, offset, limit }: Ask) {
  const work = importByUid<PartyOptions>(db, importKind, uid)
  const { good, withErrors } = work.result
  const checked = work.state !== 'read' && work.state !== 'reading'
  const rows = stagedPage(db, work.id, only, offset, limit).map((staged) => {
    const raw = JSON.parse(staged.raw) as string[]
    const { row, errors } = understandParty(raw, work.options.mapping)
    return {
      rowNo: staged.rowNo,
      raw,
      parsed: row.name === '' ? null : row,
      errors: checked ? JSON.parse(staged.errors ?? '[]') : errors,
    }
  })
  return { total: only === 'all' || !checked ? work.total : only === 'good' ? good : withErrors, rows }
}

/** Bringing in a list of parties. */
export const partyImportHandlers = (books: OpeningBooks): Handlers<typeof partyImportCalls, Given> => ({
  readImport: (input, given) => readImport(listFor(given), input, given),
  importState: ({ uid }, { db }) => importState(importByUid<PartyOptions>(db, importKind, uid)),
  imports: (_, { db }) => importsSoFar<PartyOptions>(db, importKind).map(importState),
  importRows: (ask, { db }) => importRows(db, ask),
  checkImport: (input, given) => checkImport(listFor(given), input, given),
  applyImport: ({ uid }, given) => applyImport(listFor(given), uid, given),
  applyImportRows: (slice, given) => applyPartyRows(given, slice, books),
  undoImport: ({ uid }, given) => undoImport(listFor(given), uid, given),
  undoImportRows: (slice, given) => undoPartyRows(given, slice, books),
  dropImport: ({ uid }, given) => dropImport(importKind, uid, given),
})
