import type { Paise } from '../../shared/money.ts'
import { paise } from '../../shared/money.ts'
import type { Milli, RateE4 } from '../../shared/quantity.ts'
import { lineAmount, milli, rateE4 } from '../../shared/quantity.ts'
import type { Page, PageQuery, PageRequest } from './table-pages.ts'

/** Made-up rows for the gallery; no real firm, party or medicine. */
export type SampleBill = {
  id: number
  date: string
  number: string
  party: string
  town: string
  lines: number
  totalPaise: Paise
  balancePaise: Paise
  status: 'paid' | 'part' | 'due' | 'overdue'
}

const parties = [
  'Al-Noor Medical Hall',
  'Sai Baba Chemists',
  'Maruti Medicos',
  'Jai Ambe Drug House',
  'National Chemists',
  'Patel Medicos',
  'Lakshmi Drug House',
  'शर्मा मेडिकल स्टोर',
  'Saraswati Chemists',
  'Annapurna Chemists',
]
const towns = ['Unnao', 'Meerut', 'Sitapur', 'Varanasi', 'Bareilly', 'Agra', 'Gorakhpur', 'Prayagraj']
const statuses = ['paid', 'due', 'overdue', 'part', 'paid'] as const

function bill(index: number): SampleBill {
  const seed = (index * 7919 + 13) % 99991
  const total = 20_000 + ((seed * 37) % 7_000_000)
  const status = statuses[seed % statuses.length] ?? 'paid'
  const month = String(4 + (seed % 8)).padStart(2, '0')
  return {
    id: index,
    date: `2026-${month}-${String(1 + (seed % 28)).padStart(2, '0')}`,
    number: `SL/26-27/${String(index + 1).padStart(6, '0')}`,
    party: parties[seed % parties.length] ?? '',
    town: towns[seed % towns.length] ?? '',
    lines: 1 + (seed % 60),
    totalPaise: paise(total),
    balancePaise: paise(status === 'paid' ? 0 : status === 'part' ? Math.floor(total / 2) : total),
    status,
  }
}

const all = Array.from({ length: 100_000 }, (_, index) => bill(index))

function answer(request: PageRequest): Page<SampleBill> {
  const asked = request.filter.toLocaleLowerCase()
  const found = asked
    ? all.filter((row) => `${row.number} ${row.party} ${row.town}`.toLocaleLowerCase().includes(asked))
    : [...all]
  const by = request.sort as keyof SampleBill | null
  if (by) found.sort((a, b) => (a[by] < b[by] ? -1 : a[by] > b[by] ? 1 : 0) * (request.descending ? -1 : 1))
  return {
    rows: found.slice(request.offset, request.offset + request.limit),
    total: found.length,
    sums: {
      lines: found.reduce((sum, row) => sum + row.lines, 0),
      totalPaise: found.reduce((sum, row) => sum + row.totalPaise, 0),
      balancePaise: found.reduce((sum, row) => sum + row.balancePaise, 0),
    },
  }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export type SampleMood = 'rows' | 'empty' | 'slow' | 'error'
/** A page of sample bills, after a few milliseconds like main. */
export const samplePage =
  (mood: SampleMood) =>
  (request: PageRequest): PageQuery<SampleBill> => ({
    queryKey: ['gallery', 'bills', mood, request],
    queryFn: async (): Promise<Page<SampleBill>> => {
      await wait(mood === 'slow' ? 60_000 : 3)
      if (mood === 'error') throw new Error('the gallery shows an error')
      return mood === 'empty' ? { rows: [], total: 0 } : answer(request)
    },
  })

export type SampleItem = {
  id: number
  name: string
  pack: string
  company: string
  rateE4: RateE4
  mrpPaise: Paise
  stock: number
  gst: number
}
const starts = ['Cefma', 'Zenbe', 'Amimo', 'Stepa', 'Isoma', 'Biopa', 'Nifmo', 'Gabsa', 'Metri', 'Brova']
const ends = [
  'cal 500 Tab',
  'cef 250 Inj',
  'dol 40 Syp',
  'fort 625 Tab',
  'gan 20 Oint',
  'lyte 325 Susp',
  'mycin 200 Cap',
  'pan 80 DS Tab',
]
const companies = ['Kaveri', 'Jeevan', 'Garuda', 'Indus Care', 'Orchid M', 'Pranav', 'Hilltop']
const packs = ['10s', '15s', '60ml', '100ml', '2ml', '20g']
export const sampleItems: readonly SampleItem[] = Array.from({ length: 640 }, (_, index) => {
  const mrp = 1_000 + ((index * 7919) % 80_000)
  return {
    id: index,
    name: `${starts[index % 10]}${ends[(index >> 3) % 8]}`,
    pack: packs[index % packs.length] ?? '',
    company: companies[index % companies.length] ?? '',
    rateE4: rateE4(Math.floor(mrp * 0.78) * 100),
    mrpPaise: paise(mrp),
    stock: (index * 37) % 900,
    gst: index % 7 === 0 ? 0 : 5,
  }
})

export const searchSamples = async (text: string) => {
  await wait(3)
  const asked = text.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const rows = sampleItems.filter((item) => asked.every((word) => item.name.toLocaleLowerCase().includes(word)))
  return { text, rows: rows.slice(0, 40), total: rows.length }
}

export type SampleLine = {
  key: string
  item: SampleItem | null
  batch: string
  expiry: string
  qtyMilli: Milli | null
  freeMilli: Milli | null
  rateE4: RateE4 | null
  discountBp: number | null
}
export const blankLine = (): SampleLine => ({
  key: crypto.randomUUID(),
  item: null,
  batch: '',
  expiry: '',
  qtyMilli: null,
  freeMilli: null,
  rateE4: null,
  discountBp: null,
})
export const sampleLine = (index: number): SampleLine => {
  const item = sampleItems[(index * 41) % sampleItems.length] ?? null
  return {
    key: `line-${index}`,
    item,
    batch: `B${(index * 733) % 9973}`,
    expiry: `2028-0${1 + (index % 9)}-28`,
    qtyMilli: milli((1 + ((index * 7) % 30)) * 1000),
    freeMilli: index % 7 === 0 ? milli(1000) : null,
    rateE4: item?.rateE4 ?? null,
    discountBp: index % 5 === 0 ? 250 : null,
  }
}
export const amountOf = (line: SampleLine): Paise | null =>
  line.qtyMilli === null || line.rateE4 === null ? null : lineAmount({ qtyMilli: line.qtyMilli, rateE4: line.rateE4, factor: 1 })
