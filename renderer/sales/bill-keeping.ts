import type { StoreApi } from 'zustand/vanilla'
import { tell } from '../client.ts'
import type { EntryStore } from '../ui/entry-store.ts'
import { type BillHead, isEmptyBill, keepBill } from './bill-draft.ts'
import { type BillLine, isBlank } from './bill-line.ts'

/** A key painted a tenth of a second ago is kept whatever happens; this leaves most of it to the way. */
const keepAfterMs = 25

type Parts = {
  readonly uid: string
  readonly head: StoreApi<BillHead>
  readonly entry: EntryStore<BillLine>
  /** True for a bill that came back: it is kept also when it is emptied. */
  readonly keptBefore: boolean
}
export type BillKeeper = {
  /** Puts it aside under a name; nothing of it is kept afterwards. */
  holdAs: (name: string) => Promise<void>
  /** Stops keeping. */
  end: () => void
}

/** Keeps a bill being keyed: every change goes to main as soon as it is painted, one letter on its way at a time. */
export function billKeeper({ uid, head, entry, keptBefore }: Parts): BillKeeper {
  let ended = false
  let sending = false
  let again = false
  let everKept = keptBefore
  let soon: ReturnType<typeof setTimeout> | undefined
  const keep = (heldName: string | null = null): Promise<unknown> | undefined => {
    const { lines, at, text } = entry.store.getState()
    if (ended) return undefined
    if (sending && heldName === null) {
      again = true
      return undefined
    }
    if (!everKept && isEmptyBill(head.getState(), lines, text)) return undefined
    everKept = true
    sending = true
    const json = keepBill({ head: head.getState(), lines: lines.filter((line) => !isBlank(line)), at, text })
    return tell('company.putDraft', { uid, kind: 'sale', json, heldName }).finally(() => {
      sending = false
      if (again) {
        again = false
        keep()
      }
    })
  }
  /** Once the key is painted: what comes in the same breath goes as one letter. */
  const keepSoon = () => {
    if (soon !== undefined) return
    soon = setTimeout(() => {
      soon = undefined
      keep()
    }, keepAfterMs)
  }
  entry.store.subscribe((now, before) => {
    if (now.lines !== before.lines || now.text !== before.text || now.at !== before.at) keepSoon()
  })
  head.subscribe(keepSoon)
  return {
    holdAs: async (name) => {
      await keep(name)
      ended = true
    },
    end: () => {
      ended = true
    },
  }
}
