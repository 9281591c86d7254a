import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { use, useCallback, useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useToday } from '../book.ts'
import { ask } from '../client.ts'
import { type Draft, newDraft, useKeptDraft } from '../kept-draft.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { documentCommands, lineCommands } from '../ui/commands.ts'
import { EntryGrid } from '../ui/entry-grid.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { useLanguage, useWords, words } from '../words.ts'
import styles from './bill.module.css'
import { type Bill, createBill } from './bill.ts'
import { type BillDesk, closeBill, holdBill, recallBill, saveBill } from './bill-actions.ts'
import { billAway, goAhead } from './bill-ahead.ts'
import { billColumns } from './bill-columns.tsx'
import { showLastDeals, showOutstanding } from './bill-dialogs.tsx'
import { isEmptyBill, type KeptBill, preview, readKept } from './bill-draft.ts'
import { BillFoot } from './bill-foot.tsx'
import { BillHead, focusField } from './bill-head.tsx'
import { billKey, typedIn } from './bill-keys.ts'
import type { BillLine } from './bill-line.ts'
import { BatchPopup, ItemPopup, SplitPopup } from './bill-popups.tsx'
import { BillStrip } from './bill-strip.tsx'
import { askLostSale, showItemCard, showPartyCard } from './counter-cards.tsx'
import { counterLineCommands } from './posted-commands.ts'
import { Practice } from './practice.ts'
import { explainRate, useBillPrices } from './use-bill-prices.ts'
import { BillReturned, useBillReturns } from './use-bill-returns.tsx'
import { useLoadKeys } from './use-load-keys.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/bill': { uid?: string }
  }
}

const searchFailed = () => say(words('sales.bill.searchFailed'))

/** The counter bill. The tab knows the draft's uid, so a reload or a crash comes back to the same bill. */
export function BillScreen({ params }: { params: ScreenParams['sales/bill'] }) {
  const draft = useKeptDraft('sale', params.uid, readKept)
  return draft ? <KeyedBill loaded={draft} /> : null
}

/** The model of the document on screen; another document is another model. */
function useBill(loaded: Draft<KeptBill>, today: ReturnType<typeof useToday>) {
  const make = () => ({ uid: loaded.uid, bill: billAway(loaded.uid) ?? createBill(loaded.uid, today, loaded.kept) })
  const [held, setHeld] = useState(make)
  if (held.uid === loaded.uid) return held.bill
  const next = make()
  setHeld(next)
  return next.bill
}

/**
 * A bill being keyed. Inside `Practice` it is a lesson's: nothing of it is kept, held or posted. The screen stays when the next bill comes,
 * which is what a clerk waits for after Save: only what holds a text half typed is made anew.
 */
export function KeyedBill({ loaded }: { loaded: Draft<KeptBill> }) {
  const t = useWords()
  const today = useToday()
  const practice = use(Practice)
  const bill = useBill(loaded, today)
  useEffect(() => practice?.watch(bill), [practice, bill])
  const language = useLanguage()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the titles are words of the language on screen
  const columns = useMemo(billColumns, [language])
  const screen = useRef<HTMLDivElement>(null)
  const saveButtons = useRef<HTMLDivElement>(null)
  const head = useStore(bill.head)
  const lines = useStore(bill.entry.store, (state) => state.lines)
  const [busy, setBusy] = useState(false)
  const itemIds = useMemo(() => [...new Set(lines.flatMap((line) => line.item?.id ?? []))].sort((a, b) => a - b), [lines])
  const answered = useRef<Bill>(null)
  const asked = useQuery({
    ...ask('sales.billHeader', { date: head.date, party: head.party?.uid ?? null, itemIds }),
    placeholderData: keepPreviousData,
  })
  // while its own is asked for, a bill goes by the answer before, but never by another bill's
  const header = asked.isPlaceholderData && answered.current !== bill ? null : (asked.data ?? null)
  useEffect(() => {
    if (asked.data && !asked.isPlaceholderData) answered.current = bill
  }, [bill, asked.data, asked.isPlaceholderData])
  useEffect(() => bill.header.setState({ value: header }), [bill, header])
  // the key's own character is painted first; totals follow in the same breath
  const keyed = useMemo(() => ({ bill, lines }), [bill, lines])
  const late = useDeferredValue(keyed)
  const counted = late.bill === bill ? late.lines : lines
  const figures = useMemo(() => (header ? preview(head, header, counted) : null), [head, header, counted])
  const dirty = !isEmptyBill(head, lines, null)
  const tab = useTab({
    title: practice ? undefined : (head.amends?.number ?? head.party?.name ?? t('screens.newBill')),
    dirty: dirty && !practice,
    onCloseAsked: () => void closeBill(desk),
  })

  const intoLines = useCallback(() => {
    bill.entry.setFocused(true)
    requestAnimationFrame(() => screen.current?.querySelector<HTMLInputElement>('[role="grid"] input')?.focus())
  }, [bill])
  const begun = useRef<string | null>(null)
  // once for each bill: coming back to the tab later, the panel puts the cursor where it was. Before the next frame: a clerk's first
  // key after Save belongs to it
  useLayoutEffect(() => {
    if (begun.current === loaded.uid) return
    begun.current = loaded.uid
    // a bill that comes back after a crash does not take the keys from a dialog; the panel sees to the cursor later
    if (document.activeElement?.closest('[role="dialog"]')) return
    if (loaded.kept) intoLines()
    else focusField(screen, 'party')
  }, [intoLines, loaded])
  const next = () => tab.become({ uid: newDraft() })
  const ahead = () => goAhead(tab, loaded.uid, bill)
  const desk: BillDesk = { bill, uid: loaded.uid, screen, setBusy, intoLines, ahead, close: tab.close, practice }
  const save = (print: boolean) => void saveBill(desk, print)
  const hold = () => (practice ? practice.hold() : void holdBill(desk).then((held) => held && next()))
  const priceKey = useBillPrices(bill)
  const returnKey = useBillReturns(bill)
  const line = () => lines[bill.entry.store.getState().at.row]
  const deals = (all: boolean) => {
    const item = line()?.item
    if (item) void showLastDeals(item, all ? null : head.party)
    else say(t('sales.bill.itemFirst'))
  }
  useLoadKeys(bill, loaded.uid, intoLines)
  useCommands(documentCommands, {
    save: () => save(false),
    savePrint: () => save(true),
    hold,
    recall: () => (practice ? practice.recall() : void recallBill(desk)),
    date: () => void focusField(screen, 'date'),
    outstanding: {
      run: () => {
        if (head.party) void showOutstanding(head.party)
      },
      why: head.party ? null : t('sales.bill.partyFirst'),
    },
    narration: () => void focusField(screen, 'narration'),
    readTotals: () => say(screen.current?.querySelector('[data-testid="net"]')?.textContent ?? ''),
  })
  useCommands(lineCommands, {
    batches: () => void bill.openBatches(),
    lastDeals: { run: () => deals(false), why: head.party ? null : t('sales.bill.partyFirst') },
    lastDealsAll: () => deals(true),
    gift: () => void bill.addGift(),
    whyRate: () => explainRate(bill),
  })

  useCommands(counterLineCommands, {
    lostSale: {
      run: () => {
        const { item, qtyMilli } = line() ?? {}
        if (!item) say(t('sales.bill.itemFirst'))
        else void askLostSale({ item, qtyMilli: qtyMilli ?? null, party: head.party, date: head.date })
      },
      why: practice ? t('sales.drill.notHere') : null,
    },
    partyCard: { run: () => head.party && void showPartyCard(head.party), why: head.party ? null : t('sales.bill.partyFirst') },
    itemCard: () => {
      const item = line()?.item
      if (item) void showItemCard(item, { date: head.date, party: head.party?.uid ?? null })
      else say(t('sales.bill.itemFirst'))
    },
  })

  return (
    <div ref={screen} className={styles.bill}>
      {head.amends && (
        <p className={styles.amending} role="status">
          {t('sales.amend.banner', { number: head.amends.number, version: head.amends.version })}
        </p>
      )}
      <BillHead key={loaded.uid} bill={bill} header={header} preview={figures} onDone={intoLines} onFault={searchFailed} />
      <EntryGrid<BillLine>
        entry={bill.entry}
        columns={columns}
        label={t('sales.bill.lines')}
        onKey={(event, place) => priceKey(event, place) || returnKey(event, place) || billKey(event, place, bill)}
        onText={(text, place) => typedIn(text, place, bill)}
        onFinish={() => saveButtons.current?.querySelector('button')?.focus()}
        onLeave={() => void focusField(screen, 'party')}
        popup={(place, anchor) =>
          place.column.id === 'item' ? (
            <ItemPopup bill={bill} anchor={anchor} />
          ) : place.column.id === 'batch' ? (
            <BatchPopup bill={bill} anchor={anchor} />
          ) : place.column.id === 'qty' || place.column.id === 'free' ? (
            <SplitPopup bill={bill} anchor={anchor} />
          ) : null
        }
        active={!busy}
      />
      <BillStrip bill={bill} columns={columns} partyUid={head.party?.uid ?? null} preview={figures} />
      <BillReturned bill={bill} totalPaise={figures && 'priced' in figures ? figures.priced.settled.totalPaise : null} />
      <BillFoot
        bill={bill}
        preview={figures}
        busy={busy}
        saveRef={saveButtons}
        onSave={() => save(false)}
        onSavePrint={() => save(true)}
        onHold={hold}
      />
    </div>
  )
}
