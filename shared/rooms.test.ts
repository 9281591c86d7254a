import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesIn, importsOf, impuritiesOf, top } from '../scripts/sources.ts'
import { compositionRoots, processes, trespass } from './rooms.ts'

/** Every import of a file against the two rules; what is relative is turned into a path from the top first. */
function trespasses(file: string, text: string): string[] {
  return importsOf(file, text).flatMap((name) => {
    const to = name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name.replace(/\?.*$/, '')) : name
    // what lies outside the three processes (test settings, db-migrations) is no room's
    if (name.startsWith('.') && !/^(shared|main|renderer)\//.test(to)) return []
    return trespass(file, to) ?? []
  })
}

const sources = processes.flatMap((process) => filesIn(process, /\.tsx?$/))

describe('the house', () => {
  test('no file sees a room it may not see', () => {
    expect(sources.flatMap((file) => trespasses(file, readFileSync(path.join(top, file), 'utf8')))).toEqual([])
  })
  test('shared/ has no clock and no randomness', () => {
    const pure = sources.filter((file) => file.startsWith('shared/') && !/\.test\.tsx?$/.test(file))
    expect(
      pure.flatMap((file) => impuritiesOf(file, readFileSync(path.join(top, file), 'utf8')).map((what) => `${file}: ${what}`)),
    ).toEqual([])
  })
  test('every room and file read was really read', () => {
    expect(sources).toContain('shared/rooms.ts')
    expect(sources.length).toBeGreaterThan(20)
  })
})

describe('the rules can fail', () => {
  test.each([
    ['a room that looks right', 'main/accounts/ledger.ts', `import { post } from '../sales/handlers.ts'`],
    ['only for a type', 'main/accounts/ledger.ts', `import type { Draft } from '../../shared/sales/invoice.ts'`],
    ['by import()', 'renderer/items/list-screen.tsx', `const screen = () => import('../sales/bill-screen.tsx')`],
    ['by an inline type', 'main/items/store.ts', `export type X = import('../gst/engine.ts').Engine`],
    ['by export from', 'shared/company/contract.ts', `export * from '../home/contract.ts'`],
    ['by a worker address', 'main/items/store.ts', `new Worker(new URL('../sales/x.ts', import.meta.url))`],
    ['machinery that knows a room', 'main/dispatch.ts', `import { sales } from './sales/handlers.ts'`],
    ['a machinery folder that knows a room', 'renderer/ui/grid.tsx', `import { Bill } from '../sales/bill.tsx'`],
    ['a room that takes the whole house', 'main/sales/handlers.ts', `import { contracts } from '../../shared/contracts.ts'`],
    ['a test of a left room', 'main/accounts/ledger.test.ts', `import { postInvoice } from '../sales/post-invoice.ts'`],
    ['the renderer in main', 'main/window.ts', `import { tokens } from '../renderer/tokens.ts'`],
    ['main in the renderer', 'renderer/sales/bill.tsx', `import { open } from '../../main/database/open.ts'`],
    ['main in shared', 'shared/money.ts', `import { x } from '../main/window.ts'`],
    ['Node in shared', 'shared/money.ts', `import { readFileSync } from 'node:fs'`],
    ['a package in shared', 'shared/money.ts', `import Decimal from 'decimal.js'`],
    ['a builder for tests in the app', 'main/sales/handlers.ts', `import { testBook } from '../test-book.ts'`],
    ['a folder nobody knows', 'main/helpers/x.ts', `import { y } from '../window.ts'`],
  ])('%s', (_what, file, text) => {
    expect(trespasses(file, text)).toHaveLength(1)
  })
  test('clock and dice', () => {
    expect(impuritiesOf('shared/x.ts', 'export const a = [Date.now(), new Date(), Math.random()]')).toHaveLength(3)
  })
  test('a file that cannot be read is no pass', () => {
    expect(() => importsOf('shared/x.ts', 'import {')).toThrow('shared/x.ts')
  })
})

describe('the rules let pass', () => {
  test.each([
    ['a room to the left', 'main/sales/handlers.ts', `import { post } from '../accounts/ledger.ts'`],
    ['its own room in shared', 'main/sales/handlers.ts', `import { sales } from '../../shared/sales/contract.ts'`],
    [
      'machinery',
      'main/sales/handlers.ts',
      `import { Reader } from '../database/reader.ts'; import { share } from '../../shared/money.ts'`,
    ],
    ['the list of calls, for machinery', 'renderer/client.ts', `import type { contracts } from '../shared/contracts.ts'`],
    ['a test of the whole at the root', 'main/dispatch.test.ts', `import { sales } from './sales/handlers.ts'`],
    ['a furnished house in a test', 'main/accounts/ledger.test.ts', `import { furnish } from '../furnish.ts'`],
    ['a builder of the whole house for tests', 'main/test-book.ts', `import { found } from './company/found.ts'`],
    ['that builder in a test', 'main/accounts/ledger.test.ts', `import { testBook } from '../test-book.ts'`],
    ['a worker, which is a program', 'main/excel-worker.ts', `import { write } from './gst/files.ts'`],
    ['zod', 'shared/sales/invoice.ts', `import { z } from 'zod'`],
    ['the date handed in', 'shared/calendar.ts', `export const f = (ms: number) => new Date(ms)`],
    ...compositionRoots.map((root) => [
      `the composition root ${root}`,
      root,
      `import '${root.includes('/') ? './sales/x.ts' : ''}'`,
    ]),
  ] as [string, string, string][])('%s', (_what, file, text) => {
    expect(trespasses(file, text)).toEqual([])
  })
})
