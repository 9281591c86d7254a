import { paise } from './money.ts'

export type WordsLanguage = 'en' | 'hi' | 'ur'

type Language = {
  /** 0 to 99, each its own word: Hindi and Urdu have no rule to build them by. */
  readonly below100: readonly string[]
  readonly hundred: string
  /** Largest first; English in India stops at crore and counts crores, Hindi and Urdu go on to arab and kharab. */
  readonly scales: readonly (readonly [size: bigint, word: string])[]
  readonly sentence: (rupees: string | null, paise: string | null, one: { rupee: boolean; paisa: boolean }) => string
  readonly minus: string
}

const lakh = 100_000n
const crore = 10_000_000n
const arab = 1_000_000_000n
const kharab = 100_000_000_000n

const ones =
  'Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen'.split(
    ' ',
  )
const tens = 'Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety'.split(' ')
const english = Array.from({ length: 100 }, (_, n) => {
  const ten = tens[Math.floor(n / 10) - 2]
  if (ten === undefined) return ones[n] ?? ''
  return n % 10 === 0 ? ten : `${ten} ${ones[n % 10]}`
})

const hindi = `शून्य एक दो तीन चार पाँच छह सात आठ नौ
दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस
बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस
तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस
चालीस इकतालीस बयालीस तैंतालीस चवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास
पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ
साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर
सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी
अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी
नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे`.split(/\s+/)

const urdu = `صفر ایک دو تین چار پانچ چھ سات آٹھ نو
دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس
بیس اکیس بائیس تئیس چوبیس پچیس چھبیس ستائیس اٹھائیس انتیس
تیس اکتیس بتیس تینتیس چونتیس پینتیس چھتیس سینتیس اڑتیس انتالیس
چالیس اکتالیس بیالیس تینتالیس چوالیس پینتالیس چھیالیس سینتالیس اڑتالیس انچاس
پچاس اکاون باون ترپن چون پچپن چھپن ستاون اٹھاون انسٹھ
ساٹھ اکسٹھ باسٹھ ترسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر
ستر اکہتر بہتر تہتر چوہتر پچھتر چھہتر ستتر اٹھہتر اناسی
اسی اکیاسی بیاسی تراسی چوراسی پچاسی چھیاسی ستاسی اٹھاسی نواسی
نوے اکیانوے بانوے ترانوے چورانوے پچانوے چھیانوے ستانوے اٹھانوے ننانوے`.split(/\s+/)

const languages: Readonly<Record<WordsLanguage, Language>> = {
  en: {
    below100: english,
    hundred: 'Hundred',
    scales: [
      [crore, 'Crore'],
      [lakh, 'Lakh'],
      [1000n, 'Thousand'],
    ],
    sentence: (rupees, part, one) => {
      const small = part && `${part} ${one.paisa ? 'Paisa' : 'Paise'}`
      return `${[rupees && `Rupees ${rupees}`, small].filter(Boolean).join(' and ')} Only`
    },
    minus: 'Minus ',
  },
  hi: {
    below100: hindi,
    hundred: 'सौ',
    scales: [
      [kharab, 'खरब'],
      [arab, 'अरब'],
      [crore, 'करोड़'],
      [lakh, 'लाख'],
      [1000n, 'हज़ार'],
    ],
    sentence: (rupees, part, one) => {
      const large = rupees && `${rupees} ${one.rupee ? 'रुपया' : 'रुपये'}`
      const small = part && `${part} ${one.paisa ? 'पैसा' : 'पैसे'}`
      return `${[large, small].filter(Boolean).join(' और ')} मात्र`
    },
    minus: 'ऋण ',
  },
  ur: {
    below100: urdu,
    hundred: 'سو',
    scales: [
      [kharab, 'کھرب'],
      [arab, 'ارب'],
      [crore, 'کروڑ'],
      [lakh, 'لاکھ'],
      [1000n, 'ہزار'],
    ],
    sentence: (rupees, part, one) => {
      const large = rupees && `${rupees} ${one.rupee ? 'روپیہ' : 'روپے'}`
      const small = part && `${part} ${one.paisa ? 'پیسہ' : 'پیسے'}`
      return `${[large, small].filter(Boolean).join(' اور ')} صرف`
    },
    minus: 'منفی ',
  },
}

function numberWords(n: bigint, language: Language): string {
  const words: string[] = []
  let left = n
  for (const [size, word] of language.scales) {
    if (left < size) continue
    words.push(numberWords(left / size, language), word)
    left %= size
  }
  if (left >= 100n) words.push(numberWords(left / 100n, language), language.hundred)
  left %= 100n
  if (left > 0n || words.length === 0) words.push(language.below100[Number(left)] ?? '')
  return words.join(' ')
}

/**
 * An amount of whole paise as the words of an invoice or cheque (market.md §6.3): 'Rupees One Lakh Five Only',
 * 'Rupees One Hundred Five and Fifty Paise Only', 'एक लाख पाँच रुपये मात्र', 'ایک لاکھ پانچ روپے صرف'. Less than a rupee is paise alone.
 */
export function amountInWords(amountPaise: number, language: WordsLanguage = 'en'): string {
  const size = BigInt(Math.abs(paise(amountPaise)))
  const words = languages[language]
  const rupees = size / 100n
  const part = size % 100n
  const large = rupees > 0n || part === 0n ? numberWords(rupees, words) : null
  const small = part > 0n ? numberWords(part, words) : null
  const sentence = words.sentence(large, small, { rupee: rupees === 1n, paisa: part === 1n })
  return amountPaise < 0 ? words.minus + sentence : sentence
}
