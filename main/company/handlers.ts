import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { company } from '../../shared/company/contract.ts'
import type { Handlers } from '../../shared/contract.ts'
import { permissions, type Role } from '../../shared/permission.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Reader, sql } from '../database/connection.ts'
import { uidBytes, uidText } from '../database/uid.ts'
import { personMay } from '../dispatch.ts'
import type { Given } from '../given.ts'
import type { Host } from '../host.ts'
import { dismissTask, listTasks } from '../tasks.ts'
import { newBook, recentBooks, reopenBook } from './book-file.ts'
import { checkProfile, type Founder, firmRow, loadPerson } from './found.ts'
import { hashPin, verifyPin } from './pin.ts'
import { change } from './records.ts'

const lentForMs = 300_000

function profile(db: Reader) {
  const row = db.row(sql.selectFrom('firm').selectAll().where('id', '=', 1))
  if (!row) return null
  return {
    legalName: row.legal_name,
    tradeName: row.trade_name,
    localName: row.local_name,
    gstin: row.gstin,
    pan: row.pan,
    stateCode: row.state_code,
    address1: row.address_1,
    address2: row.address_2,
    city: row.city,
    pin: row.pin,
    phone: row.phone,
    email: row.email,
    licence20b: row.licence_20b,
    licence21b: row.licence_21b,
    licence20g: row.licence_20g,
    fssai: row.fssai,
    bankName: row.bank_name,
    bankAccount: row.bank_account,
    ifsc: row.ifsc,
    upiId: row.upi_id,
    terms: row.terms,
    jurisdiction: row.jurisdiction,
    booksBegin: row.books_begin,
  }
}

const userByName = (db: Reader, name: string) =>
  db.row(sql.selectFrom('user').selectAll().where('name', '=', name).where('active', '=', 1))

/** Checks a PIN with a delay that doubles with each wrong try on this process. */
async function assertPin(host: Host, name: string, pin: string) {
  const user = host.book ? userByName(host.book.connection.reader, name) : undefined
  const right = user?.pin_hash
    ? await verifyPin(host.paths.workers, pin, user.pin_hash)
    : user !== undefined && user.pin_hash === null && pin === ''
  if (user && right) {
    wrongTries.delete(name)
    return user
  }
  const tries = (wrongTries.get(name) ?? 0) + 1
  wrongTries.set(name, tries)
  await new Promise((resolve) => setTimeout(resolve, Math.min(250 * 2 ** Math.min(tries, 7), 30_000)))
  throw new Refusal('company/wrong-pin', 'Wrong name or PIN', 'pin')
}
const wrongTries = new Map<string, number>()

/** The company room: the firm, its people, the open book, drafts and the task tray. `founders` fill a new book. */
export const companyHandlers = (founders: readonly Founder[]): Handlers<typeof company, Given> => ({
  state: (_, { host, connection, today }) => {
    const db = host.book?.connection.reader
    const person = connection.person
    return {
      open: host.book !== null,
      file: host.book ? basename(host.book.file) : null,
      firm: db ? profile(db) : null,
      person: person
        ? { name: person.name, role: person.role, may: permissions.filter((permission) => personMay(person, permission)) }
        : null,
      today,
      upgradedFrom: host.book?.upgradedFrom ? basename(host.book.upgradedFrom) : null,
      people:
        db && !person
          ? db.rows(sql.selectFrom('user').select('name').where('active', '=', 1).orderBy('id')).map((row) => row.name)
          : [],
      recent: recentBooks(host, connection),
    }
  },
  firstRun: async (first, given) => {
    newBook(given, given.host, first, founders)
    return { ok: true as const }
  },
  openBook: async ({ ticket }, given) => {
    reopenBook(given.host, given.file(ticket))
    return { ok: true as const }
  },
  signIn: async ({ user, pin }, { host, connection }) => {
    const found = await assertPin(host, user, pin)
    connection.person = host.book ? loadPerson(host.book.connection.reader, found.id) : null
    return { ok: true as const }
  },
  saveFirm: (firm, given) => {
    checkProfile(firm)
    change(given, [{ update: 'firm', id: 1, set: firmRow(firm) }], { entity: 'firm' })
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
    if (!name) throw new Refusal('company/bad-input', 'A name is needed', 'name')
    if (userByName(given.tx, name)) throw new Refusal('company/user-exists', `There is a user ${name} already`, 'name', { name })
    change(given, [{ insert: 'user', row: { uid: uidBytes(uid), name, role, active: 1 } }], { entity: 'user', entityUid: uid })
    return { ok: true as const }
  },
  setPin: async ({ user, pin }, given) => {
    const hash = await hashPin(given.host.paths.workers, pin)
    const reply = await given.call('company.storePin', { user, hash })
    if (!reply.ok) throw new Refusal('company/bad-input', 'The PIN could not be stored', 'user')
    return { ok: true as const }
  },
  storePin: ({ user, hash }, given) => {
    const row = given.tx.row(sql.selectFrom('user').select('id').where('uid', '=', uidBytes(user)))
    if (!row) throw new Refusal('company/no-user', 'There is no such user', 'user')
    change(given, [{ update: 'user', id: row.id, set: { pin_hash: hash } }], {
      entity: 'user',
      entityUid: user,
      reason: 'PIN changed',
    })
    return { ok: true as const }
  },
  release: async ({ permission, draftUid, user, pin, reason }, { host, connection, by }) => {
    const lender = await assertPin(host, user, pin)
    const person = host.book ? loadPerson(host.book.connection.reader, lender.id) : null
    if (!person || person.id === by.id || !personMay(person, permission))
      throw new Refusal('company/cannot-lend', `${user} cannot lend this right`, 'user', { user })
    const token = randomUUID()
    connection.tokens.set(token, { permission, draftUid, lenderId: person.id, reason, until: host.clock() + lentForMs })
    return { token }
  },
  lockPeriod: ({ kinds, role, upto, reason }, given) => {
    if (upto && upto > given.today)
      throw new Refusal('accounts/after-today', 'Only past days can be locked', 'upto', { today: given.today })
    change(given, [{ insert: 'period_lock', row: { kinds, role, upto } }], { entity: 'period_lock', reason })
    return { ok: true as const }
  },
  putDraft: (draft, { drafts, by, now }) => {
    drafts.put({ ...draft, userId: by.id, updatedAt: now })
    return { ok: true as const }
  },
  drafts: ({ kind }, { drafts }) => drafts.list().filter((draft) => draft.kind === kind),
  dropDraft: ({ uid }, { drafts }) => {
    drafts.forget(uid)
    return { ok: true as const }
  },
  tasks: (_, { host }) => listTasks(host),
  dismissTask: ({ id }, { host }) => {
    dismissTask(host, id)
    return { ok: true as const }
  },
  pickFile: async (options, { host, connection }) => {
    if (!host.desk) throw new Refusal('company/no-desk', 'A headless host has no dialogs: pass the file by name', undefined)
    return await host.desk.pickFile(connection, {
      title: options.title,
      extensions: options.extensions,
      ...(options.save === undefined ? {} : { save: options.save }),
    })
  },
})
