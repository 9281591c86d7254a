import { type KeyboardEvent, type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { afterDialog } from '../after-dialog.ts'
import type { Told } from '../client.ts'
import { type Params, useTab } from '../tabs.ts'
import { documentCommands, lineCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { type EntryColumn, EntryGrid, type EntryPlace } from '../ui/entry-grid.tsx'
import { useFieldKeys } from '../ui/form.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import type { PopupColumn } from '../ui/popup.tsx'
import { useWords } from '../words.ts'
import styles from './sheet.module.css'
import type { ItemHit, Sheet, SheetLine } from './sheet.ts'
import { closeSheet, holdSheet, recallSheet, type SheetDesk, saveSheet } from './sheet-actions.ts'
import { sheetKey, sheetText } from './sheet-keys.ts'
import { ChoicePopup, ItemPopup } from './sheet-popups.tsx'

export type SheetTotal = { id: string; label: string; value: string; main?: boolean }

type SheetScreenProps<Head, Line extends SheetLine, Choice, Value> = Pick<
  SheetDesk<Head, Line, Choice, Value>,
  'sheet' | 'title' | 'missing' | 'saved' | 'columnOf'
> & {
  /** The id of this screen: what a recalled document opens in. */
  screen: string
  /** The tab's other params, which the next document keeps. */
  others?: Params
  /** The name of the grid. */
  label: string
  columns: readonly EntryColumn<Line>[]
  post: (filled: readonly Line[]) => Promise<Told<Value>>
  /** The fields above the lines; Enter on the last goes into the lines. A field is reached by its `name` (`date`, `narration`). */
  head: ReactNode
  /** The field a new document begins in; without it, the first line. */
  firstField?: string
  /** Beside Enter, about the goods of the line under the cursor. */
  strip?: (line: Line) => ReactNode
  /** On a line without an item; what an item is found by when left out. */
  hint?: string
  /** What the batches' list shows; needs `choosing` in the kind. */
  choiceColumns?: readonly PopupColumn<Choice>[]
  /** What of an item is in stock, for the items' list; without it the list does not say. */
  stockOf?: (hit: ItemHit) => string
  totals?: readonly SheetTotal[]
  /** Fields of the foot, between the buttons and the totals. */
  foot?: ReactNode
  /** More buttons beside Save. */
  actions?: ReactNode
  saveLabel?: string
  /** After it is saved; `print` when it was saved to be printed. With it there is a key to save and print. */
  onSaved?: (value: Value, print: boolean) => void
  printable?: boolean
  /** Without this document it cannot be put aside: the name it is offered under. */
  holdName?: (head: Head) => string
  /** Keys before the kit's, lists of other columns. */
  onKey?: (event: KeyboardEvent<HTMLInputElement>, place: EntryPlace<Line>) => void
  onText?: (text: string, place: EntryPlace<Line>) => void
  popup?: (place: EntryPlace<Line>, anchor: RefObject<HTMLElement | null>) => ReactNode
}

/** The screen of a document being keyed: head, lines, strip and foot, as the counter bill has them. */
export function SheetScreen<Head extends object, Line extends SheetLine, Choice = never, Value = unknown>(
  props: SheetScreenProps<Head, Line, Choice, Value>,
) {
  const { sheet, columns, title } = props
  const t = useWords()
  const [busy, setBusy] = useState(false)
  const { screen, foot, desk, onHeadKey } = useDesk(props, setBusy)
  const save = (print: boolean) =>
    void saveSheet(desk).then((value) => {
      if (value !== null) props.onSaved?.(value, print)
    })
  const hold = () => void holdSheet(sheet, props.holdName?.(sheet.head.getState()) || title).then((held) => held && desk.next())
  useCommands(documentCommands, {
    save: () => save(false),
    savePrint: props.printable ? () => save(true) : undefined,
    hold: props.holdName ? hold : undefined,
    recall: props.holdName
      ? () => void recallSheet(sheet.kind, sheet.uid, props.screen, props.holdName as (head: Head) => string)
      : undefined,
    date: () => void desk.focusField('date'),
    narration: () => void desk.focusField('narration'),
    readTotals: () => say((props.totals ?? []).map((total) => `${total.label} ${total.value}`).join(', ')),
  })
  useCommands(lineCommands, { batches: sheet.kind.choosing ? () => void sheet.openChoices() : undefined })

  return (
    <div className={styles.sheet} ref={screen}>
      <div className={styles.head} data-fields onKeyDown={onHeadKey}>
        {props.head}
      </div>
      <EntryGrid<Line>
        entry={sheet.entry}
        columns={columns}
        label={props.label}
        onKey={(event, place) => {
          props.onKey?.(event, place)
          if (!event.defaultPrevented) sheetKey(event, place, sheet)
        }}
        onText={(text, place) => {
          sheetText(text, place, sheet)
          props.onText?.(text, place)
        }}
        onFinish={() => foot.current?.querySelector<HTMLElement>('input, button')?.focus()}
        onLeave={() => void (desk.focusField(props.firstField ?? 'date') || desk.focusField('date'))}
        popup={(place, anchor) =>
          place.column.id === 'item' ? (
            <ItemPopup sheet={sheet} anchor={anchor} stockOf={props.stockOf} />
          ) : place.column.id === sheet.kind.choosing?.column && props.choiceColumns ? (
            <ChoicePopup sheet={sheet} anchor={anchor} columns={props.choiceColumns} />
          ) : (
            (props.popup?.(place, anchor) ?? null)
          )
        }
        active={!busy}
      />
      <Strip sheet={sheet} columns={columns} about={props.strip} hint={props.hint} />
      <div className={styles.foot} ref={foot} data-fields>
        <div className={styles.actions}>
          <Button look="main" command={documentCommands.commands.save} onClick={() => save(false)} disabled={busy}>
            {props.saveLabel ?? t('ui.save')}
          </Button>
          {props.printable && (
            <Button command={documentCommands.commands.savePrint} onClick={() => save(true)} disabled={busy}>
              {t('sheet.savePrint')}
            </Button>
          )}
          {props.holdName && (
            <Button command={documentCommands.commands.hold} onClick={hold} disabled={busy}>
              {t('ui.hold')}
            </Button>
          )}
          {props.actions}
        </div>
        {props.foot}
        <dl className={styles.totals}>
          {props.totals?.map((total) => (
            <div key={total.id} className={total.main ? styles.main : undefined}>
              <dt>{total.label}</dt>
              <dd data-testid={total.id}>{total.value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  )
}

/** The tab around the document, where the cursor can be put, and what saving needs of both. */
function useDesk<Head extends object, Line extends SheetLine, Choice, Value>(
  props: SheetScreenProps<Head, Line, Choice, Value>,
  setBusy: (busy: boolean) => void,
) {
  const { sheet, firstField } = props
  const screen = useRef<HTMLDivElement>(null)
  const foot = useRef<HTMLDivElement>(null)
  const filled = useStore(sheet.entry.store, (state) => state.lines.some((line) => line.item !== null))
  const head = useStore(sheet.head)
  const dirty = filled || !(sheet.kind.isEmptyHead?.(head) ?? true)
  const tab = useTab({ title: props.title, dirty, onCloseAsked: () => void closeSheet(desk) })
  const intoLines = useCallback(() => {
    sheet.entry.setFocused(true)
    requestAnimationFrame(() => screen.current?.querySelector<HTMLInputElement>('[role="grid"] input')?.focus())
  }, [sheet])
  const focusField = (name: string) => {
    const field = screen.current?.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)
    field?.focus()
    return field != null
  }
  const intoFirst = () => {
    if (!firstField || !focusField(firstField)) intoLines()
  }
  const desk: SheetDesk<Head, Line, Choice, Value> = {
    sheet,
    title: props.title,
    missing: props.missing,
    post: props.post,
    saved: props.saved,
    columnOf: props.columnOf,
    setBusy,
    intoLines,
    intoFirst,
    focusField,
    next: () => tab.become({ ...props.others, uid: undefined }),
    close: tab.close,
  }
  const begun = useRef(false)
  // once: coming back to the tab later, the panel puts the cursor where it was
  // biome-ignore lint/correctness/useExhaustiveDependencies: where a document begins is settled when it is first shown
  useEffect(() => {
    if (begun.current) return
    return afterDialog(() => {
      begun.current = true
      if (sheet.isEmpty()) intoFirst()
      else intoLines()
    })
  }, [sheet])
  return { screen, foot, desk, onHeadKey: useFieldKeys(intoLines) }
}

/** What is wrong with the line under the cursor, or what it is. */
function Strip<Head, Line extends SheetLine, Choice>({
  sheet,
  columns,
  about,
  hint,
}: {
  sheet: Sheet<Head, Line, Choice>
  columns: readonly EntryColumn<Line>[]
  about: ((line: Line) => ReactNode) | undefined
  hint: string | undefined
}) {
  const t = useWords()
  const line = useStore(sheet.entry.store, (state) => state.lines[state.at.row])
  const problem = line && columns.map((column) => column.problem?.(line)).find((one) => one != null)
  return (
    <div className={styles.strip}>
      {problem && (
        <span className={problem.tone === 'bad' ? styles.bad : styles.warn} role="status">
          {problem.text}
        </span>
      )}
      {line?.item ? (
        <>
          <b dir="auto">{line.item.name}</b>
          {about?.(line)}
        </>
      ) : (
        <span>{hint ?? t('sheet.typeItem')}</span>
      )}
    </div>
  )
}
