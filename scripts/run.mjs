#!/usr/bin/env node
// node scripts/run.mjs [--display] <command> [args]: set everything up, then run a tool with the right Node,
// Electron and SQLite binding (and a virtual display if there is none). Node >= 18 built-ins only.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fail, NM, ROOT, setup } from './bootstrap.mjs'

const argv = process.argv.slice(2)
const display = argv[0] === '--display' && argv.shift()
if (!argv.length) fail('usage: run.mjs [--display] <command> [args]')
const rt = await setup().catch((e) => fail(e.stack ?? String(e)))
const env = {
  ...process.env,
  PATH: [path.dirname(rt.node), path.join(NM, '.bin'), process.env.PATH].join(path.delimiter),
  BAHI_ELECTRON_EXE: rt.executable,
}
delete env.ELECTRON_RUN_AS_NODE
if (rt.sqliteBinding) env.BAHI_SQLITE_BINDING = rt.sqliteBinding
if (rt.source === 'registry') env.ELECTRON_OVERRIDE_DIST_PATH = rt.dist
let [cmd, ...args] = argv
if (cmd === 'node') cmd = rt.node
if (display && process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
  env.BAHI_VIRTUAL_DISPLAY = '1'
  args = ['-a', '-s', '-screen 0 1440x900x24 -nolisten tcp', cmd, ...args]
  cmd = 'xvfb-run'
}
const child = spawn(cmd, args, { cwd: ROOT, env, stdio: 'inherit', shell: process.platform === 'win32' && !cmd.endsWith('.exe') })
for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => child.kill(s))
child.on('error', (e) => fail(String(e)))
child.on('close', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0)
})
