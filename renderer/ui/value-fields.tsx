import { type KeyboardEvent, useRef, useState } from 'react'
import { type LocalDate, todayInIndia } from '../../shared/calendar.ts'
import type { Paise } from '../../shared/money.ts'
import type { BasisPoints, Milli, RateE4 } from '../../shared/quantity.ts'
import { useWords } from '../words.ts'
import {
  countEntry,
  dateEntry,
  type EntryKind,
  expiryEntry,
  moneyEntry,
  percentEntry,
  quantityEntry,
  rateEntry,
  readEntry,
} from './entry-text.ts'
import styles from './fields.module.css'
import { type FieldProps, FieldShell, useFieldParts } from './fields.tsx'

export type ValueFieldProps<T> = FieldProps & {
  value: (T extends string ? string : number) | null
  /** Told on every key that makes a readable value (or empties the box), so totals follow while typing; dates when the box is left. */
  onChange: (value: T | null) => void
  /** What `21` and `+7` count from; the working date of a document, else today. */
  today?: LocalDate
}

/**
 * A box for one kind of value. While it has the focus the text is the clerk's own; when left it is written the house's way. Text
 * that cannot be read stays, with words under it, and is never turned into a value behind the clerk's back.
 */
function ValueField<T extends string | number>(props: ValueFieldProps<T> & { entry: EntryKind<T> }) {
  const { entry } = props
  // The brand is a promise about where a value came from; one that came in is shown as it is.
  const value = props.value as T | null
  const t = useWords()
  const [typed, setTyped] = useState<string | null>(null)
  const [problem, setProblem] = useState(false)
  const arrival = useRef(value)
  const { parts, error } = useFieldParts(props, problem ? t(entry.problem) : null)
  const today = props.today ?? todayInIndia(Date.now())
  const shownText = value === null ? '' : entry.show(value)
  const settle = () => {
    if (typed === null) return
    const read = readEntry(entry, typed, today, value)
    setProblem(read.kind === 'problem')
    if (read.kind === 'problem') return
    setTyped(null)
    const next = read.kind === 'value' ? read.value : null
    if (next !== value) props.onChange(next)
  }
  const restore = () => {
    setTyped(null)
    setProblem(false)
    if (value !== arrival.current) props.onChange(arrival.current)
  }
  const type = (text: string) => {
    setTyped(text)
    setProblem(false)
    const read = readEntry(entry, text, today, value)
    if (entry.width !== 'date' && !text.trim().startsWith('=') && read.kind !== 'problem')
      props.onChange(read.kind === 'value' ? read.value : null)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') {
      const read = typed === null ? null : readEntry(entry, typed, today, value)
      if (read?.kind === 'problem') event.preventDefault()
      settle()
    } else if (event.key === 'Escape' && (typed !== null || value !== arrival.current)) {
      event.preventDefault()
      restore()
    }
  }
  return (
    <FieldShell props={props} id={parts.id} error={error}>
      <input
        {...parts}
        type="text"
        inputMode={entry.width === 'date' ? 'text' : 'decimal'}
        dir="ltr"
        className={`${styles.input} ${entry.width === 'date' ? styles.latin : styles.numeric} ${entry.unit ? styles.withUnit : ''}`}
        value={typed ?? shownText}
        onChange={(event) => type(event.target.value)}
        onFocus={(event) => {
          arrival.current = value
          event.target.select()
        }}
        onBlur={() => {
          settle()
          props.onBlur?.()
        }}
        onKeyDown={onKeyDown}
      />
      {entry.unit && (
        <span className={styles.unit} aria-hidden>
          {entry.unit}
        </span>
      )}
    </FieldShell>
  )
}

/** Rupees on screen, paise in and out; Indian grouping, `1.5L`, `2cr`, `=12*3.5`. */
export const MoneyField = (props: ValueFieldProps<Paise>) => <ValueField {...props} entry={moneyEntry} />
/** A quantity in thousandths of its unit. */
export const QtyField = (props: ValueFieldProps<Milli>) => <ValueField {...props} entry={quantityEntry} />
/** A rate per unit in 1/10,000 rupee. */
export const RateField = (props: ValueFieldProps<RateE4>) => <ValueField {...props} entry={rateEntry} />
/** Per cent on screen, basis points in and out. */
export const PercentField = (props: ValueFieldProps<BasisPoints>) => <ValueField {...props} entry={percentEntry} />
/** A whole number (days, copies). */
export const NumberField = (props: ValueFieldProps<number>) => <ValueField {...props} entry={countEntry} />
/** A day as ISO text; accepts 21, 2111, 21/11, 21-11-2026, +7, t. */
export const DateField = (props: ValueFieldProps<LocalDate>) => <ValueField {...props} entry={dateEntry} />
/** An expiry MM/YY; in and out is the last day of that month as ISO text. */
export const ExpiryField = (props: ValueFieldProps<LocalDate>) => <ValueField {...props} entry={expiryEntry} />
