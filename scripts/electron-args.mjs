import { spawn } from 'node:child_process'

/** Switches for this machine: none on a normal desktop. */
export function electronArgs() {
  const args = []
  // Chromium refuses to run as root otherwise
  if (process.getuid?.() === 0) args.push('--no-sandbox')
  if (process.env.BAHI_VIRTUAL_DISPLAY) args.push('--disable-gpu', '--log-level=3')
  return args
}

/** Starts the app of `root` in the Electron that scripts/run.mjs chose. */
export function openElectron(root, args = [], env = {}) {
  const executable = process.env.BAHI_ELECTRON_EXE
  if (!executable) throw new Error('No Electron is set: start this through `npm start` (scripts/run.mjs).')
  return spawn(executable, [...electronArgs(), root, ...args], { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
}
