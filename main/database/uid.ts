import { createHash, randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

/** A uid is 16 bytes in the book and the usual dashed text everywhere else. */
export const uidBytes = (text: string): Buffer => {
  const hex = text.replaceAll('-', '')
  if (!/^[0-9a-f]{32}$/i.test(hex)) throw new Error('not a uid')
  return Buffer.from(hex, 'hex')
}

export const uidText = (bytes: Uint8Array): string => {
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

// The system is asked for chance in lots: a call each time is most of the cost of a uid, and an import makes 70,000.
const lot = Buffer.alloc(4096)
let used = lot.length
function chance(): Buffer {
  if (used === lot.length) {
    randomFillSync(lot)
    used = 0
  }
  used += 16
  return lot.subarray(used - 16, used)
}

let at = 0
let seq = 0
/** A fresh UUIDv7: its first bytes are the time and, within a millisecond, a count, so keys arrive in order. */
export function newUid(): string {
  const random = chance()
  const now = Date.now()
  seq = now > at ? random.readUInt32BE(6) & 0x7fffffff : (seq + 1) | 0
  at = Math.max(at, now)
  return v7({ random, msecs: at, seq })
}

/**
 * A uid derived from what a thing is: the same batch keyed on two devices gets the same uid (model rule 2).
 * First 16 bytes of SHA-256 over the parts, with the version (8, custom) and variant bits of RFC 9562.
 */
export const derivedUid = (...parts: readonly (string | number | null)[]): Buffer => {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return Buffer.from(bytes)
}
