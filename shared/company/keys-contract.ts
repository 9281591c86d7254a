import { z } from 'zod'
import { command, query, task } from '../contract.ts'
import { Done, Nothing } from '../schema.ts'

export const keyProfiles = ['default', 'marg', 'tally', 'busy'] as const
/** Keys a person has changed: by command (`scope.id`) what it is pressed with now; an empty list is no key at all. */
const KeyChangesZ = z.record(
  z.string().regex(/^[a-z][\w-]*\.[\w/-]{1,60}$/i),
  z.array(z.string().regex(/^((Ctrl|Alt|Shift)\+){0,3}[!-~]{1,10}$/)).max(4),
)
/** Each profile has its own changes: what is free in one may be taken in the next. */
export const KeyMap = z.object({
  profile: z.enum(keyProfiles),
  keys: z.partialRecord(z.enum(keyProfiles), KeyChangesZ),
})
/** A mapping as a file: what another person or computer can take over. */
export const KeyFile = KeyMap.extend({ bahiKeys: z.literal(1) })

/** Keys of the keyboard, per person. */
export const keyCalls = {
  keyMap: query({
    permission: 'open',
    input: Nothing,
    output: KeyMap.nullable(),
    doc: "The signed-in person's key profile and the keys they have changed; null while they have chosen nothing.",
  }),
  saveKeyMap: command({
    permission: 'open',
    input: KeyMap,
    output: Done,
    doc: "Keeps the signed-in person's key profile and changed keys.",
  }),
  writeKeyFile: task({
    permission: 'open',
    input: z.object({ ticket: z.string(), map: KeyMap }),
    output: Done,
    doc: 'Writes a mapping of keys to a file. File ticket `keys` headless.',
  }),
  readKeyFile: task({
    permission: 'open',
    input: z.object({ ticket: z.string() }),
    output: KeyMap,
    doc: 'Reads a mapping of keys from a file; refuses anything else. Nothing is changed by reading.',
  }),
}
