import { unitsOfPack } from '../../items/pack-units.ts'
import { foldedWords, formOf } from '../../items/search-words.ts'
import type { FileLine } from './rows.ts'

/** An item of ours that a supplier's line may mean. */
export type MatchItem = {
  readonly id: number
  readonly name: string
  readonly manufacturer: string | null
  readonly packLabel: string | null
  readonly hsn: string | null
  readonly mrpPaise: number | null
  readonly rateBp: number | null
}
/** Why an item was offered, in the order of weight. Each is a word code `purchases.match.<evidence>`. */
export type Evidence =
  | 'learnt'
  | 'barcode'
  | 'same-name'
  | 'near-name'
  | 'same-pack'
  | 'same-maker'
  | 'same-mrp'
  | 'same-hsn'
  | 'same-rate'
export type Match = { readonly itemId: number; readonly score: number; readonly evidence: readonly Evidence[] }
export type Matched = {
  readonly matches: readonly Match[]
  /** The item that may be taken without asking: taught before, scanned, or the only one with the very name, strength and pack. */
  readonly certain: number | null
}

const numbersIn = (words: readonly string[]): string[] => words.flatMap((word) => word.match(/\d+(?:\.\d+)?/g) ?? []).sort()
const lettersOf = (words: readonly string[]): string[] =>
  words.map((word) => formOf(word) ?? word).filter((word) => !/\d/.test(word) && word.length > 1)
/** The name without the pack that suppliers write behind it: `OMEE CAP 20'S` is Omee cap. */
const nameWords = (name: string): string[] => foldedWords(name.replace(/\b\d+\s*['’`]?\s*s\b/gi, ' ').replace(/\([^)]*\)/g, ' '))

const packCount = (label: string | null): number | null => (label ? unitsOfPack(label).saleFactor : null)

const leastStart = 4
const leastConsonants = 3
const consonants = (word: string): string => word.replace(/[aeiouy]/g, '')

/** The same word, cut off (columns of old programs are narrow), or written without its vowels or with another one. */
function sameWord(word: string, other: string): boolean {
  if (word === other) return true
  if (Math.min(word.length, other.length) >= leastStart && (other.startsWith(word) || word.startsWith(other))) return true
  const bare = consonants(word)
  return bare.length >= leastConsonants && word[0] === other[0] && bare === consonants(other)
}

/** Shared words over all words, 0 to 1000. */
function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const meets = (word: string, others: readonly string[]) => others.some((other) => sameWord(word, other))
  const shared = a.filter((word) => meets(word, b)).length + b.filter((word) => meets(word, a)).length
  return Math.round((1000 * shared) / (a.length + b.length))
}
/** To the letter: what needs no asking is never a cut-off or misspelt word. */
const sameWords = (a: readonly string[], b: readonly string[]): boolean => [...a].sort().join(' ') === [...b].sort().join(' ')

const leastLikeness = 500

/** How well an item answers a line; null when its name says another thing: another strength is another medicine. */
export function evidenceFor(line: FileLine, item: MatchItem): Match | null {
  const [theirs, ours] = [nameWords(line.name), nameWords(item.name)]
  const [theirNumbers, ourNumbers] = [numbersIn(theirs), numbersIn(ours)]
  const strength = theirNumbers.join() === ourNumbers.join()
  if (!strength && theirNumbers.length > 0 && ourNumbers.length > 0) return null
  const [theirWords, ourWords] = [lettersOf(theirs), lettersOf(ours)]
  const like = likeness(theirWords, ourWords)
  if (like < leastLikeness) return null
  const evidence: Evidence[] = [strength && sameWords(theirWords, ourWords) ? 'same-name' : 'near-name']
  const [theirPack, ourPack] = [packCount(line.pack), packCount(item.packLabel)]
  if (theirPack !== null && ourPack !== null) {
    if (theirPack !== ourPack) return { itemId: item.id, score: Math.round(like / 2), evidence }
    evidence.push('same-pack')
  }
  const maker = lettersOf(foldedWords(line.manufacturer))[0]
  if (maker && foldedWords(item.manufacturer ?? '').some((word) => word.startsWith(maker.slice(0, 3))))
    evidence.push('same-maker')
  if (line.mrpPaise !== null && line.mrpPaise === item.mrpPaise) evidence.push('same-mrp')
  if (line.hsn.length >= 4 && item.hsn?.slice(0, 4) === line.hsn.slice(0, 4)) evidence.push('same-hsn')
  if (line.gstBp !== null && line.gstBp === item.rateBp) evidence.push('same-rate')
  const weights: Partial<Record<Evidence, number>> = {
    'same-pack': 120,
    'same-maker': 80,
    'same-mrp': 100,
    'same-hsn': 30,
    'same-rate': 20,
  }
  return { itemId: item.id, score: like + evidence.reduce((sum, one) => sum + (weights[one] ?? 0), 0), evidence }
}

/**
 * The items a line may mean, best first, and the one that is beyond doubt, if any. Beyond doubt: the person taught it for this supplier
 * (`learnt`), the barcode is ours, or exactly one item has the very name, strength and pack. A likeness, however great, never is.
 */
export function matchLine(
  line: FileLine,
  { candidates, learnt, scanned }: { candidates: readonly MatchItem[]; learnt: number | null; scanned: number | null },
): Matched {
  const found = candidates
    .flatMap((item) => evidenceFor(line, item) ?? [])
    .sort((a, b) => b.score - a.score || a.itemId - b.itemId)
  const first = (itemId: number, why: Evidence): Matched => ({
    matches: [
      { itemId, score: 2000, evidence: [why, ...(found.find((one) => one.itemId === itemId)?.evidence ?? [])] },
      ...found.filter((one) => one.itemId !== itemId),
    ],
    certain: itemId,
  })
  if (learnt !== null) return first(learnt, 'learnt')
  if (scanned !== null) return first(scanned, 'barcode')
  const same = found.filter(({ evidence }) => evidence.includes('same-name') && evidence.includes('same-pack'))
  const [only] = same
  return { matches: found, certain: only && same.length === 1 ? only.itemId : null }
}
