import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { isLocalDate, type LocalDate } from '../../shared/calendar.ts'
import { sumPaise } from '../../shared/money.ts'
import { useBook } from '../book.ts'
import { tell } from '../client.ts'
import { type Draft, useKeptDraft } from '../kept-draft.ts'
import { openScreen, type ScreenParams, useTab } from '../tabs.ts'
import { askUnsaved } from '../ui/ask.tsx'
import { documentCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { EntryGrid, type EntryPlace } from '../ui/entry-grid.tsx'
import { useFieldKeys } from '../ui/form.tsx'
import { count, rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { DateField } from '../ui/value-fields.tsx'
import { codeWords, useWords } from '../words.ts'
import styles from './inventory.module.css'
import { ItemPopup } from './item-popup.tsx'
import { createOpening, type Opening } from './opening.ts'
import { openingColumns } from './opening-columns.tsx'
import { type KeptOpening, missing, type OpeningLine, placeOfField, readKept, toPost } from './opening-line.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/opening-stock': { uid?: string }
  }
}

/** Opening stock by batch, keyed as it stands on the shelf. The tab knows the draft's uid, so a crash comes back to the same sheet. */
export function OpeningStockScreen({ params }: { params: ScreenParams['inventory/opening-stock'] }) {
  const draft = useKeptDraft('opening-stock', params.uid, readKept)
  return draft ? <Sheet key={draft.uid} loaded={draft} /> : null
}

function Sheet({ loaded }: { loaded: Draft<KeptOpening> }) {
  const t = useWords()
  const { firm, today } = useBook()
  const begin = firm && isLocalDate(firm.booksBegin) ? firm.booksBegin : (today as LocalDate)
  const [opening] = useState(() => createOpening(loaded.uid, begin, loaded.kept))
  const { i18n } = useTranslation()
  const { date } = useStore(opening.head)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the titles are words of the language on screen
  const columns = useMemo(() => openingColumns(t, date), [i18n.language, date])
  const lines = useStore(opening.entry.store, (state) => state.lines)
  const filled = lines.filter((line) => line.item !== null)
  const head = useRef<HTMLDivElement>(null)
  const foot = useRef<HTMLDivElement>(null)
  const [busy, setBusy] = useState(false)
  const tab = useTab({ title: t('screens.openingStock'), dirty: filled.length > 0, onCloseAsked: () => void askClose() })
  const onHeadKey = useFieldKeys(() => opening.entry.setFocused(true))
  const focusDate = () => head.current?.querySelector('input')?.focus()
  useEffect(() => opening.entry.setFocused(true), [opening])

  const goTo = (row: number, column: string) => {
    opening.entry.moveTo({ row, col: opening.entry.columnAt(column) })
    opening.entry.setFocused(true)
  }
  const save = async (): Promise<boolean> => {
    const state = opening.entry.store.getState()
    const sent = opening.entry.filled()
    if (busy) return false
    if (sent.length === 0) {
      say(t('inventory.opening.nothingToSave'))
      return false
    }
    const unfinished = sent.find((line) => missing(line) !== null)
    if (unfinished || state.unread) {
      const row = unfinished ? state.lines.indexOf(unfinished) : state.at.row
      if (unfinished) goTo(row, missing(unfinished) as string)
      say(t('inventory.opening.unfinished', { line: row + 1 }))
      return false
    }
    setBusy(true)
    const told = await tell('inventory.openingStock', toPost(loaded.uid, opening.head.getState().date, sent), {
      draftUid: loaded.uid,
    })
    setBusy(false)
    if (told.ok) {
      opening.end()
      void tell('company.dropDraft', { uid: loaded.uid })
      say(t('inventory.opening.saved', { number: told.value.number, count: sent.length }))
      tab.become({ uid: undefined })
      return true
    }
    if (told.refusal) {
      say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
      const place = placeOfField(told.refusal.field)
      const line = place && sent[place.row]
      if (place && line) goTo(opening.entry.store.getState().lines.indexOf(line), place.column)
      else if (told.refusal.field === 'date') focusDate()
    }
    return false
  }
  const askClose = async () => {
    const answer = await askUnsaved({ title: t('screens.openingStock'), save: true })
    if (answer === 'discard') {
      opening.end()
      await tell('company.dropDraft', { uid: loaded.uid })
      tab.close()
    } else if (answer === 'save' && (await save())) tab.close()
  }
  useCommands(documentCommands, { save: () => void save(), date: focusDate })

  return (
    <div className={styles.sheet}>
      <div className={styles.head} ref={head} onKeyDown={onHeadKey}>
        <DateField
          label={t('inventory.opening.date')}
          name="date"
          value={date}
          today={today as LocalDate}
          onChange={(value) => value && opening.head.setState({ date: value as LocalDate })}
        />
        <p className={styles.note}>{t('inventory.opening.note')}</p>
      </div>
      <EntryGrid<OpeningLine>
        entry={opening.entry}
        columns={columns}
        label={t('inventory.opening.lines')}
        onKey={(event, place) => itemKey(event, place, opening)}
        onText={(text, place) => {
          if (place.column.id !== 'item') return
          if (text.trim() === '') opening.items.reset()
          else opening.items.type(text)
        }}
        onFinish={() => foot.current?.querySelector('button')?.focus()}
        onLeave={focusDate}
        popup={(place, anchor) => (place.column.id === 'item' ? <ItemPopup items={opening.items} anchor={anchor} /> : null)}
        active={!busy}
      />
      <Strip opening={opening} columns={columns} />
      <div className={styles.foot} ref={foot}>
        <Button look="main" command={documentCommands.commands.save} onClick={() => void save()} disabled={busy}>
          {t('ui.save')}
        </Button>
        <Button look="quiet" onClick={() => openScreen('inventory/stock')}>
          {t('screens.stock')}
        </Button>
        <dl className={styles.totals}>
          <div>
            <dt>{t('inventory.opening.batches')}</dt>
            <dd>{count(filled.length)}</dd>
          </div>
          <div>
            <dt>{t('inventory.columns.value')}</dt>
            <dd data-testid="value">{rupees(sumPaise(filled.map((line) => line.valuePaise ?? 0)))}</dd>
          </div>
        </dl>
      </div>
    </div>
  )
}

/** What is wrong with the line under the cursor, or what it is. */
function Strip({ opening, columns }: { opening: Opening; columns: ReturnType<typeof openingColumns> }) {
  const t = useWords()
  const line = useStore(opening.entry.store, (state) => state.lines[state.at.row])
  const problem = line && columns.map((column) => column.problem?.(line)).find((one) => one != null)
  return (
    <div className={styles.strip}>
      {problem && (
        <span className={styles.bad} role="status">
          {problem.text}
        </span>
      )}
      {line?.item ? (
        <>
          <b dir="auto">{line.item.name}</b>
          <span dir="auto">{line.item.manufacturer}</span>
          <span>{t('inventory.opening.unitHint', { unit: line.item.saleUnit, factor: line.item.saleFactor })}</span>
        </>
      ) : (
        <span>{t('inventory.opening.typeItem')}</span>
      )}
    </div>
  )
}

/** Keys of the item cell while its list is open, and Enter on a text that is not taken yet. */
function itemKey(event: KeyboardEvent<HTMLInputElement>, place: EntryPlace<OpeningLine>, { items, entry }: Opening): void {
  if (place.column.id !== 'item' || event.ctrlKey || event.altKey) return
  const { open } = items.store.getState()
  const changed = entry.store.getState().text !== null && place.text.trim() !== ''
  if (event.key === 'ArrowDown' && open) items.move(1)
  else if (event.key === 'ArrowUp' && open) items.move(-1)
  else if (event.key === 'PageDown' && open) items.move(9)
  else if (event.key === 'PageUp' && open) items.move(-9)
  else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && changed) items.enter()
  else if (event.key === 'Escape' && open) items.close()
  else return
  event.preventDefault()
}
