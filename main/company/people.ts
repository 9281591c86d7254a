import type { Permission } from '../../shared/permission.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, sql } from '../database/connection.ts'
import { personMay } from '../dispatch.ts'
import type { Person } from '../given.ts'
import type { Host } from '../host.ts'
import { loadPerson } from './found.ts'
import { verifyPin } from './pin.ts'

/** The people of the book who still work here, first the founder. */
export const activePeople = (db: Reader) => db.rows(sql.selectFrom('user').selectAll().where('active', '=', 1).orderBy('id'))

export const userByName = (db: Reader, name: string) =>
  db.row(sql.selectFrom('user').selectAll().where('name', '=', name).where('active', '=', 1))

/** The only person of a book without any PIN, who need not sign in; null when a sign-in is due. */
export function onlyPerson(db: Reader): Person | null {
  const [only, ...others] = activePeople(db)
  return only && others.length === 0 && only.pin_hash === null ? loadPerson(db, only.id) : null
}

const wrongTries = new Map<string, number>()
const queues = new Map<string, Promise<unknown>>()

/** After the n-th wrong try in a row the answer takes 0.5, 1, 2 … up to 30 seconds. */
export const delayMs = (tries: number): number => Math.min(250 * 2 ** Math.min(tries, 7), 30_000)

/**
 * Whoever gives the right PIN. Tries for one name wait for each other and each wrong one is answered more slowly, so that guessing
 * in parallel gains nothing. Once anybody has a PIN, a person without one cannot sign in: the owner gives one first.
 */
export function assertPin(host: Host, name: string, pin: string): Promise<Person> {
  const key = name.trim().toLowerCase()
  const mine = (queues.get(key) ?? Promise.resolve()).then(() => tryPin(host, key, name.trim(), pin))
  const ended = mine.catch(() => undefined)
  queues.set(key, ended)
  void ended.then(() => {
    if (queues.get(key) === ended) queues.delete(key)
  })
  return mine
}

async function tryPin(host: Host, key: string, name: string, pin: string): Promise<Person> {
  const db = host.book?.connection.reader
  if (!db) throw new Refusal('company/no-book', 'No book is open')
  const people = activePeople(db)
  const user = userByName(db, name)
  const pinsInUse = people.some((person) => person.pin_hash !== null)
  if (user && user.pin_hash === null && pinsInUse)
    throw new Refusal('company/pin-not-given', `${user.name} has no PIN yet: the owner gives one`, 'user', { user: user.name })
  const right = user?.pin_hash
    ? pin !== '' && (await verifyPin(host.paths.workers, pin, user.pin_hash))
    : user !== undefined && pin === ''
  const person = user && right ? loadPerson(db, user.id) : null
  if (person) {
    wrongTries.delete(key)
    return person
  }
  const tries = (wrongTries.get(key) ?? 0) + 1
  wrongTries.set(key, tries)
  await new Promise((resolve) => setTimeout(resolve, delayMs(tries)))
  throw new Refusal('company/wrong-pin', 'Wrong name or PIN', 'pin')
}

/** Who else has the right and a PIN to lend it with. */
export const lendersOf = (db: Reader, permission: Permission, by: Person): { name: string }[] =>
  activePeople(db).flatMap((user) => {
    if (user.id === by.id || user.pin_hash === null) return []
    const person = loadPerson(db, user.id)
    return person && personMay(person, permission) ? [{ name: user.name }] : []
  })
