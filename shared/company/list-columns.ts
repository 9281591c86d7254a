/** Headers as lists of the trade spell them, letters and digits only, by the field they name. */
export type Heads<F extends string = string> = Readonly<Record<Exclude<F, 'ignore'>, readonly string[]>>

const known = new WeakMap<object, Map<string, string>>()
function byHeader(heads: Heads): Map<string, string> {
  let found = known.get(heads)
  if (!found) {
    found = new Map(Object.entries(heads).flatMap(([field, names]) => names.map((name) => [name, field] as const)))
    known.set(heads, found)
  }
  return found
}
const plainHeader = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/** The field a header names; 'ignore' when it names none. */
const fieldOfHeader = (heads: Heads, header: string): string => byHeader(heads).get(plainHeader(header)) ?? 'ignore'

/** A mapping guessed from the headers; the first column that names a field has it. */
export function guessColumns<F extends string>(heads: Heads<F>, columns: readonly string[]): F[] {
  const taken = new Set<string>()
  return columns.map((header) => {
    const field = fieldOfHeader(heads, header)
    if (field === 'ignore' || taken.has(field)) return 'ignore' as F
    taken.add(field)
    return field as F
  })
}

/**
 * Where the header stands in the first rows (titles and blank lines may stand above it): the first row that names two fields or a name
 * column, else the first row when it holds no number. -1 when there is none.
 */
export function findHeader(rows: readonly (readonly string[])[], heads: Heads): number {
  const named = rows.findIndex((row) => {
    const fields = row.map((cell) => fieldOfHeader(heads, cell)).filter((field) => field !== 'ignore')
    return fields.length >= 2 || (fields.length === 1 && fields[0] === 'name' && row.length === 1)
  })
  if (named >= 0) return named
  const first = rows[0]
  return first && first.length > 1 && first.every((cell) => cell.trim() !== '' && !/^[₹\s]*[\d.,]+%?$/.test(cell.trim())) ? 0 : -1
}

const delimiters = [',', '\t', ';', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/** The delimiter that cuts the first lines into the same number (more than one) of columns most often; a comma when none does. */
export function guessDelimiter(sample: string): Delimiter {
  const lines = sample
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20)
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => columnsIn(line, delimiter))
    const commonest = [...new Set(counts)]
      .filter((n) => n > 1)
      .map((n) => counts.filter((other) => other === n).length * 100 + Math.min(n, 50))
    const score = Math.max(0, ...commonest)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

function columnsIn(line: string, delimiter: string): number {
  let columns = 1
  let quoted = false
  for (const char of line) {
    if (char === '"') quoted = !quoted
    else if (char === delimiter && !quoted) columns += 1
  }
  return columns
}
