import { spawn } from 'node:child_process'
import { buildAll, ROOT } from './build.mjs'
import { electronArgs } from './electron-args.mjs'
await buildAll()
const child = spawn(process.env.BAHI_ELECTRON_EXE, [...electronArgs(), ...process.argv.slice(2), ROOT], { cwd: ROOT, stdio: 'inherit' })
for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => child.kill(s))
child.on('close', (code) => { process.exitCode = code ?? 1 })
