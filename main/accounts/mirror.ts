import type { Posting } from '../../shared/accounts/posting.ts'
import { paise } from '../../shared/money.ts'
import { basisPoints, milli } from '../../shared/quantity.ts'
import { type Reader, sql, text } from '../database/connection.ts'

const negative = (amount: number) => paise(-amount)

/** True when something posted later – a receipt, a note – stands set against an open item of this document; what was taken back adds up to nothing. */
export const isSettledByOthers = (db: Reader, documentId: number): boolean =>
  db.row(text<{ from_item: number }>`
    with own as (select id, posting_id from open_item where document_id = ${documentId}),
    pairs as (select a.from_item, a.to_item, a.amount, a.posting_id from own join allocation a on a.to_item = own.id
      union all select a.from_item, a.to_item, a.amount, a.posting_id from own join allocation a on a.from_item = own.id)
    select from_item from pairs where posting_id not in (select posting_id from own) group by from_item, to_item having sum(amount) <> 0 limit 1`) !==
  undefined

/**
 * The postings that undo a document's own (model rule 3): the same lines with the other sign, on the date of what they mirror.
 * Derived cost postings are not mirrored; the cost of the item is worked out again without the pair. The document's open
 * items and their mirrors are set against each other.
 */
export function mirrorOf(db: Reader, documentId: number): Posting[] {
  const postings = db.rows(
    sql
      .selectFrom('posting as p')
      .innerJoin('document_state as s', 's.current_version_id', 'p.version_id')
      .select(['p.id', 'p.date'])
      .where('s.document_id', '=', documentId)
      .where('p.derived', '=', 0)
      .where('p.kind', '=', 'document')
      .orderBy('p.id'),
  )
  let moves = 0
  return postings.map((posting, index) => {
    const mirrored = mirrorPosting(db, posting, { index, firstMove: moves })
    moves += mirrored.moves.length
    return mirrored
  })
}

function mirrorPosting(
  db: Reader,
  { id, date }: { id: number; date: Posting['date'] },
  at: { index: number; firstMove: number },
): Posting {
  const ledger = db.rows(sql.selectFrom('ledger_line').selectAll().where('posting_id', '=', id).orderBy('line_no'))
  const opened = db.rows(sql.selectFrom('open_item').selectAll().where('posting_id', '=', id))
  const moves = db.rows(sql.selectFrom('stock_move').selectAll().where('posting_id', '=', id).orderBy('id'))
  const values = db.rows(sql.selectFrom('stock_value').selectAll().where('posting_id', '=', id).orderBy('line_no'))
  const placeOfMove = new Map(moves.map((move, index) => [move.id, at.firstMove + index]))
  return {
    kind: 'mirror',
    date,
    derived: false,
    mirrorOf: id,
    ledger: ledger.map((line) => ({
      accountId: line.account_id,
      amountPaise: negative(line.amount),
      ...(line.party_id === null ? {} : { partyId: line.party_id }),
    })),
    tax: mirroredTax(db, id),
    moves: moves.map((move) => ({
      itemId: move.item_id,
      batchId: move.batch_id,
      locationId: move.location_id,
      qtyMilli: milli(-move.qty),
      kind: move.kind as Posting['moves'][number]['kind'],
      ofMove: move.id,
    })),
    values: values.map((value) => {
      const place = placeOfMove.get(value.move_id)
      return {
        move: place === undefined ? { id: value.move_id } : { at: place },
        itemId: value.item_id,
        amountPaise: negative(value.amount),
        kind: value.kind as Posting['values'][number]['kind'],
      }
    }),
    itcChanges: mirroredCredit(db, id, placeOfMove),
    allocations: [...undoneAllocations(db, id), ...setAgainst(opened, at.index)],
  }
}

/** The credit that came with the posting's goods, and the changes it made to that of other receipts, taken back. */
function mirroredCredit(db: Reader, postingId: number, placeOfMove: ReadonlyMap<number, number>): Posting['itcChanges'] {
  const columns = ['move_id', 'igst', 'cgst', 'sgst', 'cess', 'rate_bp', 'supplier_id'] as const
  const came = db.rows(
    sql
      .selectFrom('receipt_itc')
      .select([...columns])
      .where('move_id', 'in', [...placeOfMove.keys()])
      .orderBy('move_id'),
  )
  const changed = db.rows(
    sql
      .selectFrom('itc_change')
      .select([...columns])
      .where('posting_id', '=', postingId)
      .orderBy('line_no'),
  )
  return [...came, ...changed].map((row) => ({
    move: { id: row.move_id },
    igstPaise: negative(row.igst),
    cgstPaise: negative(row.cgst),
    sgstPaise: negative(row.sgst),
    cessPaise: negative(row.cess),
    rateBp: basisPoints(row.rate_bp),
    supplierId: row.supplier_id,
  }))
}

const mirroredTax = (db: Reader, postingId: number): Posting['tax'] =>
  db.rows(sql.selectFrom('tax_line').selectAll().where('posting_id', '=', postingId).orderBy('line_no')).map((line) => ({
    direction: line.direction as 'out' | 'in',
    docClass: line.doc_class,
    gstin: line.gstin,
    pos: line.pos,
    class: line.class as Posting['tax'][number]['class'],
    rateBp: basisPoints(line.rate_bp),
    hsn: line.hsn,
    uqc: line.uqc,
    qtyMilli: milli(-line.qty),
    taxablePaise: negative(line.taxable),
    igstPaise: negative(line.igst),
    cgstPaise: negative(line.cgst),
    sgstPaise: negative(line.sgst),
    cessPaise: negative(line.cess),
    reverseCharge: line.rcm === 1,
    itcClass: line.itc_class,
    returnPeriod: line.return_period,
  }))

const undoneAllocations = (db: Reader, postingId: number): Posting['allocations'] =>
  db
    .rows(sql.selectFrom('allocation').selectAll().where('posting_id', '=', postingId).orderBy('id'))
    .map((row) => ({ from: { id: row.from_item }, to: { id: row.to_item }, amountPaise: negative(row.amount), mirrorOf: row.id }))

/** Each open item against its mirror; the debit of the two is the one that is settled. */
const setAgainst = (
  opened: readonly { id: number; line_no: number; amount: number }[],
  posting: number,
): Posting['allocations'] =>
  opened.map((item) => {
    const mirrored = { posting, line: item.line_no - 1 }
    const own = { id: item.id }
    return item.amount > 0
      ? { from: mirrored, to: own, amountPaise: paise(item.amount) }
      : { from: own, to: mirrored, amountPaise: paise(-item.amount) }
  })
