import { abbreviations, foldedWords, formOf, spellings, spellingsOf } from './search-words.ts'

export type Candidate = {
  name: string
  code: string | null
  manufacturer: string | null
  composition: string | null
  packLabel: string | null
}

/** How well an item answers, best first; items of one place keep the order of popularity they came in. */
export const places = { nameBegins: 0, headWord: 1, nameWords: 2, anyWords: 3, inside: 4 } as const
export type Place = (typeof places)[keyof typeof places]

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins there
const plainAscii = /^[\u0000-\u007f]*$/
/** A text as it is compared; a look at the letters decides, because nearly all names are plain. */
const folded = (text: string): string => (plainAscii.test(text) ? text.toLowerCase() : foldedWords(text).join(' '))

const isDigit = (code: number) => code >= 48 && code <= 57
const isLetter = (code: number) => (code >= 97 && code <= 122) || code > 127

/** Whether a word begins somewhere in a folded text: after no letter or digit, or where digits and letters meet (mg of 500mg, 12 of B12). */
function beginsIn(text: string, word: string): boolean {
  const digit = isDigit(word.charCodeAt(0))
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0) return true
    const before = text.charCodeAt(at - 1)
    if (digit ? !isDigit(before) : !isLetter(before)) return true
  }
  return false
}

/** D-Cold is found by dcold and 500 mg by 500mg: looked at only when the letters are there at all. */
const joined = (text: string, word: string): boolean =>
  text.replace(/[^a-z0-9]+/g, '').includes(word) && spellings(foldedWords(text)).some((spelt) => spelt.startsWith(word))

function has(text: string, word: string): boolean {
  if (beginsIn(text, word)) return true
  const form = formOf(word)
  if (form !== null && spellingsOf(form).some((spelt) => beginsIn(text, spelt))) return true
  const long = abbreviations.get(word)
  if (long !== undefined && beginsIn(text, long)) return true
  return joined(text, word)
}

function nameBegins(name: string, typed: readonly string[]): boolean {
  if (!name.startsWith(typed[0] ?? '')) return false
  return typed.length === 1 || foldedWords(name).join(' ').startsWith(typed.join(' '))
}

/** The word an item is looked up under: the first that is no form. */
function headOf(name: string): string {
  const words = foldedWords(name)
  return words.find((word) => formOf(word) === null) ?? words[0] ?? ''
}

/**
 * Where an item stands in the answer to the typed words: its name begins with them, its first word with one of them, all stand in the
 * name, somewhere in the item, or only inside its words. Null when a word is nowhere.
 */
export function placeOf(typed: readonly string[], item: Candidate): Place | null {
  const name = folded(item.name)
  if (nameBegins(name, typed)) return places.nameBegins
  const missing = typed.filter((word) => !has(name, word))
  if (missing.length === 0) {
    const head = headOf(item.name)
    return typed.some((word) => head.startsWith(word)) ? places.headWord : places.nameWords
  }
  const others = folded([item.composition, item.manufacturer, item.code, item.packLabel].filter(Boolean).join(' '))
  if (missing.every((word) => has(others, word))) return places.anyWords
  const compact = name.replace(/[^\p{L}\p{N}\p{M}]+/gu, '')
  return missing.every((word) => compact.includes(word) || has(others, word)) ? places.inside : null
}
