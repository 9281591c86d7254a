import { useState } from 'react'
import { useStore } from 'zustand'
import type { LocalDate } from '../../shared/calendar.ts'
import { useToday } from '../book.ts'
import { tell } from '../client.ts'
import { createSheet, type KeptSheet, readSheet, type Sheet } from '../items/sheet.ts'
import { SheetDate, useColumns } from '../items/sheet-parts.tsx'
import { SheetScreen } from '../items/sheet-screen.tsx'
import { type Draft, useKeptDraft } from '../kept-draft.ts'
import { stillNeeded } from '../purchases/needed.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { Button } from '../ui/controls.tsx'
import { TextField } from '../ui/fields.tsx'
import { count, rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { DateField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import { loadCommands } from './commands.ts'
import { CustomerField } from './customer-field.tsx'
import { confirmSaleOrder } from './order-actions.ts'
import { orderColumns } from './order-columns.tsx'
import { worthOf } from './order-discounts.ts'
import {
  columnOf,
  isShort,
  linesOfGoods,
  missingOfOrder,
  newOrderHead,
  type OrderHead,
  type OrderLine,
  orderRules,
  quotationKind,
  salesOrderKind,
} from './order-sheet.ts'
import { orderToPost, quotationToPost } from './order-to-post.ts'
import { askPaste } from './paste-dialog.tsx'
import styles from './sale-order.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/order': { uid?: string }
    'sales/quotation': { uid?: string }
  }
}
type Kept = Draft<KeptSheet<OrderHead, OrderLine>>
type Posted = { uid: string; number: string; totalPaise: number }
const readOrder = readSheet(salesOrderKind)
const readQuotation = readSheet(quotationKind)

/** An order of a customer: a draft until it is confirmed. */
export function SaleOrderScreen({ params }: { params: ScreenParams['sales/order'] }) {
  const draft = useKeptDraft('sales-order', params.uid, readOrder)
  return draft ? <KeyedOrder key={draft.uid} loaded={draft} quotation={false} /> : null
}

/** An offer to a customer, or to somebody who is not in the book. */
export function QuotationScreen({ params }: { params: ScreenParams['sales/quotation'] }) {
  const draft = useKeptDraft('quotation', params.uid, readQuotation)
  return draft ? <KeyedOrder key={draft.uid} loaded={draft} quotation /> : null
}

function HeadFields({ order, quotation }: { order: Sheet<OrderHead, OrderLine>; quotation: boolean }) {
  const t = useWords()
  const head = useStore(order.head)
  const put = (change: Partial<OrderHead>) => order.head.setState(change)
  return (
    <>
      <div className={styles.party}>
        <CustomerField value={head.party} onChange={(party) => put({ party })} {...(head.changes ? { readOnly: true } : {})} />
      </div>
      {quotation && !head.party && (
        <TextField
          label={t('sales.order.forName')}
          name="forName"
          stop={false}
          value={head.forName}
          onChange={(forName) => put({ forName })}
          maxLength={100}
        />
      )}
      <DateField
        label={t(quotation ? 'sales.order.validTill' : 'sales.order.wanted')}
        name={quotation ? 'validTill' : 'wanted'}
        value={head.day}
        today={head.date}
        onChange={(day) => put({ day: day as LocalDate | null })}
      />
      <SheetDate head={order.head} label={t('sales.bill.date')} />
      {!quotation && (
        <TextField
          label={t('sales.order.reference')}
          name="reference"
          stop={false}
          value={head.reference}
          onChange={(reference) => put({ reference })}
          maxLength={40}
        />
      )}
      <TextField
        label={t('sales.bill.salesman')}
        name="salesman"
        stop={false}
        value={head.salesman}
        onChange={(salesman) => put({ salesman })}
        maxLength={60}
      />
      <TextField
        label={t('sales.order.notes')}
        name="narration"
        stop={false}
        value={head.notes}
        onChange={(notes) => put({ notes })}
        maxLength={500}
      />
    </>
  )
}

function KeyedOrder({ loaded, quotation }: { loaded: Kept; quotation: boolean }) {
  const t = useWords()
  const today = useToday()
  const [order] = useState(() =>
    createSheet(quotation ? quotationKind : salesOrderKind, loaded.uid, newOrderHead(today), loaded.kept),
  )
  const head = useStore(order.head)
  const filled = useStore(order.entry.store, (state) => state.lines).filter((line) => line.item !== null)
  const columns = useColumns((t) => orderColumns(t, orderRules))
  const title = t(quotation ? 'screens.quotation' : 'screens.saleOrder')
  const paste = async () => {
    const goods = await askPaste({ party: head.party?.uid ?? null, date: head.date, tier: 'ptr' })
    if (!goods?.length) return
    const before = order.entry.filled()
    order.entry.setLines([...before, ...(await linesOfGoods(goods, head))], true)
    order.goTo(before.length, 'qty')
    order.entry.setFocused(true)
  }
  useCommands(loadCommands, { paste: () => void paste().catch(() => say(t('sales.load.failed'))) })
  const post = (sent: readonly OrderLine[]) => {
    const about = { draftUid: loaded.uid }
    if (quotation) return tell('sales.postQuotation', quotationToPost(loaded.uid, head, sent), about)
    if (!head.changes) return tell('sales.postOrder', orderToPost(loaded.uid, head, sent), about)
    return tell('sales.changeOrder', { ...orderToPost(head.changes.uid, head, sent), version: head.changes.version }, about)
  }
  const named = head.party !== null || (quotation && head.forName !== '')
  return (
    <SheetScreen<OrderHead, OrderLine, never, Posted>
      screen={quotation ? 'sales/quotation' : 'sales/order'}
      sheet={order}
      title={head.changes?.number ?? head.party?.name ?? title}
      label={t('sales.order.lines')}
      columns={columns}
      columnOf={columnOf}
      missing={missingOfOrder}
      firstField="party"
      post={async (sent) => stillNeeded([['party', named, 'sales/party-needed']]) ?? (await post(sent))}
      saved={({ number, totalPaise }) =>
        t(quotation ? 'sales.order.quoted' : 'sales.order.saved', { number, total: rupees(totalPaise) })
      }
      printable
      onSaved={({ uid, number }, print) => {
        if (print) openScreen('sales/order-paper', { kind: 'order', uid })
        else if (!quotation) void confirmSaleOrder({ uid, number })
      }}
      holdName={({ party, forName }) => party?.name ?? (forName || title)}
      head={<HeadFields order={order} quotation={quotation} />}
      strip={(line) => (
        <>
          <span dir="auto">{line.item?.manufacturer}</span>
          {line.ref && <span>{t('sales.order.answers')}</span>}
        </>
      )}
      actions={
        <>
          <Button command={loadCommands.commands.paste} onClick={() => void paste()}>
            {t('sales.paste.title')}
          </Button>
          <Button look="quiet" onClick={() => openScreen(quotation ? 'sales/quotations' : 'sales/orders')}>
            {t(quotation ? 'screens.quotations' : 'screens.saleOrders')}
          </Button>
        </>
      }
      totals={[
        { id: 'items', label: t('sales.order.items'), value: count(filled.length) },
        ...(filled.some(isShort)
          ? [{ id: 'short', label: t('sales.order.shortLines'), value: count(filled.filter(isShort).length) }]
          : []),
        { id: 'total', label: t('sales.order.total'), value: rupees(worthOf(filled)), main: true },
      ]}
    />
  )
}
