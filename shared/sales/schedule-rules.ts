import type { LocalDate } from '../calendar.ts'
import { type DrugKind, type DrugLicence, drugKindOf, type LicenceTrade, licenceStanding } from '../company/drug-licence.ts'
import type { Details } from '../refusal.ts'

/** What the firm has set about drugs (gst-rules.md §8.1, §8.3). */
export type ScheduleSettings = {
  /** Drugs for a buyer without a live licence: a reason is asked, or only who has the right may give it. */
  readonly expired: 'warn' | 'stop'
  /** Schedule H and H1 to somebody who has no licence to have. */
  readonly walkIn: 'refuse' | 'allow'
  /** Prescriber and patient are kept with H1, X and narcotics sold to a patient. */
  readonly prescription: boolean
}
/** Null: a walk-in customer. */
export type ScheduleBuyer = { readonly type: string; readonly licences: readonly DrugLicence[] } | null

export type ScheduleFinding = {
  /** `refuse`: nobody may; `right`: who has sales.schedule may; `warn`: whoever bills may, with a reason. */
  readonly how: 'refuse' | 'right' | 'warn'
  readonly code: `sales/${string}`
  readonly field: string
  readonly details: Details
}
type Line = { readonly name: string; readonly schedule: string }
export type ScheduleAsk = {
  readonly lines: readonly Line[]
  readonly buyer: ScheduleBuyer
  readonly date: LocalDate
  readonly settings: ScheduleSettings
  readonly prescription: { readonly prescriber: string | null; readonly patient: string | null } | null
}

/** Buyers who resell or give out drugs and so need a licence; a consumer has a prescription. */
const licensedTypes: readonly string[] = ['retail', 'wholesale', 'hospital', 'pharmacy', 'institution', 'doctor']
/** What only a prescription gets one. */
export const prescribed: readonly string[] = ['H', 'H1', 'X', 'NDPS']
/** What a register is kept of. */
export const registered: readonly string[] = ['H1', 'X', 'NDPS']

/** Licences a buyer must hold for goods of a schedule: narcotics need the one for drugs and their own. */
export function licencesFor(schedule: string): readonly DrugKind[] {
  if (schedule === 'NDPS') return ['general', 'ndps']
  const kind = drugKindOf(schedule)
  return kind === null ? [] : [kind]
}

/**
 * Whose forms a buyer of a type deals under. A restricted licence (20A, 21A) is for who has no qualified person: nothing on
 * prescription may be sold under it. Who gives drugs out may hold any.
 */
export function tradesFor(type: string, schedule: string): readonly LicenceTrade[] {
  const onPrescription = prescribed.includes(schedule)
  if (type === 'wholesale') return ['wholesale', 'vehicle', 'any']
  if (type === 'retail' || type === 'pharmacy') return onPrescription ? ['retail', 'any'] : ['retail', 'restricted', 'any']
  return ['retail', 'wholesale', 'vehicle', 'any', ...(onPrescription ? [] : (['restricted'] as const))]
}

function patientFinding({ name, schedule }: Line, at: string, ask: ScheduleAsk): ScheduleFinding | null {
  const details = { item: name, schedule }
  if (schedule === 'X') return { how: 'refuse', code: 'sales/licence-schedule-x', field: at, details }
  if (schedule === 'NDPS') return { how: 'refuse', code: 'sales/licence-ndps', field: at, details }
  if (prescribed.includes(schedule) && ask.settings.walkIn === 'refuse')
    return { how: 'refuse', code: 'sales/walk-in-schedule', field: at, details }
  const { prescription } = ask
  if (registered.includes(schedule) && ask.settings.prescription && !(prescription?.prescriber && prescription.patient))
    return { how: 'refuse', code: 'sales/prescription-needed', field: 'prescription.prescriber', details }
  return null
}

function licenceFinding({ name, schedule }: Line, at: string, ask: ScheduleAsk, kind: DrugKind): ScheduleFinding | null {
  const buyer = ask.buyer as NonNullable<ScheduleBuyer>
  const about = { kind, date: ask.date, warnDays: 0 }
  const fits = licenceStanding(buyer.licences, { ...about, trades: tradesFor(buyer.type, schedule) })
  if (fits.standing === 'live') return null
  const details = { item: name, schedule }
  // X: never without; narcotics: the state's licence is not asked for every one of them, so who answers for it decides
  if (kind === 'schedule-x') return { how: 'refuse', code: 'sales/licence-schedule-x', field: at, details }
  if (kind === 'ndps') return { how: 'right', code: 'sales/licence-ndps', field: at, details }
  const how = ask.settings.expired === 'stop' ? 'right' : 'warn'
  if (fits.standing === 'ended')
    return {
      how,
      code: 'sales/licence-expired',
      field: 'party',
      details: { number: fits.licence.number, date: fits.licence.validTo ?? '' },
    }
  const other = licenceStanding(buyer.licences, about)
  if (other.standing === 'live')
    return {
      how: 'warn',
      code: 'sales/licence-misfit',
      field: 'party',
      details: { item: name, schedule, form: other.licence.form },
    }
  return { how, code: 'sales/licence-missing', field: 'party', details }
}

/**
 * What the law and the firm's rules say of drugs on a bill for this buyer on its day: the form of licence fits the schedule and the
 * buyer's trade and is live that day; what needs a prescription is not for a walk-in of a wholesaler; prescriber and patient where they
 * are kept. One finding of each code about the party, one a line about goods.
 */
export function scheduleFindings(ask: ScheduleAsk): ScheduleFinding[] {
  const found = new Map<string, ScheduleFinding>()
  const patient = ask.buyer === null || !licensedTypes.includes(ask.buyer.type)
  for (const [index, line] of ask.lines.entries()) {
    const at = `lines.${index}.itemId`
    const own = patient
      ? [patientFinding(line, at, ask)]
      : licencesFor(line.schedule).map((kind) => licenceFinding(line, at, ask, kind))
    for (const finding of own)
      if (finding && !found.has(`${finding.code} ${finding.field}`)) found.set(`${finding.code} ${finding.field}`, finding)
  }
  return [...found.values()]
}

/** The most of some goods a buyer may have, in base units (thousandths); null: no limit for that span. */
export type QuantityCap = { readonly dayMilli: number | null; readonly monthMilli: number | null }
export type Breach = { readonly span: 'day' | 'month'; readonly mostMilli: number; readonly hadMilli: number }

/** Whether so much more would pass a cap, the day's asked first; `had`: sold to the buyer already, returns taken off. */
export function capBreach(
  cap: QuantityCap,
  had: { readonly dayMilli: number; readonly monthMilli: number },
  moreMilli: number,
): Breach | null {
  if (cap.dayMilli !== null && had.dayMilli + moreMilli > cap.dayMilli)
    return { span: 'day', mostMilli: cap.dayMilli, hadMilli: had.dayMilli }
  if (cap.monthMilli !== null && had.monthMilli + moreMilli > cap.monthMilli)
    return { span: 'month', mostMilli: cap.monthMilli, hadMilli: had.monthMilli }
  return null
}
