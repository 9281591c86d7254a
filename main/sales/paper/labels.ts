export type PaperLanguage = 'en' | 'hi' | 'ur'

type Labels = Readonly<
  Record<
    | 'taxInvoice'
    | 'billOfSupply'
    | 'invoiceCumBill'
    | 'billTo'
    | 'netPayable'
    | 'inWords'
    | 'page'
    | 'continued'
    | 'carried'
    | 'brought'
    | 'computer'
    | 'signatory',
    string
  >
>

// The words the law names stay English on every bill; a bill in another language carries its own beside them.
const translated: Readonly<Record<Exclude<PaperLanguage, 'en'>, Labels>> = {
  hi: {
    taxInvoice: 'कर बीजक',
    billOfSupply: 'आपूर्ति बिल',
    invoiceCumBill: 'बीजक-सह-आपूर्ति बिल',
    billTo: 'क्रेता',
    netPayable: 'देय राशि',
    inWords: 'शब्दों में',
    page: 'पृष्ठ {{page}} / {{pages}}',
    continued: 'जारी',
    carried: 'आगे ले जाया गया',
    brought: 'पिछले पृष्ठ से',
    computer: 'कंप्यूटर से बना बीजक',
    signatory: 'अधिकृत हस्ताक्षर',
  },
  ur: {
    taxInvoice: 'ٹیکس انوائس',
    billOfSupply: 'سپلائی بل',
    invoiceCumBill: 'انوائس و سپلائی بل',
    billTo: 'خریدار',
    netPayable: 'واجب الادا رقم',
    inWords: 'الفاظ میں',
    page: 'صفحہ {{page}} از {{pages}}',
    continued: 'جاری',
    carried: 'آگے منتقل',
    brought: 'پچھلے صفحے سے',
    computer: 'کمپیوٹر سے بنی انوائس',
    signatory: 'مجاز دستخط',
  },
}

const english: Labels = {
  taxInvoice: 'TAX INVOICE',
  billOfSupply: 'BILL OF SUPPLY',
  invoiceCumBill: 'INVOICE-CUM-BILL OF SUPPLY',
  billTo: 'Bill to',
  netPayable: 'Net payable',
  inWords: 'Amount in words',
  page: 'Page {{page}} of {{pages}}',
  continued: 'continued',
  carried: 'Carried forward',
  brought: 'Brought forward',
  computer: 'This is a computer generated invoice',
  signatory: 'Authorised signatory',
}

export const label = (key: keyof Labels): string => english[key]
/** The same in the paper's language; null when that is English. */
export const localLabel = (key: keyof Labels, language: PaperLanguage): string | null =>
  language === 'en' ? null : translated[language][key]
/** English with the translation behind it. */
export const bothLabels = (key: keyof Labels, language: PaperLanguage): string =>
  [english[key], localLabel(key, language)].filter(Boolean).join(' · ')
