import { plainDigits } from '../digits.ts'

/** How a line of an order may be read: the words of the item, and how much of what. */
export type Reading = {
  readonly words: string
  /** Thousandths of the unit said; null: no quantity was said. */
  readonly countMilli: number | null
  /** The unit as written, in small letters; null: none was. */
  readonly unit: string | null
  readonly freeMilli: number
  /** True when a sign or a unit says that the number is a quantity, and not a strength. */
  readonly explicit: boolean
}

export type TextLine = {
  /** What was written, without the sender's name and the number of the line. */
  readonly text: string
  /** Ways to read it, the likeliest first; none for talk. */
  readonly readings: readonly Reading[]
}

/** Units as they are written in messages, and the unit of an item they name. */
const unitWords: Readonly<Record<string, string>> = {
  strip: 'strip',
  strips: 'strip',
  str: 'strip',
  strp: 'strip',
  stp: 'strip',
  patta: 'strip',
  patti: 'strip',
  box: 'box',
  boxes: 'box',
  bx: 'box',
  case: 'case',
  cases: 'case',
  bottle: 'bottle',
  bottles: 'bottle',
  btl: 'bottle',
  bot: 'bottle',
  vial: 'vial',
  vials: 'vial',
  tube: 'tube',
  tubes: 'tube',
  amp: 'ampoule',
  amps: 'ampoule',
  ampoule: 'ampoule',
  pack: 'pack',
  packs: 'pack',
  pkt: 'pack',
  packet: 'pack',
  pc: 'piece',
  pcs: 'piece',
  piece: 'piece',
  pieces: 'piece',
  no: 'piece',
  nos: 'piece',
  loose: 'piece',
  स्ट्रिप: 'strip',
  पत्ता: 'strip',
  पत्ते: 'strip',
  डिब्बा: 'box',
  डिब्बे: 'box',
  بوتل: 'bottle',
  پتے: 'strip',
}
const numberWords: Readonly<Record<string, string>> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  ten: '10',
  ek: '1',
  do: '2',
  teen: '3',
  char: '4',
  paanch: '5',
  panch: '5',
  das: '10',
  bees: '20',
  एक: '1',
  दो: '2',
  तीन: '3',
  चार: '4',
  पाँच: '5',
  पांच: '5',
  दस: '10',
}

/** Words of a message that order nothing. */
const talk = new Set(
  `hi hello dear sir madam bhai bhaiya ji pls plz please kindly send order orders urgent urgently today tomorrow good morning evening afternoon thanks thank
  you ok okay and also need needed required want chahiye bhej bhejo dena do karo kar aaj kal namaste the is me my of for to from by delivery regards asap stock rate total
  medical medicos pharmacy chemist store stores नमस्ते भेजो भेज दीजिए कृपया आज कल चाहिए`.split(/\s+/),
)

/** Words said around an order that no medicine is called by; 'total' and 'stock' are not among them. */
const polite = '(?:pls|plz|please|kindly|sir|ji|madam|bhaiya|bhai|send|need|want|chahiye|bhejo|bhej|dena|urgently|urgent|asap)'
const politeHead = new RegExp(String.raw`^(?:${polite}[\s,:.]+)+`, 'iu')
const politeTail = new RegExp(String.raw`(?:[\s,.]+${polite}[.!]*)+$`, 'iu')

const headOfMessage =
  /^\s*(?:\[\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},?[^\]]*\]\s*|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},?\s+\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?\s+-\s+)([^:]{1,40}:\s*)?/i
const bullet = /^\s*(?:[-*•▪➤✓✔>·]+\s*|\(?\d{1,2}[).]\s+|\d{1,2}\)\s*)/u
const qty = String.raw`(\d+(?:\.\d+)?)`
const free = String.raw`(?:\s*\+\s*(\d+)\s*(?:free|fr|f)?)?`
const units = Object.keys(unitWords)
  .sort((a, b) => b.length - a.length)
  .join('|')
const unit = String.raw`(?:\s*(${units})(?![\p{L}\p{M}])\.?)`
const sign = String.raw`\s*(?:[-–—:=×*]+|\bx\b|\bqty\b\.?:?)\s*`

const signed = new RegExp(String.raw`^(.+?)${sign}(?:qty\.?\s*)?${qty}${unit}?${free}${unit}?\s*\.?$`, 'iu')
const gluedX = new RegExp(String.raw`^(.+?)\s+x${qty}${unit}?${free}\s*$`, 'iu')
const unitAfter = new RegExp(String.raw`^(.+?)\s+${qty}${unit}${free}\s*\.?$`, 'iu')
const freeAfter = new RegExp(String.raw`^(.+?)\s+${qty}\s*\+\s*(\d+)\s*(?:free|fr|f)?\s*$`, 'iu')
const unitBefore = new RegExp(String.raw`^${qty}${unit}${free}\s*(?:of\s+)?(.+)$`, 'iu')
const signBefore = new RegExp(String.raw`^${qty}\s*(?:[-–—×*]|x\s)\s*(.+)$`, 'iu')
const bareAfter = new RegExp(String.raw`^(.+?)\s+${qty}\s*\.?$`, 'u')
const bareBefore = new RegExp(String.raw`^${qty}\s+(.+)$`, 'u')

const thousandths = (text: string | undefined): number => (text === undefined ? 0 : Math.round(Number(text) * 1000))
const read = (
  words: string | undefined,
  count: string | undefined,
  more: { unit?: string | undefined; free?: string | undefined; explicit: boolean },
): Reading => ({
  words: (words ?? '').replace(/^[\s\-–—:=.,*]+|[\s\-–—:=.,*]+$/g, ''),
  countMilli: count === undefined ? null : thousandths(count),
  unit: more.unit === undefined ? null : (unitWords[more.unit.toLowerCase()] ?? more.unit.toLowerCase()),
  freeMilli: thousandths(more.free),
  explicit: more.explicit,
})

/** Every way one line can be read, the clearest first. A bare number may be a quantity or part of the name: both are given. */
function readingsOf(line: string): Reading[] {
  const all: Reading[] = []
  let m = signed.exec(line)
  if (m) all.push(read(m[1], m[2], { unit: m[3] ?? m[5], free: m[4], explicit: true }))
  m = gluedX.exec(line)
  if (m) all.push(read(m[1], m[2], { unit: m[3], free: m[4], explicit: true }))
  m = unitAfter.exec(line)
  if (m) all.push(read(m[1], m[2], { unit: m[3], free: m[4], explicit: true }))
  m = freeAfter.exec(line)
  if (m) all.push(read(m[1], m[2], { free: m[3], explicit: true }))
  m = unitBefore.exec(line)
  if (m) all.push(read(m[4], m[1], { unit: m[2], free: m[3], explicit: true }))
  m = signBefore.exec(line)
  if (m) all.push(read(m[2], m[1], { explicit: true }))
  m = bareAfter.exec(line)
  if (m) all.push(read(m[1], m[2], { explicit: false }))
  m = bareBefore.exec(line)
  if (m) all.push(read(m[2], m[1], { explicit: false }))
  all.push(read(line, undefined, { explicit: false }))
  return all.filter(({ words }) => /\p{L}/u.test(words))
}

const tidied = (line: string): string =>
  plainDigits(line)
    .replace(/[\u200b-\u200f\u202a-\u202e\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** A number written as a word at the end or beginning counts: 'dolo 650 das strip'. */
const countWords = (line: string): string =>
  line.replace(
    /(?<=^|\s)([\p{L}\p{M}]+)(?=\s+(?:strips?|patt[ai]|box(?:es)?|bottles?|पत्त[ाे]|स्ट्रिप|डिब्ब[ाे])(?:\s|$))/giu,
    (word) => {
      return numberWords[word.toLowerCase()] ?? word
    },
  )

const isTalk = (line: string): boolean => {
  const words = line.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []
  return words.length === 0 || words.every((word) => talk.has(word))
}

/** Several goods on one line, when each part has a number of its own: 'dolo 650 - 10, pan d - 5'. */
function parts(line: string): string[] {
  const split = line.split(/\s*[,;|]\s*|\s+(?:and|aur|&)\s+/i).filter((part) => part !== '')
  return split.length > 1 && split.every((part) => /\d/.test(part) && /\p{L}/u.test(part)) ? split : [line]
}

/** An order as it is sent in a chat, line by line; nothing is looked up yet. At most 300 lines are read. */
export function readOrderText(text: string): TextLine[] {
  return text
    .split(/\r?\n/)
    .flatMap((line) => parts(tidied(line).replace(headOfMessage, '').replace(bullet, '').replace(bullet, '')))
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 300)
    .map((line) => ({
      text: line,
      readings: isTalk(line) ? [] : readingsOf(countWords(line.replace(politeHead, '').replace(politeTail, ''))),
    }))
}
