import { useState } from 'react'
import { useStore } from 'zustand'
import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { challanReasons } from '../../shared/sales/challan-contract.ts'
import { useToday } from '../book.ts'
import { tell } from '../client.ts'
import { createSheet, type KeptSheet, readSheet } from '../items/sheet.ts'
import { SheetDate, useColumns } from '../items/sheet-parts.tsx'
import { SheetScreen } from '../items/sheet-screen.tsx'
import { type Draft, useKeptDraft } from '../kept-draft.ts'
import { stillNeeded } from '../purchases/needed.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { TextField } from '../ui/fields.tsx'
import { count, rupees } from '../ui/format.ts'
import { useWords } from '../words.ts'
import type { BatchHit } from './bill-line.ts'
import { CustomerField } from './customer-field.tsx'
import { batchColumns, orderColumns } from './order-columns.tsx'
import { worthOf } from './order-discounts.ts'
import {
  type ChallanHead,
  challanKind,
  challanRules,
  columnOf,
  missingOfChallan,
  newChallanHead,
  type OrderLine,
} from './order-sheet.ts'
import { challanToPost } from './order-to-post.ts'
import styles from './sale-order.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/challan': { uid?: string }
  }
}

const read = readSheet(challanKind)

/** Goods that go to a customer without a bill. */
export function ChallanScreen({ params }: { params: ScreenParams['sales/challan'] }) {
  const draft = useKeptDraft('challan', params.uid, read)
  return draft ? <KeyedChallan key={draft.uid} loaded={draft} /> : null
}

function KeyedChallan({ loaded }: { loaded: Draft<KeptSheet<ChallanHead, OrderLine>> }) {
  const t = useWords()
  const today = useToday()
  const [challan] = useState(() => createSheet(challanKind, loaded.uid, newChallanHead(today), loaded.kept))
  const head = useStore(challan.head)
  const filled = useStore(challan.entry.store, (state) => state.lines).filter((line) => line.item !== null)
  const columns = useColumns((t) => orderColumns(t, challanRules))
  const put = (change: Partial<ChallanHead>) => challan.head.setState(change)
  return (
    <SheetScreen<ChallanHead, OrderLine, BatchHit, { uid: string; number: string; totalPaise: number }>
      screen="sales/challan"
      sheet={challan}
      title={head.party?.name ?? t('screens.challan')}
      label={t('sales.challan.lines')}
      columns={columns}
      columnOf={columnOf}
      missing={missingOfChallan}
      firstField="party"
      post={async (sent) =>
        stillNeeded([['party', head.party !== null, 'sales/party-needed']]) ??
        (await tell('sales.postChallan', challanToPost(loaded.uid, head, sent), { draftUid: loaded.uid }))
      }
      saved={({ number, totalPaise }) => t('sales.challan.saved', { number, total: rupees(totalPaise) })}
      printable
      onSaved={({ uid }, print) => {
        if (print) openScreen('sales/order-paper', { kind: 'challan', uid })
      }}
      holdName={({ party }) => party?.name ?? t('screens.challan')}
      choiceColumns={batchColumns(t)}
      stockOf={(hit) => showStockQuantity(hit.stockMilli, hit.saleFactor)}
      head={
        <>
          <div className={styles.party}>
            <CustomerField value={head.party} onChange={(party) => put({ party })} />
          </div>
          <Select
            label={t('sales.challan.reason')}
            name="reason"
            value={head.reason}
            choices={challanReasons.map((value) => ({ value, label: t(`sales.challan.reasons.${value}`) }))}
            onChange={(reason) => put({ reason: reason ?? 'bill-follows' })}
          />
          <TextField
            label={t('sales.challan.transport')}
            name="transport"
            stop={false}
            value={head.transport}
            onChange={(transport) => put({ transport })}
            maxLength={60}
          />
          <SheetDate head={challan.head} label={t('sales.bill.date')} />
          <TextField
            label={t('sales.order.notes')}
            name="narration"
            stop={false}
            value={head.notes}
            onChange={(notes) => put({ notes })}
            maxLength={300}
          />
        </>
      }
      strip={(line) => (
        <>
          <span dir="auto">{line.item?.manufacturer}</span>
          {line.shelf?.rack && (
            <span>
              {t('sales.bill.rack')} <b>{line.shelf.rack}</b>
            </span>
          )}
          {line.ref && <span>{t('sales.order.answers')}</span>}
        </>
      )}
      actions={
        <Button look="quiet" onClick={() => openScreen('sales/challans')}>
          {t('screens.challans')}
        </Button>
      }
      totals={[
        { id: 'items', label: t('sales.order.items'), value: count(filled.length) },
        { id: 'total', label: t('sales.order.total'), value: rupees(worthOf(filled)), main: true },
      ]}
    />
  )
}
