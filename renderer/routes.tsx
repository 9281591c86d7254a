import { Files, ReceiptText, SwatchBook } from 'lucide-react'
import type { ComponentType } from 'react'
import { type Permission, roleMay } from '../shared/permission.ts'
import { fetchNow } from './client.ts'
import { type Screen, screen } from './screens.ts'
import { runTask } from './tasks.ts'
import type { ReleaseSource } from './ui/ask.tsx'
import type { PaletteSource } from './ui/palette.tsx'

/** Every screen, in the order of the rail. To add one see README.md. */
export const screens: readonly Screen[] = [
  screen({
    id: 'sales/bill',
    title: 'screens.newBill',
    group: 'daily',
    icon: ReceiptText,
    keys: { default: ['F8'], marg: ['F8', 'Alt+N'] },
    another: true,
    permission: 'sales.bill',
    load: async () => (await import('./sales/bill-screen.tsx')).BillScreen,
  }),
  screen({
    id: 'sales/bills',
    title: 'screens.bills',
    group: 'daily',
    icon: Files,
    keys: { default: ['Alt+Shift+B'] },
    permission: 'sales.read',
    load: async () => (await import('./sales/bills-screen.tsx')).BillsScreen,
  }),
  ...(import.meta.env.DEV || import.meta.env['VITE_GALLERY']
    ? [
        screen({
          id: 'gallery',
          title: 'screens.gallery',
          group: 'more',
          icon: SwatchBook,
          load: async () => (await import('./ui/gallery.tsx')).Gallery,
        }),
      ]
    : []),
]

/** What opens when no tab is open. */
export const homeScreen: string | null = screens[0]?.id ?? null

/** Shown instead of the shell: while no book is open, and while nobody is signed in. */
export const doors: { readonly noBook: ComponentType | null; readonly signIn: ComponentType<{ onDone: () => void }> | null } = {
  noBook: null,
  signIn: null,
}

/** Where Ctrl+K looks beside screens and commands. */
export const paletteSources: readonly PaletteSource[] = []

/** Who may lend a right, and how it is lent. */
export const release: ReleaseSource = {
  // Rights lent or taken away by name are only known to main, which has the last word.
  lenders: async (permission) => {
    const { people, person } = await fetchNow('company.state', {})
    return people
      .filter(({ name, role }) => name !== person?.name && roleMay(role, permission as Permission))
      .map(({ name }) => ({ id: name, name }))
  },
  lend: async ({ permission, userId, ...rest }) => {
    const told = await runTask('company.release', { ...rest, permission: permission as never, user: userId })
    return told.ok ? { token: told.value.token } : { refusal: told.refusal ?? null }
  },
}
