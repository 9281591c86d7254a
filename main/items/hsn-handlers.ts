import type { Handlers } from '../../shared/contract.ts'
import type { hsnCalls } from '../../shared/items/hsn-contract.ts'
import { uidText } from '../database/uid.ts'
import type { Given } from '../given.ts'
import { hsnHistory, listHsn, putHsn, searchHsn, troubledHsn } from './hsn-store.ts'
import { importHsn } from './imports/hsn-import.ts'

/** The HSN master: search, list, what is wrong, the portal's file. */
export const hsnHandlers: Handlers<typeof hsnCalls, Given> = {
  hsnSearch: ({ text, limit }, { db, today }) => ({ text, rows: searchHsn(db, text, limit, today) }),
  hsnList: (ask, { db, today }) => listHsn(db, ask, today),
  hsnTrouble: (ask, { db, today }) => {
    const { rows, digits, total, sums } = troubledHsn(db, ask, today)
    return {
      rows: rows.map(({ uid, ...row }) => ({
        ...row,
        uid: uidText(uid),
        problem: row.hsn.length < digits ? ('short' as const) : ('unknown' as const),
      })),
      total,
      sums,
    }
  },
  hsnHistory: ({ code }, { db, today }) => hsnHistory(db, code, today),
  saveHsn: (input, given) => {
    putHsn(given, [input])
    return { ok: true }
  },
  importHsn: (input, given) => importHsn(input, given),
  importHsnRows: ({ rows }, given) => putHsn(given, rows),
}
