import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const top = path.resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(path.join(top, file), 'utf8')
type Manifest = {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  overrides: Record<string, string>
}
const manifest = JSON.parse(read('package.json')) as Manifest
const [listed = '', overridden = ''] = read('docs/dependencies.md').split('## Overrides')

/** Rows of the tables: the cells of each line that names a package. */
const rows = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (Package|---)/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )

test('every direct dependency is listed once, and nothing else', () => {
  const names = rows(listed).map(([name]) => name)
  expect(names.toSorted()).toEqual(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).toSorted())
})
test('every override is explained', () => {
  expect(rows(overridden).map(([name]) => name)).toEqual(Object.keys(manifest.overrides))
})
test('every line says why, and the licence is what the package says', () => {
  for (const [name = '', why, licence] of rows(listed)) {
    const { license } = JSON.parse(read(`node_modules/${name}/package.json`)) as { license: string }
    expect(why, name).not.toBe('')
    expect(licence, name).toBe(license)
  }
})
test('every version is pinned exactly', () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !/^(npm:[a-z]+@)?\d+\.\d+\.\d+$/.test(version),
  )
  expect(loose).toEqual([])
})
