import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { newUid } from '../main/database/uid.ts'
import { type TestBook, testBook, WarningsStand } from '../main/test-book.ts'
import { addDays, localDate } from '../shared/calendar.ts'
import { gstinCheckCharacter } from '../shared/company/gstin.ts'

/** Books for the bench: made once through the app's own calls, kept outside the tree, copied for each run. */
export const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'bahi-bench')

export type Size = { items: number; customers: number; bills: number; linesPerBill: number }
export type Stocked = {
  itemId: number
  batchIds: number[]
  locationId: number
  unit: string
  factor: number
  rateE4: number
  mrpPaise: number
}
export type Shop = { items: Stocked[]; customers: string[]; suppliers: string[] }

/** A small generator with a seed: the same book on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T

const syllables = [
  'Cef',
  'Ami',
  'Dol',
  'Para',
  'Lox',
  'Met',
  'Gly',
  'Rab',
  'Pan',
  'Tel',
  'Ros',
  'Ato',
  'Zin',
  'Mox',
  'Flu',
  'Nor',
  'Vit',
  'Cal',
  'Bro',
  'Sal',
]
const endings = ['cin', 'pril', 'zole', 'mol', 'statin', 'mide', 'tan', 'form', 'dine', 'vir']
const forms = ['Tablet', 'Capsule', 'Syrup', 'Injection', 'Cream', 'Drops']

const gstin = (state: string, n: number): string => {
  const first = `${state}AABC${String.fromCharCode(65 + (n % 26))}${String(1000 + (n % 9000))}K1Z`
  return first + gstinCheckCharacter(first)
}

/** Names of the bench differ by little more than a number. */
const alike = { accepted: [{ code: 'parties/name-duplicate', field: 'name', reason: 'bench' }] }

/** Items with PTR and MRP, three batches each in stock by the opening document, and customers of three states. */
export async function stockShop(
  book: TestBook,
  { items, customers }: Pick<Size, 'items' | 'customers'>,
  today: string,
): Promise<Shop> {
  const random = seeded(7)
  const shop: Shop = { items: [], customers: [], suppliers: [] }
  const day = localDate(today)
  for (let n = 0; n < items; n++) {
    const mrpPaise = 2_000 + Math.floor(random() * 60_000)
    const rateE4 = Math.floor(mrpPaise * 0.72) * 100
    const { id } = await book.call('items.save', {
      uid: newUid(),
      code: `B${n}`,
      name: `${pick(syllables, random)}${pick(endings, random)} ${pick([5, 10, 20, 40, 50, 100, 250, 500], random)} ${pick(forms, random)} ${n}`,
      manufacturer: `${pick(syllables, random)} Labs`,
      packLabel: '10s',
      baseUnit: 'tablet',
      saleUnit: 'strip',
      saleFactor: 10,
      tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: pick([500, 500, 500, 1800], random), hsn: '30049099' },
      mrpPaise,
      ptrE4: rateE4,
      // a third are watched; of every twentieth there is too little
      minimumMilli: n % 3 > 0 ? null : n % 20 === 0 ? 900_000_000 : 100_000,
    })
    shop.items.push({ itemId: id, batchIds: [], locationId: 0, unit: 'strip', factor: 10, rateE4, mrpPaise })
  }
  for (let from = 0; from < shop.items.length; from += 160) {
    const lines = shop.items.slice(from, from + 160).flatMap((item) =>
      [200, 400, 700].map((days, n) => ({
        itemId: item.itemId,
        batch: `L${item.itemId}${'ABC'[n]}`,
        expiry: addDays(day, days),
        mrpPaise: item.mrpPaise,
        qtyMilli: 50_000_000,
        valuePaise: 5000 * Math.floor(item.rateE4 / 130),
      })),
    )
    await book.call('inventory.openingStock', { uid: newUid(), date: '2026-04-01', lines })
  }
  for (const item of shop.items) {
    const { rows } = await book.call('inventory.batches', { itemId: item.itemId, date: today })
    item.batchIds = rows.map((row: { id: number }) => row.id)
    item.locationId = rows[0].locationId
  }
  for (let n = 0; n < customers; n++) {
    const state = n % 10 < 8 ? '27' : n % 10 === 8 ? '24' : '29'
    const registered = n % 4 !== 3
    const uid = newUid()
    await book.call(
      'parties.save',
      {
        uid,
        name: `${pick(syllables, random)} Medical ${n}`,
        stateCode: state,
        category: registered ? 'regular' : 'unregistered',
        gstin: registered ? gstin(state, n) : null,
        city: pick(['Pune', 'Nashik', 'Satara', 'Surat'], random),
        creditDays: 300,
        licences: [{ form: '20', number: `L${n}`, validFrom: '2024-01-01', validTo: '2029-12-31' }],
      },
      alike,
    )
    shop.customers.push(uid)
  }
  for (let n = 0; n < 20; n++) {
    const uid = newUid()
    const known = { uid, name: `${pick(syllables, random)} Depot ${n}`, isCustomer: false, isSupplier: true, stateCode: '27' }
    const terms = { leadDays: 2 + (n % 9), ...(n % 3 ? { returnDaysBefore: 90, returnDaysAfter: 60, returnBp: 9_000 } : {}) }
    await book.call('parties.save', { ...known, ...terms, category: 'regular', gstin: gstin('27', 9000 + n) }, alike)
    shop.suppliers.push(uid)
  }
  return shop
}

/** Buys a stretch of the items from one supplier, in batches that are soon to expire or have: nobody sells them. */
async function buy(book: TestBook, shop: Shop, { from, to, date }: { from: number; to: number; date: string }): Promise<void> {
  const items = shop.items.slice(from, to)
  if (items.length === 0) return
  const draft = {
    uid: newUid(),
    date,
    supplier: shop.suppliers[from % shop.suppliers.length],
    supplierNumber: `D/${from}`,
    supplierDate: date,
    lines: items.map((item) => ({
      itemId: item.itemId,
      batch: `S${item.itemId}`,
      expiry: [addDays(localDate(date), 5), addDays(localDate(today), ((item.itemId * 37) % 240) - 60)].sort()[1],
      mrpPaise: item.mrpPaise,
      qtyMilli: (1 + (item.itemId % 30)) * 10_000,
      rateE4: Math.floor(item.rateE4 * 0.75),
    })),
  }
  await book.call('purchases.postBill', draft).catch((error) => {
    if (!(error instanceof WarningsStand)) throw error
    const accepted = error.warnings.map(({ code, field }) => ({ code, field: field as string, reason: 'bench' }))
    return book.call('purchases.postBill', draft, { accepted })
  })
}

/** A bill of so many different items for a customer of the shop. */
export function billDraft(shop: Shop, lines: number, date: string, random: () => number) {
  const chosen = new Set<Stocked>()
  while (chosen.size < Math.min(lines, shop.items.length)) chosen.add(pick(shop.items, random))
  return {
    uid: newUid(),
    date,
    party: pick(shop.customers, random),
    mode: 'credit',
    lines: [...chosen].map((item) => {
      const strips = 1 + Math.floor(random() * 20)
      return {
        itemId: item.itemId,
        batchId: pick(item.batchIds, random),
        locationId: item.locationId,
        unit: item.unit,
        factor: item.factor,
        qtyMilli: strips * 10_000,
        // ten and one: free goods never push a line below its cost, so that no bill of the bench raises a warning for it
        freeMilli: strips >= 10 && random() < 0.2 ? 10_000 : 0,
        rateE4: item.rateE4,
        discountsBp: random() < 0.3 ? [250] : [],
      }
    }),
  }
}

/** Counts up when shops are stocked otherwise, so that kept books of the old kind are not taken. */
const shopKind = 2

/** What a book is made by: a change of schema or size makes a new one. */
export function schemaKey(size: object): string {
  const schema = readFileSync(join(import.meta.dirname, '../db-migrations/schema.sql'))
  return createHash('sha256')
    .update(schema)
    .update(`${shopKind} ${JSON.stringify(size)}`)
    .digest('hex')
    .slice(0, 12)
}

export const today = '2026-11-21'

/**
 * A copy of a book of this size in `folder`, with the shop it was made from. Made at most once a schema: bills go through
 * sales.postBill with synchronous off, spread over the months from April (all in November when `oneMonth`).
 */
export async function benchBook(
  folder: string,
  size: Size,
  { oneMonth = false, say = (_: string) => {} } = {},
): Promise<{ file: string; shop: Shop }> {
  const made = join(cache, `${oneMonth ? 'month' : 'year'}-${schemaKey(size)}`)
  if (!existsSync(made)) await make(made, size, oneMonth, say)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'bench.bahi')
  cpSync(join(made, 'bench.bahi'), file)
  return { file, shop: JSON.parse(readFileSync(join(made, 'shop.json'), 'utf8')) as Shop }
}

async function make(made: string, size: Size, oneMonth: boolean, say: (line: string) => void): Promise<void> {
  const folder = `${made}.making-${process.pid}`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const book = testBook({ file: join(folder, 'bench.bahi'), today })
  book.sqlite.pragma('synchronous = OFF')
  const shop = await stockShop(book, size, today)
  const random = seeded(11)
  const days = oneMonth ? Array.from({ length: 20 }, (_, n) => `2026-11-${String(n + 1).padStart(2, '0')}`) : undefined
  const first = localDate('2026-04-02')
  const dates = days ?? Array.from({ length: 233 }, (_, n) => addDays(first, n))
  const each = Math.ceil(size.items / dates.length)
  let day = -1
  for (let n = 0; n < size.bills; n++) {
    const at = Math.floor((n * dates.length) / size.bills)
    const date = dates[at] as string
    // what is bought in a day comes before that day's bills
    while (day < at) {
      day += 1
      await buy(book, shop, { from: day * each, to: (day + 1) * each, date: dates[day] as string })
    }
    const draft = billDraft(shop, size.linesPerBill, date, random)
    await book.call('sales.postBill', draft, acceptAll)
    if (n % 2000 === 1999) say(`  ${n + 1} of ${size.bills} bills`)
  }
  book.sqlite.pragma('synchronous = FULL')
  const { findings } = await book.call('accounts.doctor', {})
  if (findings.length) throw new Error(`the bench book is not sound: ${JSON.stringify(findings[0])}`)
  book.close()
  writeFileSync(join(folder, 'shop.json'), JSON.stringify(shop))
  rmSync(made, { recursive: true, force: true })
  renameSync(folder, made)
}

/** Bills of the bench are spread over past days, which the owner may do with a reason. */
export const acceptAll = { accepted: [{ code: 'sales/back-dated', field: 'date', reason: 'bench' }] }
