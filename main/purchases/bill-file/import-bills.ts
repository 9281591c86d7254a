import type { z } from 'zod'
import type { Paise } from '../../../shared/money.ts'
import type { PurchaseBill } from '../../../shared/purchases/bill-contract.ts'
import { layoutOf, mappingProblem } from '../../../shared/purchases/bill-file/columns.ts'
import { type FileLine, understandLine } from '../../../shared/purchases/bill-file/rows.ts'
import type { fileCalls } from '../../../shared/purchases/file-contract.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { change } from '../../company/records.ts'
import { sql } from '../../database/connection.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import type { Writing } from '../../given.ts'
import { partyByUid } from '../../parties/party-store.ts'
import { matchesOf } from './find-items.ts'
import { forget, teach } from './learnt.ts'

type Ask = z.output<(typeof fileCalls)['importBills']['input']>
type Imported = Ask['bills'][number]
type Posted = { number: string; totalPaise: Paise }
/** Posts one supplier bill; refuses and warns as keying it would. */
export type PostBill = (given: Writing, bill: z.output<typeof PurchaseBill>) => Posted
export type CancelBill = (given: Writing, ask: { uid: string; reason: string }) => void

const hex = (sha256: string): Buffer => Buffer.from(sha256, 'hex')

/** Fields of refusals and warnings name the bill of the file they are about. */
function within<T>(given: Writing, at: number, work: (given: Writing) => T): T {
  const prefix = `bills.${at}.bill.`
  const own: Writing = Object.assign(Object.create(given) as Writing, {
    warn: (code: string, field?: string, details?: never) =>
      given.warn(code, field === undefined ? undefined : prefix + field, details),
  })
  try {
    return work(own)
  } catch (error) {
    if (error instanceof Refusal && error.field)
      throw new Refusal(error.code, error.message, prefix + error.field, error.details as never)
    throw error
  }
}

/** What the file says of a line is not sent again; the name and code are enough to ask once more what it means. */
function assertCertain({ tx, today }: Writing, supplierId: number, { bill, lines }: Imported, at: number): void {
  if (lines.length !== bill.lines.length)
    throw new Refusal('purchases/import-lines', 'Each line of the bill is one of the file', `bills.${at}.lines`)
  for (const [index, line] of lines.entries()) {
    if (line.how !== 'certain') continue
    const posted = bill.lines[index]
    const asked = asFileLine(line)
    const { certain } = asked ? matchesOf(tx, asked, { supplierId, date: today }) : { certain: null }
    if (certain !== posted?.itemId)
      throw new Refusal(
        'purchases/not-certain',
        `${line.name}: which item this is has to be chosen`,
        `bills.${at}.bill.lines.${index}.itemId`,
        { name: line.name },
      )
  }
}

function asFileLine(line: Imported['lines'][number]): FileLine | undefined {
  const cells = [line.code, line.name, line.pack, line.barcode, line.manufacturer, '1', '1']
  const fields = ['code', 'name', 'pack', 'barcode', 'manufacturer', 'quantity', 'rate'] as const
  return understandLine(cells, fields, { rowNo: line.rowNo, today: '2000-01-01' as never })?.line
}

/** One import is one change: all its bills, what it taught, and a row that says so. Refuses as `importBills` in the contract tells. */
export function importBills(
  given: Writing,
  ask: Ask,
  postBill: PostBill,
): { bills: { uid: string; number: string; totalPaise: Paise }[] } {
  const { tx } = given
  const problem = mappingProblem(ask.columns, ask.mapping)
  if (problem) throw new Refusal(problem.code, problem.message, 'mapping', problem.details)
  const supplier = partyByUid(tx, uidBytes(ask.supplier))?.party
  if (!supplier) throw new Refusal('accounts/no-party', 'There is no such supplier', 'supplier')
  const before = tx.row(sql.selectFrom('bill_import').select('at').where('sha256', '=', hex(ask.sha256)).where('undone', '=', 0))
  if (before) given.warn('purchases/file-imported', 'sha256', { at: before.at })
  const posted = ask.bills.map((one, at) => {
    if (one.bill.supplier !== ask.supplier)
      throw new Refusal('purchases/import-supplier', 'All bills of a file are of one supplier', `bills.${at}.bill.supplier`)
    assertCertain(given, supplier.id, one, at)
    return { ...one, ...within(given, at, (own) => postBill(own, one.bill)) }
  })
  const all = ask.bills.flatMap(({ lines }) => lines)
  const chosen = all.filter(({ how }) => how === 'chosen').length
  const [importId] = change(
    given,
    [
      {
        insert: 'bill_import',
        row: {
          uid: uidBytes(ask.uid),
          supplier_id: supplier.id,
          file_name: ask.name,
          sha256: hex(ask.sha256),
          at: given.now,
          user_id: given.by.id,
          certain: all.length - chosen,
          chosen,
          left_out: ask.leftOut,
        },
      },
    ],
    { entity: 'bill_import', entityUid: ask.uid },
  ) as [number]
  change(
    given,
    posted.map(({ bill, fileTotalPaise }) => ({
      insert: 'bill_import_document' as const,
      row: { import_id: importId, document_id: documentId(given, bill.uid), file_total: fileTotalPaise },
    })),
    { entity: 'bill_import', entityUid: ask.uid },
  )
  teach(given, importId, {
    supplierId: supplier.id,
    layout: layoutOf(ask.columns),
    mapping: ask.mapping,
    items: ask.bills.flatMap(({ bill, lines }) =>
      lines.flatMap(({ code, name, unit }, index) => {
        const itemId = bill.lines[index]?.itemId
        return itemId === undefined ? [] : [{ code, name, itemId, unit }]
      }),
    ),
  })
  return { bills: posted.map(({ bill, number, totalPaise }) => ({ uid: bill.uid, number, totalPaise })) }
}

const documentId = ({ tx }: Writing, uid: string): number =>
  tx.must(sql.selectFrom('document').select('id').where('uid', '=', uidBytes(uid))).id

/** Takes an import back whole. Refuses an unknown or undone one, and what refuses the cancelling of one of its bills. */
export function undoBillImport(given: Writing, { uid, reason }: { uid: string; reason: string }, cancelBill: CancelBill): void {
  const { tx } = given
  const found = tx.row(sql.selectFrom('bill_import').select(['id', 'undone']).where('uid', '=', uidBytes(uid)))
  if (!found) throw new Refusal('purchases/no-import', 'There is no such import', 'uid')
  if (found.undone === 1) throw new Refusal('purchases/import-undone', 'This import was undone already', 'uid')
  const bills = tx.rows(
    sql
      .selectFrom('bill_import_document as i')
      .innerJoin('document as d', 'd.id', 'i.document_id')
      .innerJoin('document_state as s', 's.document_id', 'd.id')
      .select('d.uid')
      .where('i.import_id', '=', found.id)
      .where('s.cancelled', '=', 0)
      .orderBy('i.id', 'desc'),
  )
  for (const bill of bills) cancelBill(given, { uid: uidText(bill.uid), reason })
  forget(given, found.id, reason)
  change(given, [{ update: 'bill_import', id: found.id, set: { undone: 1, undo_reason: reason } }], {
    entity: 'bill_import',
    entityUid: uid,
    reason,
  })
}
