import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The window's pages. The Node-side bundles have their own settings in scripts/build.mjs. */
export default defineConfig({
  root: 'renderer',
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    // the oldest Chromium it runs on: Electron 33 in development and CI
    target: 'chrome130',
    modulePreload: { polyfill: false },
    // pages come from the disk: many small files cost nothing, and inlined ones would need a wider content policy
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2_000,
  },
})
