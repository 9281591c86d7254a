/**
 * A firm's own rule for how much to order: sums over named figures of an item, in its sale units. Nothing but what stands here can be
 * said in it: + - * / ( ), numbers, the names, and min, max, ceil.
 */
export const formulaNames = ['stock', 'onorder', 'avg', 'lead', 'cover', 'min', 'max', 'sold', 'lost', 'pack'] as const
type FormulaName = (typeof formulaNames)[number]
export type FormulaFigures = Readonly<Record<FormulaName, number>>
/** What a formula came to; `at` is where it cannot be read. */
export type FormulaResult = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly at: number }

const longest = 200
const deepest = 20
type Cursor = { readonly text: string; at: number; readonly figures: FormulaFigures }
class Unreadable extends Error {}
const fail = (): never => {
  throw new Unreadable()
}

function take(cursor: Cursor, pattern: RegExp): string | null {
  const blank = /\s*/y
  blank.lastIndex = cursor.at
  const skipped = blank.exec(cursor.text)?.[0].length ?? 0
  pattern.lastIndex = cursor.at + skipped
  const match = pattern.exec(cursor.text)
  if (!match) return null
  cursor.at += skipped + match[0].length
  return match[0]
}

function list(cursor: Cursor, depth: number): number[] {
  if (!take(cursor, /\(/y)) fail()
  const values = [sum(cursor, depth)]
  while (take(cursor, /,/y)) values.push(sum(cursor, depth))
  if (!take(cursor, /\)/y)) fail()
  return values
}

function word(cursor: Cursor, name: string, depth: number): number {
  // max and min are figures where no bracket follows
  const calls = /\s*\(/y
  calls.lastIndex = cursor.at
  if (calls.test(cursor.text)) {
    const values = list(cursor, depth + 1)
    if (name === 'min') return Math.min(...values)
    if (name === 'max') return Math.max(...values)
    if (name === 'ceil' && values.length === 1) return Math.ceil((values[0] as number) - 1e-9)
    return fail()
  }
  return Object.hasOwn(cursor.figures, name) ? cursor.figures[name as FormulaName] : fail()
}

function factor(cursor: Cursor, depth: number): number {
  if (depth > deepest) fail()
  if (take(cursor, /-/y)) return -factor(cursor, depth + 1)
  const digits = take(cursor, /\d+(\.\d+)?/y)
  if (digits !== null) return Number(digits)
  const name = take(cursor, /[a-z]+/iy)
  if (name !== null) return word(cursor, name.toLowerCase(), depth)
  if (!take(cursor, /\(/y)) fail()
  const value = sum(cursor, depth + 1)
  return take(cursor, /\)/y) ? value : fail()
}

function product(cursor: Cursor, depth: number): number {
  let value = factor(cursor, depth)
  for (;;) {
    const sign = take(cursor, /[*×/÷]/y)
    if (!sign) return value
    const right = factor(cursor, depth)
    // nothing is ordered of what cannot be reckoned: so many days of no sale
    if (sign === '*' || sign === '×') value *= right
    else value = right === 0 ? 0 : value / right
  }
}

function sum(cursor: Cursor, depth: number): number {
  let value = product(cursor, depth)
  for (;;) {
    const sign = take(cursor, /[+-]/y)
    if (!sign) return value
    value = sign === '+' ? value + product(cursor, depth) : value - product(cursor, depth)
  }
}

/** Works a formula out for the figures of an item. Division by nothing is nothing. */
export function evaluateFormula(text: string, figures: FormulaFigures): FormulaResult {
  const cursor: Cursor = { text, at: 0, figures }
  try {
    if (text.length > longest) fail()
    const value = sum(cursor, 0)
    take(cursor, /\s*/y)
    if (cursor.at !== text.length || !Number.isFinite(value)) fail()
    return { ok: true, value }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, at: cursor.at }
    throw error
  }
}
