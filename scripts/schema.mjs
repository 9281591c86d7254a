// Writes db-migrations/schema.sql and the table types anew from the migrations. Node 24 runs TypeScript as it is.
import { spawnSync } from 'node:child_process'
import { ROOT } from './build.mjs'

const ran = spawnSync(process.execPath, ['main/database/generate-schema.ts', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
})
process.exitCode = ran.status ?? 1
