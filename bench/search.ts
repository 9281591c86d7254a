import { randomUUID } from 'node:crypto'
import type { Connection } from '../main/database/connection.ts'
import { rebuildSearch, tendSearch } from '../main/items/search-index.ts'
import { typedWords } from '../shared/items/search-words.ts'

/** A catalogue line to grow a big one from. */
export type Line = {
  name: string
  manufacturer: string | null
  composition: string | null
  packLabel: string | null
  mrpPaise: number | null
}

const endings = ['', ' Forte', ' Plus', ' SR', ' DS', ' XL', ' Kid', ' LS', ' MR', ' OD']

/** So many items made from the given ones: each again under another strength and ending, as brands are. Deterministic. */
export function* variants(lines: readonly Line[], count: number): Generator<Line> {
  for (let made = 0; made < count; made += 1) {
    const line = lines[made % lines.length] as Line
    const round = Math.floor(made / lines.length)
    if (round === 0) yield line
    else yield { ...line, name: `${line.name}${endings[(made * 7 + round) % endings.length]} ${round * 25}`.slice(0, 200) }
  }
}

/**
 * Loads a catalogue through the schema (items, tax and MRP rows, search index) without the journal: benches only. Popularity is spread as
 * in trade, few sold much and most seldom, so that the order of the index is not that of the file.
 */
export function loadCatalogue(connection: Connection, lines: Iterable<Line>, from: string): void {
  const { sqlite } = connection
  const item = sqlite.prepare(
    "insert into item (id, uid, name, manufacturer, composition, pack_label, base_unit, sale_unit, sale_factor, popularity) values (?, ?, ?, ?, ?, ?, 'loose', 'strip', 10, ?)",
  )
  const tax = sqlite.prepare(
    "insert into item_tax (item_id, from_date, seq, class, rate_bp, hsn) values (?, ?, 0, 'taxable', 500, '3004')",
  )
  const price = sqlite.prepare(
    "insert into price (list_id, item_id, unit, from_date, seq, rate_e4) values ((select id from price_list where tier = ?), ?, 'strip', ?, 0, ?)",
  )
  let id = (sqlite.prepare('select coalesce(max(id), 0) as id from item').get() as { id: number }).id
  let seed = 12345
  const next = () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed / 0x7fffffff
  }
  connection.write(() => {
    for (const line of lines) {
      id += 1
      item.run(
        id,
        Buffer.from(randomUUID().replaceAll('-', ''), 'hex'),
        line.name,
        line.manufacturer,
        line.composition,
        line.packLabel,
        Math.floor(1 / (0.0001 + next())),
      )
      tax.run(id, from)
      const mrp = line.mrpPaise ?? 1000 + Math.floor(next() * 50_000)
      price.run('mrp', id, from, mrp * 100)
      price.run('ptr', id, from, Math.floor(mrp * 71))
    }
  })
  for (let restart = true, done = false; !done; restart = false)
    done = connection.write((tx) => rebuildSearch(tx, 5000, restart)).done
  while (connection.write((tx) => tendSearch(tx, 1000)));
}

const common = [
  't',
  's',
  '5',
  'tab',
  'tablet',
  'cap',
  'mg',
  '500',
  '10',
  'ml',
  'in',
  'a',
  'p 5',
  't 5',
  'tab 500',
  'mg ml',
  'cipla',
  'sun pharma',
  'ltd',
  'pcm',
  'pcm 500',
  'tablet syrup',
  'health care',
  'amox 500 cap',
  'xyzzy',
  'tab xyzzy',
]

/**
 * What clerks type, from the names in the book: every beginning of a word as it grows key by key, two words cut short in both orders,
 * salts, insides of words, and the commonest words of a catalogue.
 */
export function typedTexts(connection: Connection, samples = 400): string[] {
  const rows = connection.sqlite
    .prepare('select name, composition from item where id % ? = 0 limit ?')
    .all(Math.max(1, Math.floor(itemCount(connection) / samples)), samples) as { name: string; composition: string | null }[]
  const texts: string[] = []
  rows.forEach(({ name, composition }, at) => {
    const [first = '', second] = typedWords(name)
    for (let keys = 1; keys <= Math.min(first.length, 8); keys += 1) texts.push(first.slice(0, keys))
    if (second)
      texts.push(`${first.slice(0, 3)} ${second.slice(0, 3)}`, `${second} ${first.slice(0, 2)}`, `${first} ${second.slice(0, 1)}`)
    const [salt = ''] = typedWords(composition ?? '')
    if (salt) texts.push(salt.slice(0, 4 + (at % 6)))
    if (first.length > 5) texts.push(first.slice(2, 6))
  })
  return [...texts, ...common]
}
const itemCount = (connection: Connection): number =>
  (connection.sqlite.prepare('select count(*) as n from item').get() as { n: number }).n
