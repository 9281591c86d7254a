import { useState } from 'react'
import { useStore } from 'zustand'
import { isLocalDate, type LocalDate } from '../../shared/calendar.ts'
import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { paise } from '../../shared/money.ts'
import { useToday } from '../book.ts'
import { tell } from '../client.ts'
import styles from '../items/sheet.module.css'
import { createSheet, type KeptSheet, readSheet } from '../items/sheet.ts'
import { useColumns } from '../items/sheet-parts.tsx'
import { SheetScreen } from '../items/sheet-screen.tsx'
import { type Draft, useKeptDraft } from '../kept-draft.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { Button } from '../ui/controls.tsx'
import { TextField } from '../ui/fields.tsx'
import { count } from '../ui/format.ts'
import { DateField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import { askBatch } from './ask-batch.tsx'
import { choiceColumns, goodsColumns } from './goods-columns.tsx'
import { adjustingRules, columnOf, type GoodsLine, goodsKind, missingOf } from './goods-line.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/adjustment': { uid?: string }
  }
}

type Head = { readonly date: LocalDate; readonly narration: string }

const kind = goodsKind<Head>({
  kind: 'stock-adjustment',
  rules: adjustingRules,
  placeOf: () => null,
  empty: true,
  fresh: askBatch,
  readHead: (kept) => {
    const head = kept.head as Partial<Head> | undefined
    return head?.date && isLocalDate(head.date) ? { narration: '', ...head, date: head.date } : null
  },
})
const read = readSheet(kind)
const missing = missingOf({ reasons: true })

/** Puts batches right: more, or with a minus less, each line with its reason. */
export function AdjustmentScreen({ params }: { params: ScreenParams['inventory/adjustment'] }) {
  const draft = useKeptDraft('stock-adjustment', params.uid, read)
  return draft ? <AdjustmentSheet key={draft.uid} loaded={draft} /> : null
}

function AdjustmentSheet({ loaded }: { loaded: Draft<KeptSheet<Head, GoodsLine>> }) {
  const t = useWords()
  const today = useToday()
  const [sheet] = useState(() => createSheet(kind, loaded.uid, { date: today, narration: '' }, loaded.kept))
  const head = useStore(sheet.head)
  const lines = useStore(sheet.entry.store, (state) => state.lines).filter((line) => line.item)
  const columns = useColumns((t) => goodsColumns(t, adjustingRules, 'adjusts'))
  return (
    <SheetScreen
      screen="inventory/adjustment"
      sheet={sheet}
      title={t('screens.adjustment')}
      label={t('inventory.documents.lines')}
      columns={columns}
      columnOf={columnOf}
      missing={missing}
      post={(sent) =>
        tell(
          'inventory.adjustStock',
          {
            uid: loaded.uid,
            date: head.date,
            narration: head.narration,
            lines: sent.map(({ item, batch, qtyMilli, reason, valuePaise }) => ({
              itemId: item?.id ?? 0,
              batchId: batch?.id ?? 0,
              batch:
                batch?.id === 0
                  ? { number: batch.number, expiry: batch.expiry as LocalDate | null, mrpPaise: batch.mrpPaise }
                  : null,
              locationId: batch?.locationId ?? 0,
              qtyMilli: qtyMilli ?? 0,
              reason: reason ?? 'other',
              valuePaise: valuePaise === null ? null : paise(valuePaise),
            })),
          },
          { draftUid: loaded.uid },
        )
      }
      saved={({ number }) => t('inventory.documents.adjusted', { number })}
      holdName={() => t('screens.adjustment')}
      choiceColumns={choiceColumns(t)}
      stockOf={(hit) => showStockQuantity(hit.stockMilli, hit.saleFactor)}
      head={
        <>
          <DateField
            label={t('inventory.columns.date')}
            name="date"
            value={head.date}
            today={today}
            onChange={(date) => sheet.head.setState({ date: (date ?? today) as LocalDate })}
          />
          <TextField
            label={t('inventory.documents.narration')}
            name="narration"
            value={head.narration}
            onChange={(narration) => sheet.head.setState({ narration })}
            maxLength={200}
          />
          <p className={styles.note}>{t('inventory.documents.adjustNote')}</p>
        </>
      }
      strip={({ item }) => item && <span dir="auto">{item.manufacturer}</span>}
      actions={
        <Button look="quiet" onClick={() => openScreen('inventory/documents', { kind: 'stock-adjustment' })}>
          {t('screens.stockDocuments')}
        </Button>
      }
      totals={[{ id: 'batches', label: t('inventory.opening.batches'), value: count(lines.length), main: true }]}
    />
  )
}
