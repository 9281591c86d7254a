import { useQuery } from '@tanstack/react-query'
import { ask } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { day, money, rate } from '../ui/format.ts'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import { type GoodsLine, shownGoods } from './goods-line.ts'
import styles from './purchases.module.css'
import type { Supplier } from './supplier-field.tsx'

/** The last five purchases of the item of a line: from this supplier, or from everybody. */
export const showLastPurchases = (line: GoodsLine, supplier: Supplier | null): Promise<void> =>
  askWith<void>((done) => <LastPurchases line={line} supplier={supplier} onClose={() => done()} />)

function LastPurchases({ line, supplier, onClose }: { line: GoodsLine; supplier: Supplier | null; onClose: () => void }) {
  const t = useWords()
  const item = line.item?.name ?? ''
  const deals = useQuery(ask('purchases.lastPurchases', { itemId: line.item?.id ?? 0, supplier: supplier?.uid ?? null }))
  return (
    <Dialog
      title={supplier ? t('purchases.last.from', { item, supplier: supplier.name }) : t('purchases.last.all', { item })}
      width={760}
      onClose={onClose}
    >
      {deals.error ? (
        <ErrorState error={deals.error} onRetry={() => void deals.refetch()} />
      ) : deals.data?.length === 0 ? (
        <EmptyState title={t('purchases.last.none')} />
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('purchases.columns.date')}</th>
              <th>{t('purchases.columns.number')}</th>
              <th>{t('purchases.supplier')}</th>
              <th className={styles.end}>{t('purchases.columns.qty')}</th>
              <th className={styles.end}>{t('purchases.columns.free')}</th>
              <th className={styles.end}>{t('purchases.columns.rate')}</th>
              <th className={styles.end}>{t('purchases.columns.discountAmount')}</th>
              <th className={styles.end}>{t('purchases.columns.mrp')}</th>
            </tr>
          </thead>
          <tbody>
            {deals.data?.map((deal) => (
              <tr key={`${deal.number} ${deal.rateE4} ${deal.qtyMilli}`}>
                <td>{day(deal.date)}</td>
                <td className="code">{deal.number}</td>
                <td className={styles.strong} dir="auto">
                  {deal.supplier}
                </td>
                <td className={styles.end}>{shownGoods(deal.qtyMilli, line)}</td>
                <td className={styles.end}>{deal.freeMilli ? shownGoods(deal.freeMilli, line) : ''}</td>
                <td className={styles.end}>{rate(deal.rateE4)}</td>
                <td className={styles.end}>{deal.discountPaise ? money(deal.discountPaise) : ''}</td>
                <td className={styles.end}>{money(deal.mrpPaise)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  )
}
