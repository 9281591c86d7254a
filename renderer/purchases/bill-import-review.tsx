import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { type BillField, mappingProblem } from '../../shared/purchases/bill-file/columns.ts'
import { useToday } from '../book.ts'
import { ask, fetchNow, tell } from '../client.ts'
import { importCommands } from '../company/commands.ts'
import styles from '../items/sheet.module.css'
import type { ItemHit } from '../items/sheet.ts'
import { useColumns } from '../items/sheet-parts.tsx'
import { openScreen, useTab } from '../tabs.ts'
import { askUnsaved } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { EntryGrid, type EntryPlace, toNextProblem } from '../ui/entry-grid.tsx'
import type { EntryStore } from '../ui/entry-store.ts'
import { useFieldKeys } from '../ui/form.tsx'
import { count, day, rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { createSearchBox } from '../ui/search-box.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { codeWords, useWords, words } from '../words.ts'
import own from './bill-import.module.css'
import { FileBills } from './bill-import-bills.tsx'
import { Mapping } from './bill-import-mapping.tsx'
import { createOffers, OfferPopup, type Offers } from './bill-offers.tsx'
import {
  type Checked,
  choicesOf,
  createReview,
  type KeptReview,
  problemOf,
  type ReadFile,
  type ReviewLine,
  stops,
  toImport,
  withHit,
} from './bill-review.ts'
import { reviewColumns } from './bill-review-columns.tsx'
import { type Supplier, SupplierField } from './supplier-field.tsx'
import { type Keeping, useKeptReview } from './use-kept-review.ts'
import { useRateChoice } from './use-rate-choice.ts'

/** A file that was read: whose it is, what its columns are, and its lines once both are known. */
export function BillReview({
  uid,
  file,
  kept,
  onEnd,
}: {
  uid: string
  file: ReadFile
  kept: KeptReview | null
  onEnd: () => void
}) {
  const t = useWords()
  const [mapping, setMapping] = useState<readonly BillField[]>(kept?.mapping ?? file.mapping)
  const whose = kept ? kept.supplier : file.supplier
  const [supplier, setSupplier] = useState<Supplier | null>(whose && { ...whose, city: null })
  const [mapped, setMapped] = useState(mappingProblem(file.columns, file.mapping) !== null)
  const keeping = useKeptReview({ uid, file, kept, mapping, supplier })
  const end = () => {
    keeping.end()
    onEnd()
  }
  const problem = mappingProblem(file.columns, mapping)
  const checked = useQuery({
    ...ask('purchases.checkBillFile', {
      columns: file.columns,
      mapping: [...mapping],
      rows: file.rows,
      supplier: supplier?.uid ?? null,
    }),
    enabled: problem === null,
    meta: { live: false },
  })
  const told = checked.data?.supplier
  useEffect(() => {
    if (told && !supplier) setSupplier({ uid: told.uid, name: told.name, city: null })
  }, [told, supplier])
  const close = async () => {
    const answer = await askUnsaved({ title: file.name })
    if (answer === 'discard') end()
  }
  useTab({ title: file.name, dirty: true, onCloseAsked: () => void close() })
  const head = useRef<HTMLDivElement>(null)
  const onHeadKey = useFieldKeys(() => head.current?.parentElement?.querySelector<HTMLElement>('[role="grid"] input')?.focus())
  useCommands(importCommands, { rows: () => setMapped(!mapped), drop: () => void close() })
  return (
    <section className={styles.sheet} aria-label={file.name}>
      <div className={own.head} ref={head} onKeyDown={onHeadKey} data-fields>
        <h1>
          <bdi>{file.name}</bdi>
        </h1>
        <div className={own.supplier}>
          <SupplierField value={supplier} onChange={setSupplier} />
        </div>
        {told && told.why !== 'given' && <p>{t(`purchases.review.toldBy.${told.why}`)}</p>}
        {file.importedAt && (
          <p className={styles.warn}>{t('purchases.review.importedBefore', { at: day(file.importedAt.slice(0, 10)) })}</p>
        )}
        <Button command={importCommands.commands.rows} onClick={() => setMapped(!mapped)}>
          {t('purchases.review.columns')}
        </Button>
      </div>
      {(mapped || problem) && <Mapping file={file} mapping={mapping} onChange={setMapping} />}
      {problem ? (
        <p className={own.notice}>{codeWords(problem.code, problem.details, problem.message)}</p>
      ) : checked.isError ? (
        <ErrorState error={checked.error} onRetry={() => void checked.refetch()} />
      ) : !checked.data ? (
        <SkeletonRows rows={8} />
      ) : checked.data.bills.length === 0 ? (
        <p className={own.notice}>{t('purchases.review.noLines')}</p>
      ) : (
        <Lines
          key={checked.dataUpdatedAt}
          file={file}
          mapping={mapping}
          checked={checked.data}
          supplier={supplier}
          keeping={keeping}
          onEnd={end}
        />
      )}
    </section>
  )
}

type LinesProps = {
  file: ReadFile
  mapping: readonly BillField[]
  checked: Checked
  supplier: Supplier | null
  keeping: Keeping
  onEnd: () => void
}

function useReview({ file, mapping, checked, supplier, keeping, onEnd }: LinesProps) {
  const t = useWords()
  const today = useToday()
  const [entry] = useState(() => createReview(checked, keeping.choices()))
  useEffect(
    () =>
      entry.store.subscribe((next, before) => {
        if (next.lines !== before.lines) keeping.said(choicesOf(checked, next.lines))
      }),
    [entry, checked, keeping],
  )
  const [uids] = useState(() => ({ uid: crypto.randomUUID(), bills: checked.bills.map(() => crypto.randomUUID()) }))
  const [busy, setBusy] = useState(false)
  const items = useMemo(() => itemSearch(entry), [entry])
  const offers = useMemo(() => createOffers(entry), [entry])
  const columns = useColumns((t) => reviewColumns(t))
  const lines = useStore(entry.store, (state) => state.lines)
  const open = lines.filter((line) => stops(problemOf(line))).length
  const apply = async () => {
    if (busy) return
    if (!supplier) return say(t('purchases.review.sayWhose'))
    if (open > 0) {
      toNextProblem(entry, columns)
      return say(t('purchases.review.stillOpen', { count: open }))
    }
    setBusy(true)
    const input = toImport({ uid: uids.uid, billUids: uids.bills, supplier: supplier.uid, mapping, today }, file, checked, lines)
    const told = await tell('purchases.importBills', input, { draftUid: uids.uid })
    setBusy(false)
    if (told.ok) {
      say(t('purchases.review.entered', { bills: told.value.bills.map((bill) => bill.number).join(', ') }))
      onEnd()
    } else if (told.refusal) {
      say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
      goTo(entry, told.refusal.field, input, lines)
    }
  }
  return { t, entry, items, offers, columns, lines, open, busy, apply }
}

/** Puts the cursor on the line a refusal is about. */
function goTo(
  entry: EntryStore<ReviewLine>,
  field: string | undefined,
  { bills }: ReturnType<typeof toImport>,
  lines: readonly ReviewLine[],
): void {
  const [, bill, line] = /^bills\.(\d+)\.bill\.lines\.(\d+)\./.exec(field ?? '') ?? []
  const rowNo = bills[Number(bill)]?.lines[Number(line)]?.rowNo
  const row = lines.findIndex((one) => one.file.rowNo === rowNo)
  if (row >= 0) entry.moveTo({ row, col: entry.columnAt('item') })
}

/** Any of our items, for a line whose offers are all wrong. */
const itemSearch = (entry: EntryStore<ReviewLine>) => {
  const items = createSearchBox<ItemHit>(
    async (text) => {
      const found = await fetchNow('items.search', { text })
      return { text: found.text, rows: found.rows, total: found.rows.length, exact: found.exact ? 0 : undefined }
    },
    (hit) => {
      const { lines, at } = entry.store.getState()
      const line = lines[at.row]
      if (!line) return
      const sale = hit.saleUnit === hit.baseUnit ? [] : [{ unit: hit.saleUnit, factor: hit.saleFactor }]
      entry.setLine(at.row, withHit(line, hit, [{ unit: hit.baseUnit, factor: 1 }, ...sale]))
      items.reset()
      entry.moveRow(1)
    },
    () => say(words('sheet.searchFailed')),
  )
  return items
}

function Lines(props: LinesProps) {
  const { t, entry, items, offers, columns, lines, open, busy, apply } = useReview(props)
  const { checked } = props
  useEffect(() => entry.setFocused(true), [entry])
  useCommands(importCommands, { apply: () => void apply() })
  const here = useStore(entry.store, (state) => state.lines[state.at.row])
  useRateChoice(entry, columns, here)
  const foot = useRef<HTMLDivElement>(null)
  return (
    <>
      <FileBills checked={checked} here={here?.bill ?? 0} />
      <EntryGrid<ReviewLine>
        entry={entry}
        columns={columns}
        label={t('purchases.review.lines')}
        onKey={(event, place) => onKey(event, place, { entry, items, offers })}
        onText={(text, place) => {
          if (place.column.id !== 'item') return
          offers.close()
          if (text.trim() === '') items.reset()
          else items.type(text)
        }}
        onFinish={() => foot.current?.querySelector('button')?.focus()}
        popup={(place, anchor) =>
          place.column.id === 'item' ? <OfferPopup entry={entry} offers={offers} items={items} anchor={anchor} /> : null
        }
        active={!busy}
      />
      <div className={styles.strip}>
        {here && (
          <>
            <b dir="auto">{here.file.name}</b>
            {columns.map((column) => column.problem?.(here)).find((one) => one != null)?.text ??
              here.item?.evidence.map((one) => t(`purchases.review.because.${one}`)).join(', ')}
          </>
        )}
      </div>
      <div className={styles.foot} ref={foot}>
        <div className={styles.actions}>
          <Button look="main" command={importCommands.commands.apply} onClick={() => void apply()} disabled={busy}>
            {t('purchases.review.enter', { count: checked.bills.length })}
          </Button>
          <Button look="quiet" onClick={() => openScreen('purchases/bills')}>
            {t('screens.purchaseBills')}
          </Button>
        </div>
        <dl className={styles.totals}>
          <div>
            <dt>{t('purchases.review.toDo')}</dt>
            <dd data-testid="open">{count(open)}</dd>
          </div>
          <div>
            <dt>{t('purchases.review.lines')}</dt>
            <dd>{count(lines.length)}</dd>
          </div>
          <div className={styles.main}>
            <dt>{t('purchases.review.total')}</dt>
            <dd data-testid="total">{rupees(checked.bills.reduce((sum, bill) => sum + bill.totalPaise, 0))}</dd>
          </div>
        </dl>
      </div>
    </>
  )
}

type Parts = { entry: EntryStore<ReviewLine>; items: ReturnType<typeof itemSearch>; offers: Offers }

/** Keys of the item's cell: the search when something is typed, else what is offered. */
function onKey(event: KeyboardEvent<HTMLInputElement>, place: EntryPlace<ReviewLine>, { entry, items, offers }: Parts): void {
  if (place.column.id !== 'item' || event.ctrlKey || event.altKey) return
  const typed = entry.store.getState().text !== null && place.text.trim() !== ''
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (by !== 0 && items.store.getState().open) items.move(by)
  else if (by !== 0 && offers.shown(place.line)) offers.move(by)
  else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && typed) items.enter()
  else if (event.key === 'Enter' && !event.shiftKey && offers.shown(place.line)) offers.take()
  else if (event.key === 'Escape' && items.store.getState().open) items.close()
  else if (event.key === 'Escape' && offers.shown(place.line)) offers.close()
  else return
  event.preventDefault()
}
