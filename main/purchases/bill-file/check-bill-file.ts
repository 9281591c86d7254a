import type { z } from 'zod'
import type { LocalDate } from '../../../shared/calendar.ts'
import { mappingProblem } from '../../../shared/purchases/bill-file/columns.ts'
import type { MatchItem } from '../../../shared/purchases/bill-file/match.ts'
import { packDoubt, proveBill } from '../../../shared/purchases/bill-file/proof.ts'
import {
  billsOf,
  type FileBill,
  type FileLine,
  type RowProblem,
  understandLine,
} from '../../../shared/purchases/bill-file/rows.ts'
import type { FileBillShown, FileLineShown, fileCalls } from '../../../shared/purchases/file-contract.ts'
import { basisPoints } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, sql } from '../../database/connection.ts'
import { prepared } from '../../database/prepared.ts'
import { uidBytes, uidText } from '../../database/uid.ts'
import { itemFacts } from '../../items/item-facts.ts'
import { partyByUid, searchParties } from '../../parties/party-store.ts'
import { billWithNumber } from '../bill-facts.ts'
import { lastRateE4, matchesOf } from './find-items.ts'

type Ask = z.output<(typeof fileCalls)['checkBillFile']['input']>
type Answer = z.output<(typeof fileCalls)['checkBillFile']['output']>
type Supplier = { id: number; uid: string; name: string; why: 'given' | 'gstin' | 'name' }

const byGstin = prepared<{ gstin: string }>()((p) =>
  sql
    .selectFrom('party')
    .select(['id', 'uid', 'name'])
    .where('gstin', '=', p.gstin)
    .where('is_supplier', '=', 1)
    .where('active', '=', 1),
)

/** Whose file it is: as said, else by its GSTIN, else by a name that only one supplier has. */
function supplierOf(db: Reader, asked: string | null, lines: readonly FileLine[]): Supplier | null {
  if (asked !== null) {
    const found = partyByUid(db, uidBytes(asked))
    if (!found) throw new Refusal('accounts/no-party', 'There is no such supplier', 'supplier')
    return { id: found.party.id, uid: asked, name: found.party.name, why: 'given' }
  }
  const gstins = new Set(lines.map((line) => line.supplierGstin).filter(Boolean))
  if (gstins.size === 1) {
    const rows = db.all(byGstin, { gstin: [...gstins][0] as string })
    if (rows.length === 1 && rows[0]) return { id: rows[0].id, uid: uidText(rows[0].uid), name: rows[0].name, why: 'gstin' }
  }
  const names = new Set(lines.map((line) => line.supplier.toUpperCase()).filter(Boolean))
  if (names.size !== 1) return null
  const wanted = [...names][0] as string
  const same = searchParties(db, wanted, 10, false).filter((row) => row.name.toUpperCase() === wanted)
  const [only] = same
  return only && same.length === 1 ? { id: only.id, uid: uidText(only.uid), name: only.name, why: 'name' } : null
}

/**
 * Understands the rows of a bill file and proves them. Refuses a mapping that cannot work and a supplier that is not in the book; what
 * is wrong with a row is data.
 */
export function checkBillFile(db: Reader, today: LocalDate, ask: Ask): Answer {
  const problem = mappingProblem(ask.columns, ask.mapping)
  if (problem) throw new Refusal(problem.code, problem.message, 'mapping', problem.details)
  const understood = ask.rows.map(({ rowNo, cells }) => understandLine(cells, ask.mapping, { rowNo, today }))
  const rows = understood.filter((row) => row !== null)
  const problems = new Map(rows.map((row) => [row.line.rowNo, row.problems]))
  const lines = rows.map((row) => row.line)
  const supplier = supplierOf(db, ask.supplier, lines)
  return {
    supplier: supplier && { uid: supplier.uid, name: supplier.name, why: supplier.why },
    bills: billsOf(lines).map((bill) => shownBill(db, bill, { supplier, problems, today })),
    skipped: understood.length - rows.length,
  }
}

type At = { supplier: Supplier | null; problems: ReadonlyMap<number, RowProblem[]>; today: LocalDate }

function shownBill(db: Reader, bill: FileBill, at: At): z.output<typeof FileBillShown> {
  const proof = proveBill(bill)
  const { supplier } = at
  return {
    supplier: bill.supplier,
    supplierGstin: bill.supplierGstin,
    number: bill.number,
    date: bill.date,
    lines: bill.lines.map((line, index) => ({
      ...shownLine(db, line, at),
      proof: proof.lines[index]?.state ?? 'none',
      expectedPaise: proof.lines[index]?.expectedPaise ?? (0 as never),
    })),
    meaning: proof.meaning,
    netPaise: proof.netPaise,
    taxPaise: proof.taxPaise,
    totalPaise: proof.totalPaise,
    fileTotalPaise: bill.totalPaise,
    offPaise: proof.offPaise,
    enteredAs: supplier && bill.number && bill.date ? billWithNumber(db, supplier.id, bill.number, bill.date) : null,
  }
}

const mostOffered = 8

function shownLine(
  db: Reader,
  line: FileLine,
  { supplier, problems, today }: At,
): Omit<z.output<typeof FileLineShown>, 'proof' | 'expectedPaise'> {
  const { matches, certain, learnt, items } = matchesOf(db, line, { supplierId: supplier?.id ?? null, date: today })
  const offered = matches.slice(0, mostOffered)
  const facts = itemFacts(
    db,
    offered.map(({ itemId }) => itemId),
    today,
  )
  const found = offered.flatMap(({ itemId, evidence }) => {
    const item = facts.get(itemId)
    if (!item) return []
    const unit = (learnt?.itemId === itemId && item.units.find((one) => one.unit === learnt.unit)?.unit) || item.saleUnit
    const factor = item.units.find((one) => one.unit === unit)?.factor ?? item.saleFactor
    const known = items.get(itemId) as MatchItem
    return [
      {
        itemId,
        item: item.name,
        pack: item.packLabel,
        manufacturer: item.manufacturer,
        unit,
        units: item.units,
        gstBp: known.rateBp === null ? null : basisPoints(known.rateBp),
        lastRateE4: lastRateE4(db, itemId, factor),
        evidence: [...evidence],
      },
    ]
  })
  const { billNumber: _number, billDate: _date, billTotalPaise: _total, supplier: _name, supplierGstin: _gstin, ...own } = line
  return {
    ...own,
    problems: problems.get(line.rowNo) ?? [],
    packDoubt: packDoubt(line, found[0]?.lastRateE4 ?? null),
    matches: found,
    certain: found.some(({ itemId }) => itemId === certain) ? certain : null,
  }
}
