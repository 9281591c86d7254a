import { gstinCheckCharacter } from '../../../shared/company/gstin.ts'
import type { PartyCategory } from '../../../shared/company/party-category.ts'

// name | city | state | PIN code | kind | credit days | credit limit in thousand rupees | how often it buys, 1 to 9
const customerRows = `
Shree Medical & General Stores|Pune|27|411030|regular|30|150|9
Ashirwad Chemists|Pune|27|411004|regular|30|120|8
Om Sai Medico|Pune|27|411038|regular|21|90|8
Jai Ganesh Medical|Pune|27|411037|regular|30|100|7
Sanjeevani Pharmacy|Pune|27|411014|regular|30|140|7
New Prakash Medical|Pune|27|411002|regular|15|60|6
Navjeevan Chemist & Druggist|Pimpri|27|411018|regular|30|130|6
Matoshree Medical|Chinchwad|27|411033|regular|30|80|6
Suvarna Medicals|Pune|27|411045|regular|21|70|5
Vighnaharta Medical|Pune|27|411043|regular|30|90|5
Arogya Mitra Pharmacy|Pune|27|411058|regular|30|100|5
Shivneri Chemists|Junnar|27|410502|regular|30|60|4
Dnyaneshwar Medical Stores|Alandi|27|412105|regular|30|60|4
Indrayani Medico|Dehu|27|412109|regular|30|50|4
Krishna Kunj Medical|Satara|27|415001|regular|30|90|4
Panchganga Medicals|Kolhapur|27|416002|regular|30|90|3
Siddheshwar Pharma|Solapur|27|413001|wholesale|45|300|4
Ajanta Chemists|Chhatrapati Sambhajinagar|27|431001|regular|30|90|3
Nashik Road Medical|Nashik|27|422101|regular|30|80|3
Sahakar Medical Foundation|Pune|27|411009|hospital|45|400|6
Dhanvantari Multispeciality|Pune|27|411001|hospital|45|500|5
Matru Seva Hospital|Baramati|27|413102|hospital|45|300|3
City Care Nursing Home|Pune|27|411011|hospital|30|150|4
Wellness Corner|Pune|27|411027|regular|21|80|5
MedPlaza Kothrud|Pune|27|411029|regular|30|120|5
Prime Life Chemists|Pune|27|411028|regular|30|90|4
Hadapsar Medical Hall|Pune|27|411013|regular|30|80|4
Rajgad Medical|Bhor|27|412206|composition|30|50|3
Sinhagad Road Chemist|Pune|27|411051|composition|30|60|3
Mauli Medical|Saswad|27|412301|composition|21|40|2
Yashwant Medicals|Loni|27|412201|unregistered|15|25|3
Gurukrupa Medical|Uruli|27|412202|unregistered|15|25|3
Swami Samarth Aushadhalaya|Velhe|27|412212|unregistered|15|20|2
Tuljai Medical|Daund|27|413801|unregistered|15|25|2
Karnavati Pharma Traders|Ahmedabad|24|380009|wholesale|45|350|3
Surat Medico Agency|Surat|24|395003|wholesale|45|300|2
Belgavi Drug House|Belagavi|29|590001|wholesale|45|300|3
Kittur Medicals|Hubballi|29|580020|regular|30|120|2
Mandovi Chemists|Panaji|30|403001|regular|30|120|2
Charminar Drug Lines|Hyderabad|36|500002|wholesale|45|350|2
Rajwada Pharma|Indore|23|452007|wholesale|45|300|2
Narmada Medical Agency|Khandwa|23|450001|regular|30|100|1
Orbit Techpark Clinic (SEZ unit)|Pune|27|411057|sez|30|200|2
Suraksha Occupational Health (SEZ unit)|Pune|27|411014|sez|30|150|1
Ruby Diagnostics Stores|Pune|27|411006|regular|30|120|3
`

const supplierRows = `
Sahyamed Lifecare (Depot)|Bhiwandi|27|421302|regular|30
Nilova Remedies C&F|Pune|27|412207|regular|30
Aravix Labs|Baddi|02|173205|regular|45
Konkera Healthcare|Thane|27|400601|regular|30
Deccura Formulations|Hyderabad|36|500055|regular|45
Godavit Laboratories C&F|Pune|27|411060|regular|30
Vindhyan Pharma|Indore|23|453771|regular|30
Malavira Wellness|Ahmedabad|24|382213|regular|45
`

export type DemoParty = {
  readonly name: string
  readonly city: string
  readonly stateCode: string
  readonly pin: string
  readonly category: PartyCategory
  readonly type: 'retail' | 'wholesale' | 'hospital' | 'institution'
  readonly gstin: string | null
  readonly phone: string
  readonly creditDays: number
  readonly creditLimitPaise: number | null
  readonly often: number
  readonly licences: readonly { form: string; number: string; validFrom: string; validTo: string }[]
  readonly address1: string
}

const letter = (n: number): string => String.fromCharCode(65 + (((n % 26) + 26) % 26))

/** A GSTIN nobody holds: made up from the name and its place in the list, with the right check character. */
function madeGstin(name: string, stateCode: string, at: number): string {
  const holder = name.includes('Hospital') || name.includes('Foundation') ? 'T' : name.includes('&') ? 'F' : 'P'
  const initial = name.toUpperCase().replace(/[^A-Z]/g, '')[0] ?? 'A'
  const digits = String(1000 + ((at * 1373 + name.length * 97) % 9000))
  const body = `${stateCode}${letter(at)}${letter(at * 7 + 3)}${letter(name.length + at)}${holder}${initial}${digits}${letter(at * 5 + 1)}1Z`
  return body + gstinCheckCharacter(body)
}

const streets = [
  'Main Bazar',
  'Station Road',
  'Market Yard',
  'Shivaji Chowk',
  'Tilak Road',
  'Gandhi Chowk',
  'Laxmi Road',
  'Bypass Road',
]

function party(row: string, at: number): DemoParty {
  const [name = '', city = '', stateCode = '', pin = '', kind = '', days = '', limit = '', often = '1'] = row.split('|')
  const registered = kind !== 'unregistered'
  const category: PartyCategory = kind === 'composition' || kind === 'sez' || kind === 'unregistered' ? kind : 'regular'
  const licence = `${stateCode === '27' ? 'MH-PZ' : `${stateCode}-`}${(at % 5) + 1}-${120000 + at * 317}`
  const dates = { validFrom: '2022-01-01', validTo: `${2028 + (at % 4)}-${at % 2 ? '03-31' : '12-31'}` }
  const wholesale = kind === 'wholesale'
  return {
    name,
    city,
    stateCode,
    pin,
    category,
    type: wholesale ? 'wholesale' : kind === 'hospital' ? 'hospital' : kind === 'sez' ? 'institution' : 'retail',
    gstin: registered ? madeGstin(name, stateCode, at) : null,
    phone: `9${String(820040000 + at * 13577).slice(0, 9)}`,
    creditDays: Number(days),
    creditLimitPaise: limit ? Number(limit) * 100_000 : null,
    often: Number(often),
    licences: [
      { form: wholesale ? '20B' : '20', number: licence, ...dates },
      { form: wholesale ? '21B' : '21', number: `${licence}-B`, ...dates },
    ],
    address1: `${((at * 37) % 180) + 1}, ${streets[at % streets.length]}`,
  }
}

const rowsOf = (text: string) => text.trim().split('\n')

/** Who buys from the demo firm: chemists, hospitals, sub-stockists over six states, two SEZ units, some without registration. */
export const demoCustomers: readonly DemoParty[] = rowsOf(customerRows).map((row, at) => party(row, at))
/** Whom it buys from, one a maker, in the makers' order. */
export const demoSuppliers: readonly DemoParty[] = rowsOf(supplierRows).map((row, at) => party(row, at + 100))
