import { useState } from 'react'
import { useStore } from 'zustand'
import { isLocalDate, type LocalDate } from '../../shared/calendar.ts'
import { showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import { type WriteOffReason, writeOffReasons } from '../../shared/inventory/stock-reasons.ts'
import { useToday } from '../book.ts'
import { tell } from '../client.ts'
import { createSheet, type KeptSheet, readSheet } from '../items/sheet.ts'
import { SheetDate, useColumns } from '../items/sheet-parts.tsx'
import { SheetScreen } from '../items/sheet-screen.tsx'
import { type Draft, useKeptDraft } from '../kept-draft.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { TextField } from '../ui/fields.tsx'
import { count } from '../ui/format.ts'
import { useWords } from '../words.ts'
import { choiceColumns, goodsColumns } from './goods-columns.tsx'
import { columnOf, type GoodsLine, goodsKind, leavingRules, missingOf } from './goods-line.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/write-off': { uid?: string }
  }
}

type Head = {
  readonly date: LocalDate
  readonly reason: WriteOffReason
  readonly certificate: string
  readonly narration: string
}

const kind = goodsKind<Head>({
  kind: 'write-off',
  rules: leavingRules,
  placeOf: () => null,
  readHead: (kept) => {
    const head = kept.head as Partial<Head> | undefined
    return head?.date && isLocalDate(head.date)
      ? { reason: 'expired', certificate: '', narration: '', ...head, date: head.date }
      : null
  },
})
const read = readSheet(kind)

/** Asks for goods to be written off; somebody with the right approves. */
export function WriteOffScreen({ params }: { params: ScreenParams['inventory/write-off'] }) {
  const draft = useKeptDraft('write-off', params.uid, read)
  return draft ? <WriteOffSheet key={draft.uid} loaded={draft} /> : null
}

function WriteOffSheet({ loaded }: { loaded: Draft<KeptSheet<Head, GoodsLine>> }) {
  const t = useWords()
  const today = useToday()
  const [sheet] = useState(() =>
    createSheet(
      kind,
      loaded.uid,
      { date: today, reason: 'expired' as const, certificate: '', narration: '' } as Head,
      loaded.kept,
    ),
  )
  const head = useStore(sheet.head)
  const lines = useStore(sheet.entry.store, (state) => state.lines).filter((line) => line.item)
  const columns = useColumns((t) => goodsColumns(t, leavingRules, 'takes'))
  const put = (change: Partial<Head>) => sheet.head.setState(change)
  return (
    <SheetScreen
      screen="inventory/write-off"
      sheet={sheet}
      title={t('screens.writeOff')}
      label={t('inventory.documents.lines')}
      columns={columns}
      columnOf={columnOf}
      missing={missingOf()}
      firstField="reason"
      saveLabel={t('inventory.documents.askWriteOff')}
      post={(sent) =>
        tell(
          'inventory.askWriteOff',
          {
            uid: loaded.uid,
            ...head,
            lines: sent.map(({ item, batch, qtyMilli }) => ({
              itemId: item?.id ?? 0,
              batchId: batch?.id ?? 0,
              locationId: batch?.locationId ?? 0,
              qtyMilli: qtyMilli ?? 0,
            })),
          },
          { draftUid: loaded.uid },
        )
      }
      saved={(_, sent) => t('inventory.documents.asked', { count: sent.length })}
      holdName={(now) => t(`inventory.writeOffReasons.${now.reason}`)}
      choiceColumns={choiceColumns(t)}
      stockOf={(hit) => showStockQuantity(hit.stockMilli, hit.saleFactor)}
      head={
        <>
          <Select<WriteOffReason>
            label={t('inventory.columns.reason')}
            name="reason"
            value={head.reason}
            choices={writeOffReasons.map((value) => ({ value, label: t(`inventory.writeOffReasons.${value}`) }))}
            onChange={(reason) => put({ reason })}
          />
          <SheetDate head={sheet.head} label={t('inventory.columns.date')} />
          <TextField
            label={t('inventory.documents.certificate')}
            name="certificate"
            value={head.certificate}
            onChange={(certificate) => put({ certificate })}
            maxLength={60}
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
      strip={({ item }) => item && <span dir="auto">{item.manufacturer}</span>}
      actions={
        <Button look="quiet" onClick={() => openScreen('inventory/approvals')}>
          {t('screens.approvals')}
        </Button>
      }
      totals={[{ id: 'batches', label: t('inventory.opening.batches'), value: count(lines.length), main: true }]}
    />
  )
}
