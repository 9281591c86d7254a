import { useQuery } from '@tanstack/react-query'
import { ask } from '../client.ts'
import { day, money, percent, rate } from '../ui/format.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import { ItemOverview } from './item-overview.tsx'
import { ItemPending } from './item-pending.tsx'
import styles from './items.module.css'

/** What there is to know of an item, to read beside the list. */
export function ItemFactsPane({ uid }: { uid: string }) {
  const t = useWords()
  const { data, error, refetch } = useQuery(ask('items.item', { uid }))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} inline />
  if (!data) return <SkeletonRows rows={8} />
  const units = [{ unit: data.saleUnit, factor: data.saleFactor }, ...data.units].filter((unit) => unit.unit !== data.baseUnit)
  const facts: [string, string | null][] = [
    [t('items.field.composition'), data.composition],
    [t('items.field.manufacturer'), data.manufacturer],
    [
      t('items.units'),
      units.length
        ? units.map(({ unit, factor }) => t('items.unitHolds', { unit, factor, base: data.baseUnit })).join(', ')
        : data.baseUnit,
    ],
    [t('items.field.schedule'), data.schedule === 'none' ? null : t(`items.schedule.${data.schedule}`)],
    [t('items.field.hsn'), data.tax.hsn],
    [t('items.field.mrpPaise'), money(data.mrpPaise)],
    [t('items.field.ptrE4'), rate(data.ptrE4)],
    [t('items.field.ptsE4'), rate(data.ptsE4)],
    [t('items.field.rack'), data.rack],
    [t('items.field.category'), data.category],
    [t('items.field.barcodes'), [...data.barcodes, ...data.unitBarcodes.map(({ code, unit }) => `${code} (${unit})`)].join(', ')],
    [t('items.field.status'), data.status === 'continue' ? null : t(`items.status.${data.status}`)],
    [t('items.field.storage'), data.storage],
    [t('items.field.purchaseUnit'), data.purchaseUnit],
  ]
  return (
    <div className={styles.facts}>
      <h2>
        <bdi>{data.name}</bdi>
      </h2>
      <dl>
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
      </dl>
      <ItemOverview itemId={data.id} saleUnit={data.saleUnit} saleFactor={data.saleFactor} />
      <ItemPending itemId={data.id} saleUnit={data.saleUnit} saleFactor={data.saleFactor} />
      <h3>{t('items.taxHistory')}</h3>
      <ul>
        {data.taxes.map((tax) => (
          <li key={`${tax.fromDate} ${tax.rateBp} ${tax.class} ${tax.hsn}`} className="code">
            {t('items.taxFrom', {
              date: day(tax.fromDate),
              tax: tax.class === 'taxable' ? `${percent(tax.rateBp)}%` : t(`items.class.${tax.class}`),
              hsn: tax.hsn,
            })}
          </li>
        ))}
      </ul>
    </div>
  )
}
