import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ask, fetchNow, type OutputOf } from '../client.ts'
import { Combobox } from '../ui/combobox.tsx'
import { StatusPill } from '../ui/controls.tsx'
import { balance, day, rupees } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { type Say, useWords, words } from '../words.ts'
import styles from './purchases.module.css'

type PartyHit = OutputOf<'parties.search'>['rows'][number]
/** A supplier as the head of a document keeps him. */
export type Supplier = { readonly uid: string; readonly name: string; readonly city: string | null }
export type DeskSupplier = NonNullable<OutputOf<'purchases.desk'>['supplier']>

const columns = (t: Say) => [
  {
    id: 'name',
    title: t('purchases.supplier'),
    width: 'minmax(200px, 1.5fr)',
    weight: 'strong' as const,
    match: true,
    cell: (row: PartyHit) => row.name,
  },
  {
    id: 'city',
    title: t('purchases.city'),
    width: '120px',
    weight: 'dim' as const,
    match: true,
    cell: (row: PartyHit) => row.city,
  },
  {
    id: 'gstin',
    title: 'GSTIN',
    width: '150px',
    weight: 'dim' as const,
    cell: (row: PartyHit) => <span className="code">{row.gstin}</span>,
  },
  {
    id: 'owed',
    title: t('purchases.weOwe'),
    width: '120px',
    numeric: true,
    cell: (row: PartyHit) => balance(-row.balancePaise),
  },
]

/** Who supplies it: searched by words, GSTIN, phone or code. */
export function SupplierField(props: {
  value: Supplier | null
  onChange: (supplier: Supplier | null) => void
  readOnly?: boolean
}) {
  const t = useWords()
  return (
    <Combobox<PartyHit>
      label={t('purchases.supplier')}
      name="supplier"
      value={props.value as PartyHit | null}
      onChange={(row) => props.onChange(row && { uid: row.uid, name: row.name, city: row.city })}
      find={async (text) => {
        const { text: answers, rows } = await fetchNow('parties.search', { text, customers: false })
        return { text: answers, rows, total: rows.length }
      }}
      rowKey={(row) => row.uid}
      rowLabel={(row) => (row.city ? `${row.name}, ${row.city}` : row.name)}
      columns={columns(t)}
      width={680}
      empty={(text) => t('purchases.noSupplier', { text })}
      onFault={() => say(words('purchases.searchFailed'))}
      {...(props.readOnly ? { readOnly: true } : {})}
    />
  )
}

/** About the supplier: registration, what we owe, his last bills, and where the supply is taxed. */
export function AboutSupplier(props: {
  supplier: DeskSupplier | null
  /** Said while there is none; how to choose one when left out. */
  without?: ReactNode
  children?: ReactNode
}) {
  const t = useWords()
  const { supplier, children } = props
  if (!supplier) return <div className={styles.about}>{props.without ?? t('purchases.chooseSupplier')}</div>
  const taxed = supplier.gstin !== null
  return (
    <div className={styles.about}>
      <StatusPill tone={taxed ? 'mute' : 'warn'}>{supplier.gstin ?? t(`purchases.category.${categoryOf(supplier)}`)}</StatusPill>
      {taxed && supplier.category === 'composition' && <StatusPill tone="warn">{t('purchases.category.composition')}</StatusPill>}
      <span>
        {t('purchases.weOwe')} <b dir="ltr">{rupees(-supplier.balancePaise)}</b>
      </span>
      {supplier.creditDays !== null && <span>{t('purchases.creditDays', { count: supplier.creditDays })}</span>}
      {supplier.lastBills.length > 0 && (
        <span>
          {t('purchases.lastBills')}{' '}
          {supplier.lastBills.map((bill) => (
            <b key={bill.uid} className={styles.lastBill} dir="ltr">
              <span className="code">{bill.supplierNumber ?? bill.number}</span>, {day(bill.date)}, {rupees(bill.totalPaise)}
            </b>
          ))}
        </span>
      )}
      {children}
    </div>
  )
}

const categoryOf = (supplier: DeskSupplier): 'composition' | 'unregistered' =>
  supplier.category === 'composition' ? 'composition' : 'unregistered'

/** What the screen shows and prices with, asked again when day, supplier or items change. */
export function useDesk(head: { date: string; supplier: Supplier | null }, itemIds: readonly number[]) {
  return useQuery({
    ...ask('purchases.desk', { date: head.date, supplier: head.supplier?.uid ?? null, itemIds: [...itemIds] }),
    placeholderData: (before) => before,
  })
}
