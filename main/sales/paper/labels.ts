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
    | 'signatory'
    | 'creditNote'
    | 'debitNote'
    | 'commercialCredit'
    | 'goodsByBuyersBill'
    | 'replacement'
    | 'noteTo'
    | 'returnedBy'
    | 'amountDue'
    | 'amountCredited'
    | 'computerNote',
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
    creditNote: 'क्रेडिट नोट',
    debitNote: 'डेबिट नोट',
    commercialCredit: 'वाणिज्यिक क्रेडिट नोट (बिना जीएसटी)',
    goodsByBuyersBill: 'क्रेता के अपने बिल से वापस आया माल',
    replacement: 'बिना मूल्य बदला गया माल',
    noteTo: 'प्राप्तकर्ता',
    returnedBy: 'माल लौटाने वाला',
    amountDue: 'देय राशि',
    amountCredited: 'जमा की गई राशि',
    computerNote: 'कंप्यूटर से बना दस्तावेज़',
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
    creditNote: 'کریڈٹ نوٹ',
    debitNote: 'ڈیبٹ نوٹ',
    commercialCredit: 'تجارتی کریڈٹ نوٹ (بغیر جی ایس ٹی)',
    goodsByBuyersBill: 'خریدار کے اپنے بل سے واپس آیا مال',
    replacement: 'بلا قیمت بدلا گیا مال',
    noteTo: 'وصول کنندہ',
    returnedBy: 'مال لوٹانے والا',
    amountDue: 'واجب الادا رقم',
    amountCredited: 'جمع کی گئی رقم',
    computerNote: 'کمپیوٹر سے بنی دستاویز',
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
  creditNote: 'CREDIT NOTE',
  debitNote: 'DEBIT NOTE',
  commercialCredit: 'COMMERCIAL CREDIT NOTE',
  goodsByBuyersBill: 'GOODS RETURNED BY THE BUYER’S OWN BILL',
  replacement: 'REPLACEMENT WITHOUT CHARGE',
  noteTo: 'To',
  returnedBy: 'Returned by',
  amountDue: 'Amount due',
  amountCredited: 'Amount credited',
  computerNote: 'This is a computer generated document',
}

export type LabelKey = keyof Labels
export const label = (key: LabelKey): string => english[key]
/** The same in the paper's language; null when that is English. */
export const localLabel = (key: keyof Labels, language: PaperLanguage): string | null =>
  language === 'en' ? null : translated[language][key]
/** English with the translation behind it. */
export const bothLabels = (key: keyof Labels, language: PaperLanguage): string =>
  [english[key], localLabel(key, language)].filter(Boolean).join(' · ')
