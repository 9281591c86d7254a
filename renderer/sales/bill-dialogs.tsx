import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { day, money, quantity, rate, rupees } from '../ui/format.ts'
import { EmptyState } from '../ui/states.tsx'
import { useWords, words } from '../words.ts'
import styles from './bill.module.css'
import type { LineItem } from './bill-line.ts'

/** Under which name a bill is held; null when the clerk thought better of it. */
export const askHoldName = (suggestion: string): Promise<string | null> =>
  askWith<string | null>((done) => <HoldDialog suggestion={suggestion} onDone={done} />)

function HoldDialog({ suggestion, onDone }: { suggestion: string; onDone: (name: string | null) => void }) {
  const t = useWords()
  const [name, setName] = useState(suggestion)
  const accept = () => onDone(name.trim() || t('sales.bill.heldUnnamed'))
  return (
    <Dialog
      title={t('sales.bill.holdTitle')}
      width={400}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept}>
            {t('sales.bill.hold')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          accept()
        }}
      >
        <TextField label={t('sales.bill.holdName')} value={name} onChange={setName} maxLength={60} autoFocus />
      </form>
    </Dialog>
  )
}

export type HeldBill = { uid: string; heldName: string | null; party: string; items: number; updatedAt: string }

/** The bills put aside or left unfinished; the chosen one, or null. */
export const askRecall = (bills: readonly HeldBill[]): Promise<string | null> =>
  askWith<string | null>((done) => (
    <Dialog title={words('sales.bill.recallTitle')} width={560} onClose={() => done(null)}>
      {bills.length === 0 ? (
        <EmptyState title={words('sales.bill.nothingHeld')} />
      ) : (
        <ul className={styles.held}>
          {bills.map((bill, index) => (
            <li key={bill.uid}>
              <button
                type="button"
                data-autofocus={index === 0 || undefined}
                onClick={() => done(bill.uid)}
                onKeyDown={moveAmong}
              >
                <b>{bill.heldName ?? words('sales.bill.notHeld')}</b>
                <bdi>{bill.party}</bdi>
                <span>{words('sales.bill.heldItems', { count: bill.items })}</span>
                <span>{new Date(bill.updatedAt).toLocaleTimeString('en-IN', { hour: '2-digit', minute: '2-digit' })}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  ))

function moveAmong(event: React.KeyboardEvent<HTMLButtonElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.preventDefault()
  const row = event.currentTarget.parentElement
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling
  next?.querySelector('button')?.focus()
}

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
