import type { Found } from './search-box.ts'

export type Choice<V extends string | number> = { value: V; label: string }

/** The choices that answer a text: those that begin with it, then those that hold it; for no text all, the value's own marked. */
export function among<V extends string | number>(choices: readonly Choice<V>[], text: string, value: V | null): Found<Choice<V>> {
  const asked = text.trim().toLocaleLowerCase()
  const starts = choices.filter((choice) => choice.label.toLocaleLowerCase().startsWith(asked))
  const rows =
    asked === ''
      ? choices
      : [...starts, ...choices.filter((choice) => !starts.includes(choice) && choice.label.toLocaleLowerCase().includes(asked))]
  const now = asked === '' ? rows.findIndex((choice) => choice.value === value) : 0
  return { text, rows, total: rows.length, exact: Math.max(0, now) }
}

export type LateChoices<V extends string | number> = {
  /** The choices are known now: whoever waits is answered. */
  readonly tell: (choices: readonly Choice<V>[]) => void
  /** An answer that comes with the choices. */
  readonly find: (text: string, value: V | null) => Promise<Found<Choice<V>>>
}

/** Answers about choices that main has not told yet. */
export function lateChoices<V extends string | number>(): LateChoices<V> {
  let waiting: ((choices: readonly Choice<V>[]) => void)[] = []
  return {
    tell: (choices) => {
      const all = waiting
      waiting = []
      for (const answer of all) answer(choices)
    },
    find: (text, value) => new Promise((resolve) => waiting.push((choices) => resolve(among(choices, text, value)))),
  }
}
