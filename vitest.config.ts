import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { soaking } from './test-counts.ts'

export default defineConfig({
  test: {
    include: ['{shared,main,renderer,db-migrations,docs,scripts,sync-endpoint,bench}/**/*.test.{ts,tsx}'],
    setupFiles: ['./vitest.setup.ts'],
    environment: 'node',
    // the contrast test reads the design tokens; every other style sheet stays out
    css: { include: [/tokens\.css/] },
    pool: 'threads',
    // one module graph a worker: loading it anew for each of 150 files cost a third of the processor time
    isolate: false,
    // one fewer than the processors, which is the usual, leaves half of a small machine idle
    maxWorkers: availableParallelism(),
    // ends a test that hangs; the longest take ten seconds, and three times that while a machine is busy with something else
    testTimeout: soaking ? 1_800_000 : 120_000,
    passWithNoTests: true,
  },
})
