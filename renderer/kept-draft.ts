import { useEffect, useState } from 'react'
import { tell } from './client.ts'
import { type Params, useTab } from './tabs.ts'

/** A document being keyed: its uid, and what was kept of it if it was begun before. */
export type Draft<Kept> = { readonly uid: string; readonly kept: Kept | null }

const none: Params = {}

/** Of documents this window itself puts on screen: main need not be asked what is kept of them. */
const begun = new Set<string>()
/** The uid of the next document of a tab, which is on screen at once. */
export function newDraft(): string {
  const uid = crypto.randomUUID()
  begun.add(uid)
  return uid
}

/** A document that left the screen comes back to it as it is in this window: main need not be asked what it kept. */
export const shownAgain = (uid: string): void => void begun.add(uid)

/**
 * The draft of this tab. The tab knows its uid, so a reload or a crash comes back to the same document; without one a new uid is
 * taken. Null until main has answered. `read` turns the kept text back into the document, or null when it cannot; `others` are the
 * tab's other params (the same object while they are the same).
 */
export function useKeptDraft<Kept>(
  kind: string,
  uid: string | undefined,
  read: (json: string) => Kept | null,
  others: Params = none,
): Draft<Kept> | null {
  const { become } = useTab()
  const [draft, setDraft] = useState<Draft<Kept> | null>(null)
  if (uid !== undefined && draft?.uid !== uid && begun.delete(uid)) setDraft({ uid, kept: null })
  useEffect(() => {
    if (uid === undefined) {
      const fresh = crypto.randomUUID()
      setDraft({ uid: fresh, kept: null })
      become({ ...others, uid: fresh })
      return
    }
    if (draft?.uid === uid) return
    void tell('company.drafts', { kind }).then((drafts) => {
      const found = drafts.ok ? drafts.value.find((one) => one.uid === uid) : undefined
      setDraft({ uid, kept: found ? read(found.json) : null })
    })
  }, [kind, uid, become, draft?.uid, read, others])
  return draft?.uid === uid ? draft : null
}
