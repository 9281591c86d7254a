import type { z } from 'zod'
import { type DocumentLine, emptyPosting, type NewDocument, type Posting } from '../../shared/accounts/posting.ts'
import { type Paise, paise, sumPaise } from '../../shared/money.ts'
import { clearedBy } from '../../shared/purchases/match.ts'
import type { ReceiptReturn } from '../../shared/purchases/return-contract.ts'
import { basisPoints, formatMilli, milli, rateE4 } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { accountIds } from '../accounts/account-store.ts'
import { type Reader, sql, text } from '../database/connection.ts'
import { linesOfReceipt, type ReceivedLine } from './received-lines.ts'
import { headOf } from './shown-receipt.ts'

type Draft = z.output<typeof ReceiptReturn>
/** A received line that waits for its bill: what of it can go back, free units too, and where it lies. */
export type Waiting = ReceivedLine & { uqc: string; leftFreeMilli: number; locationId: number }

/** The lines of a goods receipt with what no bill and no return has answered; empty when there is no such receipt. */
export function waitingLines(db: Reader, uid: string): Waiting[] {
  const lines = linesOfReceipt(db, uid)
  return lines.map((line) => {
    const more = db.must(text<{ uqc: string; gone: number; location: number }>`
      select l.uqc, m.location_id as location, coalesce((select sum(kl.free_qty) from line_link k join document_state ks on ks.current_version_id = k.from_version_id and ks.cancelled = 0
          join document_line kl on kl.version_id = k.from_version_id and kl.line_no = k.line_no where k.to_document_id = ${line.documentId} and k.to_line_no = ${line.line} and k.kind = 'grn'), 0) as gone
      from document_state s join document_line l on l.version_id = s.current_version_id and l.line_no = ${line.line} join stock_move m on m.id = ${line.moveId} where s.document_id = ${line.documentId}`)
    return { ...line, uqc: more.uqc, locationId: more.location, leftFreeMilli: Math.max(line.freeMilli - more.gone, 0) }
  })
}

function checkLine(line: Draft['lines'][number], at: number, waiting: Waiting): void {
  const details = { item: waiting.item }
  if (line.qtyMilli < 0 || line.freeMilli < 0 || line.qtyMilli + line.freeMilli === 0)
    throw new Refusal(
      'inventory/quantity-needed',
      `${waiting.item}: a quantity above zero is needed`,
      `lines.${at}.qtyMilli`,
      details,
    )
  for (const [field, wanted, left] of [
    ['qtyMilli', line.qtyMilli, Math.max(waiting.unbilledMilli, 0)],
    ['freeMilli', line.freeMilli, waiting.leftFreeMilli],
  ] as const)
    if (wanted > left)
      throw new Refusal(
        'purchases/more-than-unbilled',
        `${waiting.item}: only ${formatMilli(left)} of it waits for a bill`,
        `lines.${at}.${field}`,
        { ...details, left: formatMilli(left) },
      )
}

/** The received line of each line of the draft. Refuses no receipt or a cancelled one, a day before it, and goods that cannot go back. */
function linesNamed(db: Reader, draft: Draft): Waiting[] {
  const waiting = waitingLines(db, draft.receipt)
  const [first] = waiting
  if (!first || first.cancelled) throw new Refusal('purchases/no-receipt', 'There is no such goods receipt', 'receipt')
  const { number } = first
  if (draft.date < first.date)
    throw new Refusal('purchases/before-bill', `Goods of ${number} cannot go back before it`, 'date', { number })
  const seen = new Set<number>()
  return draft.lines.map((line, at) => {
    const found = waiting.find((one) => one.line === line.line)
    if (!found) throw new Refusal('purchases/no-line', `${number} has no line ${line.line}`, `lines.${at}.line`, { number })
    if (seen.has(line.line))
      throw new Refusal('purchases/line-twice', `${found.item} is on an earlier line already`, `lines.${at}.line`, {
        item: found.item,
      })
    seen.add(line.line)
    checkLine(line, at, found)
    return found
  })
}

/**
 * Goods back to the supplier before their bill: Dr Goods received not billed, Cr Purchase price variance what they were taken to be worth; the
 * cost entry debits the variance with what they leave at. No tax was availed and none is reversed, and the supplier owes nothing.
 * The lines answer the receipt as a bill's would (`grn`), so that billed and returned together never pass what came.
 */
export function postReceiptReturn(
  db: Reader,
  draft: Draft,
  draftHash: string,
): { document: NewDocument; posting: Posting; valuePaise: Paise } {
  const lines = linesNamed(db, draft)
  const cleared = lines.map((line, at) =>
    clearedBy({ qtyMilli: line.unbilledMilli, valuePaise: line.unbilledPaise }, draft.lines[at]?.qtyMilli ?? 0),
  )
  const valuePaise = sumPaise(cleared)
  const { purchasesNotBilled, priceVariance } = accountIds(db)
  const posting: Posting = {
    ...emptyPosting('document', draft.date),
    ledger:
      valuePaise === 0
        ? []
        : [
            { accountId: purchasesNotBilled, amountPaise: valuePaise },
            { accountId: priceVariance, amountPaise: paise(-valuePaise) },
          ],
    moves: draft.lines.map(({ qtyMilli, freeMilli, locationId }, at) => {
      const line = lines[at] as Waiting
      return {
        itemId: line.itemId,
        batchId: line.batchId,
        locationId: locationId ?? line.locationId,
        qtyMilli: milli(-(qtyMilli + freeMilli)),
        kind: 'purchase-return',
        ofMove: line.moveId,
      }
    }),
  }
  return { document: documentOf(db, draft, { lines, cleared, valuePaise, draftHash }), posting, valuePaise }
}

type Worth = { lines: readonly Waiting[]; cleared: readonly Paise[]; valuePaise: Paise; draftHash: string }

function documentOf(db: Reader, draft: Draft, { lines, cleared, valuePaise, draftHash }: Worth): NewDocument {
  const zero = paise(0)
  const none = { igstPaise: zero, cgstPaise: zero, sgstPaise: zero, cessPaise: zero }
  const first = lines[0] as Waiting
  const head = headOf(db, 'goods-receipt', draft.receipt)
  const { state_code } = db.must(sql.selectFrom('firm').select('state_code'))
  return {
    uid: draft.uid,
    kind: 'purchase-return',
    date: draft.date,
    partyId: first.partyId,
    reference: null,
    links: [{ toDocumentId: first.documentId, kind: 'return' }],
    lineLinks: draft.lines.map((line, at) => ({
      lineNo: at + 1,
      toDocumentId: first.documentId,
      toLineNo: line.line,
      kind: 'grn',
      qtyMilli: line.qtyMilli,
    })),
    lines: draft.lines.map((line, at): DocumentLine => {
      const came = lines[at] as Waiting
      const worth = cleared[at] as Paise
      return {
        itemId: came.itemId,
        batchId: came.batchId,
        description: came.item,
        hsn: came.hsn,
        uqc: came.uqc,
        unit: came.unit,
        factor: came.factor,
        qtyMilli: line.qtyMilli,
        freeMilli: line.freeMilli,
        rateE4: rateE4(came.rateE4),
        mrpPaise: came.mrpPaise === null ? null : paise(came.mrpPaise),
        grossPaise: worth,
        discountPaise: zero,
        discount: { clearedPaise: worth },
        // outside the returns: there is no bill, so there is no tax to take back
        taxClass: 'non-gst',
        rateBp: basisPoints(0),
        taxablePaise: worth,
        ...none,
      }
    }),
    version: {
      partyName: head?.supplier ?? '',
      gstin: head?.gstin ?? null,
      category: 'regular',
      pos: state_code,
      supply: 'intra',
      mode: 'none',
      dueDate: null,
      grossPaise: valuePaise,
      discountPaise: zero,
      chargesPaise: zero,
      taxablePaise: valuePaise,
      ...none,
      roundOffPaise: zero,
      totalPaise: valuePaise,
      applied: {
        draftHash,
        reason: draft.reason,
        billNumber: first.number,
        supplierNumber: head?.reference ?? null,
        beforeBill: true,
      },
    },
  }
}
