/** Switches for this machine: none on a normal desktop. */
export function electronArgs() {
  const a = []
  if (process.getuid?.() === 0) a.push('--no-sandbox') // Chromium refuses to run as root otherwise
  if (process.env.BAHI_VIRTUAL_DISPLAY) a.push('--disable-gpu', '--log-level=3')
  return a
}
