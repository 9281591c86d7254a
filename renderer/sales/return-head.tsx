import { useStore } from 'zustand'
import type { LocalDate } from '../../shared/calendar.ts'
import { returnReasons } from '../../shared/sales/return-drafts.ts'
import { useMay, useToday } from '../book.ts'
import { fetchNow, type OutputOf } from '../client.ts'
import { SheetDate } from '../items/sheet-parts.tsx'
import { Combobox, Select } from '../ui/combobox.tsx'
import { StatusPill } from '../ui/controls.tsx'
import { TextField } from '../ui/fields.tsx'
import { balance, day, rupees } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { DateField } from '../ui/value-fields.tsx'
import { type Say, useWords, words } from '../words.ts'
import styles from './return.module.css'
import {
  carriesGst,
  linesOfBill,
  ofValue,
  type ReturnBill,
  type ReturnHead,
  type ReturnLine,
  type ReturnWay,
  returnWays,
  settleWays,
} from './return.ts'
import { type ReturnSheet, takeBill } from './return-screen.tsx'
import { SaleField } from './sale-field.tsx'

function BillField({ sheet }: { sheet: ReturnSheet }) {
  const bill = useStore(sheet.head, (head) => head.bill)
  const none = { line: null, item: null, batch: null, expiry: null, qtyMilli: null, leftMilli: null, factor: 1 }
  return (
    <SaleField
      hit={bill && { ...bill, ...none }}
      party={null}
      onTake={(hit) => void takeBill(sheet, hit).catch(() => say(words('sales.return.searchFailed')))}
    />
  )
}

type PartyHit = Pick<OutputOf<'parties.search'>['rows'][number], 'uid' | 'name' | 'city'>
/** Whose goods they are, where there is no bill to name. */
function PartyField({ sheet }: { sheet: ReturnSheet }) {
  const t = useWords()
  const party = useStore(sheet.head, (head) => head.party)
  return (
    <Combobox<PartyHit>
      label={t('sales.return.withoutBill')}
      name="party"
      stop={false}
      value={party}
      onChange={(row) => sheet.head.setState({ party: row && { uid: row.uid, name: row.name, city: row.city } })}
      find={async (text) => {
        const found = await fetchNow('parties.search', { text, customers: true })
        return { ...found, total: found.rows.length }
      }}
      rowKey={(row) => row.uid}
      rowLabel={(row) => row.name}
      placeholder={t('sales.return.anyParty')}
    />
  )
}

/** The same lines under another kind of document, the cursor where it was; quantities stay between two ways of taking goods back. */
function changeWay(sheet: ReturnSheet, way: ReturnWay): void {
  const { bill, date, settle } = sheet.head.getState()
  const { lines, at } = sheet.entry.store.getState()
  sheet.head.setState({ way, settle: way === 'more' && settle === 'adjust' ? 'account' : settle })
  if (!bill) return
  const fresh = linesOfBill(bill, way, date)
  const entered = (line: ReturnLine) => lines.find((one) => one.sold?.line === line.sold?.line)
  sheet.entry.setLines(
    ofValue(way)
      ? fresh
      : fresh.map((line) => ({
          ...line,
          qtyMilli: entered(line)?.qtyMilli ?? null,
          freeMilli: entered(line)?.freeMilli ?? null,
        })),
  )
  sheet.goTo(Math.min(at.row, fresh.length - 1), ofValue(way) ? 'amount' : 'qty')
}

/** What stands to be known of the bill before anything comes back of it, above all until when its GST can be. */
function AboutBill({ bill, head }: { bill: ReturnBill; head: ReturnHead }) {
  const t = useWords()
  const inTime = head.date <= bill.gstUntil
  return (
    <div className={styles.about}>
      <span>{t('sales.return.ofBill', { day: day(bill.date), total: rupees(bill.totalPaise) })}</span>
      {bill.owedPaise !== 0 && <span>{t('sales.return.owed', { amount: balance(bill.owedPaise) })}</span>}
      {head.way === 'goods' || head.way === 'less' ? (
        <StatusPill tone={inTime ? 'ok' : 'warn'}>
          {t(inTime ? 'sales.return.gstUntil' : 'sales.return.gstGone', { day: day(bill.gstUntil) })}
        </StatusPill>
      ) : head.way === 'his' ? (
        <StatusPill tone={carriesGst(head) ? 'ok' : 'warn'}>
          {t(carriesGst(head) ? 'sales.return.hisGst' : 'sales.return.hisNoGst')}
        </StatusPill>
      ) : null}
    </div>
  )
}

const settlesFor = (t: Say, head: ReturnHead) =>
  settleWays
    .filter(
      (way) =>
        !(head.way === 'more' && way === 'adjust') &&
        !(head.bill && !head.bill.partyUid && (way === 'adjust' || way === 'account')),
    )
    .map((value) => ({ value, label: t(`sales.return.settles.${value}`) }))

/** Route A: the buyer's own bill by which the goods come back. */
function HisBill({ sheet }: { sheet: ReturnSheet }) {
  const t = useWords()
  const today = useToday()
  const head = useStore(sheet.head)
  return (
    <>
      <TextField
        label={t('sales.return.hisNumber')}
        name="buyerBill.number"
        value={head.hisNumber}
        onChange={(hisNumber) => sheet.head.setState({ hisNumber })}
        maxLength={16}
        code
      />
      <DateField
        label={t('sales.return.hisDate')}
        name="buyerBill.date"
        value={head.hisDate ?? head.date}
        today={today}
        onChange={(hisDate) => sheet.head.setState({ hisDate: hisDate as LocalDate | null })}
      />
    </>
  )
}

/** The head of a return: the bill, what kind of document, why, and what becomes of the money. */
export function ReturnHeadFields({ sheet }: { sheet: ReturnSheet }) {
  const t = useWords()
  const mayWithout = useMay('sales.return-without-bill')
  const head = useStore(sheet.head)
  const set = sheet.head.setState
  const changeReason = (reason: ReturnHead['reason']) => {
    set({ reason })
    // expired goods: the firm has said which way it is asked first (Circular 72/46/2018)
    const { bill, way } = sheet.head.getState()
    if (reason === 'expired' && way === 'goods' && bill?.expiredRoute === 'buyer-bill' && bill.partyUid) changeWay(sheet, 'his')
  }
  return (
    <>
      <div className={styles.bill}>
        <BillField sheet={sheet} />
      </div>
      {head.bill === null && mayWithout && <PartyField sheet={sheet} />}
      <Select
        label={t('sales.return.way')}
        name="way"
        value={head.way}
        choices={returnWays.map((value) => ({ value, label: t(`sales.return.ways.${value}`) }))}
        onChange={(way) => changeWay(sheet, way)}
      />
      <Select
        label={t('ui.reason')}
        name="reason"
        value={head.reason}
        choices={returnReasons.map((value) => ({ value, label: t(`sales.return.reasons.${value}`) }))}
        onChange={changeReason}
      />
      {head.way !== 'replace' && (
        <Select
          label={t('sales.return.settle')}
          name="settle"
          value={head.settle}
          choices={settlesFor(t, head)}
          onChange={(settle) => set({ settle })}
        />
      )}
      {head.way === 'his' && <HisBill sheet={sheet} />}
      <TextField
        label={t('sales.return.narration')}
        name="narration"
        value={head.narration}
        onChange={(narration) => set({ narration })}
        maxLength={200}
      />
      <SheetDate head={sheet.head} label={t('sales.bill.date')} />
      {head.bill ? (
        <AboutBill bill={head.bill} head={head} />
      ) : (
        <div className={styles.about}>{t(head.party ? 'sales.return.noBillNote' : 'sales.return.chooseBill')}</div>
      )}
    </>
  )
}
