import { expect, test } from 'vitest'
import { permissions } from '../shared/permission.ts'
import { screens } from './routes.tsx'
import { type CommandTable, everyTable } from './ui/commands.ts'
import en from './words/en.json' with { type: 'json' }
import hi from './words/hi.json' with { type: 'json' }
import ur from './words/ur.json' with { type: 'json' }

type Tree = { [key: string]: string | Tree }

/** Every leaf as [path, text]; codes hold no dots, so a path is unambiguous. */
const leaves = (tree: Tree, at = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${at}${key}`, value] as [string, string]] : leaves(value, `${at}${key}.`),
  )
const english = new Map(leaves(en))
/** The places a text fills, each once: a language may need to name one of them twice. */
const holesOf = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]))].sort().join(' ')

const sources = import.meta.glob<string>(['../shared/**/*.ts', '../main/**/*.ts', '!../**/*.test.ts', '!../**/*.test-d.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const rooms = 'company|parties|items|accounts|inventory|gst|payments|purchases|sales|home|sync'
/** Codes as they are written: in a Refusal, as the code of a warning or notice, or through a file's own `no('kebab-words', …)`. */
function codesIn(text: string): string[] {
  const plain = new RegExp(`(?:new Refusal\\(\\s*|code:\\s*)'((?:${rooms})/[a-z0-9-]+)'`, 'g')
  const found = [...text.matchAll(plain)].flatMap((match) => (match[1] ? [match[1]] : []))
  const helper = new RegExp(`(?:const|function) (\\w+)[^\\n]*\\(code\\b[^\`]*\`(${rooms})/\\$\\{code\\}`).exec(text)
  if (!helper) return found
  const through = new RegExp(`\\b${helper[1]}\\(\\s*'([a-z0-9-]+)'`, 'g')
  return [...found, ...[...text.matchAll(through)].map((match) => `${helper[2]}/${match[1]}`)]
}

test('every code that is used has words in English', () => {
  const used = Object.entries(sources).flatMap(([file, text]) => codesIn(text).map((code) => ({ file, code })))
  expect(used.filter(({ code }) => !english.has(`codes.${code}`))).toEqual([])
})
test('a code without words would be found', () => {
  expect(codesIn(`throw new Refusal('sales/no-such-words', 'No')`)).toEqual(['sales/no-such-words'])
  expect(codesIn(`warn({\n code: 'sales/below-cost', field })`)).toEqual(['sales/below-cost'])
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of such a helper
  const helped = "const no = (code: string) =>\n  new Refusal(`sales/${code}`, '')\nthrow no(\n 'no-lut', 1)"
  expect(codesIn(helped)).toEqual(['sales/no-lut'])
})

/** Where a language parts from English: leaves it lacks or leaves blank, leaves English has not, and leaves that fill other places. */
function partsFromEnglish(tree: Tree) {
  const words = new Map(leaves(tree))
  return {
    missing: [...english].filter(([key, text]) => !words.has(key) || (text !== '' && words.get(key) === '')).map(([key]) => key),
    unknown: [...words.keys()].filter((key) => !english.has(key)),
    places: [...words].filter(([key, text]) => holesOf(text) !== holesOf(english.get(key) ?? text)).map(([key]) => key),
  }
}
const agrees = { missing: [], unknown: [], places: [] }
test.each([
  ['hi', hi as Tree],
  ['ur', ur as Tree],
])('%s has every word English has, none besides, and fills the same places', (_language, tree) => {
  expect(partsFromEnglish(tree)).toEqual(agrees)
})
test('a word left out, left blank, made up, or with other places would be found', () => {
  const planted = { ...en, density: { compact: '', regular: 'Regular {{hole}}', roomy: 'Roomy' } }
  expect(partsFromEnglish(planted)).toEqual({
    missing: ['density.compact', 'density.comfortable'],
    unknown: ['density.roomy'],
    places: ['density.regular'],
  })
})

const tables = Object.values(import.meta.glob<Record<string, CommandTable>>('./*/commands.ts', { eager: true })).flatMap(
  (module) =>
    Object.values(module).filter(
      (value): value is CommandTable => typeof value === 'object' && 'scope' in value && 'commands' in value,
    ),
)

test('every command and scope has words', () => {
  const all = [...everyTable, ...tables]
  const missing = all.flatMap((table) => [
    ...(english.has(`scopes.${table.scope}`) ? [] : [`scopes.${table.scope}`]),
    ...Object.keys(table.commands)
      .filter((id) => !english.has(`commands.${table.scope}.${id}`))
      .map((id) => `commands.${table.scope}.${id}`),
  ])
  expect(missing).toEqual([])
})
test('every permission has words, for lending it', () => {
  expect(permissions.filter((permission) => !english.has(`permissions.${permission.replaceAll('.', '-')}`))).toEqual([])
})
test('every screen has a title', () => {
  expect(screens.filter((screen) => !english.has(screen.title)).map((screen) => screen.id)).toEqual([])
})
