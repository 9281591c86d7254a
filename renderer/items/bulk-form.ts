import type { LocalDate } from '../../shared/calendar.ts'
import { bulkTiers } from '../../shared/items/bulk-contract.ts'
import type { Schedule } from '../../shared/items/schedules.ts'
import type { ItemStatus } from '../../shared/items/statuses.ts'
import type { TaxClass } from '../../shared/items/tax-rates.ts'
import type { InputOf } from '../client.ts'

export type Bulk = InputOf<'items.bulkPreview'>['bulk']
export const kinds = ['tax', 'hsn', 'category', 'schedule', 'rack', 'storage', 'status', 'price'] as const
type BulkKind = (typeof kinds)[number]
export const tiers = bulkTiers

/** The question as it stands in the boxes. */
export type BulkBoxes = {
  words: string
  manufacturer: string
  hsn: string
  category: string
  schedule: Schedule | 'any'
  what: BulkKind
  taxClass: TaxClass
  rateBp: number | null
  newHsn: string
  text: string
  newSchedule: Schedule
  status: ItemStatus
  tier: (typeof bulkTiers)[number]
  how: 'percent' | 'set'
  percent: string
  rateE4: number | null
  roundPaise: number | null
  from: LocalDate | null
}
export const freshBulk = (today: LocalDate): BulkBoxes => ({
  words: '',
  manufacturer: '',
  hsn: '',
  category: '',
  schedule: 'any',
  what: 'tax',
  taxClass: 'taxable',
  rateBp: 500,
  newHsn: '',
  text: '',
  newSchedule: 'H',
  status: 'closed',
  tier: 'mrp',
  how: 'percent',
  percent: '',
  rateE4: null,
  roundPaise: 1,
  from: today,
})

/** A percentage with its sign as somebody types it, in basis points; null when it is none. */
export function percentOf(text: string): number | null {
  const match = /^([+-−]?)\s*(\d{1,3})(?:\.(\d{1,2}))?\s*%?$/.exec(text.trim())
  if (!match) return null
  const value = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'))
  return match[1] === '-' || match[1] === '−' ? -value : value
}

function changeOf(boxes: BulkBoxes): Bulk['change'] | null {
  switch (boxes.what) {
    case 'tax':
      return boxes.taxClass === 'taxable'
        ? boxes.rateBp === null
          ? null
          : { what: 'tax', class: 'taxable', rateBp: boxes.rateBp }
        : { what: 'tax', class: boxes.taxClass, rateBp: 0 }
    case 'hsn':
      return boxes.newHsn.trim() ? { what: 'hsn', hsn: boxes.newHsn } : null
    case 'schedule':
      return { what: 'schedule', schedule: boxes.newSchedule }
    case 'status':
      return { what: 'status', status: boxes.status }
    case 'price': {
      const percentBp = boxes.how === 'percent' ? percentOf(boxes.percent) : null
      const rateE4 = boxes.how === 'set' ? boxes.rateE4 : null
      if (percentBp === null && rateE4 === null) return null
      return { what: 'price', tier: boxes.tier, percentBp, rateE4, roundPaise: boxes.roundPaise ?? 1 }
    }
    default:
      return { what: boxes.what, text: boxes.text }
  }
}

/** What is asked of main; null while something is missing. */
export function bulkOf(boxes: BulkBoxes): Bulk | null {
  const change = changeOf(boxes)
  if (!change || !boxes.from) return null
  const { words, manufacturer, hsn, category } = boxes
  const schedule = boxes.schedule === 'any' ? null : boxes.schedule
  return { filter: { words, manufacturer, hsn, category, schedule }, change, from: boxes.from }
}
