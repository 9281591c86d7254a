import type { z } from 'zod'
import type { Permission } from './permission.ts'
import type { Warning } from './refusal.ts'

/**
 * A call is declared once, in shared/<room>/contract.ts. Handlers, checks, the window's client, the headless host's list and the
 * permission table are all derived from the declaration.
 *
 * - query   reads, in main, ≤ 10 ms on a ten-year book
 * - report  reads, always in a reader worker, one read transaction
 * - command writes: it *is* one transaction and is synchronous
 * - draft   keeps an unposted document on the second connection; not part of the books
 * - session about this process and connection (what is open, its tasks), not about the book
 * - task    touches the world (files, printer, other processes): async, no open transaction, progress, cancel
 */
export type Kind = 'query' | 'report' | 'command' | 'draft' | 'session' | 'task'

export type Call<K extends Kind = Kind, I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly kind: K
  readonly permission: Permission
  readonly input: I
  readonly output: O
  /** One or two plain sentences; printed by `bahi --list`. */
  readonly doc: string
  /** True for the few calls that work before a book is open (first run, restore). */
  readonly bookless?: boolean
  /**
   * One of many slices of a bulk job: its commit need not reach the disk by itself, the next ordinary commit carries it there. After a
   * power cut the job stands a few slices earlier, and can be gone on with.
   */
  readonly slice?: boolean
}
type Declared<I extends z.ZodType, O extends z.ZodType> = Omit<Call<Kind, I, O>, 'kind'>

export const query = <I extends z.ZodType, O extends z.ZodType>(call: Declared<I, O>): Call<'query', I, O> => ({
  kind: 'query',
  ...call,
})
export const report = <I extends z.ZodType, O extends z.ZodType>(call: Declared<I, O>): Call<'report', I, O> => ({
  kind: 'report',
  ...call,
})
export const command = <I extends z.ZodType, O extends z.ZodType>(call: Declared<I, O>): Call<'command', I, O> => ({
  kind: 'command',
  ...call,
})
export const draft = <I extends z.ZodType, O extends z.ZodType>(call: Declared<I, O>): Call<'draft', I, O> => ({
  kind: 'draft',
  ...call,
})
export const session = <I extends z.ZodType, O extends z.ZodType>(call: Declared<I, O>): Call<'session', I, O> => ({
  kind: 'session',
  ...call,
})
export const task = <I extends z.ZodType, O extends z.ZodType>(call: Declared<I, O>): Call<'task', I, O> => ({
  kind: 'task',
  ...call,
})

export type RoomContract = Record<string, Call>
export type Input<C extends Call> = z.input<C['input']>
export type Parsed<C extends Call> = z.output<C['input']>
export type Output<C extends Call> = z.output<C['output']>

/** What a handler is given, by kind; main/given.ts fills it in. */
export type GivenByKind = Record<Kind, unknown>

/**
 * The functions that keep a contract. A missing, misspelt, wrongly typed or (for everything but a task) async handler does
 * not compile; what a handler is given has no write for a query.
 */
export type Handlers<R extends RoomContract, G extends GivenByKind> = {
  readonly [N in keyof R]: (
    input: Parsed<R[N]>,
    given: G[R[N]['kind']],
  ) => R[N]['kind'] extends 'task' ? Promise<Output<R[N]>> : NotAsync<Output<R[N]>>
}
type NotAsync<T> = T extends PromiseLike<unknown> ? never : T

/** A warning the user has seen and taken on, with a reason; it enters the journal. */
export type Accepted = { code: string; field?: string | undefined; reason: string }

/** Travels beside the input of a call. */
export type Envelope = {
  accepted?: Accepted[] | undefined
  /** The draft a lent right is for, and the one-use tokens company.release gave. */
  draftUid?: string | undefined
  tokens?: string[] | undefined
  /** Headless only: file tickets, name → path. */
  files?: Record<string, string> | undefined
}

export type RefusalValue = {
  code: string
  message: string
  field?: string | undefined
  details?: Record<string, unknown> | undefined
}

/** Errors cross a process as values: an Error would lose its code and field on the way. */
export type Reply<T = unknown> =
  | { ok: true; value: T }
  | { ok: false; refusal: RefusalValue }
  | { ok: false; warnings: Warning[] }
  | { ok: false; fault: { reference: string } }

/** Pushed while a task runs, and once more with `finished` when it has ended. */
export type Progress = { id: string; done: number; total: number; note: string; finished?: Reply | undefined }
