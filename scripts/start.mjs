// Builds what is out of date and opens the app; further arguments go to it.
import { buildParts, ROOT } from './build.mjs'
import { openElectron } from './electron-args.mjs'

await buildParts()
const child = openElectron(ROOT, process.argv.slice(2))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('close', (code) => {
  process.exitCode = code ?? 1
})
