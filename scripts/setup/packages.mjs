// node_modules, exactly as package-lock.json pins it. npm ci needs some 20 s of processor time for it, mostly for its own cache; the
// tarballs themselves are fetched, checked and unpacked in a quarter of that. Whatever is out of the ordinary is left to npm ci.
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import zlib from 'node:zlib'
import { tarEntries } from './archives.mjs'
import { alive, exists, log, NM, ROOT, readJson, sha, Trouble } from './ground.mjs'
import { behindProxy, directTarball, npm, patience } from './registry.mjs'

const gunzip = promisify(zlib.gunzip)
const lockFile = path.join(ROOT, 'package-lock.json')
const lockHash = () => sha(fs.readFileSync(lockFile))
const stamp = path.join(NM, '.bahi-lock')

/** True when node_modules is what package-lock.json says. */
export const dependenciesReady = () => exists(stamp) && fs.readFileSync(stamp, 'utf8') === lockHash()

/** Makes node_modules what package-lock.json says, when it is not. */
export async function dependencies() {
  if (dependenciesReady()) return
  const hash = lockHash()
  log('installing the packages of package-lock.json …')
  try {
    await unpackAll()
  } catch (fault) {
    log(`… through npm ci, because they cannot be unpacked directly (${fault.code ?? fault.message})`)
    await npmCi()
  }
  fs.writeFileSync(stamp, hash)
}

async function npmCi() {
  try {
    // no install scripts: npm would run an implicit `node-gyp rebuild` for better-sqlite3, which downloads headers
    await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...patience])
  } catch (fault) {
    throw new Trouble(
      `npm could not install the packages. Check that the npm registry answers (npm ping) and that the disk has 1.5 GB free, then run the same command again.\n${fault.message}`,
    )
  }
}

const musl = () => !process.report?.getReport().header.glibcVersionRuntime
const allows = (list, value) =>
  !list || (!list.includes(`!${value}`) && (list.every((word) => word.startsWith('!')) || list.includes(value)))

/** Entries of the lock file for this machine: without other platforms' packages, what lies in them and what only they ask for. */
function entriesHere(packages) {
  const libc = process.platform === 'linux' ? (musl() ? 'musl' : 'glibc') : undefined
  const fits = ([, entry]) =>
    allows(entry.os, process.platform) && allows(entry.cpu, process.arch) && (!libc || allows(entry.libc, libc))
  const foreign = Object.entries(packages)
    .filter((each) => !fits(each))
    .map(([place]) => place)
  let kept = Object.entries(packages).filter(
    ([place, entry]) => !entry.inBundle && !foreign.some((dir) => `${place}/`.startsWith(`${dir}/`)),
  )
  for (let before = -1; before !== kept.length; ) {
    before = kept.length
    const asked = new Set(
      kept.flatMap(([, entry]) =>
        Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies }),
      ),
    )
    kept = kept.filter(([place, entry]) => !entry.optional || asked.has(place.split('node_modules/').pop()))
  }
  return kept.filter(([place]) => place !== '')
}

/** The packages to unpack: { place, pkg, integrity, bin }. Throws on a kind only npm knows to install. */
function pinnedPackages() {
  const { lockfileVersion, packages } = readJson(lockFile) ?? {}
  if (lockfileVersion !== 3) throw new Error(`lock file version ${lockfileVersion}`)
  return entriesHere(packages).map(([place, entry]) => {
    const name = entry.name ?? place.split('node_modules/').pop()
    const strange = entry.link || !entry.integrity?.startsWith('sha512-') || (entry.resolved && !entry.resolved.endsWith('.tgz'))
    if (strange || !place.startsWith('node_modules/') || place.includes('..')) throw new Error(`${place} is not a plain package`)
    return { place, pkg: `${name}@${entry.version}`, integrity: entry.integrity, bin: entry.bin ?? {} }
  })
}

const made = new Set()
function write(file, data, mode) {
  const dir = path.dirname(file)
  if (!made.has(dir)) fs.mkdirSync(dir, { recursive: true })
  made.add(dir)
  fs.writeFileSync(file, data, { mode })
}

async function unpackOne(top, { place, pkg, integrity }) {
  const tar = await gunzip(await directTarball({ pkg, integrity }))
  const dir = path.join(top, place)
  for (const entry of tarEntries(tar)) {
    const file = path.join(dir, entry.name.replace(/^[^/]+\//, ''))
    if (!file.startsWith(dir + path.sep)) throw new Error(`${pkg} would write outside its folder`)
    write(file, entry.data, entry.mode & 0o111 ? 0o755 : 0o644)
  }
}

/** Commands of a package, in the .bin folder beside it. */
function linkCommands(top, { place, bin }) {
  for (const [name, script] of Object.entries(bin)) {
    const target = path.join(top, place, script)
    const link = path.join(top, place.slice(0, place.lastIndexOf('node_modules/')), 'node_modules', '.bin', path.basename(name))
    if (exists(link) || !exists(target)) continue
    fs.chmodSync(target, 0o755)
    fs.mkdirSync(path.dirname(link), { recursive: true })
    fs.symlinkSync(path.relative(path.dirname(link), target), link)
  }
}

/** In a thread of its own: creating 23,000 files keeps it busy longer than all downloads take (two threads gain nothing). */
function unpackInThread(top, pinned) {
  return new Promise((resolve, reject) => {
    const thread = new Worker(fileURLToPath(import.meta.url), { workerData: { top, pinned } })
    thread.on('error', reject)
    thread.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`unpacking ended with ${code}`))))
  })
}

async function unpackInParallel(top, pinned) {
  const queue = [...pinned]
  const one = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await unpackOne(top, next)
  }
  await Promise.all(Array.from({ length: 8 }, one))
}

/** Unpacks everything beside node_modules and puts it in place only when it is complete. */
async function unpackAll() {
  if (process.platform === 'win32') throw new Error('commands need npm to be linked on Windows')
  if (behindProxy()) throw new Error('a proxy is set')
  const pinned = pinnedPackages()
  for (const left of fs
    .readdirSync(ROOT)
    .filter((name) => name.startsWith('.node_modules-') && !alive(Number(name.split('-')[1]))))
    fs.rmSync(path.join(ROOT, left), { recursive: true, force: true })
  const own = path.join(ROOT, `.node_modules-${process.pid}`)
  try {
    await unpackInThread(own, pinned)
    for (const each of pinned) linkCommands(own, each)
    fs.rmSync(NM, { recursive: true, force: true })
    fs.renameSync(path.join(own, 'node_modules'), NM)
  } finally {
    fs.rmSync(own, { recursive: true, force: true })
  }
}

if (!isMainThread) await unpackInParallel(workerData.top, workerData.pinned)
