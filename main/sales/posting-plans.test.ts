import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { billDraft, seeded, stockShop } from '../../bench/book.ts'
import { reopenTestBook, testBook } from '../test-book.ts'

/** Tables that stay small however old the book; to walk any other is fast only in the first week. `l` is price_list. */
const small = ['account', 'location', 'firm', 'device', 'series', 'period_lock', 'l', 'sale_restriction']
/** The newest row by its key: one step from the end, though SQLite calls it a scan. */
const oneStep = /^select max\("\w+"\)|order by "seq" desc limit 1$/i

const walksOf = (text: string, plan: readonly { detail: string }[]): string[] =>
  plan.flatMap(({ detail }) => {
    const table = /^SCAN (\w+)/.exec(detail)?.[1]
    if (!table || table === 'CONSTANT' || small.includes(table) || oneStep.test(text)) return []
    return [`${detail}: ${text.slice(0, 150)}`]
  })

test('no statement of a posting walks a table that grows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bahi-plans-'))
  const file = join(folder, 'plans.bahi')
  const made = testBook({ file })
  const shop = await stockShop(made, { items: 12, customers: 4 }, '2026-11-21')
  made.close()
  const book = reopenTestBook(file, '2026-11-21')
  const texts = new Set<string>()
  const prepare = book.sqlite.prepare.bind(book.sqlite)
  book.sqlite.prepare = ((text: string) => {
    texts.add(text)
    return prepare(text)
  }) as typeof book.sqlite.prepare
  const random = seeded(3)
  for (const mode of ['credit', 'cash']) await book.call('sales.postBill', { ...billDraft(shop, 8, '2026-11-21', random), mode })
  book.sqlite.prepare = prepare
  const plan = (text: string) =>
    book.sqlite.prepare(`explain query plan ${text}`).all(...(text.match(/\?/g) ?? []).map(() => 1)) as { detail: string }[]

  expect(texts.size).toBeGreaterThan(40)
  expect([...texts].flatMap((text) => walksOf(text, plan(text)))).toEqual([])
  // and it would be seen: what is open is indexed where it is not nothing, which `> 0` alone does not say
  const careless = 'select count(*) from open_left where party_id = ? and left_amount > 0'
  expect(walksOf(careless, plan(careless))).toHaveLength(1)
  book.close()
  rmSync(folder, { recursive: true, force: true })
})
