import { plainDigits } from '../digits.ts'

/** A unit the item is counted in: how many base units it holds. The base unit itself has factor 1 and comes first. */
export type PackUnit = { readonly name: string; readonly factor: number }

export type NetContent = { readonly amountMilli: number; readonly unit: 'ml' | 'g' | 'cm' | 'm' | 'doses' }

export type Pack = {
  /** As printed, blanks tidied. */
  readonly label: string
  /** Smallest counted sale unit first: tablets and strips are counted, the millilitres in a bottle are not. */
  readonly units: readonly PackUnit[]
  /** The unit that is usually priced and sold: the strip of 10*10, the bottle of 100ML. */
  readonly saleUnit: string
  /** Base units in the sale unit. */
  readonly innerCount: number
  readonly netContent?: NetContent
}

const measures: readonly (readonly [pattern: RegExp, unit: NetContent['unit'], milliPerOne: number])[] = [
  [/^(ml|mls|millilitres?)$/, 'ml', 1000],
  [/^(l|lit|ltr|litres?|liters?)$/, 'ml', 1_000_000],
  [/^(g|gmn?|gms|grams?)$/, 'g', 1000],
  [/^(kg|kgs|kilograms?)$/, 'g', 1_000_000],
  [/^mg$/, 'g', 1],
  [/^cms?$/, 'cm', 1000],
  // Labels are cut off at a column's width, so METE is a metre.
  [/^(m|met|mete|metres?|meters?|mtrs?)$/, 'm', 1000],
  [/^(mdi|md|mds|doses?|metered doses?)$/, 'doses', 1000],
]

/** Containers as labels spell them → the unit's name; longer words first where one holds another. */
const containers: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/pre-?filled syringe|\bsyringe/, 'syringe'],
  [/\bpens?\b|penfill|flexpen/, 'pen'],
  [/\bcanisters?\b/, 'canister'],
  [/respule|ampo?ule|\bamp\b/, 'ampoule'],
  [/\bv(?:ial|ail)s?\b/, 'vial'],
  [/\bcart?r?idges?\b|\bcatridge/, 'cartridge'],
  [/\bsachets?\b|\bsache$/, 'sachet'],
  [/\btubes?\b|lemitube|lamitube/, 'tube'],
  [/\bbottles?\b/, 'bottle'],
  [/\bstrips?\b|\bblister/, 'strip'],
  [/\bjars?\b/, 'jar'],
  [/\btins?\b|\bcans?\b/, 'tin'],
  [/\bpouch(es)?\b/, 'pouch'],
  [/\binhalers?\b/, 'inhaler'],
  [/\bcontainers?\b/, 'container'],
  [/\bkits?\b|combi ?kit/, 'kit'],
  [/\bpackets?\b|\bpkt\b/, 'packet'],
  [/\bbox(es)?\b/, 'box'],
  [/\bpair\b/, 'pair'],
]

const wordNumbers: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
}

const mostInPack = 10_000

/** A number and the word after it: '10 tablets', "10's", '100ML', '15;S'. The marks people type for an apostrophe are blanks. */
type Quantity = { readonly amount: number; readonly word: string; readonly net: NetContent | null }

function netContent(amountText: string, word: string): NetContent | null {
  const known = measures.find(([pattern]) => pattern.test(word))
  if (!known) return null
  const [whole = '0', fraction = ''] = amountText.split('.')
  // Digit by digit, because 7.035 × 1000 in floating point is not 7035.
  const thousandths = Number(whole) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'))
  const amountMilli = (thousandths * known[2]) / 1000
  return Number.isSafeInteger(amountMilli) && amountMilli > 0 ? { amountMilli, unit: known[1] } : null
}

function readQuantity(text: string): Quantity | null {
  const match = /^(\d+(?:\.\d+)?|\.\d+)\s*['"’‘`´,;.*-]*\s*([a-z]*)/.exec(text.trim())
  if (!match?.[1]) return null
  // 30GM'S and 100ML'S: a plural of a measure is the measure.
  const word = match[2] ?? ''
  return { amount: Number(match[1]), word, net: netContent(match[1], word) }
}

const measuredName = (net: NetContent) => (net.unit === 'doses' ? 'inhaler' : 'piece')
const containerIn = (text: string): string | null => containers.find(([pattern]) => pattern.test(text))?.[1] ?? null
/** The first measure anywhere in the text: the 250 g of "1's Tin 250g". */
function netContentIn(text: string): NetContent | null {
  const weighed = /(?<![+.\d])\d+(?:\.\d+)?\s*(?:kg|gms?|g|ml|ltr)\b/.exec(text)
  return weighed && (readQuantity(weighed[0])?.net ?? null)
}

const countable = (amount: number) => Number.isSafeInteger(amount) && amount >= 1 && amount <= mostInPack

function pack(label: string, units: readonly PackUnit[], saleUnit: string, net: NetContent | null): Pack {
  const innerCount = units.find(({ name }) => name === saleUnit)?.factor ?? 1
  return { label, units, saleUnit, innerCount, ...(net ? { netContent: net } : {}) }
}

const single = (label: string, name: string, net: NetContent | null = null) => pack(label, [{ name, factor: 1 }], name, net)

/** So many loose pieces in a named pack; one piece in a pack is the pack. */
function counted(label: string, count: number, name: string, net: NetContent | null = null): Pack {
  if (!countable(count)) return single(label, 'piece')
  if (count === 1) return single(label, name, net)
  const units = [
    { name: 'loose', factor: 1 },
    { name, factor: count },
  ]
  return pack(label, units, name, net)
}

/** `10*10`, `1X15`, `1*100ML`, `5*2 ML`, `1*7*2ML`, `10*10CM`. */
function readProduct(label: string, text: string): Pack | null {
  const parts = text.split(/\s*(?:\*|×|(?<=[\d\s])x(?=[\s.\d]))\s*/).map(readQuantity)
  if (parts.length < 2 || parts.length > 3 || parts.some((part) => part === null)) return null
  const [last, ...outer] = [...(parts as Quantity[])].reverse()
  if (!last || outer.some(({ amount }) => !countable(amount))) return null
  // A dressing of 10 by 10 cm is one dressing.
  if (last.net?.unit === 'cm') return single(label, 'piece', last.net)
  const counts = outer.map(({ amount }) => amount).filter((amount) => amount > 1)
  if (last.net) return inBoxes(label, counts, containerIn(text) ?? measuredName(last.net), last.net)
  if (!countable(last.amount)) return single(label, 'piece')
  return inStrips(label, last.amount, counts)
}

/** Measured pieces (bottles, ampoules) in a box: only the pieces are counted. */
function inBoxes(label: string, counts: readonly number[], name: string, net: NetContent): Pack {
  const inBox = counts.reduce((a, count) => a * count, 1)
  if (inBox === 1 || !countable(inBox)) return single(label, name, net)
  const piece = name === 'box' ? 'piece' : name
  const units = [
    { name: piece, factor: 1 },
    { name: 'box', factor: inBox },
  ]
  return pack(label, units, piece, net)
}

/** Counted pieces in strips, strips in a box: 10*10 is a box of ten strips of ten. */
function inStrips(label: string, inStrip: number, outer: readonly number[]): Pack {
  const inBox = outer.reduce((a, count) => a * count, inStrip)
  if (!countable(inBox)) return single(label, 'piece')
  const units = [{ name: inStrip === 1 ? 'piece' : 'loose', factor: 1 }]
  if (inStrip > 1) units.push({ name: 'strip', factor: inStrip })
  if (inBox > inStrip) units.push({ name: 'box', factor: inBox })
  return pack(label, units, inStrip === 1 ? 'piece' : 'strip', null)
}

/** `strip of 10 tablets`, `bottle of 100 ml Syrup`, `vial of 1 Injection`, `Pack of 4 …`. */
function readPackOf(label: string, text: string): Pack | null {
  const match = /^([a-z- ]+?) of (\d.*)$/.exec(text)
  const quantity = match?.[2] ? readQuantity(match[2]) : null
  if (!match?.[1] || !quantity) return null
  const name = containerIn(match[1]) ?? 'pack'
  if (quantity.net) return single(label, name, quantity.net)
  // Six injections do not share an ampoule: it is six of them.
  const sealed = ['ampoule', 'vial', 'syringe', 'cartridge', 'pen'].includes(name)
  return sealed && quantity.amount > 1 ? inBoxesCounted(label, quantity.amount, name) : counted(label, quantity.amount, name)
}

/** `25 Strips`, `50 pcs/Box`, `0.5 ml in 1 prefilled syringe`: a number first, and perhaps the pack it is in. */
function readCount(label: string, text: string): Pack | null {
  const quantity = readQuantity(text)
  // 2+1, 1/4 inch, 6 INCH, 2 IN 1, 5e-05: sums and sizes, not counts.
  if (!quantity || /^\d+(?:\s*[+/]|\s*in(?:ch)?\b|e-)/.test(text)) return null
  const rest = text.replace(/^[\d.]+/, '')
  if (quantity.net) {
    const name = containerIn(rest) ?? measuredName(quantity.net)
    return single(label, name, quantity.net)
  }
  if (quantity.amount === 1) return single(label, containerIn(rest) ?? 'piece', netContentIn(rest))
  if (/^\s*(?:str(?:ip)?s?|tubes|vials|sachets?|ampo?ules|bottles)\b/.test(rest)) {
    return inBoxesCounted(label, quantity.amount, containerIn(rest) ?? 'strip')
  }
  const named = / and /.test(rest) ? 'kit' : containerIn(rest)
  const ofTablets = quantity.word === '' || /^(s|t|ta|tb|c|ca|nos?|tab[a-z]*|cap[a-z]*)$/.test(quantity.word)
  return counted(label, quantity.amount, named ?? (ofTablets ? 'strip' : 'pack'))
}

function inBoxesCounted(label: string, count: number, name: string): Pack {
  if (!countable(count)) return single(label, name)
  const units = [
    { name, factor: 1 },
    { name: 'box', factor: count },
  ]
  return pack(label, units, name, null)
}

function readWord(label: string, text: string): Pack | null {
  const first = /^([a-z]+)\b/.exec(text)?.[1] ?? ''
  const amount = wordNumbers[first]
  if (amount === undefined) return null
  const rest = text.slice(first.length)
  const several = /^\s*(strips|tubes|vials|sachets)\b/.test(rest)
  if (several && amount > 1) return inBoxesCounted(label, amount, containerIn(rest) ?? 'piece')
  return amount === 1 ? single(label, containerIn(rest) ?? 'piece') : counted(label, amount, 'pack')
}

/**
 * Reads a pack as printed on price lists (`10*10`, `1*15`, `100ML`, `10's`, `strip of 10 tablets`, `bottle of 100 ml Syrup`, `5*2 ML`) into the
 * units it is counted in. Never throws: what it cannot read is one piece under its own label, which is always safe to sell.
 */
export function parsePack(text: string): Pack {
  const label = text.replace(/\s+/g, ' ').trim()
  const plain = plainDigits(label.slice(0, 200)).toLowerCase()
  return (
    readProduct(label, plain) ??
    readPackOf(label, plain) ??
    readCount(label, plain) ??
    readWord(label, plain) ??
    single(label, containerIn(plain) ?? 'piece', netContentIn(plain))
  )
}
