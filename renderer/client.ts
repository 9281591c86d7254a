import { QueryClient, queryOptions, useMutation } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Bridge } from '../shared/bridge.ts'
import type { Call, Envelope, Input, Kind, Output, RefusalValue, Reply } from '../shared/contract.ts'
import type { contracts } from '../shared/contracts.ts'
import { Refusal, type Warning } from '../shared/refusal.ts'

declare global {
  interface Window {
    readonly bridge: Bridge
  }
}

type Contracts = typeof contracts
/** Every call by its full name, `room.call`, narrowed by kind. */
export type CallName<K extends Kind = Kind> = {
  [R in keyof Contracts & string]: {
    [N in keyof Contracts[R] & string]: Contracts[R][N] extends { readonly kind: K } ? `${R}.${N}` : never
  }[keyof Contracts[R] & string]
}[keyof Contracts & string]
type CallOf<N extends string> = N extends `${infer R}.${infer C}`
  ? R extends keyof Contracts
    ? C extends keyof Contracts[R]
      ? Contracts[R][C] extends Call
        ? Contracts[R][C]
        : never
      : never
    : never
  : never
export type InputOf<N extends CallName> = Input<CallOf<N>>
export type OutputOf<N extends CallName> = Output<CallOf<N>>

/** Something broke that is nobody's fault at the counter; the log has it under this reference. */
export class Fault extends Error {
  readonly reference: string
  constructor(reference: string) {
    super(`fault ${reference}`)
    this.name = 'Fault'
    this.reference = reference
  }
}
/** The call would go through if these were accepted with a reason. */
export class Warned extends Error {
  readonly warnings: readonly Warning[]
  constructor(warnings: readonly Warning[]) {
    super(warnings.map((warning) => warning.code).join(', '))
    this.name = 'Warned'
    this.warnings = warnings
  }
}

/** A refusal as it crossed the bridge, made an Error again. */
export const asRefusal = (value: RefusalValue): Refusal =>
  new Refusal(value.code, value.message, value.field, value.details as ConstructorParameters<typeof Refusal>[3])

/** The value of a reply; throws the Refusal, Warned or Fault that came instead. */
export function opened<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value
  if ('refusal' in reply) throw asRefusal(reply.refusal)
  if ('warnings' in reply) throw new Warned(reply.warnings)
  throw new Fault(reply.fault.reference)
}

/** One call, as it is: the reply with its refusal, warnings or fault as a value. Never rejects. */
export async function call<N extends CallName>(name: N, input: InputOf<N>, envelope?: Envelope): Promise<Reply<OutputOf<N>>> {
  try {
    return (await window.bridge.call(name, input, envelope)) as Reply<OutputOf<N>>
  } catch (error) {
    // The bridge itself failed (main is gone); there is no log entry to point at.
    return { ok: false, fault: { reference: error instanceof Error ? error.message.slice(0, 80) : 'bridge' } }
  }
}

/** Reads now, outside a component (search boxes, palette sources). Throws Refusal or Fault. */
export const fetchNow = async <N extends CallName<'query' | 'report' | 'session'>>(
  name: N,
  input: InputOf<N>,
): Promise<OutputOf<N>> => opened(await call(name, input))

/** Query options for a query or report: `useQuery(ask('sales.invoice', { id }))`. The key is the call and its input. */
export function ask<N extends CallName<'query' | 'report' | 'session'>>(name: N, input: InputOf<N>) {
  const [room = '', short = ''] = name.split('.')
  return queryOptions({
    queryKey: [room, short, input] as const,
    queryFn: async (): Promise<OutputOf<N>> => opened(await call(name, input)),
  })
}

/** The one cache. Main says what changed, so nothing is refetched on a guess and nothing is retried: the book is on this disk. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
      retry: false,
      networkMode: 'always',
      refetchOnWindowFocus: false,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** What was done is painted first (the next empty bill), then what it changed is read again. */
const hearAfterMs = 30
const hearAgainMs = 150

let changes = 0
/** How often main has said that something changed: an answer read at another count may be out of date. */
export const changesHeard = (): number => changes

/** Listens for `changed` and refreshes what is on screen; called once, before the first render. */
export function hearChanges(bridge: Bridge, client: QueryClient): void {
  // An import changes the book a hundred times a second; screens look again at most every so often, and once after the last.
  let waiting: ReturnType<typeof setTimeout> | undefined
  let again = false
  const refresh = () => client.invalidateQueries({ predicate: (query) => query.meta?.['live'] !== false })
  const later = () => {
    waiting = undefined
    if (!again) return
    again = false
    void refresh()
    waiting = setTimeout(later, hearAgainMs)
  }
  bridge.onChanged(() => {
    changes += 1
    again = true
    if (waiting === undefined) waiting = setTimeout(later, hearAfterMs)
  })
}

/** How screens and dialogs deal with what stands between a command and its answer; the shell hands it in. */
export type Desk = {
  /** Shows the warnings; the accepted ones with their reasons, or null when the user thought better of it. */
  warn: (warnings: readonly Warning[]) => Promise<Envelope['accepted'] | null>
  /** Another user lends a right; a one-use token, or null. */
  release: (refusal: Refusal, draftUid: string) => Promise<string | null>
  fault: (reference: string) => void
}
let desk: Desk | null = null
export const setDesk = (given: Desk): void => {
  desk = given
}

export type Told<T> = { ok: true; value: T } | { ok: false; refusal?: Refusal; fault?: string; dismissed?: true }

/**
 * Tells main to do something and sees it through: warnings are shown and sent back accepted, a lacking right can be lent (when
 * the refusal names a permission and the call belongs to a draft), a fault is reported. Resolves, never rejects. `onTrouble` is called
 * before anything is asked, whenever the first answer is not simply yes.
 */
export async function tell<N extends CallName<'command' | 'draft' | 'session' | 'task'>>(
  name: N,
  input: InputOf<N>,
  envelope: Envelope = {},
  onTrouble?: () => void,
): Promise<Told<OutputOf<N>>> {
  const reply = await call(name, input, envelope)
  if (reply.ok) return reply
  onTrouble?.()
  if ('warnings' in reply) {
    const accepted = await desk?.warn(reply.warnings)
    if (!accepted) return { ok: false, dismissed: true }
    return tell(name, input, { ...envelope, accepted: [...(envelope.accepted ?? []), ...accepted] })
  }
  if ('refusal' in reply) {
    const refusal = asRefusal(reply.refusal)
    if (envelope.draftUid && typeof refusal.details?.['permission'] === 'string') {
      const token = await desk?.release(refusal, envelope.draftUid)
      if (token) return tell(name, input, { ...envelope, tokens: [...(envelope.tokens ?? []), token] })
    }
    return { ok: false, refusal }
  }
  desk?.fault(reply.fault.reference)
  return { ok: false, fault: reply.fault.reference }
}

export type Teller<N extends CallName> = {
  /** Sends it; resolves with the value, or with what stood in the way. */
  tell: (input: InputOf<N>, envelope?: Envelope) => Promise<Told<OutputOf<N>>>
  busy: boolean
  /** The last refusal, to show beside its field (`<Form refusal={…}>`); null after a success or `forget`. */
  refusal: Refusal | null
  forget: () => void
}

/** A command as a hook. Save posts once however often it is pressed: while one is under way, another press is given the same answer. */
export function useTell<N extends CallName<'command' | 'draft' | 'session'>>(name: N): Teller<N> {
  type Sent = { input: InputOf<N>; envelope: Envelope | undefined }
  const { mutateAsync, isPending, data, reset } = useMutation<Told<OutputOf<N>>, never, Sent>({
    mutationKey: [name],
    mutationFn: ({ input, envelope }) => tell(name, input, envelope),
  })
  const send = useCallback(
    (input: InputOf<N>, envelope?: Envelope): Promise<Told<OutputOf<N>>> => {
      const same = JSON.stringify([name, input])
      const under = underWay.get(same)
      if (under) return under as Promise<Told<OutputOf<N>>>
      const sent = mutateAsync({ input, envelope }).finally(() => underWay.delete(same))
      underWay.set(same, sent)
      return sent
    },
    [mutateAsync, name],
  )
  return { tell: send, busy: isPending, refusal: data && !data.ok ? (data.refusal ?? null) : null, forget: reset }
}
const underWay = new Map<string, Promise<unknown>>()
