import { searchWords } from './check-party.ts'

/** Words that half the trade's names have and that tell no two shops apart. */
const common = new Set(
  'm s ms messrs the and shri shree sri new medical medicals medico medicos medicare store stores hall pharmacy pharma pharmaceutical pharmaceuticals chemist chemists druggist druggists drug drugs agency agencies trader traders trading enterprise enterprises distributor distributors general hospital clinic nursing home health care healthcare co company pvt private ltd limited llp'.split(
    ' ',
  ),
)

/** A word as it sounds rather than as it is spelt: doubled letters once, common ways to write one sound as one. */
const sound = (word: string): string =>
  word
    .replace(/(.)\1+/gu, '$1')
    .replace(/ph/g, 'f')
    .replace(/([kgcjtdbp])h/g, '$1')
    .replace(/[ck]/g, 'k')
    .replace(/v/g, 'w')
    .replace(/ee|i|y/g, 'i')
    .replace(/oo|u/g, 'u')

/** By what two names are the same shop: their telling words as they sound, in order of the alphabet; all words when none tells. */
export function nameKey(name: string): string {
  const words = searchWords(name)
  const telling = words.filter((word) => !common.has(word))
  return (telling.length ? telling : words).map(sound).sort().join(' ')
}

function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>()
  for (let at = 0; at < text.length - 1; at += 1) {
    const pair = text.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

/** True for names that are nearly the same: equal keys, or keys that share most of their letter pairs (Dice ≥ 0.85). */
export function nearNames(a: string, b: string): boolean {
  const [one, other] = [nameKey(a), nameKey(b)]
  if (one === other) return one !== ''
  if (Math.min(one.length, other.length) < 4) return false
  const [first, second] = [pairsOf(one), pairsOf(other)]
  let shared = 0
  for (const [pair, count] of first) shared += Math.min(count, second.get(pair) ?? 0)
  return shared * 2 >= 0.85 * (one.length + other.length - 2)
}
