import { useState } from 'react'
import { useStore } from 'zustand'
import type { LocalDate } from '../../shared/calendar.ts'
import { sumPaise } from '../../shared/money.ts'
import { useToday } from '../book.ts'
import { fetchNow, tell } from '../client.ts'
import { createSheet, type KeptSheet, readSheet, type Sheet } from '../items/sheet.ts'
import { SheetDate, useColumns } from '../items/sheet-parts.tsx'
import { SheetScreen } from '../items/sheet-screen.tsx'
import { type Draft, useKeptDraft } from '../kept-draft.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import type { EntryColumn } from '../ui/entry-grid.tsx'
import { TextField } from '../ui/fields.tsx'
import { count, rate, rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { DateField } from '../ui/value-fields.tsx'
import { type Say, useWords, words } from '../words.ts'
import { BatchPopup, batchKey, createKnownBatches } from './batch-popup.tsx'
import { purchaseCommands } from './commands.ts'
import { columnsFrom, goodsLooks, type Look, warn } from './goods-columns.tsx'
import { goodsItems, grossOf, quantityEcho, shownGoods } from './goods-line.ts'
import {
  linesFromOrders,
  missingOfReceipt,
  newReceiptHead,
  offOrderMilli,
  type ReceiptHead,
  type ReceiptLine,
  receiptKind,
  receiptRules,
  receiptToPost,
} from './goods-receipt.ts'
import { stillNeeded } from './needed.ts'
import { askPending } from './pick-lines.tsx'
import { columnOf } from './purchase-bill.ts'
import styles from './purchases.module.css'
import { AboutSupplier, SupplierField, useDesk } from './supplier-field.tsx'
import { usePurchaseKeys } from './use-purchase-keys.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/receipt': { uid?: string }
  }
}

const read = readSheet(receiptKind)

/** Goods as they come in: against orders or without, before there is a bill. */
export function GoodsReceiptScreen({ params }: { params: ScreenParams['purchases/receipt'] }) {
  const draft = useKeptDraft('goods-receipt', params.uid, read)
  return draft ? <KeyedReceipt key={draft.uid} loaded={draft} /> : null
}

const offWords = (line: ReceiptLine): { short: string } | { excess: string } | null => {
  const off = offOrderMilli(line)
  if (off === null || off === 0) return null
  return off < 0 ? { short: shownGoods(-off, line) } : { excess: shownGoods(off, line) }
}

function receiptColumns(t: Say, date: LocalDate): readonly EntryColumn<ReceiptLine>[] {
  const quantity: Omit<Look<ReceiptLine>, 'show'> = { width: '80px', numeric: true, echo: quantityEcho }
  const common = goodsLooks(date) as unknown as Readonly<Record<string, Look<ReceiptLine>>>
  return columnsFrom<ReceiptLine>(t, receiptRules, date, {
    ordered: { width: '76px', numeric: true, weight: 'dim', show: (line) => shownGoods(line.order?.pendingMilli ?? null, line) },
    qty: {
      ...(common['qty'] as Look<ReceiptLine>),
      problem: (line) => {
        const off = offWords(line)
        return off && 'excess' in off ? warn(words('purchases.receipt.moreThanOrdered', { qty: off.excess })) : null
      },
    },
    damaged: { ...quantity, show: (line) => shownGoods(line.damagedMilli, line) },
    short: { ...quantity, show: (line) => shownGoods(line.shortMilli, line) },
    difference: {
      width: '128px',
      show: (line) => {
        const off = offWords(line)
        if (off === null) return null
        return 'short' in off ? (
          <StatusPill tone="warn">{words('purchases.receipt.short', { qty: off.short })}</StatusPill>
        ) : (
          <StatusPill tone="bad">{words('purchases.receipt.excess', { qty: off.excess })}</StatusPill>
        )
      },
    },
  })
}

/** Lines of open orders of this supplier, chosen from those pending, put on the receipt. */
async function loadOrders(receipt: Sheet<ReceiptHead, ReceiptLine>): Promise<void> {
  const { supplier, date } = receipt.head.getState()
  if (!supplier) {
    say(words('purchases.supplierFirst'))
    return
  }
  const there = new Set(receipt.entry.filled().flatMap((line) => (line.order ? [`${line.order.uid} ${line.order.line}`] : [])))
  const pending = await fetchNow('purchases.pendingOrders', { supplier: supplier.uid })
  const chosen = await askPending(pending.filter((line) => !there.has(`${line.uid} ${line.line}`)))
  if (!chosen || chosen.length === 0) return
  const items = await goodsItems(
    date,
    chosen.map((line) => line.itemId),
  )
  const before = receipt.entry.filled()
  receipt.entry.setLines([...before, ...linesFromOrders(chosen, items)], true)
  receipt.goTo(before.length, 'batch')
  receipt.entry.setFocused(true)
}

function ReceiptHeadFields({ receipt }: { receipt: Sheet<ReceiptHead, ReceiptLine> }) {
  const t = useWords()
  const head = useStore(receipt.head)
  const desk = useDesk(head, []).data ?? null
  return (
    <>
      <div className={styles.supplier}>
        <SupplierField value={head.supplier} onChange={(supplier) => receipt.head.setState({ supplier })} />
      </div>
      <TextField
        label={t('purchases.receipt.challan')}
        name="challanNumber"
        value={head.challanNumber}
        onChange={(challanNumber) => receipt.head.setState({ challanNumber })}
        maxLength={30}
        code
      />
      <DateField
        label={t('purchases.receipt.challanDate')}
        name="challanDate"
        value={head.challanDate}
        today={head.date}
        onChange={(date) => receipt.head.setState({ challanDate: date as LocalDate | null })}
      />
      <SheetDate head={receipt.head} label={t('purchases.bill.date')} />
      <TextField
        label={t('purchases.notes')}
        name="narration"
        stop={false}
        value={head.notes}
        onChange={(notes) => receipt.head.setState({ notes })}
        maxLength={500}
      />
      <AboutSupplier supplier={desk?.supplier ?? null} />
    </>
  )
}

function ReceiptStrip({ line }: { line: ReceiptLine }) {
  const t = useWords()
  return (
    <>
      <span dir="auto">{line.item?.manufacturer}</span>
      {line.order && (
        <span>
          {t('purchases.columns.order')} <b className="code">{line.order.number}</b>
        </span>
      )}
      {line.rateE4 !== null && (
        <span>
          {t('purchases.expectedRate')} <b dir="ltr">{rate(line.rateE4)}</b>
        </span>
      )}
      {line.batch === '' && <span>{t('purchases.autoBatch')}</span>}
    </>
  )
}

function KeyedReceipt({ loaded }: { loaded: Draft<KeptSheet<ReceiptHead, ReceiptLine>> }) {
  const t = useWords()
  const today = useToday()
  const [receipt] = useState(() => createSheet(receiptKind, loaded.uid, newReceiptHead(today), loaded.kept))
  const [batches] = useState(() => createKnownBatches<ReceiptLine>(receipt.entry))
  const head = useStore(receipt.head)
  const filled = useStore(receipt.entry.store, (state) => state.lines).filter((line) => line.item !== null)
  const columns = useColumns((t) => receiptColumns(t, head.date), head.date)
  const load = () => void loadOrders(receipt)
  useCommands(purchaseCommands, { load: { run: load, label: t('purchases.receipt.load') } })
  usePurchaseKeys(receipt, head.supplier, () => void batches.open(head.date))
  const differing = filled.filter((line) => (offOrderMilli(line) ?? 0) !== 0 || line.damagedMilli || line.shortMilli).length
  return (
    <SheetScreen<ReceiptHead, ReceiptLine, never, { number: string; totalPaise: number; batches: string[] }>
      screen="purchases/receipt"
      sheet={receipt}
      title={head.supplier?.name ?? t('screens.goodsReceipt')}
      label={t('purchases.receipt.lines')}
      columns={columns}
      columnOf={columnOf}
      missing={missingOfReceipt}
      firstField="supplier"
      post={async (sent) =>
        stillNeeded([['supplier', head.supplier !== null, 'purchases/supplier-needed']]) ??
        (await tell('purchases.postReceipt', receiptToPost(loaded.uid, head, sent), { draftUid: loaded.uid }))
      }
      saved={({ number, totalPaise }) => t('purchases.receipt.saved', { number, total: rupees(totalPaise) })}
      holdName={({ supplier }) => supplier?.name ?? t('screens.goodsReceipt')}
      onKey={(event, place) => batchKey(event, place, batches, head.date)}
      onText={(_, place) => place.column.id === 'batch' && batches.close()}
      popup={(place, anchor) => (place.column.id === 'batch' ? <BatchPopup batches={batches} anchor={anchor} /> : null)}
      head={<ReceiptHeadFields receipt={receipt} />}
      strip={(line) => <ReceiptStrip line={line} />}
      actions={
        <>
          <Button command={purchaseCommands.commands.load} onClick={load}>
            {t('purchases.receipt.load')}
          </Button>
          <Button look="quiet" onClick={() => openScreen('purchases/receipts')}>
            {t('screens.goodsReceipts')}
          </Button>
        </>
      }
      totals={[
        { id: 'items', label: t('purchases.bill.items'), value: count(filled.length) },
        { id: 'differences', label: t('purchases.receipt.differences'), value: count(differing) },
        {
          id: 'value',
          label: t('purchases.receipt.expectedValue'),
          value: rupees(sumPaise(filled.map((line) => grossOf(line) ?? 0))),
          main: true,
        },
      ]}
    />
  )
}
