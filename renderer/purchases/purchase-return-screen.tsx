import { useState } from 'react'
import { useStore } from 'zustand'
import type { LocalDate } from '../../shared/calendar.ts'
import { Refusal } from '../../shared/refusal.ts'
import { openPaper } from '../accounts/open-document.ts'
import { useToday } from '../book.ts'
import { fetchNow, type OutputOf, type Told, tell } from '../client.ts'
import { createSheet, type KeptSheet, readSheet, type Sheet } from '../items/sheet.ts'
import { SheetDate, useColumns } from '../items/sheet-parts.tsx'
import { SheetScreen } from '../items/sheet-screen.tsx'
import { type Draft, useKeptDraft } from '../kept-draft.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { Combobox } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import type { EntryColumn } from '../ui/entry-grid.tsx'
import { TextField } from '../ui/fields.tsx'
import { balance, count, day, money, rupees } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { type Say, useWords, words } from '../words.ts'
import { bad, columnsFrom, goodsLooks, type Look } from './goods-columns.tsx'
import { goodsItems, shownGoods } from './goods-line.ts'
import { stillNeeded } from './needed.ts'
import { columnOf } from './purchase-bill.ts'
import {
  figuresOf,
  goingBack,
  linesOfBill,
  newReturnHead,
  type Returned,
  type ReturnHead,
  type ReturnLine,
  receiptReturnToPost,
  returnedReceipt,
  returnKind,
  returnRules,
  returnToPost,
  returnTotals,
} from './purchase-return.ts'
import styles from './purchases.module.css'
import { AboutSupplier, useDesk } from './supplier-field.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/return': { uid?: string }
  }
}

const read = readSheet(returnKind)
type ReturnSheet = Sheet<ReturnHead, ReturnLine>
type Posted = OutputOf<'purchases.postReturn'>

/** Goods back to the supplier against the bill they came with: the debit note. */
export function PurchaseReturnScreen({ params }: { params: ScreenParams['purchases/return'] }) {
  const draft = useKeptDraft('purchase-return', params.uid, read)
  return draft ? <KeyedReturn key={draft.uid} loaded={draft} /> : null
}

function returnColumns(t: Say, date: LocalDate): readonly EntryColumn<ReturnLine>[] {
  const common = goodsLooks(date) as unknown as Readonly<Record<string, Look<ReturnLine>>>
  const figure = (show: (line: ReturnLine) => number | null): Look<ReturnLine> => ({
    width: '76px',
    numeric: true,
    weight: 'dim',
    show: (line) => shownGoods(show(line), line),
  })
  const more = (asked: number | null, left: number, line: ReturnLine) =>
    (asked ?? 0) > left ? bad(words('purchases.return.moreThanLeft', { left: shownGoods(left, line) })) : null
  return columnsFrom<ReturnLine>(t, returnRules, date, {
    expiry: { ...(common['expiry'] as Look<ReturnLine>), problem: () => null },
    bought: figure((line) => line.bought?.qtyMilli ?? null),
    returned: figure((line) => line.bought?.returnedMilli ?? null),
    left: figure((line) => line.bought?.leftMilli ?? null),
    stock: figure((line) => line.bought?.availableMilli ?? null),
    qty: { ...(common['qty'] as Look<ReturnLine>), problem: (line) => more(line.qtyMilli, line.bought?.leftMilli ?? 0, line) },
    free: {
      ...(common['free'] as Look<ReturnLine>),
      problem: (line) => more(line.freeMilli, line.bought?.leftFreeMilli ?? 0, line),
    },
    amount: { ...(common['amount'] as Look<ReturnLine>), show: (line) => money(figuresOf(line)?.taxablePaise ?? null) },
  })
}

/** Puts the lines of the chosen bill on the return. */
async function takeBill(sheet: ReturnSheet, bill: Returned | null): Promise<void> {
  sheet.head.setState({ bill })
  if (!bill) {
    sheet.entry.setLines([])
    return
  }
  const returnable = bill.receipt
    ? await fetchNow('purchases.returnableReceiptLines', { receipt: bill.uid })
    : await fetchNow('purchases.returnableLines', { bill: bill.uid })
  const items = await goodsItems(
    sheet.head.getState().date,
    returnable.map((line) => line.itemId),
  )
  sheet.entry.setLines(linesOfBill(returnable, items))
  sheet.goTo(0, 'qty')
}

/** Only lines that go back are sent; a refusal about the n-th of them is about its own row. */
async function postReturn(uid: string, head: ReturnHead, all: readonly ReturnLine[]): Promise<Told<Posted>> {
  const back = goingBack(all)
  if (back.length === 0) {
    say(words('purchases.return.nothing'))
    return { ok: false, dismissed: true }
  }
  const needed = stillNeeded([['reason', head.reason.trim().length > 2, 'purchases/reason-needed']])
  if (needed) return needed
  const told = head.bill?.receipt
    ? await tell('purchases.postReceiptReturn', receiptReturnToPost(uid, head, back), { draftUid: uid })
    : await tell('purchases.postReturn', returnToPost(uid, head, back), { draftUid: uid })
  if (told.ok || !told.refusal) return told
  const { code, message, field, details } = told.refusal
  const own = field?.replace(/^lines\.(\d+)/, (_, nth: string) => `lines.${all.indexOf(back[Number(nth)] as ReturnLine)}`)
  return { ok: false, refusal: new Refusal(code, message, own, details) }
}

function BillField({ sheet }: { sheet: ReturnSheet }) {
  const t = useWords()
  const { bill } = useStore(sheet.head)
  return (
    <Combobox<Returned>
      label={t('purchases.return.bill')}
      name="bill"
      value={bill}
      onChange={(row) => void takeBill(sheet, row)}
      find={async (text) => {
        const [bills, waiting] = await Promise.all([
          fetchNow('purchases.bills', { filter: text, limit: 20, cancelled: false }),
          fetchNow('purchases.receipts', { filter: text, limit: 10, state: 'open' }),
        ])
        const rows: Returned[] = [...bills.rows, ...waiting.rows.map(returnedReceipt)]
        return { text, rows, total: bills.total + waiting.total }
      }}
      rowKey={(row) => row.uid}
      rowLabel={(row) => `${row.supplierNumber} · ${row.supplier}`}
      width={760}
      columns={[
        { id: 'date', title: t('purchases.columns.date'), width: '90px', cell: (row) => day(row.supplierDate) },
        {
          id: 'supplierNumber',
          title: t('purchases.bill.supplierNumber'),
          width: '140px',
          weight: 'strong',
          match: true,
          cell: (row) => row.supplierNumber,
        },
        { id: 'supplier', title: t('purchases.supplier'), width: '1fr', match: true, cell: (row) => row.supplier },
        { id: 'number', title: t('purchases.columns.number'), width: '140px', weight: 'dim', cell: (row) => row.number },
        {
          id: 'receipt',
          title: t('purchases.return.billed'),
          width: '90px',
          weight: 'dim',
          cell: (row) => (row.receipt ? t('purchases.return.notBilled') : ''),
        },
        { id: 'total', title: t('purchases.bill.total'), width: '110px', numeric: true, cell: (row) => money(row.totalPaise) },
      ]}
      empty={(text) => t('purchases.return.noBill', { text })}
      onFault={() => say(words('purchases.searchFailed'))}
    />
  )
}

type Desk = OutputOf<'purchases.desk'> | null

function ReturnHeadFields({ sheet, desk }: { sheet: ReturnSheet; desk: Desk }) {
  const t = useWords()
  const head = useStore(sheet.head)
  return (
    <>
      <div className={styles.supplier}>
        <BillField sheet={sheet} />
      </div>
      <TextField
        label={t('purchases.return.reason')}
        name="reason"
        value={head.reason}
        onChange={(reason) => sheet.head.setState({ reason })}
        maxLength={200}
      />
      {/* goods that were not billed bring no credit note */}
      {!head.bill?.receipt && (
        <TextField
          label={t('purchases.return.supplierNote')}
          name="supplierNote"
          stop={false}
          value={head.supplierNote}
          onChange={(supplierNote) => sheet.head.setState({ supplierNote })}
          maxLength={30}
          code
        />
      )}
      <SheetDate head={sheet.head} label={t('purchases.bill.date')} />
      {head.bill ? (
        <AboutSupplier supplier={desk?.supplier ?? null}>
          <span>
            {t(head.bill.receipt ? 'purchases.return.ofReceipt' : 'purchases.return.ofBill', {
              number: head.bill.number,
              day: day(head.bill.supplierDate),
              total: rupees(head.bill.totalPaise),
            })}
          </span>
        </AboutSupplier>
      ) : (
        <div className={styles.about}>{t('purchases.return.chooseBill')}</div>
      )}
    </>
  )
}

function KeyedReturn({ loaded }: { loaded: Draft<KeptSheet<ReturnHead, ReturnLine>> }) {
  const t = useWords()
  const today = useToday()
  const [sheet] = useState(() => createSheet(returnKind, loaded.uid, newReturnHead(today), loaded.kept))
  const head = useStore(sheet.head)
  const lines = useStore(sheet.entry.store, (state) => state.lines)
  const columns = useColumns((t) => returnColumns(t, head.date), head.date)
  const supplier = head.bill && { uid: head.bill.supplierUid, name: head.bill.supplier, city: null }
  const desk = useDesk({ date: head.date, supplier }, []).data ?? null
  const totals = returnTotals(lines, desk?.roundOff ?? false)
  return (
    <SheetScreen<ReturnHead, ReturnLine, never, Posted>
      screen="purchases/return"
      sheet={sheet}
      title={head.bill ? t('purchases.return.tab', { number: head.bill.supplierNumber }) : t('screens.purchaseReturn')}
      label={t('purchases.return.lines')}
      columns={columns}
      columnOf={{ ...columnOf, line: 'item' }}
      missing={() => null}
      firstField="bill"
      post={(sent) => postReturn(loaded.uid, head, sent)}
      saved={({ number, totalPaise }) => t('purchases.return.saved', { number, total: rupees(totalPaise) })}
      printable
      onSaved={(_, print) => print && openPaper(loaded.uid)}
      head={<ReturnHeadFields sheet={sheet} desk={desk} />}
      strip={(line) => (
        <>
          <span>
            {t('purchases.columns.batch')} <b>{line.batch}</b>
          </span>
          {line.bought && (
            <span>
              {t('purchases.columns.left')} <b dir="ltr">{shownGoods(line.bought.leftMilli, line)}</b>
            </span>
          )}
        </>
      )}
      actions={
        <Button look="quiet" onClick={() => openScreen('purchases/returns')}>
          {t('screens.purchaseReturns')}
        </Button>
      }
      totals={[
        { id: 'items', label: t('purchases.return.goingBack'), value: count(goingBack(lines).length) },
        { id: 'taxable', label: t('purchases.bill.taxable'), value: balance(totals.taxablePaise) },
        { id: 'tax', label: t('purchases.return.tax'), value: balance(totals.taxPaise) },
        ...(totals.roundOffPaise === 0
          ? []
          : [{ id: 'roundOff', label: t('purchases.return.roundOff'), value: balance(totals.roundOffPaise) }]),
        {
          id: 'total',
          label: t(head.bill?.receipt ? 'purchases.return.worth' : 'purchases.return.total'),
          value: rupees(totals.totalPaise),
          main: true,
        },
      ]}
    />
  )
}
