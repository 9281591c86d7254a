// The headless host. Its stdout belongs to the answers alone: everything said here goes to stderr.
import { spawn } from 'node:child_process'
import { buildParts, ROOT } from './build.mjs'

await buildParts(['main', 'fonts'], (line) => process.stderr.write(`${line}\n`))
const child = spawn(process.execPath, ['--enable-source-maps', `${ROOT}/out/main/headless.cjs`, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('close', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0)
})
