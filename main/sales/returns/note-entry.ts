import {
  type DocumentLine,
  emptyPosting,
  type LedgerLine,
  type LineLink,
  type NewDocument,
  type Posting,
  type TaxLine,
  type VersionFacts,
} from '../../../shared/accounts/posting.ts'
import { type LocalDate, taxPeriod } from '../../../shared/calendar.ts'
import { type Paise, paise, sumPaise } from '../../../shared/money.ts'
import { basisPoints, milli } from '../../../shared/quantity.ts'
import type { PaidMode } from '../../../shared/sales/price-bill.ts'
import type { NoteKind } from '../../../shared/sales/return-drafts.ts'
import { type Figures, noFigures } from '../../../shared/sales/settle-return.ts'
import type { AccountIds } from '../../accounts/account-store.ts'
import { inputTax } from '../../purchases/input-tax.ts'
import { modeAccount } from '../post-bill.ts'

/** A line of a note: as it is kept, and what it does to goods. */
export type NoteLine = {
  line: DocumentLine
  /** Line of the bill it answers. */
  toLine: number | null
  /** Goods that come in; null on notes of value. */
  back: { locationId: number; ofMove: number | null } | null
}
/** How the money is settled: set against an open item, given (or taken) at once, or left on account. */
export type Settlement =
  | { how: 'account' }
  | { how: 'against'; openItem: number; leftPaise: number }
  | { how: 'money'; mode: PaidMode }

export type Note = {
  uid: string
  kind: Exclude<NoteKind, 'replacement'>
  date: LocalDate
  reference: string | null
  party: { id: number; accountId: number } | null
  dueDate: LocalDate | null
  version: Pick<VersionFacts, 'partyName' | 'gstin' | 'category' | 'pos' | 'supply' | 'applied'>
  billId: number | null
  lines: readonly NoteLine[]
  roundOffPaise: Paise
  totalPaise: Paise
  settlement: Settlement
  /** The firm has a GSTIN: tax the buyer charges it is credit. */
  registered: boolean
}

const heads = ['igstPaise', 'cgstPaise', 'sgstPaise', 'cessPaise'] as const
const some = (accountId: number, amountPaise: number): LedgerLine[] =>
  amountPaise === 0 ? [] : [{ accountId, amountPaise: paise(amountPaise) }]

const sumsOf = (lines: readonly NoteLine[]): Figures & { grossPaise: Paise; discountPaise: Paise } => {
  const sum = (of: (line: DocumentLine) => number) => sumPaise(lines.map(({ line }) => of(line)))
  return {
    grossPaise: sum((line) => line.grossPaise),
    discountPaise: sum((line) => line.discountPaise),
    taxablePaise: sum((line) => line.taxablePaise),
    igstPaise: sum((line) => line.igstPaise),
    cgstPaise: sum((line) => line.cgstPaise),
    sgstPaise: sum((line) => line.sgstPaise),
    cessPaise: sum((line) => line.cessPaise),
  }
}

/** The account a note's value is booked on: what was sold and came back, what was given away, or what was sold after all. */
function valueAccount(accounts: AccountIds, kind: Note['kind']): number {
  if (kind === 'commercial-credit') return accounts.discountAllowed
  return kind === 'debit-note' ? accounts.sales : accounts.salesReturns
}

/**
 * A credit note: Dr sales returns (a commercial one: discount allowed), Dr the output heads, Cr the party. A debit note the other way. The
 * buyer's own bill for goods he returns: Dr sales returns, Dr the input heads, Cr the party. The party's line comes first, so that it can be
 * set against what is open; money that changes hands at once goes through the party in the same entry.
 */
function ledgerOf(accounts: AccountIds, note: Note): Pick<Posting, 'ledger' | 'allocations'> {
  const sign = note.kind === 'debit-note' ? -1 : 1
  const sums = sumsOf(note.lines)
  const inward = note.kind === 'return-bill'
  const headAccounts = inward
    ? [accounts.inputIgst, accounts.inputCgst, accounts.inputSgst, accounts.inputCess]
    : [accounts.outputIgst, accounts.outputCgst, accounts.outputSgst, accounts.outputCess]
  const { party, settlement, totalPaise } = note
  const due = party && totalPaise !== 0 ? [partyLine(party, -sign * totalPaise, note.dueDate)] : []
  const paid = settlement.how === 'money' ? some(modeAccount(accounts, settlement.mode), -sign * totalPaise) : []
  const settles = party && paid.length > 0 ? [partyLine(party, sign * totalPaise, null)] : []
  const ledger = [
    ...due,
    ...some(valueAccount(accounts, note.kind), sign * sums.taxablePaise),
    ...heads.flatMap((head, at) => some(headAccounts[at] as number, sign * sums[head])),
    ...some(accounts.roundOff, sign * note.roundOffPaise),
    ...paid,
    ...settles,
  ]
  const own = { posting: 0, line: 0 }
  if (settles.length > 0) {
    const other = { posting: 0, line: ledger.length - 1 }
    const [from, to] = sign > 0 ? [own, other] : [other, own]
    return { ledger, allocations: [{ from, to, amountPaise: totalPaise }] }
  }
  const against = settlement.how === 'against' && due.length > 0 ? Math.min(settlement.leftPaise, totalPaise) : 0
  if (settlement.how !== 'against' || against <= 0) return { ledger, allocations: [] }
  return { ledger, allocations: [{ from: own, to: { id: settlement.openItem }, amountPaise: paise(against) }] }
}

const partyLine = (party: { id: number; accountId: number }, amountPaise: number, due: LocalDate | null): LedgerLine => ({
  accountId: party.accountId,
  partyId: party.id,
  amountPaise: paise(amountPaise),
  ...(due ? { due } : {}),
})

/**
 * Outward tax of a note, Σ per class, rate, HSN and unit: a credit counts as less, so that every sum of a return nets by itself. A commercial
 * note is in no return (gst-rules.md §3.4); the buyer's own bill is an inward supply with credit.
 */
function taxOf(note: Note): TaxLine[] {
  if (note.kind === 'commercial-credit') return []
  if (note.kind === 'return-bill')
    return inputTax(
      note.lines.map(({ line }) => ({
        figures: line,
        hsn: line.hsn,
        uqc: line.uqc,
        qtyMilli: line.qtyMilli + line.freeMilli,
        itc: 'inputs',
        reverseCharge: false,
      })),
      { docClass: 'bill', date: note.date, gstin: note.version.gstin, pos: note.version.pos, registered: note.registered },
    )
  const sign = note.kind === 'debit-note' ? 1 : -1
  const groups = new Map<string, TaxLine>()
  for (const { line, back } of note.lines) {
    const key = `${line.taxClass} ${line.rateBp} ${line.hsn} ${line.uqc}`
    const sum = groups.get(key) ?? { ...noFigures, qtyMilli: milli(0) }
    const plus = (figure: keyof Figures) => paise(sum[figure] + sign * line[figure])
    groups.set(key, {
      direction: 'out',
      docClass: note.kind === 'debit-note' ? 'debit-note' : 'credit-note',
      gstin: note.version.gstin,
      pos: note.version.pos,
      class: line.taxClass,
      rateBp: basisPoints(line.rateBp),
      hsn: line.hsn,
      uqc: line.uqc,
      // value alone: no goods moved
      qtyMilli: milli(sum.qtyMilli + (back ? sign * (line.qtyMilli + line.freeMilli) : 0)),
      taxablePaise: plus('taxablePaise'),
      igstPaise: plus('igstPaise'),
      cgstPaise: plus('cgstPaise'),
      sgstPaise: plus('sgstPaise'),
      cessPaise: plus('cessPaise'),
      reverseCharge: false,
      itcClass: null,
      returnPeriod: taxPeriod(note.date),
    })
  }
  return [...groups.values()]
}

/** Goods that come back, each to its place, naming the move they left by: their cost comes back at its share (model rule 10). */
const movesOf = (note: Note): Posting['moves'] =>
  note.lines.flatMap(({ line, back }) =>
    back === null
      ? []
      : [
          {
            itemId: line.itemId,
            batchId: line.batchId as number,
            locationId: back.locationId,
            qtyMilli: milli(line.qtyMilli + line.freeMilli),
            kind: 'sale-return' as const,
            ...(back.ofMove === null ? {} : { ofMove: back.ofMove }),
            ...(note.kind === 'return-bill' && note.registered && heads.some((head) => line[head] !== 0)
              ? {
                  itc: {
                    igstPaise: line.igstPaise,
                    cgstPaise: line.cgstPaise,
                    sgstPaise: line.sgstPaise,
                    cessPaise: line.cessPaise,
                    rateBp: line.rateBp,
                    supplierId: note.party?.id ?? null,
                  },
                }
              : {}),
          },
        ],
  )

/** What a note does to the books, but for its number and the cost of its goods. Pure. */
export function noteEntry(accounts: AccountIds, note: Note): { document: NewDocument; posting: Posting } {
  const sums = sumsOf(note.lines)
  const kind = note.lines.some(({ back }) => back) ? ('return' as const) : ('note' as const)
  const lineLinks = note.lines.flatMap(({ line, toLine, back }, at): LineLink[] =>
    toLine === null || note.billId === null
      ? []
      : [{ lineNo: at + 1, toDocumentId: note.billId, toLineNo: toLine, kind, qtyMilli: back ? line.qtyMilli : milli(0) }],
  )
  return {
    posting: { ...emptyPosting('document', note.date), ...ledgerOf(accounts, note), tax: taxOf(note), moves: movesOf(note) },
    document: {
      uid: note.uid,
      kind: note.kind,
      date: note.date,
      partyId: note.party?.id ?? null,
      reference: note.reference,
      lines: note.lines.map(({ line }) => line),
      lineLinks,
      links: note.billId === null ? [] : [{ toDocumentId: note.billId, kind }],
      version: {
        ...note.version,
        mode: note.settlement.how === 'money' ? note.settlement.mode : 'credit',
        dueDate: note.dueDate,
        ...sums,
        chargesPaise: paise(0),
        roundOffPaise: note.roundOffPaise,
        totalPaise: note.totalPaise,
      },
    },
  }
}
