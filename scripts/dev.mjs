// Vite's server with hot reload for the pages; main, preload and workers are built again and the app restarted on a change.
import fs from 'node:fs'
import path from 'node:path'
import { createServer } from 'vite'
import { buildParts, ROOT } from './build.mjs'
import { openElectron } from './electron-args.mjs'

const host = '127.0.0.1'
const server = await createServer({
  configFile: path.join(ROOT, 'vite.config.ts'),
  configLoader: 'native',
  root: path.join(ROOT, 'renderer'),
  server: { host, port: 5173, strictPort: false },
})
await server.listen()
const { port } = server.httpServer.address()

let child
let restarting = false

async function start() {
  await buildParts(['main', 'preload', 'fonts'])
  if (child) {
    restarting = true
    const ended = new Promise((resolve) => child.once('close', resolve))
    child.kill()
    await ended
    restarting = false
  }
  child = openElectron(ROOT, process.argv.slice(2), { BAHI_DEV_URL: `http://${host}:${port}` })
  child.on('close', async (code) => {
    if (restarting) return
    await server.close()
    process.exit(code ?? 0)
  })
}

let soon
function restartSoon() {
  clearTimeout(soon)
  soon = setTimeout(() => start().catch(console.error), 150)
}

await start()
for (const folder of ['main', 'shared']) fs.watch(path.join(ROOT, folder), { recursive: true }, restartSoon)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
