import { StatusPill } from '../ui/controls.tsx'
import type { EntryColumn } from '../ui/entry-grid.tsx'
import { expiry, money, percent, quantity, rate } from '../ui/format.ts'
import type { PopupColumn } from '../ui/popup.tsx'
import type { Say } from '../words.ts'
import { type Offer, problemOf, type ReviewLine, reviewRules, stops } from './bill-review.ts'

type Look = Omit<EntryColumn<ReviewLine>, 'id'>

const looks = (t: Say): Readonly<Record<string, Look>> => ({
  state: {
    title: t('purchases.review.state'),
    width: '104px',
    show: (line) => {
      const problem = problemOf(line)
      if (problem) return <StatusPill tone={stops(problem) ? 'bad' : 'warn'}>{t(`purchases.review.short.${problem}`)}</StatusPill>
      return <StatusPill tone="ok">{t(`purchases.review.how.${line.how ?? 'chosen'}`)}</StatusPill>
    },
  },
  name: { title: t('purchases.review.theirItem'), width: 'minmax(140px, 1fr)', show: (line) => <bdi>{line.file.name}</bdi> },
  pack: { title: t('purchases.review.pack'), width: '64px', weight: 'dim', show: (line) => line.file.pack },
  batch: { title: t('purchases.review.batch'), width: '96px', show: (line) => <span className="code">{line.file.batch}</span> },
  expiry: { title: t('purchases.review.expiry'), width: '64px', show: (line) => expiry(line.file.expiry) },
  qty: { title: t('purchases.review.qty'), width: '60px', numeric: true, show: (line) => quantity(line.file.qtyMilli) },
  free: { title: t('purchases.review.free'), width: '48px', numeric: true, show: (line) => quantity(line.file.freeMilli) },
  rate: { title: t('purchases.review.rate'), width: '80px', numeric: true, show: (line) => rate(line.file.rateE4) },
  discount: {
    title: t('purchases.review.discount'),
    width: '60px',
    numeric: true,
    show: (line) => percent(line.file.discountBp),
  },
  amount: {
    title: t('purchases.review.amount'),
    width: '92px',
    numeric: true,
    show: (line) => money(line.file.amountPaise ?? line.file.expectedPaise),
  },
  gst: {
    title: t('purchases.review.gst'),
    width: '64px',
    numeric: true,
    show: (line) => percent(line.taxed === 'ours' ? (line.item?.gstBp ?? null) : line.file.gstBp),
    problem: (line) => {
      if (problemOf(line) === 'rate') return { tone: 'bad', text: problemWords(t, line) }
      const figures = { theirs: percent(line.file.gstBp), ours: percent(line.item?.gstBp ?? null) }
      return line.taxed ? { tone: 'warn', text: t(`purchases.review.taxed.${line.taxed}`, figures) } : null
    },
  },
  item: {
    title: t('purchases.review.ourItem'),
    width: 'minmax(160px, 1fr)',
    weight: 'strong',
    show: (line) => line.item && <bdi>{line.item.item}</bdi>,
    problem: (line) => {
      const problem = problemOf(line)
      return problem === null || problem === 'rate'
        ? null
        : { tone: stops(problem) ? 'bad' : 'warn', text: problemWords(t, line) }
    },
  },
  unit: { title: t('purchases.review.unit'), width: '72px', show: (line) => line.item?.unit },
})

/** What is wrong with a line in a sentence, with the figures. */
export function problemWords(t: Say, line: ReviewLine): string {
  const { file, item } = line
  switch (problemOf(line)) {
    case 'unread':
      return t('purchases.review.unread', {
        field: t(`purchases.review.field.${file.problems[0]?.field ?? 'name'}`),
        text: file.problems[0]?.text ?? '',
      })
    case 'off':
      return t('purchases.review.off', { expected: money(file.expectedPaise), given: money(file.amountPaise) })
    case 'item':
      return t(file.matches.length > 0 ? 'purchases.review.choose' : 'purchases.review.search')
    case 'pack':
      return t('purchases.review.packDoubt', { rate: rate(file.rateE4), mrp: money(file.mrpPaise) })
    case 'rate':
      return t('purchases.review.rateDiffers', { theirs: percent(file.gstBp), ours: percent(item?.gstBp ?? null) })
    default:
      return ''
  }
}

export const reviewColumns = (t: Say): readonly EntryColumn<ReviewLine>[] => {
  const look = looks(t)
  return reviewRules.map((rule) => ({ ...rule, ...(look[rule.id] as Look) }))
}

/** What a line may mean, with the evidence in words. */
export const offerColumns = (t: Say): readonly PopupColumn<Offer>[] => [
  {
    id: 'item',
    title: t('purchases.review.ourItem'),
    width: 'minmax(200px, 1.4fr)',
    weight: 'strong',
    cell: (offer) => offer.item,
  },
  { id: 'pack', title: t('purchases.review.pack'), width: '80px', weight: 'dim', cell: (offer) => offer.pack },
  {
    id: 'company',
    title: t('purchases.review.company'),
    width: 'minmax(90px, 1fr)',
    weight: 'dim',
    cell: (offer) => offer.manufacturer,
  },
  { id: 'last', title: t('purchases.review.lastRate'), width: '84px', numeric: true, cell: (offer) => rate(offer.lastRateE4) },
  {
    id: 'evidence',
    title: t('purchases.review.evidence'),
    width: 'minmax(220px, 1.6fr)',
    cell: (offer) => offer.evidence.map((one) => t(`purchases.review.because.${one}`)).join(', '),
  },
]
