import { useQuery } from '@tanstack/react-query'
import { ask } from '../client.ts'
import { StatusPill } from '../ui/controls.tsx'
import { day, expiry, money, quantity, rate, rupees } from '../ui/format.ts'
import { ErrorState } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import { DocumentPane } from './list-parts.tsx'

/** An order and what came of it. */
export function OrderPane({ uid }: { uid: string }) {
  const t = useWords()
  const { data, error, refetch } = useQuery(ask('purchases.order', { uid }))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <DocumentPane
      title={data.number}
      facts={[
        [t('purchases.supplier'), data.supplier],
        [t('purchases.columns.state'), t(`purchases.states.${data.state}`)],
        [t('purchases.columns.expected'), day(data.expected)],
        [t('purchases.order.total'), rupees(data.totalPaise)],
        ...(data.notes ? [[t('purchases.notes'), data.notes] as const] : []),
      ]}
      heads={[
        t('purchases.columns.item'),
        t('purchases.columns.ordered'),
        t('purchases.columns.received'),
        t('purchases.columns.pending'),
        t('purchases.columns.rate'),
      ]}
      lines={data.lines.map((line) => ({
        key: String(line.line),
        name: line.item,
        cells: [line.qtyMilli, line.receivedMilli, line.pendingMilli]
          .map((qty) => quantity(qty / line.factor))
          .concat(rate(line.rateE4)),
      }))}
    >
      <ul>
        {data.answeredBy.map((one) => (
          <li key={one.uid}>
            <span className="code">{one.number}</span>, {day(one.date)}{' '}
            {one.cancelled && <StatusPill tone="bad">{t('purchases.states.cancelled')}</StatusPill>}
          </li>
        ))}
        {data.closings.map((one) => (
          <li key={`${one.line} ${one.at}`}>{t('purchases.order.givenUp', { line: one.line, reason: one.reason })}</li>
        ))}
      </ul>
    </DocumentPane>
  )
}

/** A goods receipt, where it differs from challan and order, and its bills. */
export function ReceiptPane({ uid }: { uid: string }) {
  const t = useWords()
  const { data, error, refetch } = useQuery(ask('purchases.receipt', { uid }))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <DocumentPane
      title={data.number}
      facts={[
        [t('purchases.supplier'), data.supplier],
        [t('purchases.columns.state'), t(`purchases.states.${data.state}`)],
        [t('purchases.columns.challan'), data.challanNumber],
        [t('purchases.columns.value'), rupees(data.valuePaise)],
      ]}
      heads={[
        t('purchases.columns.item'),
        t('purchases.columns.batch'),
        t('purchases.columns.expiry'),
        t('purchases.columns.received'),
        t('purchases.columns.unbilled'),
      ]}
      lines={data.lines.map((line) => ({
        key: String(line.line),
        name: line.item,
        cells: [
          line.batch,
          expiry(line.expiry),
          quantity((line.qtyMilli + line.freeMilli) / line.factor),
          quantity(line.unbilledMilli / line.factor),
        ],
      }))}
    >
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
        {data.bills.map((one) => (
          <li key={one.uid}>
            <span className="code">{one.number}</span> {one.supplierNumber}, {day(one.date)}{' '}
            {one.cancelled && <StatusPill tone="bad">{t('purchases.states.cancelled')}</StatusPill>}
          </li>
        ))}
      </ul>
    </DocumentPane>
  )
}

/** A supplier's bill and what went back of it. */
export function BillPane({ uid }: { uid: string }) {
  const t = useWords()
  const { data, error, refetch } = useQuery(ask('purchases.bill', { uid }))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <DocumentPane
      title={data.number}
      facts={[
        [t('purchases.supplier'), data.supplier],
        [t('purchases.bill.supplierNumber'), `${data.supplierNumber}, ${day(data.supplierDate)}`],
        ['GSTIN', data.gstin],
        [t('purchases.columns.due'), day(data.dueDate)],
        [t('purchases.bill.taxable'), rupees(data.taxablePaise)],
        [t('purchases.return.tax'), rupees(data.igstPaise + data.cgstPaise + data.sgstPaise + data.cessPaise)],
        [t('purchases.bill.total'), rupees(data.totalPaise)],
        [t('purchases.columns.owing'), rupees(data.leftPaise)],
        ...(data.cancelReason ? [[t('ui.reason'), data.cancelReason] as const] : []),
      ]}
      heads={[
        t('purchases.columns.item'),
        t('purchases.columns.batch'),
        t('purchases.columns.qty'),
        t('purchases.columns.rate'),
        t('purchases.bill.taxable'),
      ]}
      lines={data.lines.map((line) => ({
        key: String(line.line),
        name: line.item,
        cells: [line.batch, quantity(line.qtyMilli / line.factor), rate(line.rateE4), money(line.taxablePaise)],
      }))}
    >
      <ul>
        {data.returns.map((one) => (
          <li key={one.uid}>
            <span className="code">{one.number}</span>, {day(one.date)}, {rupees(one.totalPaise)}{' '}
            {one.cancelled && <StatusPill tone="bad">{t('purchases.states.cancelled')}</StatusPill>}
          </li>
        ))}
      </ul>
    </DocumentPane>
  )
}

/** A purchase return. */
export function ReturnPane({ uid }: { uid: string }) {
  const t = useWords()
  const { data, error, refetch } = useQuery(ask('purchases.purchaseReturn', { uid }))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <DocumentPane
      title={data.number}
      facts={[
        [t('purchases.supplier'), data.supplier],
        [t('purchases.columns.bill'), data.bill],
        [t('purchases.columns.date'), day(data.date)],
        [t('purchases.return.supplierNote'), data.supplierNote],
        [t('purchases.bill.taxable'), rupees(data.taxablePaise)],
        [t('purchases.return.tax'), rupees(data.taxPaise)],
        [t('purchases.return.total'), rupees(data.totalPaise)],
        [t('ui.reason'), data.reason],
      ]}
      heads={[
        t('purchases.columns.item'),
        t('purchases.columns.batch'),
        t('purchases.columns.qty'),
        t('purchases.columns.rate'),
        t('purchases.bill.taxable'),
      ]}
      lines={data.lines.map((line) => ({
        key: String(line.line),
        name: line.item,
        cells: [line.batch, quantity(line.qtyMilli / line.factor), rate(line.rateE4), money(line.taxablePaise)],
      }))}
    />
  )
}
