import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { Refusal } from '../../../shared/refusal.ts'

const mb = 1_048_576

/** What a catalogue file may be at most. A test may be stricter. */
export type Limits = {
  packedBytes: number
  bytes: number
  workbookBytes: number
  ratio: number
  ratioFromBytes: number
  rows: number
  columns: number
}
export const limits: Limits = {
  packedBytes: 64 * mb,
  bytes: 256 * mb,
  /** A workbook is held in memory whole, at some ten times this. */
  workbookBytes: 64 * mb,
  /** Text packs to a tenth, seldom to a fiftieth; what unpacks to 200 times its size was made to. */
  ratio: 200,
  ratioFromBytes: 10 * mb,
  rows: 1_000_000,
  columns: 200,
}

export const inMb = (bytes: number) => Math.round(bytes / mb)

export type FileKind = 'text' | 'gzip' | 'zip'

/** What a file is by its first bytes, refusing what is too big or no list at all before any of it is read. */
export async function kindOfFile(path: string, max: Limits): Promise<{ kind: FileKind; size: number }> {
  let file: Awaited<ReturnType<typeof open>>
  try {
    file = await open(path)
  } catch {
    throw new Refusal('company/file-missing', 'The file cannot be opened', 'file', {})
  }
  try {
    const { size } = await file.stat()
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0)
    if (size === 0) throw new Refusal('company/file-empty', 'The file is empty', 'file', {})
    if (buffer.readUInt32BE(0) === 0xd0cf11e0)
      throw new Refusal('company/file-old-excel', 'An old Excel file, or one with a password', 'file', {})
    const kind: FileKind = buffer.readUInt16BE(0) === 0x1f8b ? 'gzip' : buffer.readUInt32BE(0) === 0x504b0304 ? 'zip' : 'text'
    const limit = kind === 'text' ? max.bytes : max.packedBytes
    if (size > limit)
      throw new Refusal('company/file-too-big', `The file is larger than ${inMb(limit)} MB`, 'file', { limit: inMb(limit) })
    return { kind, size }
  } finally {
    await file.close()
  }
}

/** Watches how much comes out of how much, and refuses while it streams: a bomb is never unpacked whole. */
export function watchSize(max: Limits, limit: number) {
  return (packed: number, unpacked: number): void => {
    if (unpacked > max.ratioFromBytes && unpacked > packed * max.ratio)
      throw new Refusal('company/file-bomb', `The file unpacks to more than ${max.ratio} times its size`, 'file', {
        ratio: max.ratio,
      })
    if (unpacked > limit)
      throw new Refusal('company/file-unpacks-too-big', `Unpacked, the file is larger than ${inMb(limit)} MB`, 'file', {
        limit: inMb(limit),
      })
  }
}

/** The bytes of a plain or gzipped file in pieces, within the limits. */
export async function* fileBytes(path: string, kind: 'text' | 'gzip', max: Limits): AsyncGenerator<Buffer> {
  const source = createReadStream(path, { highWaterMark: 262_144 })
  if (kind === 'text') {
    for await (const chunk of source) yield chunk as Buffer
    return
  }
  const watch = watchSize(max, max.bytes)
  let packed = 0
  let unpacked = 0
  source.on('data', (chunk) => {
    packed += chunk.length
  })
  const gunzip = createGunzip({ chunkSize: 262_144 })
  source.on('error', (error) => gunzip.destroy(error))
  try {
    for await (const chunk of source.pipe(gunzip)) {
      unpacked += (chunk as Buffer).length
      watch(packed, unpacked)
      yield chunk as Buffer
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('company/file-broken', 'The file is damaged and cannot be unpacked', 'file', {})
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}
