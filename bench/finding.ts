import { cpSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Connection } from '../main/database/connection.ts'
import { reopenTestBook, type TestBook, testBook } from '../main/test-book.ts'
import { cache, schemaKey, today } from './book.ts'
import { type Line, quantiles } from './measure.ts'
import { catalogueLines, namesFile } from './names.ts'
import { loadCatalogue, typedTexts, variants } from './search.ts'

const catalogueSize = 250_000

function connectionOf({ host }: TestBook): Connection {
  if (!host.book) throw new Error('no book is open')
  return host.book.connection
}

/** A copy of a book with so many items in `folder`; made once a schema and kept outside the tree. */
export function catalogueBook(folder: string, say: (line: string) => void): { file: string; from: string } {
  const { lines, from } = catalogueLines()
  const made = join(cache, `names-${schemaKey({ catalogueSize, from: namesFile() ?? '' })}.bahi`)
  if (!existsSync(made)) {
    say(`  ${catalogueSize} items from ${from}`)
    mkdirSync(cache, { recursive: true })
    const growing = `${made}.making-${process.pid}`
    const book = testBook({ file: growing, today })
    loadCatalogue(connectionOf(book), variants(lines, catalogueSize), '2026-04-01')
    book.close()
    renameSync(growing, made)
  }
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'names.bahi')
  cpSync(made, file)
  return { file, from }
}

/** What clerks type, answered by main as it answers the bill screen: the search and the rows shown. */
export async function findingBench(folder: string, say: (line: string) => void): Promise<Line[]> {
  const { file, from } = catalogueBook(folder, say)
  const book = reopenTestBook(file, today)
  const texts = typedTexts(connectionOf(book))
  const ask = (text: string) => book.call('items.search', { text, tier: 'ptr' })
  for (const text of texts) await ask(text)
  const times: { text: string; ms: number }[] = []
  for (const text of texts) {
    const began = performance.now()
    await ask(text)
    times.push({ text, ms: performance.now() - began })
  }
  book.close()
  const slowest = times.reduce((a, b) => (a.ms > b.ms ? a : b))
  return [
    {
      what: `search ${catalogueSize / 1000},000 items, headless`,
      ...quantiles(times.map(({ ms }) => ms)),
      aim: 'p95 ≤ 5 ms',
      note: `${from}; slowest ‘${slowest.text}’ ${slowest.ms.toFixed(1)} ms`,
    },
  ]
}
