import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountInWords, type WordsLanguage } from './words-amount.ts'

describe('English', () => {
  test.each([
    [0, 'Rupees Zero Only'],
    [5, 'Five Paise Only'],
    [1, 'One Paisa Only'],
    [1_00, 'Rupees One Only'],
    [100_00, 'Rupees One Hundred Only'],
    [105_00, 'Rupees One Hundred Five Only'],
    [105_50, 'Rupees One Hundred Five and Fifty Paise Only'],
    [105_05, 'Rupees One Hundred Five and Five Paise Only'],
    [1000_00, 'Rupees One Thousand Only'],
    [1_00_000_00, 'Rupees One Lakh Only'],
    [1_00_001_00, 'Rupees One Lakh One Only'],
    [1_00_005_00, 'Rupees One Lakh Five Only'],
    [10_00_000_00, 'Rupees Ten Lakh Only'],
    [1_00_00_000_00, 'Rupees One Crore Only'],
    [
      99_99_99_999_99,
      'Rupees Ninety Nine Crore Ninety Nine Lakh Ninety Nine Thousand Nine Hundred Ninety Nine and Ninety Nine Paise Only',
    ],
    [1_23_45_67_890_00, 'Rupees One Hundred Twenty Three Crore Forty Five Lakh Sixty Seven Thousand Eight Hundred Ninety Only'],
    [1e14, 'Rupees One Lakh Crore Only'],
    [-42_00, 'Minus Rupees Forty Two Only'],
  ])('%d', (amount, words) => {
    expect(amountInWords(amount)).toBe(words)
  })
})

describe('Hindi', () => {
  test.each([
    [0, 'शून्य रुपये मात्र'],
    [5, 'पाँच पैसे मात्र'],
    [1_00, 'एक रुपया मात्र'],
    [101, 'एक रुपया और एक पैसा मात्र'],
    [105_50, 'एक सौ पाँच रुपये और पचास पैसे मात्र'],
    [1_00_005_00, 'एक लाख पाँच रुपये मात्र'],
    [10_00_000_00, 'दस लाख रुपये मात्र'],
    [1_00_00_000_00, 'एक करोड़ रुपये मात्र'],
    [99_99_99_999_99, 'निन्यानवे करोड़ निन्यानवे लाख निन्यानवे हज़ार नौ सौ निन्यानवे रुपये और निन्यानवे पैसे मात्र'],
    [1_23_45_67_890_00, 'एक अरब तेईस करोड़ पैंतालीस लाख सड़सठ हज़ार आठ सौ नब्बे रुपये मात्र'],
    [-42_00, 'ऋण बयालीस रुपये मात्र'],
  ])('%d', (amount, words) => {
    expect(amountInWords(amount, 'hi')).toBe(words)
  })
})

describe('Urdu', () => {
  test.each([
    [0, 'صفر روپے صرف'],
    [5, 'پانچ پیسے صرف'],
    [1_00, 'ایک روپیہ صرف'],
    [105_50, 'ایک سو پانچ روپے اور پچاس پیسے صرف'],
    [1_00_005_00, 'ایک لاکھ پانچ روپے صرف'],
    [99_99_99_999_99, 'ننانوے کروڑ ننانوے لاکھ ننانوے ہزار نو سو ننانوے روپے اور ننانوے پیسے صرف'],
    [1_23_45_67_890_00, 'ایک ارب تئیس کروڑ پینتالیس لاکھ سڑسٹھ ہزار آٹھ سو نوے روپے صرف'],
    [-42_00, 'منفی بیالیس روپے صرف'],
  ])('%d', (amount, words) => {
    expect(amountInWords(amount, 'ur')).toBe(words)
  })
})

// Reading the words back: every number has words of its own, so no two entries of a table can be alike or swapped with a scale.
const fillers = new Set(['Rupees', 'Only', 'रुपये', 'रुपया', 'मात्र', 'روپے', 'روپیہ', 'صرف'])
const scaleOf: Readonly<Record<string, number>> = {
  Thousand: 1e3,
  Lakh: 1e5,
  Crore: 1e7,
  हज़ार: 1e3,
  लाख: 1e5,
  करोड़: 1e7,
  अरब: 1e9,
  खरब: 1e11,
  ہزار: 1e3,
  لاکھ: 1e5,
  کروڑ: 1e7,
  ارب: 1e9,
  کھرب: 1e11,
}
const hundreds = new Set(['Hundred', 'सौ', 'سو'])

function readBack(sentence: string, language: WordsLanguage): number {
  const small = new Map(Array.from({ length: 100 }, (_, n) => [bare(amountInWords(n * 100, language)), n]))
  let total = 0
  let group = 0
  for (const word of bare(sentence).split(' ')) {
    const scale = scaleOf[word]
    // A crore counts all that was said before it: one lakh crore is a lakh of them.
    if (scale === 1e7) [total, group] = [language === 'en' ? (total + group) * 1e7 : total + group * 1e7, 0]
    else if (scale) [total, group] = [total + group * scale, 0]
    else if (hundreds.has(word)) group *= 100
    else group += small.get(word) ?? Number.NaN
  }
  return total + group
}
const bare = (sentence: string) =>
  sentence
    .split(' ')
    .filter((word) => !fillers.has(word))
    .join(' ')

test.each(['en', 'hi', 'ur'] as const)('%s: a hundred different words, and every amount can be read back', (language) => {
  expect(new Set(Array.from({ length: 100 }, (_, n) => amountInWords(n * 100, language))).size).toBe(100)
  fc.assert(
    fc.property(fc.oneof(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 1, max: 9_999_999_999 })), (rupees) => {
      expect(readBack(amountInWords(rupees * 100, language), language)).toBe(rupees)
    }),
  )
})
