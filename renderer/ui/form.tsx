import { CircleAlert } from 'lucide-react'
import { createContext, type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import type { Refusal } from '../../shared/refusal.ts'
import { codeWords } from '../words.ts'
import styles from './fields.module.css'
import { composing } from './keys.ts'

/** What main refused, for the field it names. */
export const RefusedField = createContext<Refusal | null>(null)

const stops = 'input:not([type="hidden"]):not(:disabled), textarea:not(:disabled), select:not(:disabled), [data-stop="true"]'

/** The fields of a container in the order Enter runs through them; those with data-stop="false" are passed over. */
export function fieldsOf(container: HTMLElement): HTMLElement[] {
  return [...container.querySelectorAll<HTMLElement>(stops)].filter(
    (field) =>
      field.closest('[data-stop="false"]') === null && !(field as HTMLInputElement).readOnly && field.offsetParent !== null,
  )
}

/** Moves to the field after (or before) the one that has the focus, which may be one that Enter passes over; false when there is none. */
export function moveField(container: HTMLElement, by: 1 | -1): boolean {
  const here = document.activeElement as HTMLElement
  const fields = fieldsOf(container)
  const side = by === 1 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING
  const there = fields.filter((field) => here.compareDocumentPosition(field) & side)
  const next = by === 1 ? there[0] : there.at(-1)
  if (!next) return false
  next.focus()
  if (next instanceof HTMLInputElement && !['checkbox', 'radio'].includes(next.type)) next.select()
  return true
}

/** Enter → next field, Shift+Enter → back; a text area keeps plain Enter for its own lines when `data-lines` is set. */
export function useFieldKeys(onDone?: () => void) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement
    if (event.defaultPrevented || event.key !== 'Enter' || event.ctrlKey || event.altKey || composing(event.nativeEvent)) return
    if (target instanceof HTMLButtonElement || target.dataset['lines'] === 'true') return
    event.preventDefault()
    const moved = moveField(event.currentTarget, event.shiftKey ? -1 : 1)
    if (!moved && !event.shiftKey) onDone?.()
  }
}

export type FormProps = {
  children: ReactNode
  /** What main said no to; shown under the field it names, or above the form. */
  refusal?: Refusal | null
  /** Enter on the last field, and the form's submit. */
  onDone?: () => void
  /** Puts the cursor in the first field when shown. */
  focusFirst?: boolean
  label?: string
}

/** A form keyed with Enter. Puts main's refusals where they belong and moves the cursor to the field. */
export function Form({ children, refusal = null, onDone, focusFirst, label }: FormProps) {
  const form = useRef<HTMLFormElement>(null)
  const onKeyDown = useFieldKeys(onDone)
  useEffect(() => {
    if (focusFirst && form.current) fieldsOf(form.current)[0]?.focus()
  }, [focusFirst])
  useEffect(() => {
    if (!refusal?.field) return
    form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(refusal.field)}"]`)?.focus()
  }, [refusal])
  const placed = refusal?.field !== undefined && form.current?.querySelector(`[name="${CSS.escape(refusal.field)}"]`) != null
  return (
    <RefusedField value={refusal}>
      <form
        ref={form}
        aria-label={label}
        className={styles.form}
        noValidate
        onKeyDown={onKeyDown}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          onDone?.()
        }}
      >
        {refusal && !placed && <RefusalBanner refusal={refusal} />}
        {children}
      </form>
    </RefusedField>
  )
}

/** A refusal that belongs to no field on the screen. */
export function RefusalBanner({ refusal }: { refusal: Refusal }) {
  return (
    <p className={styles.banner} role="alert">
      <CircleAlert aria-hidden />
      {codeWords(refusal.code, refusal.details, refusal.message)}
    </p>
  )
}

/** A titled group of rows. */
export function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className={styles.section}>
      <legend>
        {title}
        {hint && <small>{hint}</small>}
      </legend>
      {children}
    </fieldset>
  )
}

/** A row of up to twelve parts; each field takes `span` of them. */
export function Row({ children }: { children: ReactNode }) {
  return <div className={styles.rowOfFields}>{children}</div>
}

/** The buttons that end a form. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>
}
