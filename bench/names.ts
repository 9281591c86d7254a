import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { seeded } from './book.ts'
import type { Line as CatalogueLine } from './search.ts'

/** A catalogue of real names: a CSV (or .csv.gz) whose columns are called name, manufacturer, composition, pack_label, price_inr. */
export const namesFile = (): string | undefined => process.env.BAHI_BENCH_NAMES || undefined

const syllables =
  'ce fi mo la to pra zo le ri va do xa ni me tu sul pan ket lor ami dro fen gly mon tel ros ato vil zin bac'.split(' ')
const forms = ['Tablet', 'Capsule', 'Syrup', 'Injection', 'Cream', 'Drops', 'Suspension', 'Gel']
const makers =
  'Arog Bhumi Chand Deva Ekta Girnar Himal Indus Jeevan Kaveri Lotus Malwa Narmada Omkar Prakash Rishi Sagar Tulsi'.split(' ')
const salts = 'Parazolin Ametrol Cefirox Dolazine Metflorin Rabelide Pantorex Telmiran Atorgen Zincolate Azimox Levotral'.split(
  ' ',
)

/** Names of our own, as long and as alike as trade names are, where no file is given. */
function madeNames(count: number): CatalogueLine[] {
  const random = seeded(5)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  return Array.from({ length: count }, () => {
    const brand = Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(syllables)).join('')
    const strength = pick([5, 10, 20, 40, 50, 100, 125, 200, 250, 500, 650])
    return {
      name: `${brand[0]?.toUpperCase()}${brand.slice(1)} ${strength}mg ${pick(forms)}`,
      manufacturer: `${pick(makers)} ${pick(['Labs', 'Pharma', 'Healthcare Pvt Ltd', 'Remedies'])}`,
      composition: `${pick(salts)} (${strength}mg)`,
      packLabel: pick(['strip of 10 tablets', 'bottle of 100 ml', 'vial', '15 g']),
      mrpPaise: 1000 + Math.floor(random() * 60_000),
    }
  })
}

type Row = { name: string; manufacturer?: string; composition?: string; pack_label?: string; price_inr?: string }

/** The catalogue lines searches are timed over, and where they are from. */
export function catalogueLines(): { lines: CatalogueLine[]; from: string } {
  const file = namesFile()
  if (!file) return { lines: madeNames(60_000), from: 'names of our own' }
  const bytes = readFileSync(file)
  const rows = parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true, skip_empty_lines: true }) as Row[]
  const lines = rows.map((row) => ({
    name: row.name,
    manufacturer: row.manufacturer || null,
    composition: row.composition || null,
    packLabel: row.pack_label || null,
    mrpPaise: Math.round(Number(row.price_inr ?? '') * 100) || null,
  }))
  return { lines, from: `${lines.length} real names` }
}
