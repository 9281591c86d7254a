import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync, Visitor } from 'vite'
import { describe, expect, test } from 'vitest'
import { filesIn, top } from '../scripts/sources.ts'

// Model rule 1: ledger.post writes the books and records.change the masters; nothing else does. Every statement in main/ that
// writes is found here, by what it builds or by its text, and must stand in this list with the tables it may write.
const writers: Readonly<Record<string, readonly string[]>> = {
  // ledger.post: appended rows, running figures, the next number
  'main/accounts/rendering.ts': ['?'],
  'main/accounts/running-figures.ts': [
    'account_month',
    'balance',
    'cost_layer',
    'document_state',
    'item_cost',
    'item_value_month',
    'on_hand',
    'open_left',
    'stock_month',
  ],
  'main/accounts/series-store.ts': ['series_next'],
  'main/accounts/stock-figures.ts': ['batch_bought', 'item_bought', 'item_sold_day', 'item_sold_month', 'item_stand'],
  // running figures of the reckoning of cost, which only costEntry and settling keep
  'main/inventory/recost-store.ts': ['cost_checkpoint', 'recost'],
  // running figures of orders and receipts: what waits
  'main/purchases/left-store.ts': ['purchase_left'],
  // running figures of orders and challans: what waits, and what is held back
  'main/sales/orders/left-store.ts': ['reservation', 'sales_left'],
  // records.change
  'main/company/records.ts': ['?'],
  // the journal row both of them write
  'main/company/journal.ts': ['journal'],
  // the two rows the first journal row has to name
  'main/company/found.ts': ['device', 'user'],
  // not books: unposted drafts, staged imports, the search index
  'main/database/drafts.ts': ['draft'],
  'main/sales/handlers.ts': ['draft'],
  'main/company/imports/import-store.ts': ['staging', 'work'],
  'main/items/bulk/bulk-store.ts': ['staging', 'work'],
  // its tables come in two sides, which a name is filled in for
  'main/items/search-index.ts': ['?', 'search_side', 'search_weight'],
}

/** Stands where a template is filled in. */
const filledIn = '__filled_in__'
const builders = new Set(['insertInto', 'updateTable', 'deleteFrom', 'replaceInto', 'mergeInto'])
const statement =
  /\b(?:insert(?:\s+or\s+\w+)?\s+into|replace\s+into|delete\s+from)\s+["'`[]?(\w+)|\bupdate(?:\s+or\s+\w+)?\s+["'`[]?(\w+)["'`\]]?\s+set\b/gi

/** The tables a source writes: by name, or '?' where the name is only known when it runs. */
function writesOf(file: string, text: string): string[] {
  const { program, errors } = parseSync(file, text)
  if (errors.length) throw new Error(`${file} cannot be read`)
  const found = new Set<string>()
  const inText = (sql: string) => {
    for (const [, one, other] of sql.matchAll(statement)) {
      const table = one ?? other ?? ''
      found.add(table === filledIn ? '?' : table)
    }
  }
  new Visitor({
    CallExpression: ({ callee, arguments: [table] }) => {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || !builders.has(callee.property.name))
        return
      found.add(table?.type === 'Literal' && typeof table.value === 'string' ? table.value : '?')
    },
    Literal: ({ value }) => {
      if (typeof value === 'string') inText(value)
    },
    TemplateLiteral: ({ quasis }) => inText(quasis.map((part) => part.value.raw).join(filledIn)),
  }).visit(program)
  return [...found].sort()
}

const sources = filesIn('main', /\.ts$/).filter(
  (file) => !/\.test\.ts$/.test(file) && !/\/(hand-made|test-[\w-]+)\.ts$/.test(file),
)
const read = (file: string): string => readFileSync(path.join(top, file), 'utf8')

describe('two writers', () => {
  test('nothing else in main writes a table', () => {
    const found = Object.fromEntries(
      sources.map((file) => [file, writesOf(file, read(file))] as const).filter(([, tables]) => tables.length > 0),
    )
    expect(found).toEqual(Object.fromEntries(Object.entries(writers).map(([file, tables]) => [file, [...tables].sort()])))
  })
  test('the other parts of the app have no SQL at all', () => {
    const elsewhere = [...filesIn('shared', /\.tsx?$/), ...filesIn('renderer', /\.tsx?$/)].filter(
      (file) => !file.includes('.test.'),
    )
    expect(elsewhere.filter((file) => writesOf(file, read(file)).length > 0)).toEqual([])
  })
  test.each([
    [`tx.run(sql.insertInto('party').values({ name }))`, ['party']],
    [`tx.run(sql.updateTable('document').set({ date }))`, ['document']],
    [`tx.run(sql.deleteFrom(table))`, ['?']],
    [`db.exec(\`update ledger_line set amount = \${x} where 1\`)`, ['ledger_line']],
    ['sqlite.prepare("INSERT OR REPLACE INTO balance values (1)").run()', ['balance']],
    [`const t = text\`delete from \${name} where id = 1\``, ['?']],
    ['const a = b.update(c); const s = "update the price set"', []],
    [`sql.selectFrom('party').select('id').where('name', '=', 'x')`, []],
  ])('a write is found, and only a write: %s', (source, tables) => {
    expect(writesOf('x.ts', source)).toEqual(tables)
  })
})
