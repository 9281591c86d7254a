import type { z } from 'zod'
import type { partyCalls } from '../../../shared/accounts/party-contract.ts'
import { financialYear } from '../../../shared/calendar.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type Reader, sql } from '../../database/connection.ts'
import { uidBytes } from '../../database/uid.ts'
import type { Tasking } from '../../given.ts'
import { makePaper, printPaper } from '../../make-paper.ts'
import { partyByUid } from '../../parties/party-store.ts'
import { writeWhole } from '../../whole-file.ts'
import { type StatementFacts, statementPaper } from './statement-paper.ts'

type Ask = z.output<(typeof partyCalls)['statementPdf']['input']>
type OpenBills = StatementFacts['open']
type Ledger = StatementFacts['ledger']

/** Asks a report of our own, so that a statement of ten years is read beside the counter too. */
async function report<T>(given: Tasking, name: string, input: unknown): Promise<T> {
  const reply = await given.call(name, input)
  if (reply.ok) return reply.value as T
  if ('refusal' in reply)
    throw new Refusal(reply.refusal.code, reply.refusal.message, reply.refusal.field, reply.refusal.details as never)
  throw new Error(`${name}: ${JSON.stringify(reply)}`)
}

const pageRows = 500
/** More lines than this are for a file, not for paper: some hundred sheets. */
const mostRows = 6_000

/** Every page of a windowed report in one answer. */
async function whole<T extends { rows: readonly unknown[]; total: number }>(
  given: Tasking,
  name: string,
  input: object,
): Promise<T> {
  const first = await report<T>(given, name, { ...input, offset: 0, limit: pageRows })
  if (first.total > mostRows)
    throw new Refusal('accounts/statement-too-long', `A statement of ${first.total} lines is too long for paper`, 'from', {
      rows: first.total,
      most: mostRows,
    })
  const rows = [...first.rows]
  while (rows.length < first.total) {
    const next = await report<T>(given, name, { ...input, offset: rows.length, limit: pageRows })
    if (next.rows.length === 0) break
    rows.push(...next.rows)
  }
  return { ...first, rows }
}

function who(db: Reader, { party: uid }: Ask) {
  const found = partyByUid(db, uidBytes(uid))
  if (!found) throw new Refusal('accounts/no-party', 'There is no such party', 'party')
  const { party, address } = found
  const firm = db.must(sql.selectFrom('firm').selectAll().where('id', '=', 1))
  return {
    language: party.language as 'en',
    side: party.is_customer === 1 ? 'receivable' : 'payable',
    party: {
      name: party.name,
      localName: party.local_name,
      code: party.code,
      gstin: party.gstin,
      phone: party.phone,
      address1: address?.line_1 ?? null,
      address2: address?.line_2 ?? null,
      city: address?.city ?? null,
      pin: address?.pin ?? null,
      stateCode: party.state_code,
    },
    firm: {
      name: firm.trade_name ?? firm.legal_name,
      localName: firm.local_name,
      gstin: firm.gstin,
      phone: firm.phone,
      address1: firm.address_1,
      address2: firm.address_2,
      city: firm.city,
      pin: firm.pin,
      stateCode: firm.state_code,
      email: firm.email,
      bankName: firm.bank_name,
      bankAccount: firm.bank_account,
      ifsc: firm.ifsc,
      upiId: firm.upi_id,
    },
  }
}

async function paperOf(given: Tasking, ask: Ask) {
  if (ask.from > ask.to) throw new Refusal('accounts/period-backwards', 'The period ends before it begins', 'to')
  given.progress({ done: 0, total: 2, note: '' })
  const { language, side, ...about } = who(given.book.connection.reader, ask)
  const { party } = ask
  const open = await whole<OpenBills>(given, 'accounts.outstandingBills', { party, side, asOn: ask.to, sort: 'date' })
  const ledger =
    ask.kind === 'ledger'
      ? await whole<Ledger>(given, 'accounts.partyLedger', { party, from: ask.from, to: ask.to })
      : { openingPaise: 0, rows: [], total: 0, closingPaise: 0, sums: { drPaise: 0, crPaise: 0, closingPaise: 0 } }
  given.progress({ done: 1, total: 2, note: about.party.name })
  const paper = statementPaper({
    kind: ask.kind,
    from: ask.from,
    to: ask.to,
    size: ask.size,
    language: ask.language ?? language,
    ...about,
    open,
    ledger: ledger as Ledger,
  })
  return {
    paper,
    party: about.party.name,
    name: `${about.party.name.replace(/[^\p{L}\p{N}\p{M}-]+/gu, '-')}-${financialYear(ask.to).label}-${ask.to}.pdf`,
  }
}

async function made(given: Tasking, ask: Ask) {
  const { paper, party, name } = await paperOf(given, ask)
  const done = await makePaper(paper, given)
  given.progress({ done: 2, total: 2, note: party })
  return { ...done, name }
}

/** Hands it to the system's printer dialog. Refuses `company/no-printer`. */
export const printStatement = async (ask: Ask, given: Tasking): Promise<{ printed: boolean }> =>
  printPaper((await paperOf(given, ask)).paper, given)

/** A party's statement as PDF for the preview. */
export async function statementPdf(ask: Ask, given: Tasking) {
  const { pdf, ...done } = await made(given, ask)
  return { ...done, pdfBase64: Buffer.from(pdf).toString('base64') }
}

/** Writes it to the file behind a ticket: whole or not at all. */
export async function saveStatement({ ticket, ...ask }: Ask & { ticket: string }, given: Tasking): Promise<{ ok: true }> {
  const path = given.file(ticket)
  const { pdf } = await made(given, ask)
  await writeWhole(
    path,
    pdf,
    (why) => new Refusal('company/file-not-written', 'The file could not be written there', 'ticket', { why }),
  )
  return { ok: true }
}
