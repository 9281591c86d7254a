import { useState } from 'react'
import { useStore } from 'zustand'
import type { LocalDate } from '../../shared/calendar.ts'
import { Refusal } from '../../shared/refusal.ts'
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
import { SwitchField, TextField } from '../ui/fields.tsx'
import { count, day, money, rupees } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { type Say, useWords, words } from '../words.ts'
import {
  type AnswerHead,
  type AnswerLine,
  answered,
  answerKind,
  answerRules,
  answerToPost,
  type ClaimRow,
  creditTotal,
  newAnswerHead,
  openLines,
} from './claim-answer.ts'
import { bad, columnsFrom, goodsLooks, type Look } from './goods-columns.tsx'
import { goodsItems, shownGoods } from './goods-line.ts'
import styles from './purchases.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/claim-answer': { uid?: string }
  }
}

const read = readSheet(answerKind)
type AnswerSheet = Sheet<AnswerHead, AnswerLine>
type Posted = OutputOf<'purchases.settleClaim'>

/** What a supplier answers to a claim: so much credited, so much sent back. */
export function ClaimAnswerScreen({ params }: { params: ScreenParams['purchases/claim-answer'] }) {
  const draft = useKeptDraft('claim-credit', params.uid, read)
  return draft ? <KeyedAnswer key={draft.uid} loaded={draft} /> : null
}

function answerColumns(t: Say, date: LocalDate): readonly EntryColumn<AnswerLine>[] {
  const common = goodsLooks(date) as unknown as Readonly<Record<string, Look<AnswerLine>>>
  const figure = (show: (line: AnswerLine) => string): Look<AnswerLine> => ({ width: '92px', numeric: true, weight: 'dim', show })
  const beyond = (line: AnswerLine) =>
    (line.qtyMilli ?? 0) + (line.freeMilli ?? 0) > (line.sent?.openMilli ?? 0)
      ? bad(words('purchases.claim.moreThanOpen', { open: shownGoods(line.sent?.openMilli ?? 0, line) }))
      : null
  return columnsFrom<AnswerLine>(t, answerRules, date, {
    claimed: figure((line) => money(line.sent?.claimedPaise)),
    open: figure((line) => shownGoods(line.sent?.openMilli ?? null, line)),
    credited: { ...(common['qty'] as Look<AnswerLine>), width: '92px', problem: beyond },
    credit: { width: '110px', numeric: true, weight: 'strong', show: (line) => money(line.creditPaise) },
    back: { ...(common['free'] as Look<AnswerLine>), width: '92px', problem: beyond },
  })
}

/** Puts the open lines of a claim on the answer. */
async function takeClaim(sheet: AnswerSheet, claim: AnswerHead['claim']): Promise<void> {
  sheet.head.setState({ claim })
  if (!claim) {
    sheet.entry.setLines([])
    return
  }
  const shown = await fetchNow('purchases.claim', { uid: claim.uid })
  const items = await goodsItems(
    sheet.head.getState().date,
    shown.lines.map((line) => line.itemId),
  )
  sheet.entry.setLines(openLines(shown, items))
  const until = shown.lines.flatMap((line) => line.gstUntil ?? []).sort()[0]
  sheet.head.setState({ gst: until === undefined || sheet.head.getState().date <= until })
  sheet.goTo(0, 'credited')
  sheet.entry.setFocused(true)
}

/** Only lines that were answered are sent; a refusal about the n-th of them is about its own row. */
async function postAnswer(uid: string, head: AnswerHead, all: readonly AnswerLine[]): Promise<Told<Posted>> {
  const sent = answered(all)
  if (sent.length === 0) {
    say(words('purchases.claim.nothingAnswered'))
    return { ok: false, dismissed: true }
  }
  const told = await tell('purchases.settleClaim', answerToPost(uid, head, sent), { draftUid: uid })
  if (told.ok || !told.refusal) return told
  const { code, message, field, details } = told.refusal
  const own = field?.replace(/^lines\.(\d+)/, (_, nth: string) => `lines.${all.indexOf(sent[Number(nth)] as AnswerLine)}`)
  return { ok: false, refusal: new Refusal(code, message, own, details) }
}

function ClaimField({ sheet }: { sheet: AnswerSheet }) {
  const t = useWords()
  const { claim } = useStore(sheet.head)
  return (
    <Combobox<ClaimRow>
      label={t('screens.claim')}
      name="claim"
      value={claim as ClaimRow | null}
      onChange={(row) => void takeClaim(sheet, row)}
      find={async (text) => {
        const { rows, total } = await fetchNow('purchases.claims', { filter: text, limit: 20, state: 'open' })
        return { text, rows, total }
      }}
      rowKey={(row) => row.uid}
      rowLabel={(row) => `${row.number} · ${row.supplier}`}
      width={640}
      columns={[
        { id: 'date', title: t('purchases.columns.date'), width: '90px', cell: (row) => day(row.date) },
        {
          id: 'number',
          title: t('purchases.columns.number'),
          width: '150px',
          weight: 'strong',
          match: true,
          cell: (row) => row.number,
        },
        { id: 'supplier', title: t('purchases.supplier'), width: '1fr', match: true, cell: (row) => row.supplier },
        { id: 'open', title: t('purchases.claim.open'), width: '120px', numeric: true, cell: (row) => money(row.openPaise) },
      ]}
      empty={(text) => t('purchases.claim.noOpen', { text })}
      onFault={() => say(words('purchases.searchFailed'))}
    />
  )
}

function HeadFields({ sheet }: { sheet: AnswerSheet }) {
  const t = useWords()
  const head = useStore(sheet.head)
  return (
    <>
      <div className={styles.supplier}>
        <ClaimField sheet={sheet} />
      </div>
      <TextField
        label={t('purchases.claim.supplierNote')}
        name="supplierNote"
        value={head.supplierNote}
        onChange={(supplierNote) => sheet.head.setState({ supplierNote })}
        maxLength={30}
        code
      />
      <SwitchField
        label={t('purchases.claim.withGst')}
        name="gst"
        checked={head.gst}
        onChange={(gst) => sheet.head.setState({ gst })}
      />
      <SheetDate head={sheet.head} label={t('purchases.bill.date')} />
      <div className={styles.about}>
        {head.claim
          ? t('purchases.claim.ofClaim', {
              supplier: head.claim.supplier,
              day: day(head.claim.date),
              total: rupees(head.claim.claimedPaise),
            })
          : t('purchases.claim.chooseClaim')}
      </div>
    </>
  )
}

function KeyedAnswer({ loaded }: { loaded: Draft<KeptSheet<AnswerHead, AnswerLine>> }) {
  const t = useWords()
  const today = useToday()
  const [sheet] = useState(() => createSheet(answerKind, loaded.uid, newAnswerHead(today), loaded.kept))
  const head = useStore(sheet.head)
  const lines = useStore(sheet.entry.store, (state) => state.lines)
  const columns = useColumns((t) => answerColumns(t, head.date), head.date)
  return (
    <SheetScreen<AnswerHead, AnswerLine, never, Posted>
      screen="purchases/claim-answer"
      sheet={sheet}
      title={head.claim ? t('purchases.claim.answerTab', { number: head.claim.number }) : t('screens.claimAnswer')}
      label={t('purchases.claim.lines')}
      columns={columns}
      columnOf={{ line: 'item', creditedMilli: 'credited', creditPaise: 'credit', backMilli: 'back' }}
      missing={() => null}
      firstField={head.claim ? 'supplierNote' : 'claim'}
      post={(sent) => postAnswer(loaded.uid, head, sent)}
      saved={({ number, totalPaise }) => t('purchases.claim.answerSaved', { number, total: rupees(totalPaise) })}
      head={<HeadFields sheet={sheet} />}
      strip={(line) => (
        <>
          <span>
            {t('purchases.columns.batch')} <b>{line.batch}</b>
          </span>
          {line.sent?.gstUntil && <span>{t('purchases.claim.gstUntil', { day: day(line.sent.gstUntil) })}</span>}
        </>
      )}
      actions={
        <Button look="quiet" onClick={() => openScreen('purchases/claims')}>
          {t('screens.claims')}
        </Button>
      }
      totals={[
        { id: 'items', label: t('purchases.claim.answeredLines'), value: count(answered(lines).length) },
        { id: 'total', label: t('purchases.claim.creditTotal'), value: rupees(creditTotal(lines)), main: true },
      ]}
    />
  )
}
