import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { text } from '../database/connection.ts'
import { type TestBook, testBook } from '../test-book.ts'
import { hitRows, stockRows } from './item-hits.ts'
import { indexItem } from './search-index.ts'
import { lookStatements } from './search-store.ts'

let book: TestBook
const catalogue: [name: string, composition: string | null, manufacturer: string, code?: string | undefined, pack?: string][] = [
  ['Calpol 650mg Tablet', 'Paracetamol (650mg)', 'GSK', 'CAL650', '10*15'],
  ['Calpol Syrup', 'Paracetamol (120mg/5ml)', 'GSK', undefined, '60ML'],
  ['Dolo 650', 'Paracetamol (650mg)', 'Micro Labs'],
  ['PCM 500 Tab', null, 'Local Pharma'],
  ['D-Cold Total', 'Paracetamol + Phenylephrine', 'Paras'],
  ['Becosules Z Capsule', 'Vitamin B12 + Zinc', 'Pfizer'],
  ['Tab. Ecosprin 75', 'Aspirin (75mg)', 'USV'],
  ['Azithral 500 Tablet', 'Azithromycin (500mg)', 'Alembic'],
  ['Crème Solaire', null, 'Étoile'],
  ['दवा बाम', null, 'Baidyanath'],
  ['Betnovate C 20 gm Cream', 'Betamethasone', 'GSK'],
]
beforeAll(async () => {
  book = testBook()
  for (const [name, composition, manufacturer, code, packLabel] of catalogue)
    await book.call('items.save', {
      uid: randomUUID(),
      name,
      composition,
      manufacturer,
      code: code ?? null,
      packLabel: packLabel ?? null,
      barcodes: code ? ['8901111222333'] : [],
      tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '3004' },
    })
})
afterAll(() => book.close())

const names = async (text: string): Promise<string[]> =>
  (await book.call('items.search', { text })).rows.map((row: { name: string }) => row.name)

describe('a clerk finds an item', () => {
  test.each([
    ['the beginning of the name', 'calp', ['Calpol 650mg Tablet', 'Calpol Syrup']],
    ['words in any order', '650 calp', ['Calpol 650mg Tablet']],
    ['a form however spelt', 'calpol tab', ['Calpol 650mg Tablet']],
    ['a form half typed', 'calpol tabl', ['Calpol 650mg Tablet']],
    ['another spelling of syrup', 'calpol syp', ['Calpol Syrup']],
    ['a measure inside a word', 'calpol mg', ['Calpol 650mg Tablet', 'Calpol Syrup']],
    ['a number and its measure apart', '20gm betn', ['Betnovate C 20 gm Cream']],
    [
      'an abbreviation, the brand of that name first',
      'pcm',
      ['PCM 500 Tab', 'Calpol 650mg Tablet', 'Calpol Syrup', 'Dolo 650', 'D-Cold Total'],
    ],
    ['the salt', 'azithromy', ['Azithral 500 Tablet']],
    ['the maker', 'alembic', ['Azithral 500 Tablet']],
    ['letters joined that are printed apart', 'dcold', ['D-Cold Total']],
    ['letters apart that are printed joined', 'vit b 12', ['Becosules Z Capsule']],
    ['the name behind the form', 'ecos', ['Tab. Ecosprin 75', 'Becosules Z Capsule']],
    ['the inside of a word', 'ithral', ['Azithral 500 Tablet']],
    ['without accents', 'creme', ['Crème Solaire']],
    ['another script', 'बाम', ['दवा बाम']],
    ['one letter', 'b', ['Becosules Z Capsule', 'Betnovate C 20 gm Cream', 'दवा बाम']],
    ['nothing that fits', 'zzz', []],
    ['nothing', '  ', []],
    ['signs only', '"*(', []],
  ])('%s: %s', async (_what, text, expected) => {
    const found = await names(text)
    if (text === 'b') expect(found).toEqual(expect.arrayContaining(expected.slice(0, 2)))
    else expect(found).toEqual(expected)
  })

  test('a code or barcode is exact and first, in any case', async () => {
    for (const text of ['cal650', 'CAL650', ' 8901111222333 ']) {
      const answer = await book.call('items.search', { text })
      expect(answer).toMatchObject({ text, exact: true })
      expect(answer.rows[0].name).toBe('Calpol 650mg Tablet')
    }
    expect((await book.call('items.search', { text: 'cal65' })).exact).toBe(false)
  })

  test('what was typed never becomes syntax of the index', async () => {
    for (const text of [
      'calpol OR dolo',
      'calpol AND',
      'NEAR(calpol)',
      '"calpol',
      'calpol*',
      '-calpol',
      'words:calpol',
      "cal'pol",
      'cal\u0000pol',
    ])
      await expect(names(text)).resolves.toBeInstanceOf(Array)
  })
})

test('a renamed item is found by its new name alone', async () => {
  const uid = randomUUID()
  const item = { uid, name: 'Oldname 5', tax: { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '3004' } }
  await book.call('items.save', item)
  expect(await names('oldn')).toEqual(['Oldname 5'])
  await book.call('items.save', { ...item, name: 'Newname 5' })
  expect(await names('oldn')).toEqual([])
  expect(await names('newn')).toEqual(['Newname 5'])
  await book.call('items.setActive', { uid, active: false })
})

test('a rebuild puts the most sold first and keeps what was saved meanwhile', async () => {
  const tax = { fromDate: '2026-04-01', class: 'taxable', rateBp: 500, hsn: '3004' }
  const uids = Array.from({ length: 30 }, () => randomUUID())
  for (const [at, uid] of uids.entries())
    await book.call('items.save', { uid, name: `Zincovit ${String(at).padStart(2, '0')}`, tax })
  const rebuild = async (during?: () => Promise<unknown>) => {
    let restart = true
    for (let slice = 0; ; slice += 1) {
      const { done } = await book.call('items.rebuildSearchRows', { count: 7, restart })
      restart = false
      if (slice === 4) await during?.()
      // whoever searches meanwhile finds everything
      expect((await names('zinco')).length).toBeGreaterThanOrEqual(30)
      if (done) return
    }
  }
  const late = randomUUID()
  await rebuild(async () => {
    await book.call('items.save', { uid: late, name: 'Zincovit late', tax })
    await book.call('items.save', { uid: uids[3], name: 'Zincovit renamed', tax })
    await book.call('items.setActive', { uid: uids[4], active: false })
    await book.call('items.save', { uid: uids[29], name: 'Zincovit 29', rack: 'A1', tax })
    await book.call('items.save', { uid: randomUUID(), name: 'Zincovit later', tax })
  })
  const found = await names('zinco')
  expect(found).toHaveLength(31)
  expect(found).toContain('Zincovit late')
  expect(found).toContain('Zincovit renamed')
  expect(found).not.toContain('Zincovit 03')
  expect(found).not.toContain('Zincovit 04')
  await book.call('items.rebuildSearch', {})
  expect(await names('zinco')).toHaveLength(31)
})

test('the doctor sees an index that has lost, kept or changed something', async () => {
  const sqlite = book.host.book?.connection.sqlite
  const findings = async () =>
    (await book.call('accounts.doctor', {})).findings.map((finding: { check: string; found: string }) => [
      finding.check,
      finding.found,
    ])
  expect(await findings()).toEqual([])
  const broken: [string, string, string][] = [
    ['search-index', 'not in the index', 'delete from search_rank_S where rank = 1'],
    ['search-index', 'in the index', 'update item set active = 0 where id = (select item_id from search_rank_S limit 1)'],
    ['search-index', 'none', 'delete from search_words_S where rowid = 2'],
    [
      'search-names',
      'nothing',
      "delete from search_words_S where rowid = 3; insert into search_words_S(rowid, words) values (3, 'else')",
    ],
  ]
  for (const [check, found, sql] of broken) {
    const side = sqlite?.prepare('select side from search_side').pluck().get()
    sqlite?.exec(`savepoint hurt; ${sql.replaceAll('_S', `_${side}`)}`)
    expect(await findings()).toContainEqual([check, found])
    sqlite?.exec('rollback to hurt; release hurt')
  }
  expect(await findings()).toEqual([])
})

const plan = (sqlText: string): string[] => {
  const sqlite = book.host.book?.connection.sqlite
  const steps = sqlite?.prepare(`explain query plan ${sqlText.replaceAll('?', "'x'")}`).all() as { detail: string }[]
  return steps.map(({ detail }) => detail)
}

describe('plans', () => {
  test.each(['a', 'b'] as const)('side %s is read in the order of its ranks, without a sort', (side) => {
    for (const statement of Object.values(lookStatements[side])) {
      const steps = plan(statement.text)
      expect(steps[0]).toMatch(/SCAN search_(words|inner)_. VIRTUAL TABLE INDEX/)
      expect(steps.slice(1).every((step) => step.startsWith('SEARCH') && step.includes('INTEGER PRIMARY KEY'))).toBe(true)
    }
  })
  test('hits and stock are looked up by index', () => {
    for (const statement of [hitRows, stockRows])
      expect(plan(statement.text).filter((step) => step.startsWith('SCAN') && !/asked|price_list/.test(step))).toEqual([])
  })
})

test('items saved one by one never fill the index with unmerged pieces', () => {
  const saved = testBook()
  for (let id = 1; id <= 2500; id++) {
    const name = `Medicine ${id}`
    saved.write(({ tx }) => indexItem(tx, id, { name, code: null, manufacturer: 'Maker', composition: null, packLabel: null }))
  }
  const { n } = saved.db.must(text<{ n: number }>`select count(distinct segid) as n from search_words_a_idx`)
  expect(n).toBeLessThan(100)
  saved.close()
})
