import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestBook, testBook } from '../test-book.ts'

let book: TestBook
let folder: string
beforeAll(() => {
  book = testBook()
  folder = mkdtempSync(join(tmpdir(), 'bahi-keys-'))
})
afterAll(() => {
  book.close()
  rmSync(folder, { recursive: true, force: true })
})
const map = { profile: 'tally', keys: { tally: { 'document.hold': ['Ctrl+Shift+H'], 'document.undo': [] } } }

test('keys belong to a person and stay in the book', async () => {
  expect(await book.call('company.keyMap', {})).toBe(null)
  await book.call('company.saveKeyMap', { ...map, profile: 'busy' })
  await book.call('company.saveKeyMap', map)
  expect(await book.call('company.keyMap', {})).toEqual(map)
})
test('out to a file and back, whole or not at all', async () => {
  const file = join(folder, 'keys.json')
  await book.call('company.writeKeyFile', { ticket: 'keys', map }, { files: { keys: file } })
  expect(await book.call('company.readKeyFile', { ticket: 'keys' }, { files: { keys: file } })).toEqual(map)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ bahiKeys: 1 })
})
test.each([
  ['nothing', ''],
  ['no JSON', '{'],
  ['another file', '{"name":"x"}'],
  ['a later kind', JSON.stringify({ bahiKeys: 2, ...map })],
  ['an unknown profile', JSON.stringify({ bahiKeys: 1, profile: 'vi', keys: {} })],
  ['keys that are none', JSON.stringify({ bahiKeys: 1, profile: 'tally', keys: { tally: { 'document.hold': ['Strg H'] } } })],
  ['a command that is none', JSON.stringify({ bahiKeys: 1, profile: 'tally', keys: { tally: { __proto: ['F7'] } } })],
  ['too much', ' '.repeat(300_000)],
])('a file of %s is refused in words and changes nothing', async (_, text) => {
  const file = join(folder, 'bad.json')
  writeFileSync(file, text)
  const reply = await book.ask('company.readKeyFile', { ticket: 'keys' }, { files: { keys: file } })
  expect(reply).toMatchObject({ ok: false, refusal: { code: 'company/bad-key-file', field: 'ticket' } })
  expect(await book.call('company.keyMap', {})).toEqual(map)
})
test('bad keys are not kept either', async () => {
  const bad = { profile: 'tally', keys: { tally: { 'document.hold': ['Strg H'] } } }
  expect(await book.ask('company.saveKeyMap', bad)).toMatchObject({ ok: false, refusal: { code: 'company/bad-input' } })
})
