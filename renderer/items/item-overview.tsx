import { useQuery } from '@tanstack/react-query'
import { stockInPacks } from '../../shared/items/pack-units.ts'
import { ask, type OutputOf } from '../client.ts'
import { day, expiry, money, quantity, rate } from '../ui/format.ts'
import { SkeletonRows } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import styles from './items.module.css'

type Whole = OutputOf<'inventory.itemOverview'>
type Line = Whole['sales'][number]

/** Batches with stock and both MRPs, the last sales, and the last purchases for those who may see them. */
export function ItemOverview({ itemId, saleUnit, saleFactor }: { itemId: number; saleUnit: string; saleFactor: number }) {
  const t = useWords()
  const { data } = useQuery(ask('inventory.itemOverview', { itemId }))
  if (!data) return <SkeletonRows rows={4} />
  return (
    <>
      <h3>{t('items.glance.batches', { unit: saleUnit })}</h3>
      {data.batches.length === 0 ? (
        <p>{t('items.glance.noStock')}</p>
      ) : (
        <table className={styles.glance}>
          <thead>
            <tr>
              <th>{t('items.glance.batch')}</th>
              <th>{t('items.glance.expiry')}</th>
              <th className={styles.number}>{t('items.field.mrpPaise')}</th>
              <th className={styles.number}>{t('items.stock')}</th>
            </tr>
          </thead>
          <tbody>
            {data.batches.map((batch) => (
              <tr key={batch.batchId}>
                <td className="code">{batch.number}</td>
                <td>{expiry(batch.expiry)}</td>
                <td className={styles.number}>
                  {money(batch.effectivePaise)}
                  {batch.effectivePaise !== batch.printedPaise && (
                    <small>{t('items.glance.printed', { mrp: money(batch.printedPaise) })}</small>
                  )}
                </td>
                <td className={styles.number}>
                  {stockInPacks(batch.saleableMilli, saleFactor)}
                  {batch.otherMilli !== 0 && (
                    <small>{t('items.glance.elsewhere', { shown: stockInPacks(batch.otherMilli, saleFactor) })}</small>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Lines title={t('items.glance.sales')} rows={data.sales} />
      {data.purchases && <Lines title={t('items.glance.purchases')} rows={data.purchases} />}
    </>
  )
}

function Lines({ title, rows }: { title: string; rows: readonly Line[] }) {
  const t = useWords()
  return (
    <>
      <h3>{title}</h3>
      {rows.length === 0 ? (
        <p>{t('items.glance.none')}</p>
      ) : (
        <table className={styles.glance}>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a document may have an item twice
              <tr key={`${row.number} ${at}`}>
                <td>{day(row.date)}</td>
                <td>
                  <bdi>{row.party}</bdi>
                  <small className="code">{row.number}</small>
                </td>
                <td className={styles.number}>
                  {quantity(Math.round(row.qtyMilli / row.factor))} {row.unit}
                </td>
                <td className={styles.number}>{rate(row.rateE4)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
