// Just enough of tar, zip and asar to unpack a pinned package without any package.
import zlib from 'node:zlib'

/** The `path` a pax header gives the entry after it, for names beyond what the plain header holds. */
const paxPath = (data) => /(?:^|\n)\d+ path=([^\n]*)\n/.exec(data.toString('utf8'))?.[1]

/** Files of a .tar: { name, mode, data }. Links and everything that is not a file are left out. */
export function* tarEntries(tar) {
  let longName
  for (let at = 0; at + 512 <= tar.length; ) {
    const head = tar.subarray(at, at + 512)
    if (head[0] === 0) break
    const text = (from, length) => head.toString('utf8', from, from + length).replace(/\0.*$/s, '')
    const size = parseInt(text(124, 12).trim() || '0', 8)
    const type = String.fromCharCode(head[156] || 48)
    const data = tar.subarray(at + 512, at + 512 + size)
    const before = text(345, 155)
    const name = longName ?? (before ? `${before}/${text(0, 100)}` : text(0, 100))
    if (type === '0' && !name.endsWith('/')) yield { name, mode: parseInt(text(100, 8).trim() || '644', 8), data }
    longName = type === 'x' ? paxPath(data) : undefined
    at += 512 + Math.ceil(size / 512) * 512
  }
}

/** Entries of a .tgz. */
export const tgzEntries = (tgz) => tarEntries(zlib.gunzipSync(tgz))

/** Entries of a .zip: { name, mode, read() }. */
export function* zipEntries(zip) {
  let end = zip.length - 22
  while (end >= 0 && zip.readUInt32LE(end) !== 0x06054b50) end--
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    const nameLength = zip.readUInt16LE(at + 28)
    const next = at + 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    const method = zip.readUInt16LE(at + 10)
    const size = zip.readUInt32LE(at + 20)
    const local = zip.readUInt32LE(at + 42)
    const read = () => {
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const raw = zip.subarray(start, start + size)
      return method === 0 ? raw : zlib.inflateRawSync(raw)
    }
    yield { name: zip.toString('utf8', at + 46, at + 46 + nameLength), mode: zip.readUInt32LE(at + 38) >>> 16, read }
    at = next
  }
}

/** An .asar archive holding the given texts by name. */
export function asar(texts) {
  let offset = 0
  const header = { files: {} }
  for (const [name, text] of Object.entries(texts)) {
    const size = Buffer.byteLength(text)
    header.files[name] = { size, offset: String(offset) }
    offset += size
  }
  const json = Buffer.from(JSON.stringify(header))
  const padded = Math.ceil(json.length / 4) * 4
  const head = Buffer.alloc(16 + padded)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(8 + padded, 4)
  head.writeUInt32LE(4 + padded, 8)
  head.writeUInt32LE(json.length, 12)
  json.copy(head, 16)
  return Buffer.concat([head, ...Object.values(texts).map((text) => Buffer.from(text))])
}
