import { useState } from 'react'
import type { z } from 'zod'
import { words } from '../words.ts'

/**
 * The state of a form over one record, checked with the schema of the call it will be sent with: what main would refuse as
 * malformed is said under its field before it is sent. Rules (a GSTIN's digit, a locked period) stay main's to refuse.
 *
 * `bind('name')` gives a field its value, change and error in one: `<TextField label={…} {...record.bind('name')} />`.
 */
export type FormRecord<V extends object> = {
  readonly values: V
  put: <K extends keyof V & string>(name: K, value: V[K]) => void
  bind: <K extends keyof V & string>(name: K) => { name: K; value: V[K]; onChange: (value: V[K]) => void; error: string | null }
  /** The values when the schema takes them, else null and the errors stand under their fields. */
  checked: () => V | null
  /** Something differs from what the form began with. */
  readonly dirty: boolean
  /** Begins again with these values (after a save, or when the record was loaded). */
  reset: (values: V) => void
}

/** Words for what a schema found: an empty needed field, or one that is not as it should be. */
export function problemWords(value: unknown): string {
  return value === null || value === undefined || (typeof value === 'string' && value.trim() === '')
    ? words('ui.required')
    : words('ui.notRight')
}

const at = (values: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], values)

/** Errors of a check by field name (`tax.hsn`). */
export function problemsOf(schema: z.ZodType, values: unknown): Record<string, string> {
  const result = schema.safeParse(values)
  if (result.success) return {}
  return Object.fromEntries(result.error.issues.map((issue) => [issue.path.join('.'), problemWords(at(values, issue.path))]))
}

/** See FormRecord. */
export function useRecord<V extends object>(initial: V, schema?: z.ZodType): FormRecord<V> {
  const [start, setStart] = useState(initial)
  const [values, setValues] = useState(initial)
  const [problems, setProblems] = useState<Record<string, string>>({})
  const put = <K extends keyof V & string>(name: K, value: V[K]) => {
    setValues((old) => ({ ...old, [name]: value }))
    setProblems(({ [name]: _gone, ...rest }) => rest)
  }
  return {
    values,
    put,
    bind: (name) => ({ name, value: values[name], onChange: (value) => put(name, value), error: problems[name] ?? null }),
    checked: () => {
      const found = schema ? problemsOf(schema, values) : {}
      setProblems(found)
      return Object.keys(found).length === 0 ? values : null
    },
    dirty: JSON.stringify(values) !== JSON.stringify(start),
    reset: (next) => {
      setStart(next)
      setValues(next)
      setProblems({})
    },
  }
}
