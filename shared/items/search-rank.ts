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

/** Words side by side with a blank before each, so that a word's beginning is found by one look. */
const spaced = (words: readonly string[]) => ` ${words.join(' ')}`

// 500mg is also found by mg, and B12 by 12: a digit beside a letter begins a word.
function beginsInside(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at > 0; at = text.indexOf(word, at + 1)) {
    const before = text.charCodeAt(at - 1)
    const digitBefore = before >= 48 && before <= 57
    const first = word.charCodeAt(0)
    const digitFirst = first >= 48 && first <= 57
    if (digitBefore !== digitFirst && before !== 32) return true
  }
  return false
}

function begins(text: string, words: readonly string[], word: string): boolean {
  if (text.includes(` ${word}`) || beginsInside(text, word)) return true
  const form = formOf(word)
  if (form !== null && spellingsOf(form).some((spelt) => text.includes(` ${spelt}`))) return true
  const long = abbreviations.get(word)
  if (long !== undefined && text.includes(` ${long}`)) return true
  return spellings(words).some((spelt) => spelt.startsWith(word))
}

/**
 * Where an item stands in the answer to the typed words: its name begins with them, its first word with one of them, all stand in the
 * name, somewhere in the item, or only inside its words. Null when a word is nowhere.
 */
export function placeOf(typed: readonly string[], item: Candidate): Place | null {
  const nameWords = foldedWords(item.name)
  const name = spaced(nameWords)
  if (name.startsWith(spaced(typed))) return places.nameBegins
  const missing = typed.filter((word) => !begins(name, nameWords, word))
  if (missing.length === 0) {
    const head = nameWords.find((word) => formOf(word) === null) ?? nameWords[0] ?? ''
    return typed.some((word) => head.startsWith(word)) ? places.headWord : places.nameWords
  }
  const otherWords = [item.composition, item.manufacturer, item.code, item.packLabel].flatMap((text) =>
    text ? foldedWords(text) : [],
  )
  const others = spaced(otherWords)
  if (missing.every((word) => begins(others, otherWords, word))) return places.anyWords
  const compact = nameWords.join('')
  return missing.every((word) => name.includes(word) || compact.includes(word) || begins(others, otherWords, word))
    ? places.inside
    : null
}
