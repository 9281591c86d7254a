// The same checks as `npm test` at full counts (test-counts.ts). Hours, not minutes.
process.env.BAHI_SOAK = '1'
await import('./test.mjs')
