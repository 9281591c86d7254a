import { type RawBuilder, sql as raw } from 'kysely'
import { readGstin } from '../../shared/company/gstin.ts'
import type { Gstr1Check } from '../../shared/gst/contract.ts'
import type { Figures } from '../../shared/gst/gstr1-document.ts'
import { periodOf } from '../../shared/gst/gstr1-json.ts'
import { isSlab } from '../../shared/gst/rates.ts'
import { isUqc } from '../../shared/gst/uqc.ts'
import { hsnDigitsNeeded, hsnFits, isService } from '../../shared/items/hsn-digits.ts'
import { accountIds } from '../accounts/account-store.ts'
import { type Reader, text } from '../database/connection.ts'
import { figuresOf, hsnTotal, type MonthFigures, tablesTotal, totalOf } from './gstr1-figures.ts'
import { type Among, datedIn, liveDocuments, liveTaxLines, signOf } from './gstr1-groups.ts'
import type { HeaderCheck, Headers } from './gstr1-headers.ts'

/** What a check looks at. */
export type CheckFacts = {
  readonly db: Reader
  readonly month: string
  readonly figures: MonthFigures
  readonly headers: Headers
  readonly gstin: string | null
  readonly aatoBand: string
}
export type Details = Record<string, string | number>
/** Whether it holds and what the sentence on screen needs; `where` finds the documents (of `document d`, `document_version v`) it concerns. */
export type Verdict = {
  readonly ok: boolean
  readonly message: string
  readonly details?: Details
  readonly where?: RawBuilder<unknown>
  /** Where to look for them; invoices that stand unless it says otherwise. */
  readonly among?: Among
}

const heads = ['taxablePaise', 'igstPaise', 'cgstPaise', 'sgstPaise', 'cessPaise'] as const
const same = (a: Figures, b: Figures) => heads.every((head) => a[head] === b[head])
/** The first head that differs, with both figures. */
function difference(expected: Figures, found: Figures): Details {
  const head = heads.find((one) => expected[one] !== found[one]) ?? 'taxablePaise'
  return { head: head.replace('Paise', ''), expectedPaise: expected[head], foundPaise: found[head] }
}
const oneOf = (list: readonly (string | number)[]) => raw.join(list.length > 0 ? list : [null])
const named = (list: readonly (string | number)[]): Details => ({
  named: list.slice(0, 5).join(', '),
  more: Math.max(0, list.length - 5),
})
/** Documents with a tax line like this. */
const withLine = (month: string, line: RawBuilder<unknown>) =>
  raw`v.id in (select v.id from ${liveTaxLines} where ${datedIn(month)} and ${line})`

const lineTotals = raw`select p.version_id, sum(t.taxable) as taxable, sum(t.igst) as igst, sum(t.cgst) as cgst, sum(t.sgst) as sgst, sum(t.cess) as cess`
/** Documents whose tax lines do not add up to their header; without lines they add up to nothing. */
const tornDocuments = (month: string) => raw`v.id in (
  select v.id from ${liveDocuments} left join (${lineTotals} from ${liveTaxLines} where ${datedIn(month)} group by v.id) t on t.version_id = v.id
  where ${datedIn(month)} and (${signOf} * v.taxable, ${signOf} * v.igst, ${signOf} * v.cgst, ${signOf} * v.sgst, ${signOf} * v.cess) is not
    (coalesce(t.taxable, 0), coalesce(t.igst, 0), coalesce(t.cgst, 0), coalesce(t.sgst, 0), coalesce(t.cess, 0)))`

function documentsAgree({ figures, headers, month }: CheckFacts): Verdict {
  const tables = tablesTotal(figures)
  const documents = figuresOf(headers.documents)
  const ok = figures.torn === 0 && same(tables, documents)
  if (ok) return { ok, message: 'The tables add up to the documents' }
  return {
    ok,
    message: 'The tables do not add up to the documents',
    details: difference(documents, tables),
    where: tornDocuments(month),
  }
}

/** The output heads in the order igst, cgst, sgst, cess, which is also their account's. */
type OutputHeads = { igst: number; cgst: number; sgst: number; cess: number }
const outputAccounts = (db: Reader) => {
  const ids = accountIds(db)
  return { igst: ids.outputIgst, cgst: ids.outputCgst, sgst: ids.outputSgst, cess: ids.outputCess }
}
const headColumns = (accounts: OutputHeads) =>
  raw.join(
    Object.entries(accounts).map(
      ([head, id]) => raw`coalesce(-sum(case when l.account_id = ${id} then l.amount end), 0) as ${raw.ref(head)}`,
    ),
  )
const asFigures = (row: OutputHeads): Figures => figuresOf({ taxable: 0, ...row })

/** Every posting of the month's invoices with what undoes it, whether the document still stands or not. */
const invoicePostings = (month: string) => raw`
  select p.id, root.version_id from posting p
  cross join posting root on root.id = coalesce(p.mirror_of, p.id) and root.kind = 'document'
  cross join document_version v on v.id = root.version_id cross join document d on d.id = v.document_id
  where p.date between ${`${month}-01`} and ${`${month}-31`} and p.kind in ('document', 'mirror') and ${datedIn(month)}`

/** Invoices whose postings moved the output accounts by something else than their tax lines say. */
const unbooked = (month: string, accounts: OutputHeads) => raw`v.id in (
  with ps as materialized (${invoicePostings(month)}),
  booked as (select ps.version_id, ${headColumns(accounts)} from ps cross join ledger_line l on l.posting_id = ps.id group by ps.version_id),
  taxed as (select ps.version_id, sum(t.igst) as igst, sum(t.cgst) as cgst, sum(t.sgst) as sgst, sum(t.cess) as cess
    from ps cross join tax_line t on t.posting_id = ps.id and t.direction = 'out' and t.rcm = 0 group by ps.version_id)
  select b.version_id from booked b left join taxed t on t.version_id = b.version_id
  where (b.igst, b.cgst, b.sgst, b.cess) is not (coalesce(t.igst, 0), coalesce(t.cgst, 0), coalesce(t.sgst, 0), coalesce(t.cess, 0)))`

/**
 * The output accounts moved by what the tax lines say. The running month is read first; only when it differs (payment of the tax, journals, notes)
 * are the invoices' own ledger lines added up.
 */
function ledgerAgrees({ db, month, figures }: CheckFacts): Verdict {
  const accounts = outputAccounts(db)
  const charged = totalOf(figures.parts.filter((part) => !part.reverse).map((part) => part.figures))
  const expected = { ...charged, taxablePaise: 0 }
  const ok = { ok: true, message: 'The output tax accounts agree with the tables' } as const
  const moved = db.must(text<OutputHeads>`
    select ${raw.join(Object.entries(accounts).map(([head, id]) => raw`coalesce(sum(case when account_id = ${id} then cr - dr end), 0) as ${raw.ref(head)}`))}
    from account_month where month = ${month} and party_id = 0 and account_id in (${oneOf(Object.values(accounts))})`)
  if (same(asFigures(moved), expected)) return ok
  const booked = db.must(text<OutputHeads>`
    with ps as materialized (${invoicePostings(month)}) select ${headColumns(accounts)} from ps cross join ledger_line l on l.posting_id = ps.id`)
  if (same(asFigures(booked), expected)) return ok
  return {
    ok: false,
    message: 'The output tax accounts differ from the tables',
    details: difference(expected, asFigures(booked)),
    where: unbooked(month, accounts),
    among: 'cancelled-too',
  }
}

function hsnAgrees({ figures, month }: CheckFacts): Verdict {
  for (const half of ['hsn-b2b', 'hsn-b2c'] as const) {
    const tables = tablesTotal(figures, half)
    const hsn = hsnTotal(figures, half)
    if (!same(tables, hsn))
      return {
        ok: false,
        message: 'The HSN summary differs from the tables',
        details: { half, ...difference(tables, hsn) },
        where: withLine(month, raw`t.gstin is not v.gstin`),
      }
  }
  return { ok: true, message: 'The HSN summary agrees with the tables' }
}

function numbersAgree({ figures, month }: CheckFacts): Verdict {
  const net = figures.runs.reduce((sum, run) => sum + run.documents - run.cancelled, 0)
  const ok = net === figures.reported
  if (ok) return { ok, message: 'The documents issued agree with the documents reported' }
  return {
    ok,
    message: 'Documents issued and documents reported differ',
    details: { issued: net, reported: figures.reported },
    where: raw`not ${withLine(month, raw`true`)}`,
  }
}

const firmGstin = ({ gstin }: CheckFacts): Verdict =>
  gstin ? { ok: true, message: 'The firm has a GSTIN' } : { ok: false, message: 'The firm has no GSTIN' }

function buyerGstin({ headers }: CheckFacts): Verdict {
  const bad = headers.gstins.filter((gstin) => {
    const reading = readGstin(gstin, { oldCodes: true })
    return reading.problem !== undefined || reading.kind === 'transin'
  })
  if (bad.length === 0) return { ok: true, message: 'Every GSTIN is well formed' }
  return {
    ok: false,
    message: `Wrong GSTIN: ${bad.slice(0, 5).join(', ')}`,
    details: named(bad),
    where: raw`v.gstin in (${oneOf(bad)})`,
  }
}

/** A check of headers, which were counted with the others. */
const noHeader =
  (check: HeaderCheck, { good, bad }: { good: string; bad: string }) =>
  ({ headers }: CheckFacts): Verdict => {
    const { count, where } = headers.faults[check]
    return count === 0 ? { ok: true, message: good } : { ok: false, message: bad, where }
  }

function reverseCharge({ figures, db, month }: CheckFacts): Verdict {
  const good = { ok: true, message: 'Reverse charge is not on SEZ, export or deemed export' } as const
  if (!figures.parts.some((part) => part.reverse)) return good
  const where = raw`(v.category in ('sez', 'deemed-export', 'overseas') and ${withLine(month, raw`t.rcm = 1`)})`
  const found = db.must(text<{ n: number }>`select count(*) as n from ${liveDocuments} where ${datedIn(month)} and ${where}`)
  return found.n === 0 ? good : { ok: false, message: 'Reverse charge on an SEZ, export or deemed export supply', where }
}

function rates({ figures, month }: CheckFacts): Verdict {
  const bad = [...new Set(figures.parts.flatMap((part) => part.rates))].filter((rate) => !isSlab(rate))
  if (bad.length === 0) return { ok: true, message: 'Every rate is one the portal knows' }
  const percents = bad.map((rate) => `${rate / 100}%`)
  return {
    ok: false,
    message: `The portal knows no rate of ${percents.join(', ')}`,
    details: named(percents),
    where: withLine(month, raw`t.rate_bp in (${oneOf(bad)})`),
  }
}

function hsnDigits({ figures, month, aatoBand }: CheckFacts): Verdict {
  const bad = [...new Set(figures.hsn.map((row) => row.hsn))].filter((hsn) => !hsnFits(hsn, aatoBand))
  const digits = hsnDigitsNeeded(aatoBand)
  if (bad.length === 0) return { ok: true, message: `Every HSN has ${digits} digits or more`, details: { digits } }
  return {
    ok: false,
    message: `An HSN needs at least ${digits} digits (4, 6 or 8): ${bad.slice(0, 5).join(', ')}`,
    details: { digits, ...named(bad.map((hsn) => hsn || '–')) },
    where: withLine(month, raw`t.hsn in (${oneOf(bad)})`),
  }
}

function units({ figures, month }: CheckFacts): Verdict {
  const goods = figures.hsn.filter((row) => !isService(row.hsn))
  const bad = [...new Set(goods.map((row) => row.uqc))].filter((uqc) => !isUqc(uqc))
  if (bad.length === 0) return { ok: true, message: 'Every unit is one the portal knows' }
  return {
    ok: false,
    message: `The portal knows no unit ${bad.join(', ')}`,
    details: named(bad),
    where: withLine(month, raw`t.uqc in (${oneOf(bad)}) and t.hsn not like '99%'`),
  }
}

const period = ({ figures, month }: CheckFacts): Verdict =>
  figures.stray === 0
    ? { ok: true, message: 'Every document belongs to this month' }
    : {
        ok: false,
        message: 'A document is stored for another return',
        where: withLine(month, raw`t.return_period <> ${periodOf(month)}`),
      }

/** The checks before filing, in the order they are shown (gst-rules.md §4.7). */
export const checks: Readonly<Record<Gstr1Check, (facts: CheckFacts) => Verdict>> = {
  'documents-agree': documentsAgree,
  'ledger-agrees': ledgerAgrees,
  'hsn-agrees': hsnAgrees,
  'numbers-agree': numbersAgree,
  'firm-gstin': firmGstin,
  'buyer-gstin': buyerGstin,
  'own-gstin': noHeader('own-gstin', {
    good: 'No bill is made out to the firm itself',
    bad: 'A bill is made out to the firm itself',
  }),
  'place-of-supply': noHeader('place-of-supply', {
    good: 'Place of supply and taxes go together',
    bad: 'Place of supply and taxes do not go together',
  }),
  'reverse-charge': reverseCharge,
  rates,
  'hsn-digits': hsnDigits,
  units,
  period,
  'note-original': noHeader('note-original', {
    good: 'Every note names the invoice it is against',
    bad: 'A note names no invoice of the same buyer',
  }),
  'note-time': noHeader('note-time', {
    good: 'Every credit note is in time',
    bad: 'A credit note takes tax back after 30 November of the year after the supply',
  }),
}
