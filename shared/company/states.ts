/** A state or union territory of GST (gst-rules.md §1.3). `pins` are the first three digits its PIN codes may have, as ranges. */
export type State = {
  readonly code: string
  readonly name: string
  /** Union territory without a legislature: its half of the tax prints as UTGST (files call both SGST). */
  readonly utgst: boolean
  /** Merged or renumbered: readable in old documents, blocked for new ones. */
  readonly old: boolean
  readonly pins: readonly (readonly [number, number])[]
}

type Row = readonly [code: string, name: string, pins: string, mark?: 'ut' | 'old']

// Ranges overlap on purpose: districts moved between states and kept their PIN codes, and the check only warns.
const rows: readonly Row[] = [
  ['01', 'Jammu and Kashmir', '180-193'],
  ['02', 'Himachal Pradesh', '171-177'],
  ['03', 'Punjab', '140-160'],
  ['04', 'Chandigarh', '140 160', 'ut'],
  ['05', 'Uttarakhand', '244-263'],
  ['06', 'Haryana', '121-136'],
  ['07', 'Delhi', '110'],
  ['08', 'Rajasthan', '301-345'],
  ['09', 'Uttar Pradesh', '201-285'],
  ['10', 'Bihar', '800-855'],
  ['11', 'Sikkim', '737'],
  ['12', 'Arunachal Pradesh', '790-792'],
  ['13', 'Nagaland', '797-798'],
  ['14', 'Manipur', '795'],
  ['15', 'Mizoram', '796'],
  ['16', 'Tripura', '799'],
  ['17', 'Meghalaya', '783 793-794'],
  ['18', 'Assam', '781-788'],
  ['19', 'West Bengal', '700-743'],
  ['20', 'Jharkhand', '813-835'],
  ['21', 'Odisha', '751-770'],
  ['22', 'Chhattisgarh', '490-497'],
  ['23', 'Madhya Pradesh', '450-488'],
  ['24', 'Gujarat', '360-396'],
  ['25', 'Daman and Diu', '362 396', 'old'],
  ['26', 'Dadra and Nagar Haveli and Daman and Diu', '362 396', 'ut'],
  ['27', 'Maharashtra', '400-445'],
  ['28', 'Andhra Pradesh (before bifurcation)', '500-535', 'old'],
  ['29', 'Karnataka', '560-591'],
  ['30', 'Goa', '403'],
  ['31', 'Lakshadweep', '682', 'ut'],
  ['32', 'Kerala', '670-695'],
  ['33', 'Tamil Nadu', '600-643'],
  ['34', 'Puducherry', '533 605 607 609 673'],
  ['35', 'Andaman and Nicobar Islands', '744', 'ut'],
  ['36', 'Telangana', '500-509'],
  ['37', 'Andhra Pradesh', '507 515-535'],
  ['38', 'Ladakh', '194', 'ut'],
  ['97', 'Other Territory', '999', 'ut'],
]

const ranges = (pins: string) =>
  pins.split(' ').map((range) => {
    const [from = '', to = from] = range.split('-')
    return [Number(from), Number(to)] as const
  })

/** Every state code a GSTIN or address may carry, old ones included, in code order. */
export const states: readonly State[] = rows.map(([code, name, pins, mark]) => ({
  code,
  name,
  utgst: mark === 'ut',
  old: mark === 'old',
  pins: ranges(pins),
}))

const byCode = new Map(states.map((state) => [state.code, state]))

/** The state of a two-digit code, old codes included; null when there is none. */
export const stateOf = (code: string): State | null => byCode.get(code) ?? null

/** Codes a new document or master may use. */
export const isLiveState = (code: string): boolean => byCode.get(code)?.old === false

/** Places of supply: the states and, for exports, 96. An old document may also carry 25 or 28. */
export const isPlaceOfSupply = (code: string, oldDocument = false): boolean =>
  code === '96' || (oldDocument ? byCode.has(code) : isLiveState(code))

/** '27-Maharashtra' as the offline tool and printed invoices write a place of supply; the code alone when unknown. */
export function placeLabel(code: string): string {
  const name = code === '96' ? 'Other Countries' : stateOf(code)?.name
  return name === undefined ? code : `${code}-${name}`
}

/** What the state's half of the tax is called in print. */
export const stateTaxName = (code: string): 'SGST' | 'UTGST' => (stateOf(code)?.utgst ? 'UTGST' : 'SGST')
