import type { z } from 'zod'
import { localDate } from '../../shared/calendar.ts'
import { type Gstr1Check, type Gstr1Summary, gstr1Checks } from '../../shared/gst/contract.ts'
import { paise } from '../../shared/money.ts'
import { firmFact } from '../company/dated-facts.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { uidText } from '../database/uid.ts'
import { type CheckFacts, checks, type Verdict } from './gstr1-checks.ts'
import { branded, figuresOf, monthFigures, sectionTotals } from './gstr1-figures.ts'
import { documentsAmong } from './gstr1-groups.ts'
import { monthHeaders } from './gstr1-headers.ts'
import { type Asked, documentRows, type Page, pageOf } from './gstr1-rows.ts'

/** Documents named in the summary itself; all of them are behind `gstr1CheckRows`. */
const namedAtMost = 20

function factsOf(db: Reader, month: string): CheckFacts {
  const firm = db.must(sql.selectFrom('firm').select(['gstin', 'state_code']).where('id', '=', 1))
  const aatoBand = firmFact(db, 'aato-band', localDate(`${month}-01`))
  const headers = monthHeaders(db, month, { gstin: firm.gstin, stateCode: firm.state_code })
  return { db, month, figures: monthFigures(db, month), headers, gstin: firm.gstin, aatoBand }
}

/** A month's sections with their totals, and the checks before filing (gst-rules.md §4.7), each naming the documents it concerns. */
export function gstr1Summary(db: Reader, month: string): z.output<typeof Gstr1Summary> {
  const facts = factsOf(db, month)
  const { figures, headers } = facts
  const cancelled = figures.runs.reduce((sum, run) => sum + run.cancelled, 0)
  return {
    month,
    gstin: facts.gstin,
    sections: sectionTotals(figures),
    documents: {
      count: headers.documents.count,
      cancelled,
      totalPaise: paise(headers.documents.total),
      ...branded(figuresOf(headers.documents)),
    },
    checks: gstr1Checks.map((code) => {
      const verdict = checks[code](facts)
      return { code, ok: verdict.ok, message: verdict.message, details: verdict.details ?? {}, ...concerned(facts, verdict) }
    }),
  }
}

function concerned({ db, month }: CheckFacts, { where, among = 'live' }: Verdict) {
  if (!where) return { count: 0, documents: [] }
  const from = documentsAmong(month, among)
  const { n } = db.must(text<{ n: number }>`select count(*) as n from ${from} and ${where}`)
  const rows = db.rows(
    text<{
      uid: Uint8Array
      number: string
    }>`select d.uid, d.number from ${from} and ${where} order by d.date, d.id limit ${namedAtMost}`,
  )
  return { count: n, documents: rows.map((row) => ({ uid: uidText(row.uid), number: row.number })) }
}

const nothing: Page = {
  rows: [],
  total: 0,
  sums: { valuePaise: paise(0), ...branded(figuresOf({ taxable: 0, igst: 0, cgst: 0, sgst: 0, cess: 0 })) },
}

/** The documents one check concerns, a page at a time. */
export function checkRows(db: Reader, month: string, check: Gstr1Check, asked: Asked): Page {
  const { where, among } = checks[check](factsOf(db, month))
  return where ? pageOf(db, documentRows(month, where, among), asked) : nothing
}
