import { useQuery } from '@tanstack/react-query'
import { stockInPacks } from '../../shared/items/pack-units.ts'
import { useMay } from '../book.ts'
import { ask } from '../client.ts'
import { day } from '../ui/format.ts'
import { useWords } from '../words.ts'
import styles from './items.module.css'

type Row = { uid: string; number: string; date: string; qtyMilli: number; who: string; due: string | null }

/** What customers' orders wait for and what is on order from suppliers; nothing when neither is. */
export function ItemPending({ itemId, saleUnit, saleFactor }: { itemId: number; saleUnit: string; saleFactor: number }) {
  const t = useWords()
  const { data } = useQuery({ ...ask('sales.pendingOfItem', { itemId }), enabled: useMay('sales.read') })
  if (!data) return null
  const whole = (qtyMilli: number) => `${stockInPacks(qtyMilli, saleFactor)} ${saleUnit}`
  const sales = data.sales.map(({ party, heldUntil, ...row }) => ({
    ...row,
    who: party,
    due: t('items.glance.held', { day: day(heldUntil) }),
  }))
  const purchases = data.purchases?.map(({ supplier, expected, ...row }) => ({
    ...row,
    who: supplier,
    due: expected && t('items.glance.expected', { day: day(expected) }),
  }))
  return (
    <>
      {data.salesMilli > 0 && (
        <Orders title={t('items.glance.ordered', { qty: whole(data.salesMilli) })} rows={sales} whole={whole} />
      )}
      {data.purchasesMilli > 0 && (
        <Orders title={t('items.glance.onOrder', { qty: whole(data.purchasesMilli) })} rows={purchases ?? []} whole={whole} />
      )}
    </>
  )
}

function Orders({ title, rows, whole }: { title: string; rows: readonly Row[]; whole: (qtyMilli: number) => string }) {
  return (
    <>
      <h3>{title}</h3>
      <table className={styles.glance}>
        <tbody>
          {rows.map((row) => (
            <tr key={row.uid}>
              <td>{day(row.date)}</td>
              <td>
                <bdi>{row.who}</bdi>
                <small className="code">{row.number}</small>
              </td>
              <td>{row.due}</td>
              <td className={styles.number}>{whole(row.qtyMilli)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
