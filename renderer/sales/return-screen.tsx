import { useState } from 'react'
import { useStore } from 'zustand'
import type { LocalDate } from '../../shared/calendar.ts'
import { Refusal } from '../../shared/refusal.ts'
import { useToday } from '../book.ts'
import { fetchNow, type Told } from '../client.ts'
import { choiceColumns } from '../inventory/goods-columns.tsx'
import { createSheet, type KeptSheet, readSheet, type Sheet } from '../items/sheet.ts'
import { useColumns } from '../items/sheet-parts.tsx'
import { SheetScreen } from '../items/sheet-screen.tsx'
import { type Draft, useKeptDraft } from '../kept-draft.ts'
import { stillNeeded } from '../purchases/needed.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { Button } from '../ui/controls.tsx'
import type { EntryColumn } from '../ui/entry-grid.tsx'
import { balance, count, expiry, money, rate, rupees } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { type Say, useWords, words } from '../words.ts'
import {
  type Batch,
  figuresOf,
  linesOfBill,
  newReturnHead,
  ofValue,
  type ReturnHead,
  type ReturnLine,
  returnKind,
  returnRules,
  type SaleHit,
  shown,
  totalsOf,
  touched,
} from './return.ts'
import { ReturnHeadFields } from './return-head.tsx'
import { type Saved, sendReturn } from './send-return.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/return': { uid?: string }
  }
}

const read = readSheet(returnKind)
export type ReturnSheet = Sheet<ReturnHead, ReturnLine, Batch>

/** What customers bring back, and notes over their bills. */
export function ReturnScreen({ params }: { params: ScreenParams['sales/return'] }) {
  const draft = useKeptDraft('sale-return', params.uid, read)
  return draft ? <KeyedReturn key={draft.uid} loaded={draft} /> : null
}

/** Puts the lines of the chosen bill on the sheet; the cursor goes to the line that was found, else to the first. */
export async function takeBill(sheet: ReturnSheet, hit: Pick<SaleHit, 'uid' | 'line'> | null): Promise<void> {
  const { date, way } = sheet.head.getState()
  if (!hit) {
    sheet.head.setState({ bill: null })
    sheet.entry.setLines([])
    return
  }
  const bill = await fetchNow('sales.returnableBill', { bill: hit.uid, date })
  sheet.head.setState({ bill, party: null, settle: bill.partyUid ? 'adjust' : 'cash' })
  sheet.entry.setLines(linesOfBill(bill, way, date))
  const at = bill.lines.findIndex((one) => one.line === hit.line)
  sheet.goTo(Math.max(0, at), ofValue(way) ? 'amount' : 'qty')
}

/** Posts by what the document is; a refusal about the n-th sent line is about its own row. */
async function post(uid: string, head: ReturnHead, all: readonly ReturnLine[]): Promise<Told<Saved>> {
  const lines = touched(all)
  if (lines.length === 0) {
    say(words('sales.return.nothing'))
    return { ok: false, dismissed: true }
  }
  const needed = stillNeeded([['reason', head.reason !== null, 'sales/return-reason-needed']])
  if (needed) return needed
  const told = await sendReturn(uid, head, lines)
  return told.ok ? told : ownRow(told, all, lines)
}

function ownRow(told: Extract<Told<never>, { ok: false }>, all: readonly ReturnLine[], sent: readonly ReturnLine[]): Told<Saved> {
  if (!told.refusal) return told
  const { code, message, field, details } = told.refusal
  const own = field?.replace(/^lines\.(\d+)/, (_, nth: string) => `lines.${all.indexOf(sent[Number(nth)] as ReturnLine)}`)
  return { ok: false, refusal: new Refusal(code, message, own, details) }
}

const bad = (text: string) => ({ tone: 'bad' as const, text })

function columnsOf(t: Say, head: ReturnHead): readonly EntryColumn<ReturnLine>[] {
  const more = (asked: number | null, left: number | undefined, line: ReturnLine) =>
    left !== undefined && (asked ?? 0) > left ? bad(words('sales.return.moreThanLeft', { left: shown(left, line) })) : null
  const figure = (of: (line: ReturnLine) => number | null | undefined) => ({
    width: '72px',
    numeric: true,
    weight: 'dim' as const,
    show: (line: ReturnLine) => shown(of(line) ?? null, line),
  })
  const looks: Readonly<Record<string, Omit<EntryColumn<ReturnLine>, 'id' | 'title'>>> = {
    item: { width: 'minmax(180px, 1fr)', weight: 'strong', frozen: true, show: (line) => line.item?.name },
    batch: { width: '104px', show: (line) => <span className="code">{line.sold?.batch ?? line.batch?.number}</span> },
    expiry: { width: '66px', show: (line) => expiry(line.sold?.expiry ?? line.batch?.expiry) },
    sold: figure((line) => line.sold?.qtyMilli),
    back: figure((line) => line.sold?.returnedMilli),
    left: figure((line) => line.sold?.leftMilli),
    qty: {
      width: '78px',
      numeric: true,
      show: (line) => shown(line.qtyMilli, line),
      problem: (line) => (ofValue(line.way) ? null : more(line.qtyMilli, line.sold?.leftMilli, line)),
    },
    free: {
      width: '62px',
      numeric: true,
      show: (line) => shown(line.freeMilli, line),
      problem: (line) => more(line.freeMilli, line.sold?.leftFreeMilli, line),
    },
    to: { width: '96px', show: (line) => (line.item && !ofValue(line.way) ? words(`sales.return.places.${line.to}`) : '') },
    rate: { width: '88px', numeric: true, weight: 'dim', show: (line) => rate(line.sold?.rateE4 ?? line.rateE4) },
    amount: {
      width: '112px',
      numeric: true,
      weight: 'strong',
      show: (line) => money(touched([line]).length > 0 ? (figuresOf(line, head)?.taxablePaise ?? null) : null),
      problem: (line) =>
        line.way === 'less' && line.sold && (line.amountPaise ?? 0) > line.sold.left.taxablePaise
          ? bad(words('sales.return.amountLeft', { left: money(line.sold.left.taxablePaise) }))
          : null,
    },
  }
  return returnRules.map((rule) => ({
    ...rule,
    ...(looks[rule.id] as Omit<EntryColumn<ReturnLine>, 'id' | 'title'>),
    title: t(`sales.return.columns.${rule.id as 'item'}`),
  }))
}

const columnOf = {
  line: 'item',
  itemId: 'item',
  batchId: 'batch',
  qtyMilli: 'qty',
  freeMilli: 'free',
  to: 'to',
  rateE4: 'rate',
  amountPaise: 'amount',
}

function KeyedReturn({ loaded }: { loaded: Draft<KeptSheet<ReturnHead, ReturnLine>> }) {
  const t = useWords()
  const today = useToday()
  const [sheet] = useState(() => createSheet(returnKind, loaded.uid, newReturnHead(today as LocalDate), loaded.kept))
  const head = useStore(sheet.head)
  const lines = useStore(sheet.entry.store, (state) => state.lines)
  const columns = useColumns((t) => columnsOf(t, head), head)
  const totals = totalsOf(lines, head)
  const back = touched(lines)
  return (
    <SheetScreen<ReturnHead, ReturnLine, Batch, Saved>
      screen="sales/return"
      sheet={sheet}
      title={head.bill ? t('sales.return.tab', { number: head.bill.number }) : t('screens.saleReturn')}
      label={t('sales.return.lines')}
      columns={columns}
      columnOf={columnOf}
      missing={() => null}
      firstField="bill"
      post={(sent) => post(loaded.uid, head, sent)}
      saved={({ number, totalPaise }) =>
        number === null
          ? t('sales.return.sent', { total: rupees(totalPaise) })
          : t('sales.return.saved', { number, total: rupees(totalPaise) })
      }
      onSaved={({ uid, number }, print) => print && number !== null && openScreen('sales/note-paper', { uid })}
      printable
      head={<ReturnHeadFields sheet={sheet} />}
      hint={head.bill || head.party ? undefined : t('sales.return.chooseBill')}
      choiceColumns={choiceColumns(t, false)}
      strip={(line) => (
        <>
          <span>
            {t('sales.return.columns.batch')} <b>{line.sold?.batch ?? line.batch?.number}</b>
          </span>
          {line.sold && (
            <span>
              {t('sales.return.columns.left')} <b dir="ltr">{shown(line.sold.leftMilli, line)}</b>
            </span>
          )}
          {!ofValue(line.way) && <span>{t('sales.return.placeKeys')}</span>}
        </>
      )}
      actions={
        <Button look="quiet" onClick={() => openScreen('sales/notes')}>
          {t('screens.notes')}
        </Button>
      }
      totals={[
        { id: 'items', label: t('sales.return.comingBack'), value: count(back.length) },
        { id: 'taxable', label: t('sales.return.taxable'), value: balance(totals.taxablePaise) },
        { id: 'tax', label: t('sales.return.tax'), value: balance(totals.taxPaise) },
        ...(totals.roundOffPaise === 0
          ? []
          : [{ id: 'roundOff', label: t('sales.return.roundOff'), value: balance(totals.roundOffPaise) }]),
        {
          id: 'total',
          label: t(head.way === 'more' ? 'sales.return.due' : 'sales.return.total'),
          value: rupees(totals.totalPaise),
          main: true,
        },
      ]}
    />
  )
}
