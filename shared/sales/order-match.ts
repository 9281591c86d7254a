import { abbreviations, foldedWords, formOf, isMeasure } from '../items/search-words.ts'

/** One word of what was written, and where the item has it. */
export type Evidence = {
  readonly word: string
  readonly in: 'name' | 'pack' | 'company' | 'salt' | 'code' | 'nothing'
  readonly how: 'exact' | 'begins' | 'similar' | 'none'
}
export type MatchedItem = {
  readonly name: string
  readonly code: string | null
  readonly manufacturer: string | null
  readonly composition: string | null
  readonly packLabel: string | null
}
export type Match = {
  readonly evidence: readonly Evidence[]
  /** Telling words of the item's name that nobody wrote: 'D' when only 'pan' was. */
  readonly unsaid: readonly string[]
  /** Of a hundred. */
  readonly score: number
  /** Every word that was written is in the item to the letter, and every telling word of its name was written. */
  readonly whole: boolean
}

/**
 * Words split where letters and digits meet, without the measure of a strength: '650mg' and '650 mg' are '650', 'b12' stays, and the letter of
 * Pan L is a word, not litres.
 */
export function orderWords(text: string): string[] {
  const words = foldedWords(text.replace(/(\d)\s*[./]\s*(\d)/g, '$1point$2')).flatMap((word) => {
    const parts = /^(\d+(?:point\d+)?)([a-z]{1,3})$/.exec(word)
    return parts?.[1] && parts[2] && (isMeasure(parts[2]) || formOf(parts[2])) ? [parts[1], parts[2]] : [word]
  })
  return words.filter((word, at) => !(isMeasure(word) && /^\d/.test(words[at - 1] ?? '')))
}

const kept = (word: string): string => formOf(word) ?? word
/** What tells one item from the next: names, letters and strengths. */
const telling = (words: readonly string[]): string[] => words.filter((word) => formOf(word) === null)

/** Letters added, left out, changed or swapped between two words, to `most`. */
export function lettersApart(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] as number) + 1)
      next.push(cost)
    }
    before = row
    row = next
  }
  return row[b.length] as number
}

const slack = (word: string): number => (/\d/.test(word) || word.length < 5 ? 0 : word.length < 9 ? 1 : 2)

/** How an item answers what was written. A form that both name and differ in ('syp' for a tablet) is no answer: null. */
export function matchItem(written: string, item: MatchedItem): Match | null {
  const words = orderWords(written)
  const name = orderWords(item.name)
  const nameForms = new Set(name.flatMap((word) => formOf(word) ?? []))
  const saidForms = words.flatMap((word) => formOf(word) ?? [])
  if (nameForms.size > 0 && saidForms.some((form) => form !== 'strip' && !nameForms.has(form))) return null
  const left = [...name]
  const others: readonly [Evidence['in'], readonly string[]][] = [
    ['pack', orderWords(item.packLabel ?? '')],
    ['company', foldedWords(item.manufacturer ?? '')],
    ['salt', foldedWords(item.composition ?? '')],
    ['code', foldedWords(item.code ?? '')],
  ]
  const take = (test: (word: string) => boolean): boolean => {
    const at = left.findIndex(test)
    if (at < 0) return false
    left.splice(at, 1)
    return true
  }
  const evidence = words.map((word): Evidence => {
    if (take((one) => kept(one) === kept(word))) return { word, in: 'name', how: 'exact' }
    // 'dcold' is D-Cold
    const [first, second] = left
    if (first !== undefined && second !== undefined && first + second === word && left.splice(0, 2).length === 2)
      return { word, in: 'name', how: 'exact' }
    if (formOf(word) !== null) return { word, in: 'nothing', how: 'exact' }
    const long = abbreviations.get(word)
    for (const [where, has] of others)
      if (has.includes(word) || (long !== undefined && has.includes(long))) return { word, in: where, how: 'exact' }
    if (word.length >= 3 && !/^\d/.test(word) && take((one) => one.startsWith(word))) return { word, in: 'name', how: 'begins' }
    const most = slack(word)
    if (most > 0 && take((one) => one[0] === word[0] && lettersApart(one, word, most) <= most))
      return { word, in: 'name', how: 'similar' }
    return { word, in: 'nothing', how: 'none' }
  })
  const unsaid = telling(left)
  const points = { exact: 1, begins: 0.8, similar: 0.6, none: 0 } as const
  const told = evidence.filter(({ word }) => formOf(word) === null)
  if (!told.some((one) => one.how !== 'none' && /\p{L}/u.test(one.word))) return null
  const said = told.reduce((sum, one) => sum + points[one.how], 0) / told.length
  const covered = 1 - unsaid.length / Math.max(1, telling(name).length)
  return {
    evidence,
    unsaid,
    score: Math.round(100 * said * (0.6 + 0.4 * covered)),
    whole:
      unsaid.length === 0 &&
      told.every((one) => one.how === 'exact' && (one.in === 'name' || one.in === 'pack' || one.in === 'company')),
  }
}
