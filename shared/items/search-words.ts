/**
 * Words for the form of a medicine, each spelling under the one it is kept as: `tab`, `tabl` and `tablets` are one word, so
 * `calpol tab` finds Calpol Tablet and the commonest words of a catalogue are looked up whole.
 */
const forms: readonly (readonly [kept: string, ...longer: string[]])[] = [
  ['tab', 'tabs', 'tablet', 'tablets'],
  ['cap', 'caps', 'capsule', 'capsules'],
  ['inj', 'injection', 'injections'],
  ['syp', 'syr', 'syrup', 'syrups'],
  ['susp', 'suspension'],
  ['oint', 'ointment'],
  ['drop', 'drops'],
  ['cream', 'creams'],
  ['lotion', 'lotions'],
  ['soln', 'solution'],
  ['pwd', 'powder'],
  ['strip', 'strips'],
]
const spelt = new Map(forms.map((words) => [words[0], words] as const))
/** All spellings of a kept form. */
export const spellingsOf = (kept: string): readonly string[] => spelt.get(kept) ?? []
const keptForm = new Map(forms.flatMap((words) => words.map((word) => [word, words[0]] as const)))

const measures = new Set(['mg', 'mcg', 'g', 'gm', 'gms', 'kg', 'ml', 'l', 'iu', 'cm', 'mm'])
/** Whether a word is a measure of strength or size, which tells few items apart. */
export const isMeasure = (word: string): boolean => measures.has(word)

/**
 * What the trade types for a salt or a form, and what it stands for. Both are looked for: `pcm` finds paracetamol and a brand
 * that happens to be called PCM.
 */
export const abbreviations: ReadonlyMap<string, string> = new Map([
  ['asa', 'aspirin'],
  ['cpm', 'chlorpheniramine'],
  ['dns', 'dextrose'],
  ['gtn', 'nitroglycerin'],
  ['hcq', 'hydroxychloroquine'],
  ['hct', 'hydrochlorothiazide'],
  ['hctz', 'hydrochlorothiazide'],
  ['inh', 'isoniazid'],
  ['isdn', 'isosorbide'],
  ['mtx', 'methotrexate'],
  ['mvi', 'multivitamin'],
  ['nac', 'acetylcysteine'],
  ['ors', 'rehydration'],
  ['pcm', 'paracetamol'],
  ['pcv', 'pneumococcal'],
  ['smx', 'sulphamethoxazole'],
  ['tmp', 'trimethoprim'],
  ['tt', 'tetanus'],
  ['udca', 'ursodeoxycholic'],
])

const marks = /[\u0300-\u036f]/g
const wordOf = /[\p{L}\p{N}\p{M}]+/gu
const plainAscii = /^[\u0020-\u007e]*$/

/** The words of a text as they are compared: small letters, without accents, split where no letter or digit stands. */
export function foldedWords(text: string): string[] {
  const folded = plainAscii.test(text)
    ? text.toLowerCase()
    : text.normalize('NFKD').replace(marks, '').normalize('NFC').toLowerCase()
  return folded.match(wordOf) ?? []
}

/**
 * The other ways the same words are typed: `500mg` for `500 mg` and `mg` inside `500mg`, `dcold` for `D-Cold`, `b12` for
 * `B 12` and `12` inside `B12`.
 */
export function spellings(words: readonly string[]): string[] {
  const more: string[] = []
  words.forEach((word, at) => {
    const next = words[at + 1]
    if (next !== undefined && (/^\d+$/.test(word) ? measures.has(next) : word.length <= 2 && /^[a-z]+$/.test(word)))
      more.push(word + next)
    const parts = /^(\d+)([a-z]+)$/.exec(word) ?? /^([a-z]{1,3})(\d+)$/.exec(word)
    if (parts?.[2]) more.push(parts[2])
  })
  return more
}

export type SearchedItem = {
  name: string
  code: string | null
  manufacturer: string | null
  composition: string | null
  packLabel: string | null
}

/** Stands before the word an item is looked up under, so that `par` can ask for names that begin so before all others. */
export const headMark = '\ue000'

const asKept = (word: string): string => keptForm.get(word) ?? word

/** What the index keeps of an item, blank-separated: all its words, and its marked head words. */
export function indexedWords(item: SearchedItem): string {
  const name = foldedWords(item.name)
  const at = Math.max(
    0,
    name.findIndex((word) => !keptForm.has(word)),
  )
  const [first = '', second] = name.slice(at)
  const heads = first.length <= 2 && second !== undefined ? [first, first + second] : [first]
  const packSizes = foldedWords(item.packLabel ?? '').filter((word) => /^\d/.test(word))
  const others = [item.code, item.composition, item.manufacturer].flatMap((text) => foldedWords(text ?? ''))
  const all = [...name, ...spellings(name), ...others, ...spellings(others), ...packSizes]
  return [...heads.filter(Boolean).map((word) => headMark + word), ...new Set(all.map(asKept))].join(' ')
}

/** The text inner parts of words are looked for in. */
export const innerText = (item: SearchedItem): string => foldedWords(item.name).join(' ')

const mostWords = 8

/** The words of what was typed; none when nothing can be looked for. */
export const typedWords = (text: string): string[] => foldedWords(text).slice(0, mostWords)

/** The kept form a typed word stands for, `tabl` → `tab`; null when it is (so far) no form. */
export function formOf(word: string): string | null {
  if (word.length < 3) return null
  const exact = keptForm.get(word)
  if (exact) return exact
  return word.length > 3 ? (forms.find(([, ...longer]) => longer.some((one) => one.startsWith(word)))?.[0] ?? null) : null
}
