import { useQuery } from '@tanstack/react-query'
import { ask } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { day, money, quantity, rate, rupees } from '../ui/format.ts'
import { EmptyState } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import styles from './bill.module.css'
import type { LineItem } from './bill-line.ts'

/** The last five deals in an item, with this party or with everybody. */
export const showLastDeals = (item: LineItem, party: { uid: string; name: string } | null): Promise<void> =>
  askWith<void>((done) => <LastDeals item={item} party={party} onClose={() => done()} />)

function LastDeals({
  item,
  party,
  onClose,
}: {
  item: LineItem
  party: { uid: string; name: string } | null
  onClose: () => void
}) {
  const t = useWords()
  const deals = useQuery(ask('sales.lastRates', { itemId: item.id, party: party?.uid ?? null }))
  return (
    <Dialog
      title={
        party ? t('sales.bill.dealsWith', { item: item.name, party: party.name }) : t('sales.bill.dealsAll', { item: item.name })
      }
      width={640}
      onClose={onClose}
    >
      {deals.data?.length === 0 ? (
        <EmptyState title={t('sales.bill.noDeals')} />
      ) : (
        <table className={styles.deals}>
          <thead>
            <tr>
              <th>{t('sales.bill.date')}</th>
              <th>{t('sales.bill.number')}</th>
              <th>{t('sales.bill.party')}</th>
              <th className={styles.end}>{t('sales.bill.columns.qty')}</th>
              <th className={styles.end}>{t('sales.bill.columns.rate')}</th>
              <th className={styles.end}>{t('sales.bill.discount')}</th>
            </tr>
          </thead>
          <tbody>
            {deals.data?.map((deal) => (
              <tr key={`${deal.number}-${deal.rateE4}-${deal.qtyMilli}`}>
                <td>{day(deal.date)}</td>
                <td className="code">{deal.number}</td>
                <td dir="auto">{deal.party}</td>
                <td className={styles.end}>{quantity(deal.qtyMilli / item.saleFactor)}</td>
                <td className={styles.end}>{rate(deal.rateE4)}</td>
                <td className={styles.end}>{deal.discountPaise ? rupees(deal.discountPaise) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  )
}

/** What the party owes, bill by bill, oldest first. */
export const showOutstanding = (party: { uid: string; name: string }): Promise<void> =>
  askWith<void>((done) => <Outstanding party={party} onClose={() => done()} />)

function Outstanding({ party, onClose }: { party: { uid: string; name: string }; onClose: () => void }) {
  const t = useWords()
  const owed = useQuery(ask('accounts.outstanding', { party: party.uid }))
  return (
    <Dialog title={t('sales.bill.outstandingOf', { party: party.name })} width={600} onClose={onClose}>
      {owed.data?.length === 0 ? (
        <EmptyState title={t('sales.bill.nothingOwing')} />
      ) : (
        <table className={styles.deals}>
          <thead>
            <tr>
              <th>{t('sales.bill.date')}</th>
              <th>{t('sales.bill.number')}</th>
              <th>{t('sales.bill.due')}</th>
              <th className={styles.end}>{t('sales.bill.columns.amount')}</th>
              <th className={styles.end}>{t('sales.bill.left')}</th>
              <th className={styles.end}>{t('sales.bill.days')}</th>
            </tr>
          </thead>
          <tbody>
            {owed.data?.map((item) => (
              <tr key={item.openItem}>
                <td>{day(item.date)}</td>
                <td className="code">{item.number}</td>
                <td>{day(item.due)}</td>
                <td className={styles.end}>{money(item.amountPaise)}</td>
                <td className={styles.end}>{money(item.leftPaise)}</td>
                <td className={styles.end}>{item.days}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Dialog>
  )
}
