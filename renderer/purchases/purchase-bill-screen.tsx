import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { LocalDate } from '../../shared/calendar.ts'
import { useToday } from '../book.ts'
import { ask, fetchNow, type OutputOf, type Told, tell } from '../client.ts'
import { createSheet, type KeptSheet, readSheet, type Sheet } from '../items/sheet.ts'
import { SheetScreen } from '../items/sheet-screen.tsx'
import { type Draft, useKeptDraft } from '../kept-draft.ts'
import type { ScreenParams } from '../tabs.ts'
import { Button } from '../ui/controls.tsx'
import { rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { useLanguage, useWords, words } from '../words.ts'
import { BatchPopup, batchKey, createKnownBatches } from './batch-popup.tsx'
import { purchaseCommands } from './commands.ts'
import { goodsItems } from './goods-line.ts'
import { showMatch } from './match-dialog.tsx'
import { stillNeeded } from './needed.ts'
import { askUnbilled } from './pick-lines.tsx'
import {
  type AddedWords,
  type BillDesk,
  type BillHead,
  type BillLine,
  billKind,
  billToPost,
  columnOf,
  linesFrom,
  missingOf,
  newBillHead,
  previewBill,
  pricedLines,
} from './purchase-bill.ts'
import { billColumns, type Matched } from './purchase-bill-columns.tsx'
import { BillFoot, billTotals } from './purchase-bill-foot.tsx'
import { PurchaseBillHead } from './purchase-bill-head.tsx'
import { BillStrip } from './purchase-bill-strip.tsx'
import { useDesk } from './supplier-field.tsx'
import { usePurchaseKeys } from './use-purchase-keys.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/bill': { uid?: string; supplier?: string; receipt?: string }
  }
}

const read = readSheet(billKind)
type BillSheet = Sheet<BillHead, BillLine>

/** A supplier's bill, keyed alone or against what was received. */
export function PurchaseBillScreen({ params }: { params: ScreenParams['purchases/bill'] }) {
  const draft = useKeptDraft('purchase', params.uid, read)
  return draft ? <KeyedBill key={draft.uid} loaded={draft} /> : null
}

/** Lines of receipts of this supplier, chosen from those that wait for a bill, put on the bill. */
async function loadReceipts(bill: BillSheet): Promise<void> {
  const { supplier, date } = bill.head.getState()
  if (!supplier) {
    say(words('purchases.supplierFirst'))
    return
  }
  const unbilled = await fetchNow('purchases.unbilledLines', { supplier: supplier.uid })
  const there = new Set(
    bill.entry.filled().flatMap((line) => (line.received ? [`${line.received.uid} ${line.received.line}`] : [])),
  )
  const chosen = await askUnbilled(unbilled.filter((line) => !there.has(`${line.uid} ${line.line}`)))
  if (!chosen || chosen.length === 0) return
  const items = await goodsItems(
    date,
    chosen.map((line) => line.itemId),
  )
  bill.entry.setLines([...bill.entry.filled(), ...linesFrom(chosen, items)], true)
  bill.goTo(0, 'rate')
  bill.entry.setFocused(true)
}

/** The three-way match of the lines that name a receipt, as main sees it. */
function useMatch(head: BillHead, lines: readonly BillLine[]): { matched: Matched; tolerance: Tolerance | null } {
  const named = pricedLines(lines).filter((line) => line.received !== null)
  const asked = useQuery({
    ...ask('purchases.matchBill', {
      date: head.date,
      supplier: head.supplier?.uid ?? '00000000-0000-4000-8000-000000000000',
      lines: named.map((line) => ({
        receipt: { uid: line.received?.uid ?? '', line: line.received?.line ?? 1 },
        qtyMilli: line.qtyMilli ?? 0,
        unit: line.per?.unit ?? null,
        rateE4: line.rateE4 ?? 0,
        discountBp: line.discountBp ?? 0,
      })),
    }),
    enabled: head.supplier !== null && named.length > 0,
    placeholderData: (before) => before,
  })
  const answer = asked.data
  // biome-ignore lint/correctness/useExhaustiveDependencies: lines are drawn again for an answer, not for the key that asked
  return useMemo(
    () => ({
      matched: new Map(
        answer && answer.lines.length === named.length
          ? named.flatMap((line, at) => (answer.lines[at] ? [[line.key, answer.lines[at]] as const] : []))
          : [],
      ),
      tolerance: answer?.tolerance ?? null,
    }),
    [answer],
  )
}
type Tolerance = Parameters<typeof showMatch>[2]

/** Posts the bill, rounded as its paper is; what the head still lacks is said first. */
async function postBill(
  uid: string,
  head: BillHead,
  desk: BillDesk | null,
  sent: readonly BillLine[],
  added: AddedWords,
): Promise<Told<OutputOf<'purchases.postBill'>>> {
  const needed = stillNeeded([
    ['supplier', head.supplier !== null, 'purchases/supplier-needed'],
    ['supplierNumber', head.supplierNumber.trim() !== '', 'purchases/number-needed'],
  ])
  if (needed) return needed
  const preview = desk && previewBill(head, desk, sent, added)
  const roundOffPaise = preview && 'settled' in preview ? preview.roundOffPaise : null
  return tell('purchases.postBill', billToPost(uid, head, sent, { words: added, roundOffPaise }), { draftUid: uid })
}

function KeyedBill({ loaded }: { loaded: Draft<KeptSheet<BillHead, BillLine>> }) {
  const t = useWords()
  const today = useToday()
  const language = useLanguage()
  const [bill] = useState(() => createSheet(billKind, loaded.uid, newBillHead(today), loaded.kept))
  const [batches] = useState(() => createKnownBatches<BillLine>(bill.entry))
  const head = useStore(bill.head)
  const lines = useStore(bill.entry.store, (state) => state.lines)
  const counted = useDeferredValue(lines)
  const itemIds = useMemo(() => [...new Set(counted.flatMap((line) => line.item?.id ?? []))].sort((a, b) => a - b), [counted])
  const desk = useDesk(head, itemIds).data ?? null
  const added = { freight: t('purchases.bill.charges'), tcs: 'TCS' }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names of charges do not change figures
  const preview = useMemo(() => (desk ? previewBill(head, desk, counted, added) : null), [head, desk, counted])
  const { matched, tolerance } = useMatch(head, counted)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the titles are words of the language on screen
  const columns = useMemo(() => billColumns(t, head.date, matched), [language, head.date, matched])
  const load = () => void loadReceipts(bill)
  const match =
    matched.size > 0 && tolerance
      ? { run: () => void showMatch(lines, matched, tolerance), label: t('purchases.match.open') }
      : undefined
  useCommands(purchaseCommands, { load: { run: load, label: t('purchases.bill.load') }, match })
  usePurchaseKeys(bill, head.supplier, () => void batches.open(head.date))
  return (
    <SheetScreen<BillHead, BillLine, never, { number: string; totalPaise: number }>
      screen="purchases/bill"
      sheet={bill}
      title={head.supplier?.name ?? t('screens.purchaseBill')}
      label={t('purchases.bill.lines')}
      columns={columns}
      columnOf={columnOf}
      missing={missingOf}
      firstField="supplier"
      post={(sent) => postBill(loaded.uid, head, desk, sent, added)}
      saved={({ number, totalPaise }) => t('purchases.bill.saved', { number, total: rupees(totalPaise) })}
      holdName={({ supplier }) => supplier?.name ?? t('screens.purchaseBill')}
      onKey={(event, place) => batchKey(event, place, batches, head.date as LocalDate)}
      onText={(_, place) => place.column.id === 'batch' && batches.close()}
      popup={(place, anchor) => (place.column.id === 'batch' ? <BatchPopup batches={batches} anchor={anchor} /> : null)}
      head={<PurchaseBillHead bill={bill} desk={desk} preview={preview} />}
      strip={(line) => <BillStrip line={line} />}
      actions={
        <>
          <Button command={purchaseCommands.commands.load} onClick={load}>
            {t('purchases.bill.load')}
          </Button>
          {match && (
            <Button command={purchaseCommands.commands.match} onClick={match.run}>
              {t('purchases.match.open')}
            </Button>
          )}
        </>
      }
      foot={<BillFoot bill={bill} />}
      totals={billTotals(t, head, preview, counted, matched)}
    />
  )
}
