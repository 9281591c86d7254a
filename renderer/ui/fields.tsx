import { type ReactNode, use, useId } from 'react'
import { codeWords } from '../words.ts'
import styles from './fields.module.css'
import { RefusedField } from './form.tsx'

/** What every field takes. `name` is the path in the call's input, so that main's refusals find their field. */
export type FieldProps = {
  label: string
  name?: string
  error?: string | null
  hint?: ReactNode
  /** Marks the field as needed. Checking is the form's business. */
  needed?: boolean
  disabled?: boolean
  readOnly?: boolean
  placeholder?: string
  /** How many of a row's twelve parts it takes. */
  span?: number
  /** False: Enter passes over it (the mouse and Tab still reach it). */
  stop?: boolean
  autoFocus?: boolean
  onBlur?: () => void
  /** The label is read out but not shown (toolbars). */
  bare?: boolean
}

export type FieldParts = {
  id: string
  name: string | undefined
  disabled: boolean | undefined
  readOnly: boolean | undefined
  placeholder: string | undefined
  required: boolean | undefined
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
  'data-autofocus': true | undefined
  autoComplete: 'off'
  spellCheck: false
}

/** The ids and states a field's control needs; the shell around it shows label, hint and error with the same ids. */
export function useFieldParts(props: FieldProps, ownError?: string | null): { parts: FieldParts; error: string | null } {
  const id = useId()
  const refused = use(RefusedField)
  const fromMain = props.name && refused?.field === props.name ? codeWords(refused.code, refused.details, refused.message) : null
  const error = ownError || props.error || fromMain || null
  return {
    error,
    parts: {
      id,
      name: props.name,
      disabled: props.disabled,
      readOnly: props.readOnly,
      placeholder: props.placeholder,
      required: props.needed,
      'aria-invalid': error ? true : undefined,
      'aria-describedby': error ? `${id}-error` : props.hint ? `${id}-hint` : undefined,
      'data-autofocus': props.autoFocus || undefined,
      autoComplete: 'off',
      spellCheck: false,
    },
  }
}

/** Label above, control, then the error or the hint below. */
export function FieldShell({
  props,
  id,
  error,
  children,
}: {
  props: FieldProps
  id: string
  error: string | null
  children: ReactNode
}) {
  return (
    <div
      className={styles.field}
      style={props.span ? { gridColumn: `span ${props.span}` } : undefined}
      data-stop={props.stop === false ? 'false' : undefined}
    >
      <label className={props.bare ? 'only-heard' : styles.label} htmlFor={id}>
        {props.label}
        {props.needed && (
          <span className={styles.needed} aria-hidden>
            *
          </span>
        )}
      </label>
      <div className={styles.box}>{children}</div>
      {error ? (
        <FieldError id={`${id}-error`}>{error}</FieldError>
      ) : props.hint ? (
        <Hint id={`${id}-hint`}>{props.hint}</Hint>
      ) : null}
    </div>
  )
}

function Hint({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div id={id} className={styles.hint}>
      {children}
    </div>
  )
}

/** Words under a field; the field points at it with aria-describedby. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div id={id} className={styles.error} role="alert">
      {children}
    </div>
  )
}

export type TextFieldProps = FieldProps & {
  value: string
  onChange: (value: string) => void
  maxLength?: number
  /** Codes and identifiers: left to right in every language, and without surprises from the keyboard. */
  code?: boolean
  /** GSTIN, PAN, batch: typed in any case, kept in capitals. */
  capitals?: boolean
  secret?: boolean
  /** Several lines; Enter still moves on, Shift+Enter back, Ctrl+Enter is the form's. */
  lines?: number
}

/** A line of text. */
export function TextField(props: TextFieldProps) {
  const { parts, error } = useFieldParts(props)
  const shared = {
    ...parts,
    className: `${styles.input} ${props.code || props.capitals ? styles.latin : ''}`,
    value: props.value,
    maxLength: props.maxLength,
    dir: props.code || props.capitals ? 'ltr' : 'auto',
    onBlur: props.onBlur,
    onChange: (event: { target: { value: string } }) =>
      props.onChange(props.capitals ? event.target.value.toUpperCase() : event.target.value),
  } as const
  return (
    <FieldShell props={props} id={parts.id} error={error}>
      {props.lines ? (
        <textarea {...shared} rows={props.lines} />
      ) : (
        <input {...shared} type={props.secret ? 'password' : 'text'} />
      )}
    </FieldShell>
  )
}

export type SwitchFieldProps = {
  label: string
  name?: string
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
  hint?: string
  span?: number
  stop?: boolean
}

/** On or off; Space turns it. */
export function SwitchField(props: SwitchFieldProps) {
  const id = useId()
  return (
    <div
      className={styles.field}
      style={props.span ? { gridColumn: `span ${props.span}` } : undefined}
      data-stop={props.stop === false ? 'false' : undefined}
    >
      <span className={styles.switch}>
        <input
          id={id}
          type="checkbox"
          role="switch"
          aria-checked={props.checked}
          className={styles.track}
          name={props.name}
          checked={props.checked}
          disabled={props.disabled}
          aria-describedby={props.hint ? `${id}-hint` : undefined}
          onChange={(event) => props.onChange(event.target.checked)}
        />
        <label className={styles.switchText} htmlFor={id}>
          {props.label}
        </label>
      </span>
      {props.hint && <Hint id={`${id}-hint`}>{props.hint}</Hint>}
    </div>
  )
}
