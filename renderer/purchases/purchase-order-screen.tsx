import { useState } from 'react'
import { useStore } from 'zustand'
import type { LocalDate } from '../../shared/calendar.ts'
import { useToday } from '../book.ts'
import { tell } from '../client.ts'
import { createSheet, type KeptSheet, readSheet, type Sheet } from '../items/sheet.ts'
import { SheetDate, useColumns } from '../items/sheet-parts.tsx'
import { SheetScreen } from '../items/sheet-screen.tsx'
import { type Draft, useKeptDraft } from '../kept-draft.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { Button } from '../ui/controls.tsx'
import type { EntryColumn } from '../ui/entry-grid.tsx'
import { TextField } from '../ui/fields.tsx'
import { count, day, rate, rupees } from '../ui/format.ts'
import { DateField } from '../ui/value-fields.tsx'
import { type Say, useWords } from '../words.ts'
import { columnsFrom } from './goods-columns.tsx'
import type { GoodsLine } from './goods-line.ts'
import { stillNeeded } from './needed.ts'
import { columnOf } from './purchase-bill.ts'
import { missingOfOrder, newOrderHead, type OrderHead, orderKind, orderRules, orderToPost, orderTotal } from './purchase-order.ts'
import styles from './purchases.module.css'
import { AboutSupplier, SupplierField, useDesk } from './supplier-field.tsx'
import { usePurchaseKeys } from './use-purchase-keys.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/order': { uid?: string }
  }
}

const read = readSheet(orderKind)

/** An order to a supplier, by hand or from what reorder suggests. Saved and printed, it goes out as PDF or CSV. */
export function PurchaseOrderScreen({ params }: { params: ScreenParams['purchases/order'] }) {
  const draft = useKeptDraft('purchase-order', params.uid, read)
  return draft ? <KeyedOrder key={draft.uid} loaded={draft} /> : null
}

const orderColumns = (t: Say, date: LocalDate): readonly EntryColumn<GoodsLine>[] =>
  columnsFrom<GoodsLine>(t, orderRules, date, {
    company: { width: '170px', weight: 'dim', show: (line) => line.item?.manufacturer },
  })

function OrderHeadFields({ order }: { order: Sheet<OrderHead, GoodsLine> }) {
  const t = useWords()
  const head = useStore(order.head)
  const desk = useDesk(head, []).data ?? null
  return (
    <>
      <div className={styles.supplier}>
        <SupplierField value={head.supplier} onChange={(supplier) => order.head.setState({ supplier })} />
      </div>
      <DateField
        label={t('purchases.columns.expected')}
        name="expected"
        value={head.expected}
        today={head.date}
        onChange={(date) => order.head.setState({ expected: date as LocalDate | null })}
      />
      <SheetDate head={order.head} label={t('purchases.bill.date')} />
      <TextField
        label={t('purchases.notes')}
        name="narration"
        stop={false}
        value={head.notes}
        onChange={(notes) => order.head.setState({ notes })}
        maxLength={500}
      />
      <AboutSupplier supplier={desk?.supplier ?? null} />
    </>
  )
}

function KeyedOrder({ loaded }: { loaded: Draft<KeptSheet<OrderHead, GoodsLine>> }) {
  const t = useWords()
  const today = useToday()
  const [order] = useState(() => createSheet(orderKind, loaded.uid, newOrderHead(today), loaded.kept))
  const head = useStore(order.head)
  const filled = useStore(order.entry.store, (state) => state.lines).filter((line) => line.item !== null)
  usePurchaseKeys(order, head.supplier)
  const columns = useColumns((t) => orderColumns(t, head.date), head.date)
  return (
    <SheetScreen<OrderHead, GoodsLine, never, { uid: string; number: string; totalPaise: number }>
      screen="purchases/order"
      sheet={order}
      title={head.supplier?.name ?? t('screens.purchaseOrder')}
      label={t('purchases.order.lines')}
      columns={columns}
      columnOf={columnOf}
      missing={missingOfOrder}
      firstField="supplier"
      post={async (sent) =>
        stillNeeded([['supplier', head.supplier !== null, 'purchases/supplier-needed']]) ??
        (await tell('purchases.postOrder', orderToPost(loaded.uid, head, sent), { draftUid: loaded.uid }))
      }
      saved={({ number, totalPaise }) => t('purchases.order.saved', { number, total: rupees(totalPaise) })}
      printable
      onSaved={({ uid }, print) => {
        if (print) openScreen('purchases/order-paper', { uid })
      }}
      holdName={({ supplier }) => supplier?.name ?? t('screens.purchaseOrder')}
      head={<OrderHeadFields order={order} />}
      strip={(line) => (
        <>
          <span dir="auto">{line.item?.manufacturer}</span>
          {line.last && (
            <span>
              {t('purchases.lastRate')} <b dir="ltr">{rate(line.last.rateE4)}</b>{' '}
              {t('purchases.lastRateFrom', { day: day(line.last.date), supplier: line.last.supplier })}
            </span>
          )}
        </>
      )}
      actions={
        <Button look="quiet" onClick={() => openScreen('purchases/orders')}>
          {t('screens.purchaseOrders')}
        </Button>
      }
      totals={[
        { id: 'items', label: t('purchases.bill.items'), value: count(filled.length) },
        { id: 'total', label: t('purchases.order.total'), value: rupees(orderTotal(filled)), main: true },
      ]}
    />
  )
}
