// Vite dev server with hot reload for the page; main, preload and workers are rebuilt and Electron restarted on change.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { createServer } from 'vite'
import { ROOT, buildNode } from './build.mjs'
import { electronArgs } from './electron-args.mjs'
const server = await createServer({ configFile: path.join(ROOT, 'vite.config.ts'), root: path.join(ROOT, 'src/renderer'), configLoader: 'native', server: { host: '127.0.0.1', port: 5173, hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: 5173 } } })
await server.listen()
let child, restarting
async function start() {
  await buildNode()
  const old = child
  if (old) { restarting = true; old.kill(); await new Promise((r) => old.once('close', r)); restarting = false }
  child = spawn(process.env.BAHI_ELECTRON_EXE, [...electronArgs(), ...process.argv.slice(2), ROOT], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, BAHI_DEV_URL: 'http://127.0.0.1:5173' } })
  child.on('close', async (c) => { if (!restarting) { await server.close(); process.exit(c ?? 0) } })
}
await start()
let t
for (const d of ['src/main', 'src/preload', 'src/shared']) fs.watch(path.join(ROOT, d), { recursive: true }, () => { clearTimeout(t); t = setTimeout(() => start().catch(console.error), 150) })
for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => child.kill(s))
