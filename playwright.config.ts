import { defineConfig } from '@playwright/test'
import { soaking } from './test-counts.ts'

export default defineConfig({
  testDir: 'e2e',
  timeout: soaking ? 3_600_000 : 120_000,
  // how long a slow machine takes to show something is not what these tests are about
  expect: { timeout: 15_000 },
  fullyParallel: false,
  // two cores: a third Electron gains nothing
  workers: Number(process.env.E2E_WORKERS ?? 2),
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  outputDir: 'test-results/e2e',
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { trace: 'off' },
})
