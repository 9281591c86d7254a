import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useToday } from '../book.ts'
import { ask, tell } from '../client.ts'
import { openScreen, openScreenNamed, type ScreenParams, useTab } from '../tabs.ts'
import { askUnsaved } from '../ui/ask.tsx'
import { documentCommands, lineCommands } from '../ui/commands.ts'
import { EntryGrid, type EntryPlace } from '../ui/entry-grid.tsx'
import { rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { codeWords, useWords } from '../words.ts'
import styles from './bill.module.css'
import { type Bill, createBill } from './bill.ts'
import { billColumns } from './bill-columns.tsx'
import { askHoldName, askRecall, showLastDeals } from './bill-dialogs.tsx'
import { isEmptyBill, type KeptBill, placeOfField, preview, readKept, toPost } from './bill-draft.ts'
import { BillFoot } from './bill-foot.tsx'
import { BillHead, focusField } from './bill-head.tsx'
import type { BillLine } from './bill-line.ts'
import { BatchPopup, ItemPopup, SplitPopup } from './bill-popups.tsx'
import { BillStrip } from './bill-strip.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/bill': { uid?: string }
  }
}

type Loaded = { uid: string; kept: KeptBill | null }

/** The counter bill. The tab knows the draft's uid, so a reload or a crash comes back to the same bill. */
export function BillScreen({ params }: { params: ScreenParams['sales/bill'] }) {
  const { become } = useTab()
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const uid = params.uid
  useEffect(() => {
    if (uid === undefined) {
      const fresh = crypto.randomUUID()
      setLoaded({ uid: fresh, kept: null })
      become({ uid: fresh })
      return
    }
    if (loaded?.uid === uid) return
    void tell('company.drafts', { kind: 'sale' }).then((drafts) => {
      const draft = drafts.ok ? drafts.value.find((one) => one.uid === uid) : undefined
      setLoaded({ uid, kept: draft ? readKept(draft.json) : null })
    })
  }, [uid, become, loaded?.uid])
  return loaded && loaded.uid === uid ? <KeyedBill key={loaded.uid} loaded={loaded} /> : null
}

function KeyedBill({ loaded }: { loaded: Loaded }) {
  const t = useWords()
  const today = useToday()
  const [bill] = useState(() => createBill(loaded.uid, today, loaded.kept))
  const { i18n } = useTranslation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the titles are words of the language on screen
  const columns = useMemo(billColumns, [i18n.language])
  const screen = useRef<HTMLDivElement>(null)
  const saveButtons = useRef<HTMLDivElement>(null)
  const head = useStore(bill.head)
  const lines = useStore(bill.entry.store, (state) => state.lines)
  const [busy, setBusy] = useState(false)
  const itemIds = useMemo(() => [...new Set(lines.flatMap((line) => line.item?.id ?? []))].sort((a, b) => a - b), [lines])
  const asked = useQuery({
    ...ask('sales.billHeader', { date: head.date, party: head.party?.uid ?? null, itemIds }),
    placeholderData: keepPreviousData,
  })
  const header = asked.data ?? null
  useEffect(() => bill.header.setState({ value: header }), [bill, header])
  // the key's own character is painted first; totals follow in the same breath
  const counted = useDeferredValue(lines)
  const figures = useMemo(() => (header ? preview(head, header, counted) : null), [head, header, counted])
  const dirty = !isEmptyBill(head, lines, null)
  const tab = useTab({ title: head.party?.name ?? t('screens.newBill'), dirty, onCloseAsked: () => void askClose() })

  const intoLines = useCallback(() => {
    bill.entry.setFocused(true)
    requestAnimationFrame(() => screen.current?.querySelector<HTMLInputElement>('[role="grid"] input')?.focus())
  }, [bill])
  const begun = useRef(false)
  // once: coming back to the tab later, the panel puts the cursor where it was
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    if (loaded.kept) intoLines()
    else focusField(screen, 'party')
  }, [intoLines, loaded.kept])
  const nextBill = () => {
    bill.end()
    tab.become({ uid: undefined })
  }
  const save = async (print: boolean) => {
    if (busy) return
    const filled = bill.entry.filled()
    const unfinished = filled.find((line) => line.qtyMilli === null || line.rateE4 === null || !line.batch)
    if (filled.length === 0) return say(t('sales.bill.nothingToSave'))
    if (unfinished) {
      const row = lines.indexOf(unfinished)
      bill.entry.moveTo({
        row,
        col: bill.entry.columnAt(!unfinished.batch ? 'item' : unfinished.qtyMilli === null ? 'qty' : 'rate'),
      })
      intoLines()
      return say(t('sales.bill.unfinished', { line: row + 1 }))
    }
    setBusy(true)
    const told = await tell('sales.postBill', toPost(bill.head.getState(), header, bill.entry.store.getState().lines), {
      draftUid: loaded.uid,
    })
    setBusy(false)
    if (told.ok) {
      say(t('sales.bill.saved', { number: told.value.number, total: rupees(told.value.totalPaise) }))
      nextBill()
      if (print) openScreenNamed('sales/bill-paper', { uid: loaded.uid })
      return
    }
    if (told.refusal) {
      say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
      const place = placeOfField(told.refusal.field, bill.entry.store.getState().lines)
      if (place && 'row' in place) {
        bill.entry.moveTo({ row: place.row, col: bill.entry.columnAt(place.column) })
        intoLines()
      } else if (place) focusField(screen, place.field)
    } else if (told.dismissed) intoLines()
  }
  const hold = async (): Promise<boolean> => {
    if (!dirty) {
      say(t('sales.bill.nothingToHold'))
      return false
    }
    const name = await askHoldName(head.party?.name ?? head.walkInName)
    if (name === null) return false
    await bill.holdAs(name)
    say(t('sales.bill.heldAs', { name }))
    return true
  }
  const recall = async () => {
    const drafts = await tell('company.drafts', { kind: 'sale' })
    if (!drafts.ok) return
    const held = drafts.value.flatMap((draft) => {
      const kept = draft.uid === loaded.uid ? null : readKept(draft.json)
      return kept
        ? [
            {
              uid: draft.uid,
              heldName: draft.heldName,
              party: kept.head.party?.name ?? kept.head.walkInName,
              items: kept.lines.length,
              updatedAt: draft.updatedAt,
            },
          ]
        : []
    })
    const uid = await askRecall(held)
    if (uid) openScreen('sales/bill', { uid })
  }
  const askClose = async () => {
    const answer = await askUnsaved({ title: head.party?.name ?? t('screens.newBill'), save: true, hold: true })
    if (answer === 'save') await save(false)
    else if (answer === 'hold') {
      if (await hold()) tab.close()
    } else if (answer === 'discard') {
      bill.end()
      await tell('company.dropDraft', { uid: loaded.uid })
      tab.close()
    }
  }
  const line = () => lines[bill.entry.store.getState().at.row]
  const deals = (all: boolean) => {
    const item = line()?.item
    if (item) void showLastDeals(item, all ? null : head.party)
    else say(t('sales.bill.itemFirst'))
  }
  useCommands(documentCommands, {
    save: () => void save(false),
    savePrint: () => void save(true),
    hold: () => void hold().then((held) => held && tab.become({ uid: undefined })),
    recall: () => void recall(),
    date: () => void focusField(screen, 'date'),
    narration: () => void focusField(screen, 'narration'),
    readTotals: () => say(screen.current?.querySelector('[data-testid="net"]')?.textContent ?? ''),
  })
  useCommands(lineCommands, {
    batches: () => void bill.openBatches(),
    lastDeals: { run: () => deals(false), why: head.party ? null : t('sales.bill.partyFirst') },
    lastDealsAll: () => deals(true),
  })

  return (
    <div ref={screen} className={styles.bill}>
      <BillHead
        bill={bill}
        header={header}
        preview={figures}
        onDone={intoLines}
        onFault={() => say(t('sales.bill.searchFailed'))}
      />
      <EntryGrid<BillLine>
        entry={bill.entry}
        columns={columns}
        label={t('sales.bill.lines')}
        onKey={(event, place) => billKey(event, place, bill)}
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
      <BillStrip bill={bill} columns={columns} partyUid={head.party?.uid ?? null} />
      <BillFoot
        bill={bill}
        preview={figures}
        busy={busy}
        saveRef={saveButtons}
        onSave={() => void save(false)}
        onSavePrint={() => void save(true)}
        onHold={() => void hold().then((held) => held && tab.become({ uid: undefined }))}
      />
    </div>
  )
}

function typedIn(text: string, place: EntryPlace<BillLine>, bill: Bill): void {
  if (place.column.id === 'item') {
    if (text.trim() === '') bill.items.reset()
    else bill.items.type(text)
    return
  }
  const shown = bill.popup.getState().value
  if (place.column.id === 'batch') {
    if (shown?.kind !== 'batches') void bill.openBatches()
    else {
      const at = shown.rows.findIndex((row) => row.number.toUpperCase().startsWith(text.trim().toUpperCase()))
      if (at >= 0) bill.popup.setState({ value: { ...shown, at } })
    }
  } else bill.closePopup()
}

/** Keys of the active cell that mean something on a bill; the rest is the grid's. */
function billKey(event: KeyboardEvent<HTMLInputElement>, place: EntryPlace<BillLine>, bill: Bill): void {
  const plain = !event.ctrlKey && !event.altKey
  if (bill.deciding()) {
    if (plain && (event.key.length === 1 || event.key === 'Enter')) {
      bill.waitingKey(event.key)
      event.preventDefault()
    }
    return
  }
  const column = place.column.id
  const handled =
    plain &&
    (column === 'item'
      ? itemKey(event, place, bill)
      : column === 'batch'
        ? batchKey(event, bill)
        : quantityKey(event, column, bill))
  if (handled) event.preventDefault()
}

function itemKey(event: KeyboardEvent, place: EntryPlace<BillLine>, bill: Bill): boolean {
  const { open } = bill.items.store.getState()
  const changed = bill.entry.store.getState().text !== null
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp':
      if (open) bill.items.move(event.key === 'ArrowDown' ? 1 : -1)
      return open
    case 'PageDown':
    case 'PageUp':
      if (open) bill.items.move(event.key === 'PageDown' ? 9 : -9)
      return open
    case 'Enter':
    case 'Tab':
      if (event.shiftKey || place.text.trim() === '' || !changed) return false
      bill.items.enter()
      return true
    case 'Escape':
      if (open) bill.items.close()
      return open
    default:
      return false
  }
}

function batchKey(event: KeyboardEvent, bill: Bill): boolean {
  const shown = bill.popup.getState().value
  if (shown?.kind !== 'batches') {
    if (event.key === 'ArrowDown' && event.shiftKey) {
      void bill.openBatches()
      return true
    }
    return false
  }
  const last = shown.rows.length - 1
  const move = (by: number) => bill.popup.setState({ value: { ...shown, at: Math.max(0, Math.min(last, shown.at + by)) } })
  switch (event.key) {
    case 'ArrowDown':
      move(1)
      return true
    case 'ArrowUp':
      move(-1)
      return true
    case 'Enter': {
      const row = shown.rows[shown.at]
      if (event.shiftKey || !row) return false
      bill.takeBatch(row)
      return true
    }
    case 'Escape':
      return bill.closePopup()
    default:
      return false
  }
}

function quantityKey(event: KeyboardEvent, column: string, bill: Bill): boolean {
  if (event.key === 'Escape') return bill.closePopup()
  if ((event.key !== 'Enter' && event.key !== 'Tab') || event.shiftKey) return false
  if (column !== 'qty' && column !== 'free') return false
  return !bill.entry.store.getState().unread && bill.enterQuantity()
}
