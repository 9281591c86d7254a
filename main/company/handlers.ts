import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { LocalDate } from '../../shared/calendar.ts'
import type { company } from '../../shared/company/contract.ts'
import { type Profile, plainProfile, profileProblem } from '../../shared/company/profile.ts'
import type { Handlers } from '../../shared/contract.ts'
import { permissions, type Role } from '../../shared/permission.ts'
import { type Details, Refusal } from '../../shared/refusal.ts'
import { type Reader, sql } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import { personMay } from '../dispatch.ts'
import type { Given, Writing } from '../given.ts'
import { dismissTask, listTasks } from '../tasks.ts'
import { closeBook, newBook, recentBooks, reopenBook } from './book-file.ts'
import { firmFacts, setFirmFact } from './dated-facts.ts'
import { type Founder, firmRow } from './found.ts'
import { keyHandlers } from './key-handlers.ts'
import { listFilesHandlers } from './list-files.ts'
import { activePeople, assertPin, lendersOf } from './people.ts'
import { hashPin } from './pin.ts'
import { firmProfile } from './profile-store.ts'
import { change } from './records.ts'

const lentForMs = 300_000

/** One book is one registration (model rule 7): once a document is numbered, its GSTIN and state are printed on it for ever. */
function assertSameRegistration(db: Reader, next: Profile): void {
  const now = db.must(sql.selectFrom('firm').select(['gstin', 'state_code']).where('id', '=', 1))
  const field = now.gstin !== null && next.gstin !== now.gstin ? 'gstin' : next.stateCode !== now.state_code ? 'stateCode' : null
  if (field && db.row(sql.selectFrom('document').select('id').limit(1)))
    throw new Refusal('company/registration-fixed', 'This book has documents under its GSTIN and state', field, {
      gstin: now.gstin ?? '–',
    })
}

/** Refuses a lock up to a day while something of that time is unfinished. */
export type LockGuard = (given: Writing, upto: LocalDate) => void

/**
 * The company room: the firm, its people, the open book, drafts and the task tray. `founders` fill a new book, `lockGuards` of other
 * rooms may refuse a lock.
 */
export const companyHandlers = (
  founders: readonly Founder[],
  lockGuards: readonly LockGuard[] = [],
): Handlers<typeof company, Given> => ({
  state: (_, { host, connection, today }) => {
    const db = host.book?.connection.reader
    const person = connection.person
    return {
      open: host.book !== null,
      file: host.book ? basename(host.book.file) : null,
      firm: db ? firmProfile(db) : null,
      person: person
        ? { name: person.name, role: person.role, may: permissions.filter((permission) => personMay(person, permission)) }
        : null,
      today,
      upgradedFrom: host.book?.upgradedFrom ? basename(host.book.upgradedFrom) : null,
      people:
        db && !person
          ? activePeople(db).map((row) => ({ name: row.name, role: row.role as Role, hasPin: row.pin_hash !== null }))
          : [],
      recent: recentBooks(host, connection),
    }
  },
  firstRun: async (first, given) => {
    newBook(given, given.host, first, founders)
    return { ok: true as const }
  },
  openBook: async ({ ticket }, given) => {
    reopenBook(given.host, given.file(ticket), founders)
    return { ok: true as const }
  },
  closeBook: (_, { host }) => {
    if (listTasks(host).some((task) => task.finished === undefined))
      throw new Refusal('company/work-running', 'Work in the background is still running')
    closeBook(host)
    host.changed(['company'])
    return { ok: true as const }
  },
  signIn: async ({ user, pin }, { host, connection }) => {
    connection.person = await assertPin(host, user, pin)
    return { ok: true as const }
  },
  signOut: (_, { connection }) => {
    connection.person = null
    connection.tokens.clear()
    return { ok: true as const }
  },
  saveFirm: (firm, given) => {
    const problem = profileProblem(firm)
    if (problem) throw problem
    const plain = plainProfile(firm)
    assertSameRegistration(given.tx, plain)
    change(given, [{ update: 'firm', id: 1, set: firmRow(plain) }], { entity: 'firm' })
    return { ok: true as const }
  },
  facts: (_, { db, today }) => firmFacts(db, today),
  setFact: ({ name, value, from }, given) => {
    setFirmFact(given, name, from, value)
    return { ok: true as const }
  },
  users: (_, { db }) =>
    db.rows(sql.selectFrom('user').selectAll().orderBy('id')).map((row) => ({
      uid: uidText(row.uid),
      name: row.name,
      role: row.role as Role,
      hasPin: row.pin_hash !== null,
      active: row.active === 1,
    })),
  addUser: ({ uid, name, role }, given) => {
    if (!name) throw new Refusal('company/needed', 'A name is needed', 'name')
    if (given.tx.row(sql.selectFrom('user').select('id').where('name', '=', name)))
      throw new Refusal('company/user-exists', `There is a user ${name} already`, 'name', { name })
    change(given, [{ insert: 'user', row: { uid: uidBytes(uid), name, role, active: 1 } }], { entity: 'user', entityUid: uid })
    return { ok: true as const }
  },
  setPin: async ({ user, pin }, given) => {
    const hash = await hashPin(given.host.paths.workers, pin)
    const reply = await given.call('company.storePin', { user, hash })
    if (reply.ok) return { ok: true as const }
    if ('refusal' in reply) {
      const { code, message, field, details } = reply.refusal
      throw new Refusal(code, message, field, details as Details)
    }
    throw new Error('the PIN could not be stored')
  },
  storePin: ({ user, hash }, given) => {
    const row = given.tx.row(sql.selectFrom('user').select(['id', 'role']).where('uid', '=', uidBytes(user)))
    if (!row) throw new Refusal('company/no-user', 'There is no such user', 'user')
    // whoever has no PIN cannot sign in once somebody has one: the first must be an owner's
    if (row.role !== 'owner' && !activePeople(given.tx).some((one) => one.role === 'owner' && one.pin_hash !== null))
      throw new Refusal('company/owner-pin-first', 'The owner sets a PIN before giving others one', 'user')
    change(given, [{ update: 'user', id: row.id, set: { pin_hash: hash } }], {
      entity: 'user',
      entityUid: user,
      reason: 'PIN changed',
    })
    return { ok: true as const }
  },
  lenders: ({ permission }, { db, by }) => lendersOf(db, permission, by),
  release: async ({ permission, draftUid, user, pin, reason }, { host, connection, by }) => {
    const person = await assertPin(host, user, pin)
    if (person.id === by.id || !personMay(person, permission))
      throw new Refusal('company/cannot-lend', `${user} cannot lend this right`, 'user', { user })
    const token = randomUUID()
    connection.tokens.set(token, { permission, draftUid, lenderId: person.id, reason, until: host.clock() + lentForMs })
    return { token }
  },
  lockPeriod: ({ kinds, role, upto, reason }, given) => {
    if (upto && upto > given.today)
      throw new Refusal('accounts/after-today', 'Only past days can be locked', 'upto', { today: given.today })
    if (upto) for (const guard of lockGuards) guard(given, upto)
    change(given, [{ insert: 'period_lock', row: { kinds, role, upto } }], { entity: 'period_lock', reason })
    return { ok: true as const }
  },
  putDraft: (draft, { drafts, by, now }) => {
    drafts.put({ ...draft, userId: by.id, updatedAt: now })
    return { ok: true as const }
  },
  drafts: ({ kind }, { drafts, by }) =>
    drafts.list().flatMap((draft) => {
      const mine = draft.userId === null || draft.userId === by.id
      return kind === null || draft.kind === kind ? [{ ...draft, mine }] : []
    }),
  dropDraft: ({ uid }, { drafts }) => {
    drafts.forget(uid)
    return { ok: true as const }
  },
  tasks: (_, { host }) => listTasks(host),
  dismissTask: ({ id }, { host }) => {
    dismissTask(host, id)
    return { ok: true as const }
  },
  ...listFilesHandlers,
  ...keyHandlers,
  pickFile: async (options, { host, connection }) => {
    if (!host.desk) throw new Refusal('company/no-desk', 'A headless host has no dialogs: pass the file by name', undefined)
    return await host.desk.pickFile(connection, {
      title: options.title,
      extensions: options.extensions,
      ...(options.save === undefined ? {} : { save: options.save }),
    })
  },
})
