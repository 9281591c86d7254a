import { crc32, inflateSync } from 'node:zlib'
import { Refusal } from '../../../shared/refusal.ts'

// A picture somebody chose is a stranger's bytes. What is stored is written anew from the parts a PNG or JPEG is made of: whatever else
// was in the file (places, names, other formats, trailing data) stays behind, and a broken one is refused before it is on a bill.

export type Picture = {
  readonly mediaType: 'image/png' | 'image/jpeg'
  readonly width: number
  readonly height: number
  readonly bytes: Uint8Array
}

const mostBytes = 5 * 1024 * 1024
/** Wider than any print needs; guards against a small file that unpacks to gigabytes. */
const mostPixels = 4000
/** What a telephone's camera takes, in all and on a side. */
const photoPixels = { all: 64_000_000, side: 12_000 }

const no = (why: string): Refusal => new Refusal('sales/bad-picture', `Not a usable picture: ${why}`, 'logo', { why })

function sized(width: number, height: number): void {
  if (width < 1 || height < 1) throw no('empty')
  if (width > mostPixels || height > mostPixels) throw no(`more than ${mostPixels} pixels wide or high`)
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const keptChunks = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'])

type Header = { width: number; height: number; bitDepth: number; colour: number; interlaced: boolean }
const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

function pngHeader(body: Buffer): Header {
  if (body.length !== 13) throw no('broken header')
  const header = {
    width: body.readUInt32BE(0),
    height: body.readUInt32BE(4),
    bitDepth: body[8] ?? 0,
    colour: body[9] ?? 0,
    interlaced: body[12] === 1,
  }
  if (channels[header.colour] === undefined || ![1, 2, 4, 8, 16].includes(header.bitDepth)) throw no('unknown colours')
  sized(header.width, header.height)
  return header
}

function readPng(bytes: Buffer): Picture {
  const parts: Buffer[] = [signature]
  const data: Buffer[] = []
  let header: Header | null = null
  let at = signature.length
  let ended = false
  while (!ended) {
    if (at + 12 > bytes.length) throw no('cut short')
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) throw no('cut short')
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) throw no('damaged')
    const body = bytes.subarray(at + 8, end - 4)
    if (!header && type !== 'IHDR') throw no('broken header')
    if (type === 'IHDR') header = pngHeader(body)
    if (type === 'IDAT') data.push(body)
    if (keptChunks.has(type)) parts.push(bytes.subarray(at, end))
    ended = type === 'IEND'
    at = end
  }
  if (!header || data.length === 0) throw no('empty')
  // drawing an interlaced picture takes another decoder, which the PDF maker does not have for all of them
  if (header.interlaced) throw no('interlaced')
  const row = Math.ceil((header.width * header.bitDepth * (channels[header.colour] ?? 1)) / 8) + 1
  const expected = row * header.height
  try {
    if (inflateSync(Buffer.concat(data), { maxOutputLength: expected + 1024 }).length !== expected) throw no('damaged')
  } catch (error) {
    throw error instanceof Refusal ? error : no('damaged')
  }
  return { mediaType: 'image/png', width: header.width, height: header.height, bytes: new Uint8Array(Buffer.concat(parts)) }
}

const baseline = new Set([0xc0, 0xc1, 0xc2])
/** Frame markers the PDF maker and printers cannot be trusted with: lossless, hierarchical, arithmetic. */
const otherFrames = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf])
/** JFIF and Adobe say how colours are meant; other applications' data and comments do not. */
const dropped = (marker: number): boolean => (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe

/**
 * A camera keeps which way up it was held among things nobody needs to keep (where, when, whose): only that is written again. What cannot be
 * read says nothing.
 */
function turned(exif: Buffer): Buffer {
  const nothing = Buffer.alloc(0)
  if (exif.length < 20 || exif.toString('latin1', 0, 6) !== 'Exif\0\0') return nothing
  const tiff = exif.subarray(6)
  const order = tiff.toString('latin1', 0, 2)
  if (order !== 'II' && order !== 'MM') return nothing
  const short = (at: number) => (at + 2 > tiff.length ? 0 : order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const long = (at: number) => (at + 4 > tiff.length ? 0 : order === 'II' ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  const entries = long(4)
  for (let n = 0; n < Math.min(short(entries), 200); n++) {
    const at = entries + 2 + n * 12
    if (short(at) !== 0x0112) continue
    const turn = short(at + 8)
    if (turn < 2 || turn > 8) return nothing
    return Buffer.from([
      ...[0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8],
      ...[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0],
    ])
  }
  return nothing
}

function photoSized(width: number, height: number): void {
  if (width < 1 || height < 1) throw no('empty')
  if (width > photoPixels.side || height > photoPixels.side || width * height > photoPixels.all)
    throw no('more than 64 million points')
}

function readJpeg(bytes: Buffer, photo: boolean): Picture {
  const end = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]))
  if (end < 0) throw no('cut short')
  const parts: Buffer[] = [bytes.subarray(0, 2)]
  let size: { width: number; height: number } | null = null
  let at = 2
  for (;;) {
    if (bytes[at] !== 0xff || at + 4 > end) throw no('damaged')
    const marker = bytes[at + 1] ?? 0
    const length = bytes.readUInt16BE(at + 2)
    const next = at + 2 + length
    if (length < 2 || next > end) throw no('cut short')
    if (otherFrames.has(marker)) throw no('an unusual kind of JPEG')
    if (baseline.has(marker)) {
      if (bytes[at + 4] !== 8) throw no('unknown colours')
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
      if (![1, 3].includes(bytes[at + 9] ?? 0)) throw no('printing colours (CMYK)')
      if (photo) photoSized(size.width, size.height)
      else sized(size.width, size.height)
    }
    if (marker === 0xda) {
      if (!size) throw no('broken header')
      // from the first scan on everything is picture
      parts.push(bytes.subarray(at, end + 2))
      return { mediaType: 'image/jpeg', ...size, bytes: new Uint8Array(Buffer.concat(parts)) }
    }
    if (photo && marker === 0xe1) parts.push(turned(bytes.subarray(at + 4, next)))
    if (!dropped(marker)) parts.push(bytes.subarray(at, next))
    at = next
  }
}

/**
 * The picture in a file's bytes, cleaned; refuses `sales/bad-picture` with the reason. By its content, whatever the file is called. A `photo`
 * may be as large as a camera takes it and keeps which way up it is; it is looked at, never printed.
 */
export function pictureOf(given: Uint8Array, { photo = false } = {}): Picture {
  if (given.byteLength > mostBytes) throw no('larger than 5 MB')
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  if (bytes.subarray(0, 8).equals(signature)) return readPng(bytes)
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return readJpeg(bytes, photo)
  throw no('neither PNG nor JPEG')
}
