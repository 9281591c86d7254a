import { documentNumber } from '../../shared/accounts/document-number.ts'
import type { DocumentKind } from '../../shared/accounts/posting.ts'
import { financialYear, type LocalDate } from '../../shared/calendar.ts'
import { change } from '../company/records.ts'
import { sql } from '../database/connection.ts'
import { prepared } from '../database/prepared.ts'
import { derivedUid } from '../database/uid.ts'
import type { Writing } from '../given.ts'

/** The letter that begins a kind's numbers; with the device's letter it keeps all kinds of a year apart (gst-rules 3.2). */
const prefixes: Record<DocumentKind, string> = {
  sale: 'S',
  'sale-return': 'C',
  'credit-note': 'CN',
  'debit-note': 'DN',
  'commercial-credit': 'CC',
  'return-bill': 'RB',
  replacement: 'RP',
  quotation: 'Q',
  'sales-order': 'O',
  challan: 'DC',
  'mode-change': 'MC',
  'cash-close': 'CL',
  purchase: 'P',
  'purchase-order': 'PO',
  'goods-receipt': 'G',
  'purchase-return': 'D',
  claim: 'K',
  'claim-credit': 'KC',
  'return-invoice': 'E',
  'landed-cost': 'L',
  'self-invoice': 'X',
  'payment-voucher': 'V',
  transfer: 'T',
  'stock-adjustment': 'A',
  'write-off': 'W',
  'stock-count': 'N',
  receipt: 'R',
  payment: 'Y',
  journal: 'J',
  'opening-stock': 'OS',
  'opening-balance': 'OB',
  'cost-method': 'CM',
}

const find = prepared<{ kind: string; device: number; fy: string }>()((p) =>
  sql
    .selectFrom('series')
    .innerJoin('device', 'device.id', 'series.device_id')
    .select(['series.id', 'series.prefix', 'device.series_code'])
    .where('series.kind', '=', p.kind)
    .where('series.device_id', '=', p.device)
    .where('series.fy', '=', p.fy),
)
const next = prepared<{ series: number }>()((p) =>
  sql
    .insertInto('series_next')
    .values({ series_id: p.series, next: 2 })
    .onConflict((on) => on.column('series_id').doUpdateSet((eb) => ({ next: eb('series_next.next', '+', 1) })))
    .returning('next'),
)

/**
 * The next number of the document's series: kind × device × financial year of the document's date (model rule 4). Taken inside
 * the posting transaction only, so numbers have no gaps; a March bill keyed in April takes March's year.
 */
export function takeNumber(
  given: Writing,
  kind: DocumentKind,
  date: LocalDate,
): { seriesId: number; serial: number; number: string } {
  const fy = financialYear(date).label
  const series = given.tx.get(find, { kind, device: given.deviceId, fy }) ?? open(given, kind, fy)
  const serial = (given.tx.get(next, { series: series.id }) as { next: number }).next - 1
  return {
    seriesId: series.id,
    serial,
    number: documentNumber({ prefix: series.prefix, device: series.series_code, fy, next: serial }),
  }
}

/** The first document of a kind in a year opens its series. */
function open(given: Writing, kind: DocumentKind, fy: string) {
  const device = given.tx.must(sql.selectFrom('device').select(['uid', 'series_code']).where('id', '=', given.deviceId))
  const prefix = prefixes[kind]
  const uid = derivedUid('series', Buffer.from(device.uid).toString('hex'), kind, fy)
  const [id] = change(given, [{ insert: 'series', row: { uid, kind, device_id: given.deviceId, fy, prefix } }], {
    entity: 'series',
  })
  return { id: id as number, prefix, series_code: device.series_code }
}
