import { useState } from 'react'
import { useStore } from 'zustand'
import { isLocalDate, type LocalDate } from '../../shared/calendar.ts'
import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { openPaper } from '../accounts/open-document.ts'
import { useToday } from '../book.ts'
import { tell } from '../client.ts'
import { createSheet, type KeptSheet, readSheet } from '../items/sheet.ts'
import { SheetDate, useColumns } from '../items/sheet-parts.tsx'
import { SheetScreen } from '../items/sheet-screen.tsx'
import { type Draft, useKeptDraft } from '../kept-draft.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { SwitchField, TextField } from '../ui/fields.tsx'
import { count } from '../ui/format.ts'
import { useWords } from '../words.ts'
import { choiceColumns, goodsColumns } from './goods-columns.tsx'
import { columnOf, type GoodsLine, goodsKind, leavingRules, missingOf } from './goods-line.ts'
import { usePlaces } from './use-places.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/transfer': { uid?: string }
  }
}

type Head = {
  readonly date: LocalDate
  readonly fromId: number | null
  readonly toId: number | null
  readonly immediate: boolean
  readonly narration: string
}

const kind = goodsKind<Head>({
  kind: 'transfer',
  rules: leavingRules,
  placeOf: (head) => head.fromId,
  readHead: (kept) => {
    const head = kept.head as Partial<Head> | undefined
    return head?.date && isLocalDate(head.date)
      ? { fromId: null, toId: null, immediate: false, narration: '', ...head, date: head.date }
      : null
  },
})
const read = readSheet(kind)

/** Goods from one place to another: at once, or on the way until they are received there. */
export function TransferScreen({ params }: { params: ScreenParams['inventory/transfer'] }) {
  const draft = useKeptDraft('transfer', params.uid, read)
  return draft ? <TransferSheet key={draft.uid} loaded={draft} /> : null
}

function TransferSheet({ loaded }: { loaded: Draft<KeptSheet<Head, GoodsLine>> }) {
  const t = useWords()
  const today = useToday()
  const places = usePlaces()
  const [sheet] = useState(() =>
    createSheet(kind, loaded.uid, { date: today, fromId: null, toId: null, immediate: false, narration: '' }, loaded.kept),
  )
  const head = useStore(sheet.head)
  const lines = useStore(sheet.entry.store, (state) => state.lines).filter((line) => line.item)
  const columns = useColumns((t) => goodsColumns(t, leavingRules, 'takes'))
  const put = (change: Partial<Head>) => sheet.head.setState(change)
  return (
    <SheetScreen
      screen="inventory/transfer"
      sheet={sheet}
      title={t('screens.transfer')}
      label={t('inventory.documents.lines')}
      columns={columns}
      columnOf={columnOf}
      missing={missingOf()}
      firstField="fromId"
      post={(sent) =>
        tell(
          'inventory.transfer',
          {
            uid: loaded.uid,
            date: head.date,
            fromId: head.fromId ?? 0,
            toId: head.toId ?? 0,
            immediate: head.immediate,
            narration: head.narration,
            lines: sent.map(({ item, batch, qtyMilli }) => ({
              itemId: item?.id ?? 0,
              batchId: batch?.id ?? 0,
              qtyMilli: qtyMilli ?? 0,
            })),
          },
          { draftUid: loaded.uid },
        )
      }
      saved={({ number }) => t(head.immediate ? 'inventory.documents.moved' : 'inventory.documents.sent', { number })}
      printable
      onSaved={(_, print) => print && openPaper(loaded.uid)}
      holdName={(now) => places?.find((place) => place.value === now.toId)?.label ?? ''}
      choiceColumns={choiceColumns(t)}
      stockOf={(hit) => showStockQuantity(hit.stockMilli, hit.saleFactor)}
      head={
        <>
          <Select
            label={t('inventory.documents.from')}
            name="fromId"
            value={head.fromId}
            choices={places}
            onChange={(fromId) => put({ fromId })}
          />
          <Select
            label={t('inventory.documents.to')}
            name="toId"
            value={head.toId}
            choices={places}
            onChange={(toId) => put({ toId })}
          />
          <SheetDate head={sheet.head} label={t('inventory.columns.date')} />
          <SwitchField
            label={t('inventory.documents.immediate')}
            name="immediate"
            checked={head.immediate}
            onChange={(immediate) => put({ immediate })}
          />
          <TextField
            label={t('inventory.documents.narration')}
            name="narration"
            stop={false}
            value={head.narration}
            onChange={(narration) => put({ narration })}
            maxLength={200}
          />
        </>
      }
      strip={({ item, batch }) =>
        item && (
          <>
            <span dir="auto">{item.manufacturer}</span>
            {batch?.rack && <span>{t('inventory.documents.rackIs', { rack: batch.rack })}</span>}
          </>
        )
      }
      actions={
        <Button look="quiet" onClick={() => openScreen('inventory/documents', { kind: 'transfer' })}>
          {t('screens.stockDocuments')}
        </Button>
      }
      totals={[{ id: 'batches', label: t('inventory.opening.batches'), value: count(lines.length), main: true }]}
    />
  )
}
