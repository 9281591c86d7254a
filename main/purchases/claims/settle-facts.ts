import type { z } from 'zod'
import type { LocalDate } from '../../../shared/calendar.ts'
import type { Heads } from '../../../shared/inventory/credit-heads.ts'
import { distribute, type Paise, paise, share } from '../../../shared/money.ts'
import type { ClaimSettlement } from '../../../shared/purchases/claim-contract.ts'
import { formatMilli } from '../../../shared/quantity.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type AccountIds, accountIds } from '../../accounts/account-store.ts'
import { type Reader, sql } from '../../database/connection.ts'
import { type CreditPart, creditParts } from '../../inventory/receipt-credit.ts'
import { lastNoteDay } from '../return-facts.ts'
import { placeWithSuppliers } from './claim-facts.ts'
import { type ClaimHead, claimHead, claimLines, type SentLine } from './claim-lines.ts'

export type Answer = z.output<typeof ClaimSettlement>

/** So much of a claimed line that came by one receipt, with its share of the credit and of the tax on it. */
export type CreditedPiece = {
  readonly sent: SentLine
  readonly receipt: number | null
  readonly qtyMilli: number
  readonly creditPaise: Paise
  readonly rateBp: number
  readonly tax: Heads
  /** What of the credit availed on the receipt this takes back. */
  readonly availed: Heads
}

export type SettleFacts = {
  accounts: AccountIds
  stateCode: string
  registered: boolean
  claim: ClaimHead
  supplier: { accountId: number; gstin: string | null; category: string }
  awayId: number
  pieces: readonly CreditedPiece[]
  back: readonly { sent: SentLine; qtyMilli: number }[]
  draftHash: string
}

/** The day goods of a receipt came in, which decides how long a note may carry GST. */
const receivedOn = (db: Reader, moveId: number): LocalDate =>
  db.must(sql.selectFrom('stock_move').select('date').where('id', '=', moveId)).date

/** The last day of a note with GST for goods that left by these receipts; null when none of them is known. */
export function gstUntil(db: Reader, parts: readonly Pick<CreditPart, 'receipt'>[]): string | null {
  const days = parts.flatMap(({ receipt }) => (receipt === null ? [] : [lastNoteDay(receivedOn(db, receipt))]))
  return days.length === 0 ? null : days.reduce((a, b) => (a < b ? a : b))
}

function checkAnswer(answer: Answer, sent: ReadonlyMap<number, SentLine>): void {
  const seen = new Set<number>()
  for (const [at, line] of answer.lines.entries()) {
    const of = sent.get(line.line)
    const field = (name: string) => `lines.${at}.${name}`
    if (!of || seen.has(line.line)) throw new Refusal('purchases/no-claim-line', 'The claim has no such line', field('line'))
    seen.add(line.line)
    const details = { item: of.item }
    if (line.creditedMilli < 0 || line.backMilli < 0 || line.creditPaise < 0 || line.creditedMilli + line.backMilli === 0)
      throw new Refusal(
        'purchases/claim-nothing',
        `${of.item}: say what was credited or came back`,
        field('creditedMilli'),
        details,
      )
    const open = of.qtyMilli - of.creditedMilli - of.backMilli
    if (line.creditedMilli + line.backMilli > open)
      throw new Refusal(
        'purchases/claim-more-than-open',
        `${of.item}: only ${formatMilli(open)} is still open`,
        field('creditedMilli'),
        {
          ...details,
          open: formatMilli(open),
        },
      )
    if (line.creditedMilli === 0 && line.creditPaise > 0)
      throw new Refusal('purchases/claim-nothing', `${of.item}: a credit is for some quantity`, field('creditPaise'), details)
  }
  if (answer.lines.some((line) => line.creditedMilli > 0) && !answer.supplierNote)
    throw new Refusal('purchases/claim-note-needed', "Their credit note's number is needed", 'supplierNote')
}

/** Credit and tax of a line over the receipts its goods came by; the tax is at the rate that was availed, as their note has it. */
function piecesOf(sent: SentLine, creditPaise: Paise, parts: readonly CreditPart[], gst: boolean): CreditedPiece[] {
  const shares = distribute(
    creditPaise,
    parts.map((part) => part.qtyMilli),
  )
  return parts.map((part, at) => {
    const own = shares[at] as Paise
    const inter = part.credit.igstPaise > 0
    const zero = paise(0)
    const half = gst && !inter ? share(own, part.rateBp, 20_000) : zero
    return {
      sent,
      receipt: part.receipt,
      qtyMilli: part.qtyMilli,
      creditPaise: own,
      rateBp: gst ? part.rateBp : 0,
      tax: {
        igstPaise: gst && inter ? share(own, part.rateBp, 10_000) : zero,
        cgstPaise: half,
        sgstPaise: half,
        cessPaise: zero,
      },
      availed: gst ? part.credit : { igstPaise: zero, cgstPaise: zero, sgstPaise: zero, cessPaise: zero },
    }
  })
}

/** Reads the facts once. Refuses what `settleClaim` in the contract tells. */
export function settleFacts(db: Reader, answer: Answer, draftHash: string): SettleFacts {
  const claim = claimHead(db, answer.claim)
  if (!claim) throw new Refusal('purchases/no-claim', 'There is no such claim', 'claim')
  if (claim.cancelled === 1)
    throw new Refusal('purchases/cancelled', `${claim.number} is cancelled`, 'claim', { number: claim.number })
  if (claim.kind === 'return-invoice')
    throw new Refusal('purchases/claim-billed', `${claim.number} was billed: take the payment in instead`, 'claim', {
      number: claim.number,
    })
  if (answer.date < claim.date)
    throw new Refusal('purchases/before-claim', `${claim.number} was sent on ${claim.date}`, 'date', { number: claim.number })
  const sent = new Map(claimLines(db, claim.id).map((line) => [line.line, line]))
  checkAnswer(answer, sent)
  const credited = answer.lines.filter((line) => line.creditedMilli > 0)
  const parts = creditParts(
    db,
    credited.map(({ line, creditedMilli }) => {
      const { itemId, batchId } = sent.get(line) as SentLine
      return { itemId, batchId, qtyMilli: creditedMilli }
    }),
    answer.date,
  )
  const firm = db.must(sql.selectFrom('firm').select(['gstin', 'state_code']).where('id', '=', 1))
  const gst = answer.gst && firm.gstin !== null
  for (const [at, line] of credited.entries()) {
    const until = gst ? gstUntil(db, parts[at] as CreditPart[]) : null
    if (until !== null && answer.date > until)
      throw new Refusal('purchases/claim-note-late', `A note with GST for these goods could be given until ${until}`, 'gst', {
        item: sent.get(line.line)?.item ?? '',
        until,
      })
  }
  const party = db.must(sql.selectFrom('party').select(['account_id', 'gstin', 'category']).where('id', '=', claim.partyId))
  return {
    accounts: accountIds(db),
    stateCode: firm.state_code,
    registered: firm.gstin !== null,
    claim,
    supplier: { accountId: party.account_id, gstin: party.gstin, category: party.category },
    awayId: placeWithSuppliers(db),
    pieces: credited.flatMap((line, at) =>
      piecesOf(sent.get(line.line) as SentLine, line.creditPaise, parts[at] as CreditPart[], gst),
    ),
    back: answer.lines.flatMap((line) =>
      line.backMilli > 0 ? [{ sent: sent.get(line.line) as SentLine, qtyMilli: line.backMilli }] : [],
    ),
    draftHash,
  }
}
