// What every step of the set-up stands on: where things are, saying, failing, running, and filling a folder only once.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')
export const NM = path.join(ROOT, 'node_modules')
export const CACHE =
  process.env.BAHI_TOOLCHAIN_DIR ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'bahi-toolchain')
export const IS_LINUX_X64 = process.platform === 'linux' && process.arch === 'x64'

const began = Date.now()
export const elapsed = () => Date.now() - began
// stderr: the stdout of `npm run -s bahi` belongs to its answers
export const log = (line) => process.stderr.write(`[setup ${(elapsed() / 1000).toFixed(1).padStart(5)}s] ${line}\n`)

/** A failure whose message tells the reader what to do; it is shown without a stack. */
export class Trouble extends Error {}

export function fail(fault) {
  for (const child of children) child.kill('SIGTERM')
  process.stderr.write(
    `\n[setup] ${fault instanceof Trouble || typeof fault === 'string' ? (fault.message ?? fault) : (fault.stack ?? fault)}\n\n`,
  )
  process.exit(1)
}

export const timings = {}
export async function phase(name, work) {
  const start = Date.now()
  try {
    return await work()
  } finally {
    timings[name] = Date.now() - start
  }
}

export const exists = (place) => fs.existsSync(place)
export const readJson = (place) => {
  try {
    return JSON.parse(fs.readFileSync(place, 'utf8'))
  } catch {
    return null
  }
}
export const sha = (bytes, algorithm = 'sha256', encoding = 'hex') => createHash(algorithm).update(bytes).digest(encoding)

/** What package-lock.json pins for a package: { version, integrity }. */
export function locked(name) {
  const pinned = readJson(path.join(ROOT, 'package-lock.json'))?.packages[`node_modules/${name}`]
  if (!pinned) throw new Trouble(`package-lock.json does not name ${name}. Restore it with: git checkout package-lock.json`)
  return pinned
}

/** Private folders in which `once` is, or was, filling a folder: { place, pid }. */
function attempts(dir) {
  const parent = path.dirname(dir)
  const start = `${path.basename(dir)}.tmp-`
  if (!exists(parent)) return []
  const names = fs.readdirSync(parent).filter((name) => name.startsWith(start))
  return names.map((name) => ({ place: path.join(parent, name), pid: Number(name.slice(start.length)) }))
}

/** Whether another process is filling this folder right now. */
export const underWay = (dir) => attempts(dir).some(({ pid }) => pid !== process.pid && alive(pid))

/** Leftovers of interrupted runs. */
function sweep(dir) {
  for (const { place, pid } of attempts(dir))
    if (pid !== process.pid && !alive(pid)) fs.rmSync(place, { recursive: true, force: true })
}

export function alive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (fault) {
    return fault.code !== 'ESRCH'
  }
}

/**
 * Fills a folder once: `work` writes into a private folder that is renamed into place when it is complete, so that an interruption
 * leaves nothing half done and two runs may do it at the same time.
 */
export async function once(dir, work) {
  if (exists(path.join(dir, '.complete'))) return
  fs.mkdirSync(path.dirname(dir), { recursive: true })
  sweep(dir)
  const own = `${dir}.tmp-${process.pid}`
  fs.rmSync(own, { recursive: true, force: true })
  fs.mkdirSync(own)
  try {
    await work(own)
    fs.writeFileSync(path.join(own, '.complete'), new Date().toISOString())
    if (!exists(path.join(dir, '.complete'))) {
      fs.rmSync(dir, { recursive: true, force: true })
      fs.renameSync(own, dir)
    }
  } catch (fault) {
    // another run was first
    if (!exists(path.join(dir, '.complete'))) throw fault
  } finally {
    fs.rmSync(own, { recursive: true, force: true })
  }
}

const children = new Set()

/** Runs a command to its end and resolves with its stdout; rejects with the end of what it said. */
export function run(command, args, { timeoutMs, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    children.add(child)
    let out = ''
    let err = ''
    child.stdout?.on('data', (chunk) => (out += chunk))
    child.stderr?.on('data', (chunk) => (err += chunk))
    const late = timeoutMs && setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    child.on('error', (fault) => {
      children.delete(child)
      clearTimeout(late)
      reject(fault)
    })
    child.on('close', (code, signal) => {
      children.delete(child)
      clearTimeout(late)
      if (code === 0) resolve(out)
      else
        reject(
          new Error(`${path.basename(command)} ${args.join(' ')} ended with ${signal ?? code}\n${(err || out).slice(-3000)}`),
        )
    })
  })
}

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    if (children.size === 0) return void process.kill(process.pid, signal)
    for (const child of children) child.kill(signal)
    log('interrupted: nothing is half done; run the same command again to go on')
    process.exit(130)
  })
