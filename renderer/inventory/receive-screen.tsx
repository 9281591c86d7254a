import { useQuery } from '@tanstack/react-query'
import { use, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { isLocalDate, type LocalDate } from '../../shared/calendar.ts'
import { readStockQuantity, showStockQuantity } from '../../shared/inventory/stock-quantity.ts'
import type { AdjustReason } from '../../shared/inventory/stock-reasons.ts'
import { milli } from '../../shared/quantity.ts'
import { useToday } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import { createSheet, type KeptSheet, readSheet, type SheetKind } from '../items/sheet.ts'
import { SheetScreen } from '../items/sheet-screen.tsx'
import { type Draft, useKeptDraft } from '../kept-draft.ts'
import { dropTab, openScreen, type ScreenParams, TabKey } from '../tabs.ts'
import type { EntryColumn } from '../ui/entry-grid.tsx'
import { expiry } from '../ui/format.ts'
import { ErrorState } from '../ui/states.tsx'
import { DateField } from '../ui/value-fields.tsx'
import { useLanguage, useWords, words } from '../words.ts'
import { reasonOf } from './goods-line.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/receive': { dispatch: string; uid?: string }
  }
}

type Dispatch = OutputOf<'inventory.stockDocument'>
type Head = { readonly date: LocalDate; readonly dispatch: string }
type Line = {
  readonly key: string
  readonly item: { readonly id: number; readonly name: string } | null
  readonly lineNo: number
  readonly batch: string
  readonly expiry: string | null
  readonly factor: number
  readonly openMilli: number
  readonly receivedMilli: number | null
  readonly shortMilli: number | null
  readonly reason: AdjustReason | null
}
const blank = (): Line => ({
  key: crypto.randomUUID(),
  item: null,
  lineNo: 0,
  batch: '',
  expiry: null,
  factor: 1,
  openMilli: 0,
  receivedMilli: null,
  shortMilli: null,
  reason: null,
})
const shown = (qtyMilli: number | null, line: Line) => (qtyMilli === null ? '' : showStockQuantity(qtyMilli, line.factor))
const typed =
  (put: (line: Line, qtyMilli: number | null) => Line) =>
  (line: Line, text: string): Line | null => {
    if (!line.item) return null
    if (text.trim() === '') return put(line, null)
    const qtyMilli = readStockQuantity(text, line.factor)
    return qtyMilli === null ? null : put(line, qtyMilli)
  }

const columns: readonly Omit<EntryColumn<Line>, 'title'>[] = [
  { id: 'item', width: 'minmax(220px, 1fr)', weight: 'strong', frozen: true, show: (line) => line.item?.name },
  { id: 'batch', width: '120px', show: (line) => <span className="code">{line.batch}</span> },
  { id: 'expiry', width: '72px', show: (line) => expiry(line.expiry) },
  { id: 'open', width: '100px', numeric: true, weight: 'dim', show: (line) => (line.item ? shown(line.openMilli, line) : '') },
  {
    id: 'received',
    width: '100px',
    numeric: true,
    entry: true,
    show: (line) => shown(line.receivedMilli, line),
    edit: (line) => shown(line.receivedMilli, line),
    write: typed((line, receivedMilli) => ({ ...line, receivedMilli })),
    problem: (line) =>
      (line.receivedMilli ?? 0) + (line.shortMilli ?? 0) > line.openMilli
        ? { tone: 'bad', text: words('inventory.documents.moreThanSent', { left: shown(line.openMilli, line) }) }
        : null,
  },
  {
    id: 'short',
    width: '100px',
    numeric: true,
    entry: true,
    show: (line) => shown(line.shortMilli, line),
    edit: (line) => shown(line.shortMilli, line),
    write: typed((line, shortMilli) => ({ ...line, shortMilli: shortMilli || null })),
  },
  {
    id: 'reason',
    width: '160px',
    entry: true,
    skip: (line) => line.shortMilli === null,
    show: (line) => (line.reason ? words(`inventory.reasons.${line.reason}`) : ''),
    edit: (line) => (line.reason ? words(`inventory.reasons.${line.reason}`) : ''),
    write: (line, text) => {
      const reason = reasonOf(text)
      return reason === null && text.trim() !== '' ? null : { ...line, reason }
    },
  },
]

const kind: SheetKind<Head, Line> = {
  kind: 'transfer-receipt',
  rules: columns,
  blank,
  readHead: (kept) => {
    const head = kept.head as Partial<Head> | undefined
    return head?.dispatch && head.date && isLocalDate(head.date) ? { dispatch: head.dispatch, date: head.date } : null
  },
  take: (line) => line,
  afterItem: 'received',
}
const read = readSheet(kind)
const columnOf = { receivedMilli: 'received', shortMilli: 'short', reason: 'reason', lineNo: 'received' }

/** Goods on their way come in at the place they were sent to, wholly or in part; what is short is said with its reason. */
export function ReceiveScreen({ params }: { params: ScreenParams['inventory/receive'] }) {
  const others = useMemo(() => ({ dispatch: params.dispatch }), [params.dispatch])
  const draft = useKeptDraft('transfer-receipt', params.uid, read, others)
  const uid = params.dispatch ?? draft?.kept?.head.dispatch
  const dispatch = useQuery({
    ...ask('inventory.stockDocument', { uid: uid ?? '' }),
    enabled: Boolean(uid),
    meta: { live: false },
  })
  if (dispatch.isError) return <ErrorState error={dispatch.error} onRetry={() => void dispatch.refetch()} />
  return draft && dispatch.data ? <ReceiveSheet key={draft.uid} loaded={draft} dispatch={dispatch.data} /> : null
}

const linesOf = (dispatch: Dispatch): Line[] =>
  dispatch.lines
    .filter((line) => line.openMilli > 0)
    .map((line) => ({
      ...blank(),
      item: { id: line.itemId, name: line.item },
      lineNo: line.lineNo,
      batch: line.batch,
      expiry: line.expiry,
      factor: line.saleFactor,
      openMilli: line.openMilli,
      receivedMilli: line.openMilli,
    }))

function ReceiveSheet({ loaded, dispatch }: { loaded: Draft<KeptSheet<Head, Line>>; dispatch: Dispatch }) {
  const t = useWords()
  const language = useLanguage()
  const today = useToday()
  const tab = use(TabKey)
  const [sheet] = useState(() => {
    const made = createSheet(kind, loaded.uid, { date: today, dispatch: dispatch.uid }, loaded.kept)
    if (!loaded.kept) {
      made.entry.setLines(linesOf(dispatch))
      made.goTo(0, 'received')
    }
    return made
  })
  const { date } = useStore(sheet.head)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the titles are words of the language on screen
  const titled = useMemo(
    () => columns.map((column) => ({ ...column, title: t(`inventory.columns.${column.id as 'item'}`) })),
    [language],
  )
  return (
    <SheetScreen
      screen="inventory/receive"
      others={{ dispatch: dispatch.uid }}
      sheet={sheet}
      title={t('inventory.documents.receiveTitle', { number: dispatch.number })}
      label={t('inventory.documents.lines')}
      columns={titled}
      columnOf={columnOf}
      missing={(line) => ((line.shortMilli ?? 0) > 0 && line.reason === null ? 'reason' : null)}
      post={(sent) =>
        tell(
          'inventory.receiveTransfer',
          {
            uid: loaded.uid,
            date,
            dispatch: dispatch.uid,
            lines: sent.map(({ lineNo, receivedMilli, shortMilli, reason }) => ({
              lineNo,
              receivedMilli: milli(receivedMilli ?? 0),
              shortMilli: milli(shortMilli ?? 0),
              reason: (shortMilli ?? 0) > 0 ? reason : null,
            })),
          },
          { draftUid: loaded.uid },
        )
      }
      saved={({ number }) => t('inventory.documents.received', { number })}
      onSaved={() => {
        openScreen('inventory/documents', { inTransit: true })
        dropTab(tab)
      }}
      head={
        <>
          <DateField
            label={t('inventory.columns.date')}
            name="date"
            value={date}
            today={today}
            onChange={(value) => sheet.head.setState({ date: (value ?? today) as LocalDate })}
          />
          <p>{t('inventory.documents.fromTo', { from: dispatch.from ?? '', to: dispatch.to ?? '' })}</p>
        </>
      }
    />
  )
}
