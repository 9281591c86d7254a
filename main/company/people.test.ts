import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../database/connection.ts'
import { newUid } from '../database/uid.ts'
import { type TestBook, testBook } from '../test-book.ts'
import { loadPerson } from './found.ts'
import { delayMs } from './people.ts'

let book: TestBook
beforeEach(() => {
  book = testBook()
})
afterEach(() => book.host.book?.close())

const _journalRows = () => book.db.must(sql.selectFrom('journal').select((eb) => eb.fn.countAll<number>().as('n'))).n
const lastJournal = () => book.db.must(sql.selectFrom('journal').selectAll().orderBy('seq', 'desc').limit(1))
const refused = (code: string, field?: string) => ({ ok: false, refusal: { code, ...(field === undefined ? {} : { field }) } })

describe('people', () => {
  const [owner, clerk, manager] = [1, 2, 3]
  const uids = new Map<string, string>()
  const uidOf = (name: string) => uids.get(name) as string
  const be = (id: number) => {
    book.connection.person = loadPerson(book.db, id)
  }
  beforeEach(async () => {
    for (const [name, role] of [
      ['Ravi', 'clerk'],
      ['Meera', 'manager'],
    ] as const) {
      uids.set(name, newUid())
      await book.call('company.addUser', { uid: uidOf(name), name, role })
    }
    const users = await book.call('company.users', {})
    uids.set('Owner', users[0].uid)
  })
  const givePins = async () => {
    for (const [name, pin] of [
      ['Owner', '1111'],
      ['Ravi', '2222'],
      ['Meera', '3333'],
    ] as const)
      await book.call('company.setPin', { user: uidOf(name), pin })
  }

  test('have names of their own, whatever the case', async () => {
    expect(await book.ask('company.addUser', { uid: newUid(), name: 'ravi', role: 'clerk' })).toMatchObject(
      refused('company/user-exists', 'name'),
    )
    expect(await book.ask('company.addUser', { uid: newUid(), name: '  ', role: 'clerk' })).toMatchObject(
      refused('company/needed', 'name'),
    )
    expect(await book.ask('company.addUser', { uid: newUid(), name: 'X', role: 'king' })).toMatchObject(
      refused('company/bad-input', 'role'),
    )
  })

  test('a PIN is kept as argon2id only, and the journal holds neither it nor its hash', async () => {
    await givePins()
    const stored = book.db.must(sql.selectFrom('user').select('pin_hash').where('id', '=', owner)).pin_hash
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const journal = book.db.rows(sql.selectFrom('journal').select('changes_json')).map((row) => row.changes_json)
    expect(journal.join()).not.toContain('argon2id')
    expect(journal.join()).not.toContain('1111')
    expect(await book.call('accounts.verifyChain', {})).toMatchObject({ brokenAt: null })
    // a second PIN replaces the first
    await book.call('company.setPin', { user: uidOf('Owner'), pin: '4444' })
    expect(await book.ask('company.signIn', { user: 'Owner', pin: '4444' })).toMatchObject({ ok: true })
  })

  test('the first PIN is an owner’s; short ones and unknown people are refused', async () => {
    expect(await book.ask('company.setPin', { user: uidOf('Ravi'), pin: '2222' })).toMatchObject(
      refused('company/owner-pin-first', 'user'),
    )
    expect(await book.ask('company.setPin', { user: uidOf('Ravi'), pin: '22' })).toMatchObject(
      refused('company/bad-input', 'pin'),
    )
    expect(await book.ask('company.setPin', { user: newUid(), pin: '2222' })).toMatchObject(refused('company/no-user', 'user'))
    be(clerk)
    expect(await book.ask('company.setPin', { user: uidOf('Owner'), pin: '2222' })).toMatchObject(refused('company/not-allowed'))
  })

  test('sign in with their own PIN; nobody without one once somebody has', async () => {
    await book.call('company.signOut', {})
    expect(await book.ask('company.users', {})).toMatchObject(refused('company/sign-in'))
    expect((await book.call('company.state', {})).people).toEqual([
      { name: 'Owner', role: 'owner', hasPin: false },
      { name: 'Ravi', role: 'clerk', hasPin: false },
      { name: 'Meera', role: 'manager', hasPin: false },
    ])
    expect(await book.ask('company.signIn', { user: 'Ravi', pin: '' })).toMatchObject({ ok: true })
    be(owner)
    await book.call('company.setPin', { user: uidOf('Owner'), pin: '1111' })
    await book.call('company.signOut', {})
    expect(await book.ask('company.signIn', { user: 'Ravi', pin: '' })).toMatchObject(refused('company/pin-not-given'))
    expect(await book.ask('company.signIn', { user: 'Owner', pin: '' })).toMatchObject(refused('company/wrong-pin', 'pin'))
    expect(await book.ask('company.signIn', { user: 'Nobody', pin: '' })).toMatchObject(refused('company/wrong-pin', 'pin'))
    expect(book.connection.person).toBeNull()
    expect(await book.ask('company.signIn', { user: 'owner', pin: '1111' })).toMatchObject({ ok: true })
    expect(book.connection.person).toMatchObject({ name: 'Owner', role: 'owner' })
  })

  test('wrong tries are answered more slowly, one after the other', async () => {
    await book.call('company.setPin', { user: uidOf('Owner'), pin: '1111' })
    const began = performance.now()
    const replies = await Promise.all(['9', '8'].map((pin) => book.ask('company.signIn', { user: 'Owner', pin })))
    for (const reply of replies) expect(reply).toMatchObject(refused('company/wrong-pin'))
    // half a second for the first and one for the second, not both at once
    expect(performance.now() - began).toBeGreaterThan(1400)
    expect([1, 2, 3, 7, 8, 50].map(delayMs)).toEqual([500, 1000, 2000, 30_000, 30_000, 30_000])
    expect(await book.ask('company.signIn', { user: 'Owner', pin: '1111' })).toMatchObject({ ok: true })
    expect(delayMs(1)).toBe(500)
  })

  test('only who has a right and a PIN may lend it, to somebody else', async () => {
    await givePins()
    be(clerk)
    expect(await book.call('company.lenders', { permission: 'sales.over-limit' })).toEqual([{ name: 'Owner' }, { name: 'Meera' }])
    expect(await book.call('company.lenders', { permission: 'users.write' })).toEqual([{ name: 'Owner' }])
    const draftUid = newUid()
    const ask = { permission: 'sales.over-limit', draftUid, reason: 'good customer' }
    expect(await book.ask('company.release', { ...ask, user: 'Ravi', pin: '2222' })).toMatchObject(
      refused('company/cannot-lend', 'user'),
    )
    expect(await book.ask('company.release', { ...ask, permission: 'users.write', user: 'Meera', pin: '3333' })).toMatchObject(
      refused('company/cannot-lend', 'user'),
    )
    expect(await book.ask('company.release', { ...ask, user: 'Meera', pin: '1111' })).toMatchObject(
      refused('company/wrong-pin', 'pin'),
    )
    expect(await book.ask('company.release', { ...ask, reason: '', user: 'Meera', pin: '3333' })).toMatchObject(
      refused('company/bad-input', 'reason'),
    )
    const { token } = await book.call('company.release', { ...ask, user: 'Meera', pin: '3333' })
    expect(book.connection.tokens.get(token)).toMatchObject({ draftUid, lenderId: manager, permission: 'sales.over-limit' })
    // whoever signs in next does not inherit it
    await book.call('company.signOut', {})
    expect(book.connection.tokens.size).toBe(0)
  })

  test('a call nobody of that role may make can be lent for its draft, once, for five minutes; the journal keeps both names', async () => {
    await givePins()
    be(clerk)
    const draftUid = newUid()
    const save = { uid: newUid(), name: 'Dev Medical', stateCode: '27' }
    const lend = async () =>
      (
        await book.call('company.release', {
          permission: 'masters.write',
          draftUid,
          user: 'Meera',
          pin: '3333',
          reason: 'new customer',
        })
      ).token as string
    expect(await book.ask('parties.save', save)).toMatchObject(refused('company/not-allowed'))
    let token = await lend()
    expect(await book.ask('parties.save', save, { draftUid: newUid(), tokens: [token] })).toMatchObject(
      refused('company/not-allowed'),
    )
    expect(await book.ask('parties.save', save, { draftUid, tokens: [token] })).toMatchObject({ ok: true })
    expect(lastJournal()).toMatchObject({ user_id: clerk, lender_id: manager })
    expect(await book.ask('parties.save', { ...save, uid: newUid() }, { draftUid, tokens: [token] })).toMatchObject(
      refused('company/not-allowed'),
    )
    token = await lend()
    book.setToday('2026-11-22')
    expect(await book.ask('parties.save', { ...save, uid: newUid() }, { draftUid, tokens: [token] })).toMatchObject(
      refused('company/not-allowed'),
    )
  })
})
