// Shared libraries and the virtual display, from Debian's packages.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { exists, log, run, Trouble } from './ground.mjs'

/** Which Debian 12 package holds a library Electron links to. */
const packageOf = {
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

const onPath = (name) => (process.env.PATH ?? '').split(':').some((dir) => exists(path.join(dir, name)))
const mayInstall = () => process.getuid?.() === 0 && onPath('apt-get') && !process.env.BAHI_NO_APT
const command = (packages) => `apt-get install -y --no-install-recommends ${packages.join(' ')}`

function missingDisplay() {
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return []
  return [
    ['Xvfb', 'xvfb'],
    ['xauth', 'xauth'],
  ]
    .filter(([program]) => !onPath(program))
    .map(([, name]) => name)
}

/** apt-get, once as the machine is and once after an update of its lists. */
async function install(packages) {
  log(`installing system packages: ${packages.join(' ')} …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const attempt = () => run('sh', ['-c', command(packages)], { env })
  await attempt().catch(async () => {
    await run('apt-get', ['update', '-qq'], { env }).catch(() => {})
    return attempt()
  })
}

/**
 * Installs, beside the downloads, what the linker's cache already shows to be missing. A guess that may be wrong or fail:
 * systemLibraries looks again with the executable itself.
 */
export async function installEarly() {
  if (process.platform !== 'linux' || !mayInstall()) return
  const cache = spawnSync('ldconfig', ['-p'], { encoding: 'utf8' })
  if (cache.status !== 0) return
  const have = new Set([...cache.stdout.matchAll(/^\s+(\S+) \(/gm)].map((line) => line[1]))
  const packages = new Set(missingDisplay())
  for (const [library, name] of Object.entries(packageOf)) if (!have.has(library)) packages.add(name)
  if (packages.size) await install([...packages]).catch(() => {})
}

/** Everything the executable links to and a display to show it on: installed when root, else named with the command. */
export async function systemLibraries(executable) {
  if (process.platform !== 'linux') return
  const packages = new Set(missingDisplay())
  const linked = spawnSync('ldd', [executable], { encoding: 'utf8' })
  for (const line of (linked.stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)) packages.add(packageOf[line[1]] ?? line[1])
  if (packages.size === 0) return
  const list = [...packages]
  if (!mayInstall())
    throw new Trouble(`System packages are missing. Install them and run the same command again:\n  sudo ${command(list)}`)
  await install(list).catch((fault) => {
    throw new Trouble(
      `System packages could not be installed. Try it by hand, then run the same command again:\n  ${command(list)}\n${fault.message}`,
    )
  })
}
