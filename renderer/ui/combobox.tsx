import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useWords } from '../words.ts'
import { among, type Choice, lateChoices } from './choices.ts'
import styles from './fields.module.css'
import { type FieldProps, FieldShell, useFieldParts } from './fields.tsx'
import { moveField } from './form.tsx'
import { composing } from './keys.ts'
import { optionId, type PopupColumn, PopupList } from './popup.tsx'
import { createSearchBox, type Found, isFresh, type SearchBox } from './search-box.ts'

export type ComboboxProps<Row> = FieldProps & {
  /** What is chosen; its label fills the box. */
  value: Row | null
  onChange: (row: Row | null) => void
  /** Asks main; the answer names the text it answers. A plain value answers at once. */
  find: (text: string) => Found<Row> | Promise<Found<Row>>
  rowKey: (row: Row) => string | number
  rowLabel: (row: Row) => string
  /** Columns of the list; without them it shows the labels. */
  columns?: readonly PopupColumn<Row>[]
  width?: number
  /** Instead of rows when nothing matches: what to do then. */
  empty?: (text: string) => ReactNode
  onFault?: (error: unknown) => void
}

function useSearchBox<Row>(props: ComboboxProps<Row>, onTake: (row: Row) => void): SearchBox<Row> {
  const latest = useRef({ find: props.find, onTake, onFault: props.onFault })
  useLayoutEffect(() => {
    latest.current = { find: props.find, onTake, onFault: props.onFault }
  })
  const [box] = useState(() =>
    createSearchBox<Row>(
      (text) => latest.current.find(text),
      (row) => latest.current.onTake(row),
      (error) => latest.current.onFault?.(error),
    ),
  )
  return box
}

/**
 * A box that searches as one types. Enter never takes a row of an older answer: it waits for the one that answers the text in the
 * box, and on text that matches nothing it stays, so that later keys do not land in the next field.
 */
export function Combobox<Row>(props: ComboboxProps<Row>) {
  const t = useWords()
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const moveOn = useRef(true)
  const label = props.value === null ? '' : props.rowLabel(props.value)
  const [text, setText] = useState<string | null>(null)
  const box = useSearchBox(props, (row) => {
    setText(null)
    props.onChange(row)
    const form = input.current?.closest<HTMLElement>('form, [data-fields]')
    if (form && moveOn.current) moveField(form, 1)
  })
  const search = useStore(box.store)
  const { parts, error } = useFieldParts(props, search.nothing ? t('ui.notInList') : null)
  const shown = text ?? label
  const rows = search.found?.rows ?? []

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (composing(event.nativeEvent) || event.ctrlKey) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (search.open) box.move(event.key === 'ArrowDown' ? 1 : -1)
      else box.open(text ?? '')
    } else if (event.key === 'PageDown' || event.key === 'PageUp') {
      if (!search.open) return
      event.preventDefault()
      box.move(event.key === 'PageDown' ? 9 : -9)
    } else if (event.key === 'Escape' && (search.open || text !== null)) {
      event.preventDefault()
      box.close()
      setText(null)
    } else if (event.key === 'Enter' && !event.shiftKey && (search.open || (text !== null && text !== label))) {
      if (shown.trim() === '') {
        // An emptied box means none; Enter goes on like in any field.
        box.close()
        setText(null)
        if (props.value !== null) props.onChange(null)
        return
      }
      event.preventDefault()
      moveOn.current = true
      box.enter()
    }
  }
  const leave = () => {
    if (text !== null && text.trim() === '' && props.value !== null) props.onChange(null)
    box.reset()
    setText(null)
    props.onBlur?.()
  }
  return (
    <FieldShell props={props} id={parts.id} error={error}>
      <input
        {...parts}
        ref={input}
        role="combobox"
        type="text"
        dir="auto"
        className={`${styles.input} ${styles.withEnd}`}
        aria-autocomplete="list"
        aria-expanded={search.open}
        aria-controls={search.open ? listId : undefined}
        aria-activedescendant={search.open && rows.length > 0 && isFresh(search) ? optionId(listId, search.at) : undefined}
        value={shown}
        onChange={(event) => {
          setText(event.target.value)
          box.type(event.target.value)
        }}
        onFocus={(event) => event.target.select()}
        onClick={() => {
          if (!search.open && !props.readOnly) box.open(text ?? '')
        }}
        onKeyDown={onKeyDown}
        onBlur={leave}
      />
      <span className={styles.end} style={{ pointerEvents: 'none' }} aria-hidden>
        <ChevronDown />
      </span>
      {search.open && (search.found !== null || search.nothing) && (
        <PopupList
          id={listId}
          anchor={input}
          label={props.label}
          columns={props.columns ?? [{ id: 'label', title: '', width: '1fr', match: true, cell: props.rowLabel }]}
          simple={props.columns === undefined}
          rows={rows}
          rowKey={props.rowKey}
          at={search.at}
          total={search.found?.total ?? 0}
          stale={!isFresh(search)}
          query={search.text}
          width={props.width ?? 0}
          empty={props.empty?.(search.text)}
          onClose={box.close}
          onPick={(at) => {
            moveOn.current = false
            box.pick(at)
          }}
        />
      )}
    </FieldShell>
  )
}

export type SelectProps<V extends string | number> = FieldProps & {
  value: V | null
  /** Undefined while main has not told them: what is typed meanwhile waits for them, Enter too. */
  choices: readonly Choice<V>[] | undefined
  onChange: (value: V) => void
}

/** One of a few. Typing narrows, arrows choose, Enter takes and goes on. */
export function Select<V extends string | number>(props: SelectProps<V>) {
  const { choices, value, onChange, ...field } = props
  const [late] = useState(lateChoices<V>)
  useLayoutEffect(() => {
    if (choices) late.tell(choices)
  }, [choices, late])
  const find = (text: string) => (choices ? among(choices, text, value) : late.find(text, value))
  return (
    <Combobox<Choice<V>>
      {...field}
      value={choices?.find((choice) => choice.value === value) ?? null}
      onChange={(choice) => {
        if (choice) onChange(choice.value)
      }}
      find={find}
      rowKey={(choice) => choice.value}
      rowLabel={(choice) => choice.label}
    />
  )
}
