// Builds the app and runs the bench; arguments go to it.
import { spawnSync } from 'node:child_process'
import { buildParts, ROOT } from './build.mjs'

await buildParts(undefined, (line) => process.stderr.write(`${line}\n`))
const ran = spawnSync(process.execPath, ['--expose-gc', 'bench/bench.ts', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
})
process.exitCode = ran.status ?? 1
