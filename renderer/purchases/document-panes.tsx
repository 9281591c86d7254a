import type { OutputOf } from '../client.ts'
import { day, expiry, money, quantity, rate, rupees } from '../ui/format.ts'
import { type Say, useWords } from '../words.ts'
import { AskedPane, linked } from './document-pane.tsx'

/** An order and what came of it. */
export function OrderPane({ uid }: { uid: string }) {
  const t = useWords()
  return (
    <AskedPane
      call="purchases.order"
      input={{ uid }}
      show={(data) => ({
        title: data.number,
        facts: [
          [t('purchases.supplier'), data.supplier],
          [t('purchases.columns.state'), t(`purchases.states.${data.state}`)],
          [t('purchases.columns.expected'), day(data.expected)],
          [t('purchases.order.total'), rupees(data.totalPaise)],
          [t('purchases.notes'), data.notes],
        ],
        heads: [
          t('purchases.columns.item'),
          t('purchases.columns.ordered'),
          t('purchases.columns.received'),
          t('purchases.columns.pending'),
          t('purchases.columns.rate'),
        ],
        lines: data.lines.map((line) => ({
          key: String(line.line),
          name: line.item,
          cells: [line.qtyMilli, line.receivedMilli, line.pendingMilli]
            .map((qty) => quantity(qty / line.factor))
            .concat(rate(line.rateE4)),
        })),
        children: (
          <ul>
            {linked(data.answeredBy, t('purchases.states.cancelled'))}
            {data.closings.map((one) => (
              <li key={`${one.line} ${one.at}`}>{t('purchases.order.givenUp', { line: one.line, reason: one.reason })}</li>
            ))}
          </ul>
        ),
      })}
    />
  )
}

/** A goods receipt, where it differs from challan and order, and its bills. */
export function ReceiptPane({ uid }: { uid: string }) {
  const t = useWords()
  return (
    <AskedPane
      call="purchases.receipt"
      input={{ uid }}
      show={(data) => ({
        title: data.number,
        facts: [
          [t('purchases.supplier'), data.supplier],
          [t('purchases.columns.state'), t(`purchases.states.${data.state}`)],
          [t('purchases.columns.challan'), data.challanNumber],
          [t('purchases.columns.value'), rupees(data.valuePaise)],
        ],
        heads: [
          t('purchases.columns.item'),
          t('purchases.columns.batch'),
          t('purchases.columns.expiry'),
          t('purchases.columns.received'),
          t('purchases.columns.unbilled'),
        ],
        lines: data.lines.map((line) => ({
          key: String(line.line),
          name: line.item,
          cells: [
            line.batch,
            expiry(line.expiry),
            quantity((line.qtyMilli + line.freeMilli) / line.factor),
            quantity(line.unbilledMilli / line.factor),
          ],
        })),
        children: (
          <ul>
            {data.differences
              .filter((one) => one.shortMilli > 0 || one.excessMilli > 0 || one.damagedMilli > 0)
              .map((one) => (
                <li key={one.item}>
                  {t('purchases.receipt.difference', {
                    item: one.item,
                    short: quantity(one.shortMilli),
                    excess: quantity(one.excessMilli),
                    damaged: quantity(one.damagedMilli),
                  })}
                </li>
              ))}
            {linked(data.bills, t('purchases.states.cancelled'), (one) => one.supplierNumber)}
          </ul>
        ),
      })}
    />
  )
}

type Taxed = Pick<
  OutputOf<'purchases.bill'>['lines'][number] & OutputOf<'purchases.purchaseReturn'>['lines'][number],
  'line' | 'item' | 'batch' | 'qtyMilli' | 'factor' | 'rateE4' | 'taxablePaise'
>
/** The goods of a bill or of a return: how much, at which rate, of what value before tax. */
const taxedGoods = (t: Say, lines: readonly Taxed[]) => ({
  heads: [
    t('purchases.columns.item'),
    t('purchases.columns.batch'),
    t('purchases.columns.qty'),
    t('purchases.columns.rate'),
    t('purchases.bill.taxable'),
  ],
  lines: lines.map((line) => ({
    key: String(line.line),
    name: line.item,
    cells: [line.batch, quantity(line.qtyMilli / line.factor), rate(line.rateE4), money(line.taxablePaise)],
  })),
})

/** A supplier's bill and what went back of it. */
export function BillPane({ uid }: { uid: string }) {
  const t = useWords()
  return (
    <AskedPane
      call="purchases.bill"
      input={{ uid }}
      show={(data) => ({
        title: data.number,
        facts: [
          [t('purchases.supplier'), data.supplier],
          [t('purchases.bill.supplierNumber'), `${data.supplierNumber}, ${day(data.supplierDate)}`],
          ['GSTIN', data.gstin],
          [t('purchases.columns.due'), day(data.dueDate)],
          [t('purchases.bill.taxable'), rupees(data.taxablePaise)],
          [t('purchases.return.tax'), rupees(data.igstPaise + data.cgstPaise + data.sgstPaise + data.cessPaise)],
          [t('purchases.bill.total'), rupees(data.totalPaise)],
          [t('purchases.columns.owing'), rupees(data.leftPaise)],
          [t('ui.reason'), data.cancelReason],
        ],
        ...taxedGoods(t, data.lines),
        children: <ul>{linked(data.returns, t('purchases.states.cancelled'), (one) => rupees(one.totalPaise))}</ul>,
      })}
    />
  )
}

/** A purchase return. */
export function ReturnPane({ uid }: { uid: string }) {
  const t = useWords()
  return (
    <AskedPane
      call="purchases.purchaseReturn"
      input={{ uid }}
      show={(data) => ({
        title: data.number,
        facts: [
          [t('purchases.supplier'), data.supplier],
          [t('purchases.columns.bill'), data.bill],
          [t('purchases.columns.date'), day(data.date)],
          [t('purchases.return.supplierNote'), data.supplierNote],
          [t('purchases.bill.taxable'), rupees(data.taxablePaise)],
          [t('purchases.return.tax'), rupees(data.taxPaise)],
          [t('purchases.return.total'), rupees(data.totalPaise)],
          [t('ui.reason'), data.reason],
        ],
        ...taxedGoods(t, data.lines),
      })}
    />
  )
}
