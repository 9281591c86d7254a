// What a thermal or dot-matrix printer can be trusted to show: the printable characters of ASCII, alike in every code page. Anything
// else is written in those letters: a name in another script as it sounds, the rupee sign as Rs.

const signs: Readonly<Record<string, string>> = {
  '₹': 'Rs.',
  '·': '-',
  '−': '-',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '•': '*',
  '×': 'x',
  '÷': '/',
  '±': '+/-',
  '≤': '<=',
  '≥': '>=',
  '°': ' deg',
  '⁄': '/',
  '®': '(R)',
  '©': '(C)',
  '€': 'EUR',
  '£': 'GBP',
  ß: 'ss',
  ø: 'o',
  Ø: 'O',
  æ: 'ae',
  Æ: 'AE',
  α: 'alpha',
  β: 'beta',
  γ: 'gamma',
  δ: 'delta',
  μ: 'u',
  ω: 'omega',
  Ω: 'ohm',
  '।': '.',
  '॥': '.',
  '،': ',',
  '؛': ';',
  '؟': '?',
  '۔': '.',
  '٪': '%',
}

const table = (pairs: string): Readonly<Record<string, string>> =>
  Object.fromEntries(pairs.split(' ').map((pair) => [pair.slice(0, 1), pair.slice(1)]))

const consonants = table(
  'कk खkh गg घgh ङn चch छchh जj झjh ञn टt ठth डd ढdh णn तt थth दd धdh नn ऩn पp फph बb भbh मm यy रr ऱr लl ळl ऴl वv शsh षsh सs हh',
)
/** A dot below makes another sound. */
const dotted: Readonly<Record<string, string>> = { क: 'q', ख: 'kh', ग: 'g', ज: 'z', ड: 'r', ढ: 'rh', फ: 'f' }
const vowels = table('अa आa इi ईi उu ऊu ऋri एe ऐai ओo औau ऑo ऍe ऎe ऒo')
const vowelSigns = table('ाa िi ीi ुu ूu ृri ेe ैai ोo ौau ॉo ॅe ॆe ॊo')
const nasals = table('ंn ँn ःh')

const arabic = table(
  'اa آa أa إi بb پp تt ٹt ثs جj چch حh خkh دd ڈd ذz رr ڑr زz ژzh سs شsh صs ضz طt ظz عa غgh فf قq کk كk گg لl مm نn ںn وo ؤo ہh هh ھh ۂh ةh ۃh یi يi ىi ئi ےe ۓe ء ًn ٌn ٍn َa ُu ِi ّ ْ ٰa',
)

const nukta = '\u093c'
const virama = '\u094d'

/** A stretch of Devanagari by its sound; the a that every consonant carries is silent at a word's end. */
function devanagari(word: string): string {
  const letters = [...word]
  let out = ''
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? ''
    const consonant = consonants[letter]
    if (consonant === undefined) {
      out += vowels[letter] ?? nasals[letter] ?? vowelSigns[letter] ?? (letter === nukta || letter === virama ? '' : '?')
      continue
    }
    const dot = letters[at + 1] === nukta
    if (dot) at += 1
    out += (dot ? dotted[letter] : undefined) ?? consonant
    const next = letters[at + 1]
    if (next === virama) at += 1
    else if (next !== undefined && vowelSigns[next] !== undefined) {
      out += vowelSigns[next]
      at += 1
    } else if (next !== undefined) out += 'a'
  }
  return out
}

const nativeDigit = (character: string): string | null => {
  const code = character.codePointAt(0) ?? 0
  for (const zero of [0x0966, 0x0660, 0x06f0]) if (code >= zero && code < zero + 10) return String(code - zero)
  return null
}

/** The text in characters every such printer has. What has no letters of its own there becomes a question mark, so that a gap shows. */
export function printerLetters(text: string): string {
  const spoken = text
    // a nukta stands beside its letter, so that one table serves both spellings
    .normalize('NFC')
    .replace(/[\u0900-\u0965\u0970-\u097f\u200c\u200d]+/g, (word) =>
      devanagari(word.normalize('NFD').replace(/[\u200c\u200d]/g, '')),
    )
  let out = ''
  for (const character of spoken) {
    if (character >= ' ' && character <= '~') out += character
    else out += signs[character] ?? arabic[character] ?? nativeDigit(character) ?? plainForm(character)
  }
  return out
}

/** A letter without its marks, a ligature as its letters. */
function plainForm(character: string): string {
  if (/\s/.test(character)) return ' '
  if (/[\u200b-\u200f\u2060\ufeff]/.test(character)) return ''
  let out = ''
  for (const part of character.normalize('NFKD')) {
    if (part >= ' ' && part <= '~') out += part
    else if (!/\p{M}/u.test(part)) out += (part === character ? undefined : (signs[part] ?? arabic[part])) ?? '?'
  }
  return out || '?'
}
