import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { ask, type InputOf, type OutputOf, tell } from '../client.ts'
import styles from '../items/sheet.module.css'
import { createSheet, type KeptSheet, readSheet } from '../items/sheet.ts'
import { useColumns } from '../items/sheet-parts.tsx'
import { SheetScreen } from '../items/sheet-screen.tsx'
import { type Draft, useKeptDraft } from '../kept-draft.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { Button } from '../ui/controls.tsx'
import { count } from '../ui/format.ts'
import { ErrorState } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import { askCountedBatch } from './ask-batch.tsx'
import { choiceColumns, goodsColumns } from './goods-columns.tsx'
import { countingRules, type GoodsLine, goodsKind, missingOf } from './goods-line.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/count': { sheet: string; uid?: string }
  }
}

type Own = OutputOf<'inventory.ownCounts'>
type Head = { readonly sheet: string; readonly date: string; readonly locationId: number }

const kind = goodsKind<Head>({
  kind: 'stock-count',
  rules: countingRules,
  placeOf: (head) => head.locationId,
  empty: true,
  fresh: askCountedBatch,
  readHead: (kept) => {
    const head = kept.head as Partial<Head> | undefined
    return head?.sheet && head.date && head.locationId
      ? { sheet: head.sheet, date: head.date, locationId: head.locationId }
      : null
  },
})
const read = readSheet(kind)
const missing = missingOf({ zero: true })
/** A batch the book does not know is sent as it is printed. */
const countOf = ({ item, batch, qtyMilli }: GoodsLine): InputOf<'inventory.keyCounts'>['counts'][number] => ({
  batchId: batch?.id ?? 0,
  qtyMilli: qtyMilli ?? 0,
  found: batch?.id === 0 ? { itemId: item?.id ?? 0, number: batch.number, expiry: batch.expiry, mrpPaise: batch.mrpPaise } : null,
})
const columnOf = { mrpPaise: 'batch', batchId: 'batch', qtyMilli: 'qty' }

/** Keys what was counted of a sheet, by name or barcode, without seeing what the book says. Several people may, each his own. */
export function CountScreen({ params }: { params: ScreenParams['inventory/count'] }) {
  const others = useMemo(() => ({ sheet: params.sheet }), [params.sheet])
  const draft = useKeptDraft('stock-count', params.uid, read, others)
  const uid = params.sheet ?? draft?.kept?.head.sheet
  const own = useQuery({ ...ask('inventory.ownCounts', { uid: uid ?? '' }), enabled: Boolean(uid) })
  if (own.isError) return <ErrorState error={own.error} onRetry={() => void own.refetch()} />
  return draft && own.data ? <CountLines key={draft.uid} loaded={draft} own={own.data} uid={uid ?? ''} /> : null
}

function CountLines({ loaded, own, uid }: { loaded: Draft<KeptSheet<Head, GoodsLine>>; own: Own; uid: string }) {
  const t = useWords()
  const [sheet] = useState(() =>
    createSheet(kind, loaded.uid, { sheet: uid, date: own.date, locationId: own.locationId }, loaded.kept),
  )
  const lines = useStore(sheet.entry.store, (state) => state.lines).filter((line) => line.item)
  const columns = useColumns((t) => goodsColumns(t, countingRules, 'counts'))
  return (
    <SheetScreen
      screen="inventory/count"
      others={{ sheet: uid }}
      sheet={sheet}
      title={t('inventory.count.title', { name: own.name })}
      label={t('inventory.count.lines')}
      columns={columns}
      columnOf={columnOf}
      missing={missing}
      post={(sent) => tell('inventory.keyCounts', { uid, counts: sent.map(countOf) }, { draftUid: loaded.uid })}
      saved={({ kept }) => t('inventory.count.kept', { count: kept })}
      choiceColumns={choiceColumns(t, false)}
      head={
        <p className={styles.note}>
          <b dir="auto">{own.name}</b>{' '}
          {t('inventory.count.about', { location: own.location, rows: own.rows, mine: own.lines.length })}
        </p>
      }
      strip={({ item }) => item && <span dir="auto">{item.manufacturer}</span>}
      actions={
        <Button look="quiet" onClick={() => openScreen('inventory/variance', { sheet: uid, name: own.name })}>
          {t('inventory.count.compare')}
        </Button>
      }
      totals={[
        { id: 'mine', label: t('inventory.count.countedByMe'), value: count(own.lines.length) },
        { id: 'batches', label: t('inventory.opening.batches'), value: count(lines.length), main: true },
      ]}
    />
  )
}
