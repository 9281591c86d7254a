import { randomUUID } from 'node:crypto'
import type { ZodError } from 'zod'
import { type LocalDate, todayInIndia } from '../shared/calendar.ts'
import type { Accepted, Call, Envelope, Reply } from '../shared/contract.ts'
import { type Permission, roleMay } from '../shared/permission.ts'
import { Refusal, type Warning } from '../shared/refusal.ts'
import type { Connected, GivenByKind, Person, Writing } from './given.ts'
import type { Host } from './host.ts'
import { runTask } from './tasks.ts'

/** Raised inside a command when warnings stand that the envelope did not accept; rolls it back. */
class Unaccepted extends Error {
  readonly warnings: Warning[]
  constructor(warnings: Warning[]) {
    super('warnings stand')
    this.warnings = warnings
  }
}

const sharedDevice = 1

/**
 * The one door: finds the call, checks the person's permission, parses the input, gives the handler what its kind is due, and
 * turns throws into values. Every call of every carrier (window, headless, worker) comes through here.
 */
export async function dispatch(
  host: Host,
  connection: Connected,
  name: string,
  input: unknown,
  envelope: Envelope = {},
): Promise<Reply> {
  const started = performance.now()
  try {
    return await answer(host, connection, name, input, envelope)
  } catch (error) {
    return asReply(host, error, name)
  } finally {
    const tookMs = performance.now() - started
    if (tookMs > 100) host.log.info('slow call', { call: name, tookMs: Math.round(tookMs) })
  }
}

/** A refusal or raised warnings as a value; anything else as a logged fault. */
export function asReply(host: Host, error: unknown, name: string): Reply {
  if (error instanceof Unaccepted) return { ok: false, warnings: error.warnings }
  if (error instanceof Refusal)
    return { ok: false, refusal: { code: error.code, message: error.message, field: error.field, details: error.details } }
  return { ok: false, fault: { reference: host.log.fault(error, { call: name }) } }
}

function find(host: Host, name: string): { call: Call; handler: (input: unknown, given: unknown) => unknown } {
  const dot = name.indexOf('.')
  const room = name.slice(0, dot)
  const own = name.slice(dot + 1)
  const furnished = Object.hasOwn(host.rooms, room) ? host.rooms[room] : undefined
  const call = furnished && Object.hasOwn(furnished.contract, own) ? furnished.contract[own] : undefined
  const handler = furnished?.handlers[own] as ((input: unknown, given: unknown) => unknown) | undefined
  if (!call || !handler)
    throw new Refusal('company/unknown-call', `There is no call ${name.slice(0, 80)}`, undefined, { call: name.slice(0, 80) })
  return { call, handler }
}

/** True when the person's role has the permission, or an override grants it (or takes it away; never from an owner). */
export function personMay(person: Person, permission: Permission): boolean {
  if (person.role === 'owner') return true
  return person.overrides.get(permission) ?? roleMay(person.role, permission)
}

async function answer(host: Host, connection: Connected, name: string, input: unknown, envelope: Envelope): Promise<Reply> {
  const { call, handler } = find(host, name)
  const { book } = host
  if (!book && !call.bookless) throw new Refusal('company/no-book', 'No book is open')
  if (!call.bookless) {
    if (!connection.person) throw new Refusal('company/sign-in', 'Sign in first')
    // a command's own right can be lent for its draft, like the rights it asks for inside
    const lent =
      call.kind === 'command' && lentRights(host, connection, envelope).some((one) => one.permission === call.permission)
    if (!personMay(connection.person, call.permission) && !lent)
      throw new Refusal('company/not-allowed', `${connection.person.name} has no right to do this`, undefined, {
        permission: call.permission,
      })
  }
  const parsed = call.input.safeParse(input)
  if (!parsed.success) throw badInput(parsed.error)
  const person = connection.person as Person
  const today = todayInIndia(host.clock())

  switch (call.kind) {
    case 'query': {
      const db = (book as NonNullable<typeof book>).connection.reader
      return { ok: true, value: handler(parsed.data, { db, today, by: person }) }
    }
    case 'report': {
      if (book?.reports) return await book.reports.ask({ call: name, input: parsed.data, today, personId: person.id })
      const db = (book as NonNullable<typeof book>).connection.reader
      return { ok: true, value: handler(parsed.data, { db, today, by: person }) }
    }
    case 'command':
      return {
        ok: true,
        value: runCommand(host, connection, person, today, name, handler, parsed.data, envelope, call),
      }
    case 'draft': {
      const drafts = (book as NonNullable<typeof book>).drafts
      return { ok: true, value: handler(parsed.data, { drafts, by: person, now: new Date(host.clock()).toISOString() }) }
    }
    case 'session':
      return { ok: true, value: handler(parsed.data, { host, connection, today } satisfies GivenByKind['session']) }
    case 'task': {
      const id = randomUUID()
      runTask(host, connection, {
        id,
        name,
        person,
        today,
        start: (given) => handler(parsed.data, given) as Promise<unknown>,
        files: envelope.files ?? {},
      } satisfies Parameters<typeof runTask>[2])
      return { ok: true, value: { task: id } }
    }
  }
}

/** Input our own screens made wrongly still comes back in words with the field, because files and scripts call too. */
function badInput(error: ZodError): Refusal {
  const [issue] = error.issues
  const field = issue?.path.join('.') || undefined
  return new Refusal('company/bad-input', `${field ?? 'input'}: ${issue?.message ?? 'not as declared'}`, field, {
    problem: issue?.message ?? '',
  })
}

function runCommand(
  host: Host,
  connection: Connected,
  person: Person,
  today: LocalDate,
  name: string,
  handler: (input: unknown, given: unknown) => unknown,
  data: unknown,
  envelope: Envelope,
  { permission, slice }: Call,
): unknown {
  const book = host.book as NonNullable<Host['book']>
  const accepted: Accepted[] = [...(envelope.accepted ?? [])]
  const effects: (() => void)[] = []
  const lent = lentRights(host, connection, envelope)
  const forTheCall = personMay(person, permission) ? undefined : lent.find((one) => one.permission === permission)
  let lenderId: number | null = forTheCall?.lenderId ?? null
  const value = book.connection[slice ? 'writeSlice' : 'write']((tx) => {
    const raised: Warning[] = []
    const given: Writing = {
      tx,
      today,
      now: new Date(host.clock()).toISOString(),
      by: person,
      deviceId: sharedDevice,
      get lenderId() {
        return lenderId
      },
      accepted,
      may: (permission) => {
        if (personMay(person, permission)) return true
        const token = lent.find((one) => one.permission === permission)
        if (token) lenderId = token.lenderId
        return token !== undefined
      },
      releases: (permission, code, field) => {
        const token = personMay(person, permission) ? undefined : lent.find((one) => one.permission === permission)
        if (!token) return false
        lenderId = token.lenderId
        if (!accepted.some((one) => one.code === code && (one.field ?? '') === (field ?? '')))
          accepted.push({ code, field, reason: token.reason })
        return true
      },
      warn: (code, field, details) => {
        if (accepted.some((one) => one.code === code && (one.field ?? '') === (field ?? '') && one.reason.trim())) return
        raised.push({ code, ...(field === undefined ? {} : { field }), ...(details === undefined ? {} : { details }) })
      },
      after: (effect) => effects.push(effect),
    }
    const done = handler(data, given)
    if (raised.length) throw new Unaccepted(raised)
    return done
  })
  for (const token of lent) connection.tokens.delete(token.token)
  for (const effect of effects) {
    try {
      effect()
    } catch (error) {
      // the books are committed; what follows may fail without undoing them
      host.log.fault(error, { after: name })
    }
  }
  host.changed([name.slice(0, name.indexOf('.'))])
  return value
}

/** Rights lent by another user for this very draft, at most five minutes ago, each for one use. */
function lentRights(host: Host, connection: Connected, envelope: Envelope) {
  return (envelope.tokens ?? []).flatMap((token) => {
    const lent = connection.tokens.get(token)
    if (!lent || lent.draftUid !== envelope.draftUid || lent.until < host.clock()) return []
    return [{ ...lent, token }]
  })
}
