import { addDays, type LocalDate } from '../calendar.ts'

/** What a licence lets its holder deal in: ordinary drugs, Schedules C and C(1), Schedule X, narcotics. */
export const drugKinds = ['general', 'schedule-c', 'schedule-x', 'ndps'] as const
export type DrugKind = (typeof drugKinds)[number]
export type LicenceTrade = 'wholesale' | 'retail' | 'restricted' | 'vehicle' | 'any'

/** The forms of the Drugs Rules (gst-rules.md §8.1). */
export const licenceForms = {
  '20': { trade: 'retail', covers: 'general' },
  '21': { trade: 'retail', covers: 'schedule-c' },
  '20F': { trade: 'retail', covers: 'schedule-x' },
  '20A': { trade: 'restricted', covers: 'general' },
  '21A': { trade: 'restricted', covers: 'schedule-c' },
  '20B': { trade: 'wholesale', covers: 'general' },
  '21B': { trade: 'wholesale', covers: 'schedule-c' },
  '20G': { trade: 'wholesale', covers: 'schedule-x' },
  '20BB': { trade: 'vehicle', covers: 'general' },
  '21BB': { trade: 'vehicle', covers: 'schedule-c' },
  // the state's separate licence for narcotics (gst-rules.md §8.1), beside the one for drugs
  NDPS: { trade: 'any', covers: 'ndps' },
} as const satisfies Readonly<Record<string, { trade: LicenceTrade; covers: DrugKind }>>
export type LicenceForm = keyof typeof licenceForms

const isForm = (text: string): text is LicenceForm => Object.hasOwn(licenceForms, text)

/** A form as typed (`Form 20-b`, `20 B`) in its plain spelling, or null. */
export function readLicenceForm(text: string): LicenceForm | null {
  const plain = text
    .toUpperCase()
    .replace(/[^A-Z\d]/g, '')
    .replace(/^FORM/, '')
  return isForm(plain) ? plain : null
}

/** `validTo` is the date the retention fee is due: since 2017 a licence is perpetual while it is paid. Null: not recorded. */
export type DrugLicence = {
  readonly form: string
  readonly number: string
  readonly validFrom: LocalDate | null
  readonly validTo: LocalDate | null
}

/** Which licence a buyer needs for goods of this schedule; null for goods that are not drugs. Biologicals (Schedule C) are told apart by the caller. */
export function drugKindOf(schedule: string, biological = false): DrugKind | null {
  if (schedule === 'X') return 'schedule-x'
  if (biological) return 'schedule-c'
  return ['G', 'H', 'H1', 'NDPS', 'OTC'].includes(schedule) ? 'general' : null
}

export type LicenceStanding =
  | { readonly standing: 'live'; readonly licence: DrugLicence; readonly endsSoon: boolean }
  | { readonly standing: 'ended'; readonly licence: DrugLicence }
  | { readonly standing: 'missing' }

/**
 * Whether a party may be sold drugs of a kind on a day: its live licence, else the one that ended, else missing. `endsSoon` within so many
 * days is worth a warning; ended and missing block the sale.
 */
export function licenceStanding(
  licences: readonly DrugLicence[],
  facts: {
    readonly kind: DrugKind
    readonly date: LocalDate
    readonly warnDays: number
    /** Whose forms count; all of them unless said. */
    readonly trades?: readonly LicenceTrade[]
  },
): LicenceStanding {
  const { kind, date, warnDays, trades } = facts
  const fits = (form: LicenceForm | null): boolean =>
    form !== null && licenceForms[form].covers === kind && (!trades || trades.includes(licenceForms[form].trade))
  const fitting = licences
    .filter(({ form, number }) => number.trim() !== '' && fits(readLicenceForm(form)))
    .sort((a, b) => (b.validTo ?? '9999').localeCompare(a.validTo ?? '9999'))
  const live = fitting.find(({ validFrom, validTo }) => (!validFrom || validFrom <= date) && (!validTo || validTo >= date))
  if (live) return { standing: 'live', licence: live, endsSoon: live.validTo !== null && live.validTo < addDays(date, warnDays) }
  return fitting[0] ? { standing: 'ended', licence: fitting[0] } : { standing: 'missing' }
}
