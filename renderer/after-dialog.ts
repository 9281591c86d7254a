/**
 * Does what takes the cursor: at once, or when the dialog that has the keys is gone, so that a screen that comes back takes them from nobody who is
 * typing in the palette. Returns how to call it off.
 */
export function afterDialog(run: () => void): (() => void) | undefined {
  const dialog = document.activeElement?.closest('[role="dialog"]')
  if (!dialog) {
    run()
    return undefined
  }
  const waiting = setInterval(() => {
    if (dialog.isConnected) return
    clearInterval(waiting)
    run()
  }, 50)
  return () => clearInterval(waiting)
}
