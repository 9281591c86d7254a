type Words = Readonly<
  Record<
    | 'title'
    | 'batch'
    | 'dear'
    | 'stop'
    | 'reason'
    | 'notice'
    | 'item'
    | 'company'
    | 'expiry'
    | 'bill'
    | 'date'
    | 'sold'
    | 'returned'
    | 'withYou'
    | 'total'
    | 'please'
    | 'for'
    | 'signatory',
    string
  >
>

/** A recall letter in the language of the party. */
export const letterWords: Readonly<Record<'en' | 'hi' | 'ur', Words>> = {
  en: {
    title: 'Batch recall',
    batch: 'batch',
    dear: 'Dear Sir or Madam,',
    stop: 'The batch named below is recalled. Please stop selling and using it at once and keep it apart from other stock.',
    reason: 'Reason',
    notice: 'Notice',
    item: 'Product',
    company: 'Manufacturer',
    expiry: 'Expiry',
    bill: 'Our bill',
    date: 'Date',
    sold: 'Supplied',
    returned: 'Returned',
    withYou: 'With you',
    total: 'Total',
    please:
      'Please return what is left with a note of the quantity, and tell us what has been sold on. You will be credited for what comes back.',
    for: 'For',
    signatory: 'Authorised signatory',
  },
  hi: {
    title: 'बैच वापसी',
    batch: 'बैच',
    dear: 'महोदय / महोदया,',
    stop: 'नीचे लिखा बैच वापस मँगाया जा रहा है। कृपया इसकी बिक्री और उपयोग तुरंत रोकें और इसे दूसरे माल से अलग रखें।',
    reason: 'कारण',
    notice: 'सूचना',
    item: 'उत्पाद',
    company: 'निर्माता',
    expiry: 'एक्सपायरी',
    bill: 'हमारा बिल',
    date: 'तारीख',
    sold: 'दिया',
    returned: 'वापस आया',
    withYou: 'आपके पास',
    total: 'कुल',
    please: 'कृपया बचा हुआ माल मात्रा लिखकर लौटाएँ और बताएँ कि कितना बिक चुका है। लौटे माल का क्रेडिट दिया जाएगा।',
    for: 'कृते',
    signatory: 'अधिकृत हस्ताक्षर',
  },
  ur: {
    title: 'بیچ کی واپسی',
    batch: 'بیچ',
    dear: 'محترم / محترمہ،',
    stop: 'نیچے لکھا ہوا بیچ واپس منگوایا جا رہا ہے۔ براہ کرم اس کی فروخت اور استعمال فوراً روک دیں اور اسے دوسرے مال سے الگ رکھیں۔',
    reason: 'وجہ',
    notice: 'نوٹس',
    item: 'دوا',
    company: 'کمپنی',
    expiry: 'میعاد',
    bill: 'ہمارا بل',
    date: 'تاریخ',
    sold: 'دیا گیا',
    returned: 'واپس آیا',
    withYou: 'آپ کے پاس',
    total: 'کل',
    please: 'براہ کرم بچا ہوا مال مقدار لکھ کر واپس کریں اور بتائیں کہ کتنا بک چکا ہے۔ واپس آنے والے مال کا کریڈٹ دیا جائے گا۔',
    for: 'منجانب',
    signatory: 'مجاز دستخط',
  },
}
export type LetterLanguage = keyof typeof letterWords
