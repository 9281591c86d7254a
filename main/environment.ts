import { app } from 'electron'

/**
 * Settings from the environment exist for development and tests. A packaged app ignores them: whoever can set a clerk's
 * environment must not be able to point the app at another book.
 */
const setting = (name: string): string | undefined => (app.isPackaged ? undefined : process.env[name] || undefined)

/** BAHI_USER_DATA: folder for settings, logs and lock. Apply it before the single-instance lock is asked for. */
export function applyUserData(): void {
  const folder = setting('BAHI_USER_DATA')
  if (folder) app.setPath('userData', folder)
}

/** BAHI_BOOK: the book file to open at start, or undefined for the one used last. */
export const bookFromEnvironment = (): string | undefined => setting('BAHI_BOOK')

/** BAHI_DEV_URL: the Vite server whose pages are shown, still under app://bahi. Set by scripts/dev.mjs. */
export const devServer = (): string | undefined => setting('BAHI_DEV_URL')

/** BAHI_PICK_FILE: answers every file dialog, which no keyboard script can reach. A test may change it while the app runs. */
export const pickedFile = (): string | undefined => setting('BAHI_PICK_FILE')

/** BAHI_OPENED: a file in which is noted what would be handed to other programs, which no test wants to see started. */
export const openedNotes = (): string | undefined => setting('BAHI_OPENED')
