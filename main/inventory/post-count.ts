import type { LocalDate } from '../../shared/calendar.ts'
import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { type AdjustReason, reversesCredit } from '../../shared/inventory/stock-reasons.ts'
import type { Paise } from '../../shared/money.ts'
import { Refusal } from '../../shared/refusal.ts'
import { change } from '../company/records.ts'
import { sql } from '../database/connection.ts'
import { derivedUid, uidText } from '../database/uid.ts'
import type { Writing } from '../given.ts'
import { valueOfMore } from './adjust-stock.ts'
import { openSheet } from './count-sheets.ts'
import { sameEyes } from './four-eyes.ts'
import { variance } from './reports/count-rows.ts'
import { checkGoods } from './stock-goods.ts'
import { piecesOf, postStock, type StockLine, stockPosting } from './stock-posting.ts'

export type CountDecision = {
  uid: string
  date: LocalDate | null
  reasons: readonly { batchId: number; reason: AdjustReason; valuePaise: Paise | null }[]
}

/**
 * Approves a count: one document adjusts each counted batch by its difference, dated as the sheet unless said otherwise. Batches that
 * moved since the sheet was frozen, and batches nobody counted, raise warnings that have to be accepted in words; nothing is re-based
 * in silence. Without a difference the sheet is closed and nothing is posted. Who made or keyed the sheet may not approve it
 * (`own-count`) where two pairs of eyes are asked for.
 */
export function postCount(given: Writing, decision: CountDecision): { number: string | null; lines: number } {
  const { tx, by, now } = given
  const sheet = openSheet(tx, decision.uid)
  const counters = tx.rows(sql.selectFrom('count_entry').select('user_id').distinct().where('sheet_id', '=', sheet.id))
  if (sameEyes(given, [sheet.made_by, ...counters.map((one) => one.user_id)]))
    throw new Refusal('inventory/own-count', 'Who made or keyed a count does not approve it', 'uid', { name: sheet.name })
  const { rows } = variance(tx, decision.uid)
  const date = decision.date ?? (sheet.date as LocalDate)
  const uncounted = rows.filter((row) => row.countedMilli === null).length
  if (uncounted > 0) given.warn('inventory/not-counted', 'uncounted', { count: uncounted })
  for (const row of rows) {
    if (row.countedMilli === null || (row.movedBeforeMilli === 0 && row.movedAfterMilli === 0)) continue
    const shown = (qtyMilli: number) => showStockQuantity(qtyMilli, row.saleFactor)
    given.warn('inventory/count-moved', `batch.${row.batchId}`, {
      item: row.item,
      batch: row.batch,
      book: shown(row.bookMilli),
      before: shown(row.movedBeforeMilli),
      after: shown(row.movedAfterMilli),
      expected: shown(row.expectedMilli),
      counted: shown(row.countedMilli),
    })
  }
  const told = new Map(decision.reasons.map((one) => [one.batchId, one]))
  const lines = rows
    .filter((row) => row.differenceMilli !== null && row.differenceMilli !== 0)
    .map((row) => {
      const difference = row.differenceMilli as number
      const one = told.get(row.batchId)
      const reason = one?.reason ?? (difference < 0 ? 'lost' : 'found')
      return {
        itemId: row.itemId,
        batchId: row.batchId,
        locationId: sheet.location_id,
        qtyMilli: difference,
        reason,
        valuePaise: one?.valuePaise ?? null,
        reverses: difference < 0 && reversesCredit(reason),
        field: `batch.${row.batchId}`,
      }
    })
  const posted = lines.length > 0 ? postLines(given, decision.uid, lines, { date, name: sheet.name }) : null
  change(
    given,
    [
      {
        update: 'count_sheet',
        id: sheet.id,
        set: { state: 'posted', decided_by: by.id, decided_at: now, document_id: posted?.documentId ?? null },
      },
    ],
    { entity: 'count_sheet', entityUid: decision.uid },
  )
  return { number: posted?.number ?? null, lines: lines.length }
}

function postLines(
  given: Writing,
  uid: string,
  lines: readonly (StockLine & { valuePaise: Paise | null })[],
  { date, name }: { date: LocalDate; name: string },
): { number: string; documentId: number } {
  const { tx } = given
  const facts = checkGoods(tx, lines, { date, fieldOf: (at) => lines[at]?.field ?? '' })
  const valued = lines.map((line) => ({
    ...line,
    valuePaise: valueOfMore(tx, line, { items: facts.items, field: line.field }),
  }))
  const { state_code } = tx.must(sql.selectFrom('firm').select('state_code'))
  const pieces = piecesOf(given, valued, date)
  return postStock(given, {
    uid: uidText(derivedUid('stock-count', uid)),
    kind: 'stock-count',
    date,
    mode: 'none',
    applied: { sheet: uid, narration: name },
    facts,
    pieces,
    posting: stockPosting(given, pieces, { date, kind: 'count', items: facts.items, stateCode: state_code }),
  })
}
