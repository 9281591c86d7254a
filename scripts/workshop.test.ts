import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesIn, physicalCssOf, physicalPropsOf, top } from './sources.ts'

const folders = ['shared', 'main', 'renderer', 'e2e', 'bench', 'scripts', 'db-migrations', 'sync-endpoint'].filter((folder) =>
  existsSync(path.join(top, folder)),
)
const read = (file: string): string => readFileSync(path.join(top, file), 'utf8')

/** Longer than a file should be, and why. Only what a tool writes, and what is read as one list, may stand here. */
const mayBeLong: Record<string, string> = { 'main/database/schema.ts': 'generated from the migrations' }

describe('files', () => {
  test('none grows beyond 300 lines unnoticed', () => {
    const long = folders
      .flatMap((folder) => filesIn(folder, /\.(ts|tsx|mjs|js|css)$/))
      .filter((file) => !/\.generated\.ts$/.test(file) && !(file in mayBeLong))
      .map((file) => ({ file, lines: read(file).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > 300)
    expect(long).toEqual([])
  })
  test('the list of long files names no file that is gone', () => {
    expect(Object.keys(mayBeLong).filter((file) => !existsSync(path.join(top, file)))).toEqual([])
  })
})

describe('a window that can be mirrored', () => {
  test('style sheets name no left or right', () => {
    expect(filesIn('renderer', /\.css$/).flatMap((file) => physicalCssOf(read(file)).map((what) => `${file} ${what}`))).toEqual(
      [],
    )
  })
  test('components name no left or right', () => {
    expect(
      filesIn('renderer', /\.tsx$/).flatMap((file) => physicalPropsOf(file, read(file)).map((what) => `${file}: ${what}`)),
    ).toEqual([])
  })
  test.each([
    'a { margin-left: 1px }',
    'a{padding-right:0}',
    'a { border-left-color: red }',
    'a { border-top-right-radius: 2px }',
    'a { left: 0 }',
    'a {\n  text-align: right;\n}',
    'a { float: left }',
  ])('the check of style sheets can fail: %s', (sheet) => {
    expect(physicalCssOf(sheet)).toHaveLength(1)
  })
  test.each([
    'a { margin-inline-start: 1px; inset-inline-end: 0; text-align: end }',
    '/* left: 0 */ a { --drawer-left: 1px }',
    'a { left: 0; /* physical: follows the pointer */ }',
    '.left:hover { color: red }',
  ])('and can pass: %s', (sheet) => {
    expect(physicalCssOf(sheet)).toEqual([])
  })
  test('the check of components can fail', () => {
    expect(physicalPropsOf('x.tsx', `const a = <Box ml="sm" style={{ left: 0, paddingRight: 2 }} />`)).toEqual([
      'ml',
      'left',
      'paddingRight',
    ])
    expect(physicalPropsOf('x.tsx', `const a = <Box ms="sm" style={{ insetInlineStart: 0 }} />; const b = { left: 1 }`)).toEqual(
      [],
    )
  })
})
