import { readFile, stat } from 'node:fs/promises'
import type { z } from 'zod'
import { KeyFile, type KeyMap, type keyCalls } from '../../shared/company/keys-contract.ts'
import type { Handlers } from '../../shared/contract.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, sql } from '../database/connection.ts'
import type { Given } from '../given.ts'
import { writeWhole } from '../whole-file.ts'
import { change } from './records.ts'

type Map = z.output<typeof KeyMap>
/** A mapping of every command there is takes a tenth of this. */
const mostBytes = 256 * 1024

function mapOf(db: Reader, userId: number): Map | null {
  const row = db.row(sql.selectFrom('key_map').selectAll().where('id', '=', userId))
  return row ? { profile: row.profile as Map['profile'], keys: JSON.parse(row.keys_json) as Map['keys'] } : null
}

const badFile = (why: string): Refusal => new Refusal('company/bad-key-file', `Not a mapping of keys: ${why}`, 'ticket', { why })

function readMap(text: string): Map {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    throw badFile('it cannot be read')
  }
  const read = KeyFile.safeParse(given)
  if (!read.success) throw badFile(read.error.issues[0]?.path.join('.') || 'it has another form')
  const { profile, keys } = read.data
  return { profile, keys }
}

/** Keys of the keyboard, per person of the book. */
export const keyHandlers: Handlers<typeof keyCalls, Given> = {
  keyMap: (_, { db, by }) => mapOf(db, by.id),
  saveKeyMap: ({ profile, keys }, given) => {
    const set = { profile, keys_json: JSON.stringify(keys) }
    const there = mapOf(given.tx, given.by.id) !== null
    change(
      given,
      [there ? { update: 'key_map', id: given.by.id, set } : { insert: 'key_map', row: { id: given.by.id, ...set } }],
      { entity: 'key_map' },
    )
    return { ok: true }
  },
  writeKeyFile: async ({ ticket, map }, given) => {
    const text = `${JSON.stringify({ bahiKeys: 1, ...map }, null, 2)}\n`
    const refused = (reason: string) =>
      new Refusal('company/file-not-written', `The file could not be written (${reason})`, 'ticket', { why: reason })
    await writeWhole(given.file(ticket), text, refused)
    return { ok: true as const }
  },
  readKeyFile: async ({ ticket }, given) => {
    const path = given.file(ticket)
    const size = await stat(path).then(
      (found) => (found.isFile() ? found.size : null),
      () => null,
    )
    if (size === null) throw badFile('it cannot be read')
    if (size > mostBytes) throw badFile('it is too long')
    return readMap(await readFile(path, 'utf8'))
  },
}
