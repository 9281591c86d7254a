import { createHash } from 'node:crypto'
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

/** A fresh UUIDv7: its first bytes are the time, so keys arrive nearly in order. */
export const newUid = (): string => v7()

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
