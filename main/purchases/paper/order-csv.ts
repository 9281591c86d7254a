import { formatPaise } from '../../../shared/money.ts'
import { formatBasisPoints, formatMilli, formatRateE4 } from '../../../shared/quantity.ts'
import type { ShownOrder } from '../shown-order.ts'

/** A value that a sheet would take for a formula is written as text (it begins with = + - @ or a tab). */
const cell = (value: string | number | null): string => {
  const text = value === null ? '' : String(value)
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
const plain = (text: string) => text.replaceAll(',', '')

/** An order as CSV with a byte order mark, which Excel needs for other scripts: quantities in the unit ordered, lines that were cancelled too. */
export function orderCsv(order: ShownOrder): string {
  const head = [
    'Order',
    'Date',
    'Line',
    'Item',
    'Unit',
    'Base units',
    'Quantity',
    'Free',
    'Rate',
    'Discount %',
    'Amount',
    'Pending',
  ]
  const per = (qtyMilli: number, factor: number) => plain(formatMilli(Math.round((qtyMilli / factor) * 1) as never))
  const rows = order.lines.map((line) => [
    order.number,
    order.date,
    line.line,
    line.item,
    line.unit,
    line.factor,
    per(line.qtyMilli, line.factor),
    per(line.freeMilli, line.factor),
    plain(formatRateE4(line.rateE4)),
    formatBasisPoints(line.discountBp).replace('%', ''),
    plain(formatPaise(line.amountPaise)),
    per(line.pendingMilli, line.factor),
  ])
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
