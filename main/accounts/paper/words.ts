import type { PaperKind, paperLanguages } from '../../../shared/accounts/paper-contract.ts'

export type PaperLanguage = (typeof paperLanguages)[number]

const english = {
  'purchase-return': 'DEBIT NOTE',
  claim: 'DELIVERY CHALLAN',
  'return-invoice': 'TAX INVOICE',
  transfer: 'DELIVERY CHALLAN',
  'self-invoice': 'SELF-INVOICE',
  'payment-voucher': 'PAYMENT VOUCHER',
  billOfSupply: 'BILL OF SUPPLY',
  goodsReturned: 'DELIVERY CHALLAN · GOODS RETURNED',
  to: 'To',
  consignor: 'Consignor',
  consignee: 'Consignee',
  supplier: 'Supplier',
  total: 'Total',
  paid: 'Amount paid',
  inWords: 'Amount in words',
  page: 'Page {{page}} of {{pages}}',
  continued: 'continued',
  carried: 'Carried forward',
  brought: 'Brought forward',
  computer: 'This is a computer generated document',
  signatory: 'Authorised signatory',
}
export type PaperWord = keyof typeof english
type Words = Readonly<Record<PaperWord, string>>

// What the law names stays English on every paper; one in another language carries its own beside it.
const translated: Readonly<Record<Exclude<PaperLanguage, 'en'>, Words>> = {
  hi: {
    'purchase-return': 'डेबिट नोट',
    claim: 'सुपुर्दगी चालान',
    'return-invoice': 'कर बीजक',
    transfer: 'सुपुर्दगी चालान',
    'self-invoice': 'स्व-बीजक',
    'payment-voucher': 'भुगतान वाउचर',
    billOfSupply: 'आपूर्ति बिल',
    goodsReturned: 'सुपुर्दगी चालान · माल वापसी',
    to: 'सेवा में',
    consignor: 'प्रेषक',
    consignee: 'प्राप्तकर्ता',
    supplier: 'आपूर्तिकर्ता',
    total: 'कुल',
    paid: 'भुगतान राशि',
    inWords: 'शब्दों में',
    page: 'पृष्ठ {{page}} / {{pages}}',
    continued: 'जारी',
    carried: 'आगे ले जाया गया',
    brought: 'पिछले पृष्ठ से',
    computer: 'कंप्यूटर से बना दस्तावेज़',
    signatory: 'अधिकृत हस्ताक्षर',
  },
  ur: {
    'purchase-return': 'ڈیبٹ نوٹ',
    claim: 'ترسیلی چالان',
    'return-invoice': 'ٹیکس انوائس',
    transfer: 'ترسیلی چالان',
    'self-invoice': 'خود انوائس',
    'payment-voucher': 'ادائیگی واؤچر',
    billOfSupply: 'سپلائی بل',
    goodsReturned: 'ترسیلی چالان · مال واپسی',
    to: 'بنام',
    consignor: 'بھیجنے والا',
    consignee: 'وصول کنندہ',
    supplier: 'سپلائر',
    total: 'کل',
    paid: 'ادا شدہ رقم',
    inWords: 'الفاظ میں',
    page: 'صفحہ {{page}} از {{pages}}',
    continued: 'جاری',
    carried: 'آگے منتقل',
    brought: 'پچھلے صفحے سے',
    computer: 'کمپیوٹر سے بنی دستاویز',
    signatory: 'مجاز دستخط',
  },
}

export const word = (key: PaperWord): string => english[key]
/** The same in the paper's language; null when that is English. */
export const localWord = (key: PaperWord, language: PaperLanguage): string | null =>
  language === 'en' ? null : translated[language][key]
/** English with the translation behind it. */
export const bothWords = (key: PaperWord, language: PaperLanguage): string =>
  [english[key], localWord(key, language)].filter(Boolean).join(' · ')
/** In the paper's language alone: what stands at page ends. */
export const ownWord = (key: PaperWord, language: PaperLanguage): string => localWord(key, language) ?? english[key]

/** The captions of its copies: Rule 48 for what is invoiced, Rule 55(2) for goods that travel, ours for the rest. */
const captions: Readonly<Record<PaperKind, readonly [string, string, string]>> = {
  'purchase-return': ['ORIGINAL FOR RECIPIENT', 'DUPLICATE FOR TRANSPORTER', 'TRIPLICATE FOR ISSUER'],
  'return-invoice': ['ORIGINAL FOR RECIPIENT', 'DUPLICATE FOR TRANSPORTER', 'TRIPLICATE FOR SUPPLIER'],
  claim: ['ORIGINAL FOR CONSIGNEE', 'DUPLICATE FOR TRANSPORTER', 'TRIPLICATE FOR CONSIGNOR'],
  transfer: ['ORIGINAL FOR CONSIGNEE', 'DUPLICATE FOR TRANSPORTER', 'TRIPLICATE FOR CONSIGNOR'],
  'self-invoice': ['ORIGINAL', 'DUPLICATE', 'TRIPLICATE'],
  'payment-voucher': ['ORIGINAL FOR SUPPLIER', 'DUPLICATE FOR RECIPIENT', 'TRIPLICATE'],
}

/** The captions of a document's copies: goods that go back before their bill travel on a challan, as a claim's do (Rule 55). */
export const captionsOf = (kind: PaperKind, beforeBill: boolean) => captions[beforeBill ? 'claim' : kind]
