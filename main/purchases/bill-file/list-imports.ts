import type { z } from 'zod'
import { isLocalDate, type LocalDate } from '../../../shared/calendar.ts'
import { paise } from '../../../shared/money.ts'
import type { fileCalls } from '../../../shared/purchases/file-contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, sql, text } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'

type Ask = z.output<(typeof fileCalls)['billImports']['input']>
type Page = z.output<(typeof fileCalls)['billImports']['output']>
type One = z.output<(typeof fileCalls)['billImport']['output']>

/** One import with its bills, as they stand. */
export function billImport(db: Reader, uid: string): One {
  const found = db.row(
    sql
      .selectFrom('bill_import as i')
      .innerJoin('party', 'party.id', 'i.supplier_id')
      .select(['i.id', 'i.file_name', 'i.at', 'i.undone', 'party.name'])
      .where('i.uid', '=', uidBytes(uid)),
  )
  if (!found) throw new Refusal('purchases/no-import', 'There is no such import', 'uid')
  const bills = db.rows(
    sql
      .selectFrom('bill_import_document as i')
      .innerJoin('document as d', 'd.id', 'i.document_id')
      .innerJoin('document_state as s', 's.document_id', 'd.id')
      .innerJoin('document_version as v', 'v.id', 's.current_version_id')
      .select(['d.uid', 'd.number', 'd.reference', 'd.date', 'v.total', 's.cancelled'])
      .where('i.import_id', '=', found.id)
      .orderBy('i.id'),
  )
  return {
    name: found.file_name,
    at: found.at,
    supplier: found.name,
    undone: found.undone === 1,
    bills: bills.map((bill) => ({
      uid: uidText(bill.uid),
      number: bill.number,
      supplierNumber: bill.reference ?? '',
      date: isLocalDate(bill.date) ? bill.date : ('' as LocalDate),
      totalPaise: bill.total,
      cancelled: bill.cancelled === 1,
    })),
  }
}

type Row = {
  uid: Uint8Array
  name: string
  at: string
  supplier: string
  by: string
  certain: number
  chosen: number
  leftOut: number
  undone: number
  bills: number
  total: number
  fileTotal: number
  without: number
}

/** Imports of supplier bills, the newest first, filtered by words of the file's name or the supplier's. */
export function billImports(db: Reader, { filter, offset, limit }: Ask): Page {
  const like = `%${filter.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`
  const from = text<Row>`select i.uid, i.file_name as name, i.at, p.name as supplier, u.name as by, i.certain, i.chosen, i.left_out as leftOut, i.undone,
      count(d.id) as bills, coalesce(sum(v.total), 0) as total, coalesce(sum(d.file_total), 0) as fileTotal, sum(d.file_total is null) as without
    from bill_import i join party p on p.id = i.supplier_id join user u on u.id = i.user_id
    left join bill_import_document d on d.import_id = i.id left join document_state s on s.document_id = d.document_id
    left join document_version v on v.id = s.current_version_id
    where i.file_name like ${like} escape '\\' or p.name like ${like} escape '\\'
    group by i.id order by i.id desc`
  const all = db.rows(from)
  return {
    rows: all.slice(offset, offset + limit).map(({ uid, undone, total, fileTotal, without, ...row }) => ({
      ...row,
      uid: uidText(uid),
      totalPaise: paise(total),
      fileTotalPaise: without > 0 ? null : paise(fileTotal),
      undone: undone === 1,
    })),
    total: all.length,
    sums:
      offset === 0
        ? { bills: all.reduce((sum, row) => sum + row.bills, 0), totalPaise: paise(all.reduce((sum, row) => sum + row.total, 0)) }
        : null,
  }
}
