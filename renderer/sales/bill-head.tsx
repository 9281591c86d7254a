import { memo, type ReactNode, type RefObject, useRef } from 'react'
import { useStore } from 'zustand'
import { placeLabel } from '../../shared/company/states.ts'
import type { BillMode } from '../../shared/sales/price-bill.ts'
import { useToday } from '../book.ts'
import { fetchNow, type OutputOf } from '../client.ts'
import { Combobox, Select } from '../ui/combobox.tsx'
import { StatusPill } from '../ui/controls.tsx'
import { TextField } from '../ui/fields.tsx'
import { useFieldKeys } from '../ui/form.tsx'
import { balance, day, rupees } from '../ui/format.ts'
import { DateField } from '../ui/value-fields.tsx'
import { type Say, useWords } from '../words.ts'
import styles from './bill.module.css'
import type { Bill } from './bill.ts'
import type { BillHeader, Preview } from './bill-draft.ts'
import { CreditLine } from './credit-line.tsx'
import { BillPriced } from './margin-shown.tsx'

type PartyHit = OutputOf<'parties.search'>['rows'][number]
const modes: readonly BillMode[] = ['credit', 'cash', 'upi', 'card', 'cheque', 'mixed']

type HeadProps = {
  bill: Bill
  header: BillHeader | null
  preview: Preview | null
  /** Enter on the last stop: into the lines. */
  onDone: () => void
  onFault: () => void
}

const partyColumns = (t: Say) => [
  {
    id: 'name',
    title: t('sales.bill.party'),
    width: 'minmax(200px, 1.5fr)',
    weight: 'strong' as const,
    match: true,
    cell: (row: PartyHit) => row.name,
  },
  {
    id: 'city',
    title: t('sales.bill.area'),
    width: '110px',
    weight: 'dim' as const,
    match: true,
    cell: (row: PartyHit) => row.city,
  },
  { id: 'phone', title: t('sales.bill.phone'), width: '110px', weight: 'dim' as const, cell: (row: PartyHit) => row.phone },
  {
    id: 'balance',
    title: t('sales.bill.balance'),
    width: '110px',
    numeric: true,
    cell: (row: PartyHit) => balance(row.balancePaise),
  },
  {
    id: 'left',
    title: t('sales.bill.limitLeft'),
    width: '110px',
    numeric: true,
    cell: (row: PartyHit) => (row.creditLimitPaise === null ? '' : balance(row.creditLimitPaise - row.balancePaise)),
  },
]

/** Party, date, type, salesman. Enter stops at the party only; F2 and Tab reach the rest. A key in the lines does not draw it. */
export const BillHead = memo(function BillHead({ bill, header, preview, onDone, onFault }: HeadProps) {
  const t = useWords()
  const today = useToday()
  const head = useStore(bill.head)
  const box = useRef<HTMLDivElement>(null)
  const onKeyDown = useFieldKeys(onDone)
  const buyer = header?.buyer ?? null
  const chosen = head.party ? ({ uid: head.party.uid, name: head.party.name, city: head.party.city } as PartyHit) : null
  const choose = (row: PartyHit | null) => {
    // a walk-in pays at once; a party with an account is billed on credit until the clerk says otherwise
    bill.head.setState({
      party: row && { uid: row.uid, name: row.name, city: row.city },
      walkInName: '',
      ...(row ? { mode: 'credit' as const } : { mode: 'cash' as const }),
    })
    if (row) requestAnimationFrame(onDone)
  }
  return (
    <div ref={box} className={styles.head} data-fields onKeyDown={onKeyDown}>
      <Combobox<PartyHit>
        label={t('sales.bill.party')}
        name="party"
        autoFocus
        placeholder={t('sales.bill.walkInHint')}
        value={chosen}
        onChange={choose}
        find={async (text) => {
          const { text: answers, rows } = await fetchNow('parties.search', { text })
          return { text: answers, rows, total: rows.length }
        }}
        rowKey={(row) => row.uid}
        rowLabel={(row) => (row.city ? `${row.name}, ${row.city}` : row.name)}
        columns={partyColumns(t)}
        width={720}
        empty={(text) => t('sales.bill.noParty', { text })}
        onFault={onFault}
      />
      <DateField
        label={t('sales.bill.date')}
        name="date"
        stop={false}
        value={head.date}
        today={today}
        onChange={(date) => bill.head.setState({ date: (date ?? today) as typeof today })}
      />
      <Select<BillMode>
        label={t('sales.bill.mode')}
        name="mode"
        stop={false}
        value={head.mode}
        choices={modes.map((mode) => ({ value: mode, label: t(`sales.modes.${mode as 'cash'}`) }))}
        onChange={(mode) => bill.head.setState({ mode, paid: [] })}
      />
      {head.party ? (
        <TextField
          label={t('sales.bill.salesman')}
          name="salesman"
          stop={false}
          value={head.salesman}
          onChange={(salesman) => bill.head.setState({ salesman })}
          maxLength={60}
        />
      ) : (
        <TextField
          label={t('sales.bill.buyerName')}
          name="walkIn.name"
          stop={false}
          value={head.walkInName}
          onChange={(walkInName) => bill.head.setState({ walkInName })}
          maxLength={100}
        />
      )}
      <TextField
        label={t('sales.bill.narration')}
        name="narration"
        stop={false}
        value={head.narration}
        onChange={(narration) => bill.head.setState({ narration })}
        maxLength={200}
      />
      <About bill={bill} buyer={buyer} preview={preview} t={t} />
    </div>
  )
})

type AboutProps = { bill: Bill; buyer: BillHeader['buyer']; preview: Preview | null; t: Say }

function About({ bill, buyer, preview, t }: AboutProps) {
  const supply = preview && 'priced' in preview ? preview.priced : null
  const place = supply && <span>{t(`sales.supply.${supply.supply}`, { place: placeLabel(supply.pos) })}</span>
  if (!buyer)
    return (
      <div className={styles.about}>
        <span>{t('sales.bill.walkIn')}</span>
        {place}
        <BillPriced bill={bill} preview={preview} />
      </div>
    )
  const lapsed = buyer.licences.length === 0
  return (
    <div className={styles.about}>
      {buyer.gstin ? (
        <StatusPill tone="mute">{buyer.gstin}</StatusPill>
      ) : (
        <StatusPill tone="mute">{t('sales.bill.unregistered')}</StatusPill>
      )}
      {/* a bill being changed is in what is owed already */}
      <CreditLine credit={buyer.credit} morePaise={bill.head.getState().amends ? 0 : (supply?.payment.creditPaise ?? 0)} />
      {lapsed && <StatusPill tone="warn">{t('sales.bill.noLicence')}</StatusPill>}
      {buyer.lastBill && (
        <Fact label={t('sales.bill.lastBill')}>
          {day(buyer.lastBill.date)}, {rupees(buyer.lastBill.totalPaise)}
        </Fact>
      )}
      {place}
      <BillPriced bill={bill} preview={preview} />
    </div>
  )
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <span>
    {label} <b>{children}</b>
  </span>
)

/** Puts the cursor in a field of the bill's head or foot by its name. */
export function focusField(inside: RefObject<HTMLElement | null>, name: string): boolean {
  const field = inside.current?.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)
  field?.focus()
  return field != null
}
