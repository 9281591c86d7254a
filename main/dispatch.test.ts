import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { command, type Handlers, query } from '../shared/contract.ts'
import { calls, contracts } from '../shared/contracts.ts'
import { roleMay, roles } from '../shared/permission.ts'
import { newUid } from './database/uid.ts'
import { furnish } from './furnish.ts'
import type { Given } from './given.ts'
import { testBook } from './test-book.ts'

describe('the door', () => {
  test('an unknown call, or a name that is on every object, is refused in words', async () => {
    const book = testBook()
    for (const name of ['sales.nothing', 'nowhere.at', 'constructor.name', 'sales.toString', '__proto__.x', '', 'sales'])
      expect(await book.ask(name, {})).toMatchObject({ ok: false, refusal: { code: 'company/unknown-call' } })
  })

  test('input that is not as declared is refused with the field', async () => {
    const book = testBook()
    expect(await book.ask('company.addUser', { uid: 'x', name: 'A', role: 'clerk' })).toMatchObject({
      ok: false,
      refusal: { code: 'company/bad-input', field: 'uid' },
    })
    expect(await book.ask('company.addUser', null)).toMatchObject({ ok: false, refusal: { code: 'company/bad-input' } })
  })

  test('a call without the permission is refused, for every call and role', async () => {
    const book = testBook()
    const person = book.connection.person as NonNullable<typeof book.connection.person>
    for (const role of roles) {
      book.connection.person = { ...person, role }
      for (const [name, call] of calls) {
        if (call.bookless || roleMay(role, call.permission)) continue
        expect(await book.ask(name, {})).toMatchObject({ ok: false, refusal: { code: 'company/not-allowed' } })
      }
    }
  })

  test('nobody signed in, nothing done', async () => {
    const book = testBook()
    book.connection.person = null
    expect(await book.ask('company.users', {})).toMatchObject({ ok: false, refusal: { code: 'company/sign-in' } })
  })

  test('a fault shows a reference and no details', async () => {
    const book = testBook()
    book.host.book?.connection.sqlite.exec('drop trigger period_lock_no_update; alter table period_lock rename to gone')
    const reply = await book.ask('company.lockPeriod', { upto: '2026-04-30', reason: 'x' })
    expect(reply).toEqual({ ok: false, fault: { reference: expect.stringMatching(/^[0-9a-f]{8}$/) } })
  })

  test('a warning rolls back until it is accepted with a reason', async () => {
    const book = testBook()
    const room = {
      contract: {
        write: command({ permission: 'settings.write', input: z.object({}), output: z.object({}), doc: 'writes and warns' }),
      },
      handlers: {
        write: (_: never, given: never) => {
          const { warn, tx } = given as Given['command']
          tx.run({
            compile: () => ({
              sql: "insert into account_group(uid, name, nature) values (randomblob(16), 'Tried', 'asset')",
              parameters: [],
              query: {} as never,
              queryId: {} as never,
            }),
          })
          warn('test/odd', 'x', { n: 1 })
          return {}
        },
      },
    }
    Object.assign(book.host, { rooms: { ...book.host.rooms, test: room } })
    const tried = () =>
      book.host.book?.connection.sqlite.prepare("select count(*) as n from account_group where name = 'Tried'").get()
    expect(await book.ask('test.write', {})).toEqual({
      ok: false,
      warnings: [{ code: 'test/odd', field: 'x', details: { n: 1 } }],
    })
    expect(tried()).toEqual({ n: 0 })
    expect(await book.ask('test.write', {}, { accepted: [{ code: 'test/odd', field: 'x', reason: ' ' }] })).toMatchObject({
      ok: false,
    })
    expect(
      await book.ask('test.write', {}, { accepted: [{ code: 'test/odd', field: 'x', reason: 'the owner said so' }] }),
    ).toEqual({ ok: true, value: {} })
    expect(tried()).toEqual({ n: 1 })
  })

  test('users are added once and the audit trail names who did it', async () => {
    const book = testBook()
    const uid = newUid()
    await book.call('company.addUser', { uid, name: 'Asha', role: 'clerk' })
    expect(await book.ask('company.addUser', { uid: newUid(), name: 'asha', role: 'clerk' })).toMatchObject({
      ok: false,
      refusal: { code: 'company/user-exists', field: 'name' },
    })
    expect((await book.call('company.users', {})).map((user: { name: string }) => user.name)).toEqual(['Owner', 'Asha'])
  })
})

describe('the contract', () => {
  test('every declared call has a handler and a doc, and no handler is undeclared', () => {
    for (const [room, { contract, handlers }] of Object.entries(furnish())) {
      expect([room, Object.keys(handlers).sort()]).toEqual([room, Object.keys(contract).sort()])
      for (const call of Object.values(contract)) expect(call.doc.length).toBeGreaterThan(10)
    }
    expect(Object.keys(furnish())).toEqual(Object.keys(contracts))
  })

  test('types guard the books: these do not compile', () => {
    const room = {
      read: query({ permission: 'open', input: z.object({}), output: z.number(), doc: 'reads' }),
      write: command({ permission: 'open', input: z.object({}), output: z.number(), doc: 'writes' }),
    }
    const good: Handlers<typeof room, Given> = { read: () => 1, write: () => 2 }
    // @ts-expect-error a missing handler
    const missing: Handlers<typeof room, Given> = { read: () => 1 }
    // @ts-expect-error a misspelt handler
    const misspelt: Handlers<typeof room, Given> = { read: () => 1, write: () => 2, wriet: () => 3 }
    // @ts-expect-error a command may not hold the transaction open across an await
    const awaits: Handlers<typeof room, Given>['write'] = async () => 2
    // @ts-expect-error a query is given nothing that writes
    const writes: Handlers<typeof room, Given>['read'] = (_, { tx }) => Number(tx)
    // @ts-expect-error the output is as declared
    const wrong: Handlers<typeof room, Given>['read'] = () => 'one'
    expect([good, missing, misspelt, awaits, writes, wrong]).toHaveLength(6)
  })
})
