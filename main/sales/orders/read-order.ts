import type { z } from 'zod'
import type { LocalDate } from '../../../shared/calendar.ts'
import { formOf } from '../../../shared/items/search-words.ts'
import { formatMilli } from '../../../shared/quantity.ts'
import { type Match, matchItem, orderWords } from '../../../shared/sales/order-match.ts'
import { type Reading, readOrderText, type TextLine } from '../../../shared/sales/order-text.ts'
import type { PastedLine, pasteCalls } from '../../../shared/sales/paste-contract.ts'
import type { Reader } from '../../database/connection.ts'
import { unitsOf } from '../../items/item-facts.ts'
import { itemHits } from '../../items/item-hits.ts'
import { exactItem, searchItems } from '../../items/search-store.ts'
import { lastRates } from '../bill-store.ts'
import { type Hold, holdsOn } from './held.ts'
import { type Nickname, nicknameKey, nicknamesOf } from './nicknames.ts'

type Ask = z.output<typeof pasteCalls.readOrder.input>
type Line = z.output<typeof PastedLine>
type Hit = ReturnType<typeof itemHits>[number]
type Chosen = Line['choices'][number]['chosen']
type Found = { hit: Hit; match: Match; chosen?: Chosen }
type Doubt = Line['doubts'][number]

/** So many items are compared with a line, and so many shown of those. */
const mostLooked = 40
const mostShown = 5

type Look = { db: Reader; ask: Omit<Ask, 'text'>; matches: Map<string, Found[]>; nicknames: ReadonlyMap<string, Nickname> }

/** Items that the written words may mean, best first: those that have all the words, else those that have the telling ones, or nearly. */
function itemsFor(look: Look, words: string): Found[] {
  const known = look.matches.get(words)
  if (known) return known
  const { db, ask } = look
  const ids = new Set<number>()
  const add = (text: string) => {
    for (const id of text === '' ? [] : searchItems(db, text, mostLooked)) ids.add(id)
  }
  const exact = exactItem(db, words)
  if (exact !== null) ids.add(exact)
  const told = orderWords(words).filter((word) => formOf(word) === null && !word.includes('point'))
  add(told.join(' '))
  if (ids.size === 0) {
    for (const word of told.filter((one) => /\p{L}/u.test(one))) {
      add(word)
      // a slip of the pen is looked for by how the word begins
      if (word.length > 4) add(word.slice(0, 3))
    }
  }
  const found = itemHits(db, [...ids], ask.date as LocalDate, ask.tier)
    .filter((hit) => hit.active)
    .flatMap((hit): Found[] => {
      const match = matchItem(words, hit)
      return match && match.score >= 30 ? [{ hit, match }] : []
    })
    .sort((a, b) => b.match.score - a.match.score || Number(b.match.whole) - Number(a.match.whole))
  look.matches.set(words, found)
  return found
}

type Quantity = { qtyMilli: number | null; freeMilli: number; doubt: Doubt | null }

/** What was asked for in base units of an item. A piece of goods sold in packs may be a pack: that is for a person to say. */
function quantityOf(db: Reader, reading: Reading, hit: Hit): Quantity {
  const none = { qtyMilli: null, freeMilli: 0 }
  if (reading.countMilli === null || reading.countMilli === 0) return { ...none, doubt: 'no-quantity' }
  const units = unitsOf(db, hit)
  const named = reading.unit === null ? hit.saleUnit : reading.unit
  const unit = units.find((one) => one.unit.toLowerCase() === named)
  if (!unit && named !== 'piece') return { ...none, doubt: 'unit' }
  const factor = unit?.factor ?? hit.saleFactor
  const qtyMilli = reading.countMilli * factor
  const freeMilli = reading.freeMilli * factor
  const doubtful = named === 'piece' && hit.saleFactor > 1
  const whole = qtyMilli % 1000 === 0 && freeMilli % 1000 === 0 && qtyMilli <= 1_000_000_000
  return whole ? { qtyMilli, freeMilli, doubt: doubtful ? 'unit' : null } : { ...none, doubt: 'quantity' }
}

type Judged = {
  reading: Reading
  found: Found[]
  doubts: Doubt[]
  certain: boolean
  /** The best by its own words was written whole. */
  whole: boolean
  /** A person chose the first once, where the words alone are not certain of it. */
  nickname: boolean
}

const unread = (words: string): Match => ({
  evidence: orderWords(words).map((word) => ({ word, in: 'nothing', how: 'none' })),
  unsaid: [],
  score: 0,
  whole: false,
})
/** An item with what the words say of it, when they say anything. */
const matched = (words: string, hit: Hit): Found => ({ hit, match: matchItem(words, hit) ?? unread(words) })

/**
 * What is to be decided about a line read one way, with what this party calls items: that goes first and is looked at. It never makes a line
 * certain; where it means another item than the words do, it takes their certainty away.
 */
function judge(look: Look, reading: Reading): Judged {
  const plain = judgeWords(look, reading)
  const nickname = look.nicknames.get(nicknameKey(reading.words))
  const [hit] = nickname ? itemHits(look.db, [nickname.itemId], look.ask.date as LocalDate, look.ask.tier) : []
  if (!nickname || !hit?.active) return plain
  const { uid, said, date } = nickname
  const first = { ...matched(reading.words, hit), chosen: { uid, said, date } }
  const found = [first, ...plain.found.filter((one) => one.hit.id !== hit.id)]
  if (plain.certain && plain.found[0]?.hit.id === hit.id) return { ...plain, found }
  const { doubt } = quantityOf(look.db, reading, hit)
  return { ...plain, found, doubts: ['nickname', ...(doubt ? [doubt] : [])], certain: false, nickname: true }
}

/** What is to be decided by the words alone. Certain: one item that was written whole and alone, and a quantity that cannot be a strength. */
function judgeWords(look: Look, reading: Reading): Judged {
  const all = itemsFor(look, reading.words)
  // strips are not asked of a syrup
  const fits = reading.unit === null ? all : all.filter(({ hit }) => quantityOf(look.db, reading, hit).doubt !== 'unit')
  const found = [...fits, ...all.filter((one) => !fits.includes(one))]
  const [best] = found
  const none = { nickname: false, whole: best?.match.whole ?? false }
  if (!best) return { reading, found, doubts: ['item'], certain: false, ...none }
  const wholes = (fits.length > 0 ? fits : all).filter((one) => one.match.whole)
  const doubts: Doubt[] = []
  if (!best.match.whole)
    doubts.push(best.match.evidence.some((one) => one.how === 'similar') ? 'similar' : found.length > 1 ? 'several' : 'item')
  else if (wholes.length > 1) doubts.push('several')
  const { doubt } = quantityOf(look.db, reading, best.hit)
  if (doubt) doubts.push(doubt)
  return { reading, found, doubts, certain: doubts.length === 0, ...none }
}

/** The reading to show: the first that is certain, unless another one is as certain of something else. */
function chosen(look: Look, readings: readonly Reading[]): Judged | null {
  const judged = readings.map((reading) => judge(look, reading))
  // the most words somebody named
  const named = judged.filter((one) => one.nickname).sort((a, b) => b.reading.words.length - a.reading.words.length)
  if (named[0]) return named[0]
  // the number may be the strength of an item that is called so: then no quantity was said
  const asName = judged.find(({ reading, whole }) => reading.countMilli === null && whole)
  const clear = judged.filter(({ certain, reading }) => certain && (reading.explicit || !asName))
  const [first] = clear
  if (first) {
    const meant = ({ found: [best], reading }: Judged) => {
      const told = best && quantityOf(look.db, reading, best.hit)
      return `${best?.hit.id} ${told?.qtyMilli} ${told?.freeMilli}`
    }
    if (clear.every((one) => meant(one) === meant(first))) return first
    return { ...first, certain: false, doubts: ['quantity'] }
  }
  if (asName) return asName
  const rank = (one: Judged) =>
    (one.found[0]?.match.score ?? 0) + (one.reading.explicit ? 10 : 0) - (one.doubts.includes('unit') ? 5 : 0)
  return judged.reduce<Judged | null>((best, one) => (best === null || rank(one) > rank(best) ? one : best), null)
}

function written({ countMilli, unit, freeMilli }: Reading): string | null {
  if (countMilli === null) return null
  return `${formatMilli(countMilli)}${unit ? ` ${unit}` : ''}${freeMilli > 0 ? ` + ${formatMilli(freeMilli)}` : ''}`
}

type Choice = Line['choices'][number]
/** An item a line may mean, as a person sees it. */
function choiceOf({ db, ask }: Look, reading: Reading, { hit, match, chosen }: Found, holds: readonly Hold[]): Choice {
  const { active: _, ...item } = hit
  const last = ask.party === null ? undefined : lastRates(db, hit.id, ask.party)[0]
  const { qtyMilli, freeMilli } = quantityOf(db, reading, hit)
  const held = holds.reduce((sum, hold) => (hold.itemId === hit.id ? sum + hold.qtyMilli : sum), 0)
  return {
    item,
    score: match.score,
    evidence: [...match.evidence],
    unsaid: [...match.unsaid],
    chosen: chosen ?? null,
    lastBought: last ? { date: last.date, qtyMilli: last.qtyMilli, rateE4: last.rateE4, number: last.number } : null,
    qtyMilli: qtyMilli as Choice['qtyMilli'],
    freeMilli: freeMilli as Choice['freeMilli'],
    freeStockMilli: Math.max(0, hit.stockMilli - held) as Choice['freeStockMilli'],
  }
}

function lineOf(look: Look, line: TextLine): Line {
  const { db, ask } = look
  const best = line.readings.length === 0 ? null : chosen(look, line.readings)
  if (!best) return { text: line.text, words: '', certainty: 'talk', doubts: [], written: null, short: false, choices: [] }
  const shown = best.found.slice(0, mostShown)
  const holds = holdsOn(
    db,
    shown.map(({ hit }) => hit.id),
    ask.date as LocalDate,
  )
  const choices = shown.map((found) => choiceOf(look, best.reading, found, holds))
  // what the party bought before goes first among equals; it makes nothing certain
  if (!best.certain)
    choices.sort(
      (a, b) =>
        Number(b.chosen !== null) - Number(a.chosen !== null) ||
        b.score - a.score ||
        (b.lastBought?.date ?? '').localeCompare(a.lastBought?.date ?? ''),
    )
  const [first] = choices
  return {
    text: line.text,
    words: best.reading.words,
    certainty: best.certain ? 'certain' : first ? 'likely' : 'none',
    doubts: best.doubts,
    written: written(best.reading),
    short: first !== undefined && (first.qtyMilli ?? 0) + first.freeMilli > first.freeStockMilli,
    choices,
  }
}

const lookOf = (db: Reader, ask: Omit<Ask, 'text'>): Look => ({
  db,
  ask,
  matches: new Map(),
  nicknames: ask.party === null ? new Map() : nicknamesOf(db, ask.party),
})

/** An item that a person chose for a line, with how much of it the line asks for; null for one that is not sold. */
export function orderChoice(db: Reader, ask: z.output<typeof pasteCalls.orderChoice.input>): Choice | null {
  const [hit] = itemHits(db, [ask.itemId], ask.date as LocalDate, ask.tier)
  if (!hit?.active) return null
  const readings = readOrderText(ask.text).flatMap((line) => line.readings)
  const none: Reading = { words: ask.words, countMilli: null, unit: null, freeMilli: 0, explicit: false }
  const reading = readings.find((one) => one.words === ask.words) ?? none
  return choiceOf(lookOf(db, ask), reading, matched(ask.words, hit), holdsOn(db, [hit.id], ask.date as LocalDate))
}

/** An order out of a chat, line by line, with the evidence for every item; the same item twice is for a person to settle. */
export function readOrder(db: Reader, ask: Ask): { lines: Line[]; certain: number; unsure: number } {
  const look = lookOf(db, ask)
  const seen = new Set<number>()
  const lines = readOrderText(ask.text).map((text) => {
    const line = lineOf(look, text)
    const id = line.choices[0]?.item.id
    if (line.certainty !== 'certain' || id === undefined) return line
    if (seen.has(id)) return { ...line, certainty: 'likely' as const, doubts: ['twice' as const] }
    seen.add(id)
    return line
  })
  const count = (certain: boolean) =>
    lines.filter((line) => line.certainty !== 'talk' && (line.certainty === 'certain') === certain).length
  return { lines, certain: count(true), unsure: count(false) }
}
