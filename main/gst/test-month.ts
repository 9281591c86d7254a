import type {
  DocumentLine,
  Entry,
  LedgerLine,
  NewDocument,
  Posting,
  TaxLine,
  VersionFacts,
} from '../../shared/accounts/posting.ts'
import { emptyPosting } from '../../shared/accounts/posting.ts'
import { localDate, taxPeriod } from '../../shared/calendar.ts'
import type { PartyCategory } from '../../shared/company/party-category.ts'
import { type SupplyType, supplyType } from '../../shared/gst/place-of-supply.ts'
import type { TaxClass } from '../../shared/gst/rates.ts'
import { type Settled, settle } from '../../shared/gst/tax.ts'
import { type Paise, paise } from '../../shared/money.ts'
import { basisPoints, milli, rateE4 } from '../../shared/quantity.ts'
import { accountIds } from '../accounts/account-store.ts'
import { type Posted, post } from '../accounts/ledger.ts'
import { mirrorOf } from '../accounts/mirror.ts'
import { change } from '../company/records.ts'
import { sql } from '../database/connection.ts'
import { newUid, uidBytes, uidText } from '../database/uid.ts'
import type { Writing } from '../given.ts'

// Bills for the tests of returns, posted with hand-made entries: a return reads what is stored, however it came there.

export type TestLine = {
  hsn?: string
  uqc?: string
  taxClass?: TaxClass
  rateBp?: number
  qty?: number
  free?: number
  /** Rupees per unit. */
  rate: number
  discountBp?: number
}
export type TestBill = {
  date: string
  party?: string
  gstin?: string | null
  category?: PartyCategory
  pos?: string
  withPayment?: boolean
  reverseCharge?: boolean
  zeroRated?: { port: string | null; shippingBill: string | null; shippingDate: string | null }
  lines: TestLine[]
  cancelled?: boolean
  roundOff?: boolean
}
/** The parts of a bill's entry before it is posted. A test plants its fault by changing one of them. */
export type Parts = {
  document: NewDocument
  version: VersionFacts
  posting: Posting
  ledger: LedgerLine[]
  tax: TaxLine[]
  firstTax: TaxLine
}
export type Tamper = (parts: Parts) => void

function partsOf({ document, postings: [posting] }: Entry): Parts {
  const firstTax = posting?.tax[0]
  if (!document || !posting || !firstTax) throw new Error('the entry of a bill has a document, a posting and tax lines')
  return { document, version: document.version, posting, ledger: posting.ledger, tax: posting.tax, firstTax }
}

const ownState = '27'

/** One item that every line names; its own tax does not matter, lines carry theirs. */
function testItem(given: Writing): number {
  const found = given.tx.row(sql.selectFrom('item').select('id').where('code', '=', 'TEST'))
  if (found) return found.id
  const row = { uid: uidBytes(newUid()), code: 'TEST', name: 'Test goods', base_unit: 'pcs', sale_unit: 'pcs', sale_factor: 1 }
  return change(given, [{ insert: 'item', row }], { entity: 'item' })[0] as number
}

function settledLines(bill: TestBill, supply: SupplyType): Settled {
  return settle(
    bill.lines.map((line) => ({
      qtyMilli: Math.round((line.qty ?? 1) * 1000),
      rateE4: Math.round(line.rate * 10_000),
      factor: 1,
      discountsBp: line.discountBp ? [line.discountBp] : [],
      taxClass: line.taxClass ?? 'taxable',
      rateBp: line.rateBp ?? 0,
    })),
    { supply, roundOff: bill.roundOff ?? false, reverseCharge: bill.reverseCharge ?? false },
  )
}

/** One tax line per class, rate, HSN and unit, free goods counted in the quantity. */
function taxLines(bill: TestBill, settled: Settled, pos: string): TaxLine[] {
  const groups = new Map<string, TaxLine>()
  settled.lines.forEach((figures, index) => {
    const line = bill.lines[index] as TestLine
    const hsn = line.hsn ?? '30049099'
    const uqc = line.uqc ?? 'NOS'
    const key = [figures.taxClass, figures.rateBp, hsn, uqc].join()
    const sum = groups.get(key)
    groups.set(key, {
      direction: 'out',
      docClass: 'invoice',
      gstin: bill.gstin ?? null,
      pos,
      class: figures.taxClass,
      rateBp: basisPoints(figures.rateBp),
      hsn,
      uqc,
      qtyMilli: milli((sum?.qtyMilli ?? 0) + Math.round(((line.qty ?? 1) + (line.free ?? 0)) * 1000)),
      taxablePaise: paise((sum?.taxablePaise ?? 0) + figures.taxablePaise),
      igstPaise: paise((sum?.igstPaise ?? 0) + figures.igstPaise),
      cgstPaise: paise((sum?.cgstPaise ?? 0) + figures.cgstPaise),
      sgstPaise: paise((sum?.sgstPaise ?? 0) + figures.sgstPaise),
      cessPaise: paise((sum?.cessPaise ?? 0) + figures.cessPaise),
      reverseCharge: bill.reverseCharge ?? false,
      itcClass: null,
      returnPeriod: taxPeriod(localDate(bill.date)),
    })
  })
  return [...groups.values()]
}

/** Posts a bill as sales would: Dr cash, Cr sales and the output heads. */
export function postTestBill(given: Writing, bill: TestBill, tamper: Tamper = () => undefined): Posted & { uid: string } {
  const date = localDate(bill.date)
  const category = bill.category ?? (bill.gstin ? 'regular' : 'unregistered')
  const pos = bill.pos ?? (bill.gstin ? bill.gstin.slice(0, 2) : category === 'overseas' ? '96' : ownState)
  const supply = supplyType({ supplierState: ownState, pos, category, withPayment: bill.withPayment ?? true })
  const settled = settledLines(bill, supply)
  const accounts = accountIds(given.tx)
  const itemId = testItem(given)
  const {
    grossPaise,
    discountPaise,
    chargesPaise,
    taxablePaise,
    igstPaise,
    cgstPaise,
    sgstPaise,
    cessPaise,
    roundOffPaise,
    totalPaise,
  } = settled
  const credit = (accountId: number, amountPaise: Paise) =>
    amountPaise === 0 ? [] : [{ accountId, amountPaise: paise(-amountPaise) }]
  const heads = bill.reverseCharge
    ? []
    : [
        ...credit(accounts.outputIgst, igstPaise),
        ...credit(accounts.outputCgst, cgstPaise),
        ...credit(accounts.outputSgst, sgstPaise),
        ...credit(accounts.outputCess, cessPaise),
      ]
  const entry: Entry = {
    what: 'document',
    document: {
      uid: newUid(),
      kind: 'sale',
      date,
      partyId: null,
      reference: null,
      version: {
        partyName: bill.party ?? 'Walk-in',
        gstin: bill.gstin ?? null,
        category,
        pos,
        supply,
        mode: 'cash',
        dueDate: null,
        ...{
          grossPaise,
          discountPaise,
          chargesPaise,
          taxablePaise,
          igstPaise,
          cgstPaise,
          sgstPaise,
          cessPaise,
          roundOffPaise,
          totalPaise,
        },
        applied: { zeroRated: bill.zeroRated ?? null },
      },
      lines: settled.lines.map((figures, index): DocumentLine => {
        const line = bill.lines[index] as TestLine
        return {
          ...{
            itemId,
            batchId: null,
            description: 'Test goods',
            hsn: line.hsn ?? '30049099',
            uqc: line.uqc ?? 'NOS',
            unit: 'pcs',
            factor: 1,
          },
          qtyMilli: milli(Math.round((line.qty ?? 1) * 1000)),
          freeMilli: milli(Math.round((line.free ?? 0) * 1000)),
          rateE4: rateE4(Math.round(line.rate * 10_000)),
          mrpPaise: null,
          ...{ grossPaise: figures.grossPaise, discountPaise: figures.discountPaise, discount: null, taxClass: figures.taxClass },
          rateBp: basisPoints(figures.rateBp),
          ...{ taxablePaise: figures.taxablePaise, igstPaise: figures.igstPaise, cgstPaise: figures.cgstPaise },
          ...{ sgstPaise: figures.sgstPaise, cessPaise: figures.cessPaise },
        }
      }),
      links: [],
    },
    postings: [
      {
        ...emptyPosting('document', date),
        ledger: [
          { accountId: accounts.cash, amountPaise: totalPaise },
          ...credit(accounts.sales, taxablePaise),
          ...heads,
          ...credit(accounts.roundOff, roundOffPaise),
        ],
        tax: taxLines(bill, settled, pos),
      },
    ],
    layers: [],
  }
  tamper(partsOf(entry))
  const posted = post(given, entry)
  const uid = entry.document?.uid ?? ''
  if (bill.cancelled) cancelTestBill(given, posted.documentId as number)
  return { ...posted, uid }
}

/** Cancels as sales would: the postings mirrored on their own date, the number kept. */
export function cancelTestBill(given: Writing, documentId: number): void {
  const document = given.tx.must(sql.selectFrom('document').select('uid').where('id', '=', documentId))
  post(given, {
    what: 'cancel',
    cancels: { documentId, uid: uidText(document.uid), kind: 'sale' },
    postings: mirrorOf(given.tx, documentId),
    layers: [],
  })
}
