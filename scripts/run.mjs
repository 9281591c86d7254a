#!/usr/bin/env node
// node scripts/run.mjs [--display] <command> [args]: sets everything up, then runs a tool with the right Node, Electron and SQLite
// binding (and a virtual display if there is none). Node >= 18 and its built-ins only.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fail, NM, ROOT, setup } from './bootstrap.mjs'

const argv = process.argv.slice(2)
const display = argv[0] === '--display' && Boolean(argv.shift())
if (!argv.length) fail('usage: run.mjs [--display] <command> [args]')

/** A first build needs Node and the packages only: it is done while Electron and SQLite are still on their way. */
let building
const buildEarly = (node) => {
  if (!argv.some((word) => word === 'scripts/start.mjs')) return
  building = new Promise((resolve) =>
    spawn(node, ['scripts/build.mjs'], { cwd: ROOT, stdio: 'ignore' }).on('close', resolve).on('error', resolve),
  )
}

const found = await setup({ whenTools: buildEarly, best: argv.includes('scripts/bench.mjs') }).catch(fail)
await building
const env = {
  ...process.env,
  PATH: [path.dirname(found.node), path.join(NM, '.bin'), process.env.PATH].join(path.delimiter),
  BAHI_ELECTRON_EXE: found.executable,
}
delete env.ELECTRON_RUN_AS_NODE
if (found.sqliteBinding) env.BAHI_SQLITE_BINDING = found.sqliteBinding
if (found.source === 'registry') env.ELECTRON_OVERRIDE_DIST_PATH = found.dist

let [command, ...args] = argv
if (command === 'node') command = found.node
const virtual = display && process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY
if (virtual) {
  env.BAHI_VIRTUAL_DISPLAY = '1'
  args = ['-a', '-s', '-screen 0 1440x900x24 -nolisten tcp', command, ...args]
  command = 'xvfb-run'
}
// xvfb-run passes no signal on, so it and all it starts are a group of their own that can be ended as one
const shell = process.platform === 'win32' && !command.endsWith('.exe')
const child = spawn(command, args, { cwd: ROOT, env, stdio: 'inherit', detached: virtual, shell })
const end = (signal) => {
  if (!virtual) return child.kill(signal)
  try {
    process.kill(-child.pid, signal)
  } catch {
    // it has ended already
  }
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(signal))
child.on('error', (fault) =>
  fail(`${command} could not be started (${fault.code ?? fault.message}). Run npm run setup and try again.`),
)
child.on('close', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0)
})
