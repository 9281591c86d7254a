import type { Handlers } from '../../shared/contract.ts'
import type { gst } from '../../shared/gst/contract.ts'
import type { Given } from '../given.ts'
import { checkRows, gstr1Summary } from './gstr1-report.ts'
import { freeGoods, pageOf, rowsBehind, sectionRows } from './gstr1-rows.ts'
import { returnFile } from './return-file.ts'

/** The gst room: returns, read from stored figures. */
export const gstHandlers: Handlers<typeof gst, Given> = {
  gstr1: ({ month }, { db }) => gstr1Summary(db, month),
  gstr1Rows: ({ month, section, behind, ...asked }, { db }) =>
    pageOf(
      db,
      behind === null
        ? sectionRows(month, section, freeGoods(db, month))
        : rowsBehind(month, section, behind, freeGoods(db, month)),
      asked,
    ),
  gstr1CheckRows: ({ month, check, ...asked }, { db }) => checkRows(db, month, check, asked),
  gstr1Json: async (input, given) => {
    const { name, bytes, rows } = await returnFile(given, 'json', input)
    return { name, bytes, documents: rows }
  },
  gstr1Excel: async (input, given) => await returnFile(given, 'xlsx', input),
}
