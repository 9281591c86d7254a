import { Boxes, ReceiptText, SwatchBook, UsersRound } from 'lucide-react'
import { lazy } from 'react'
import type { Permission } from '../shared/permission.ts'
import { accountsScreens } from './accounts/screens.ts'
import { fetchNow } from './client.ts'
import { startKeys } from './company/own-keys.ts'
import { companyScreens } from './company/screens.ts'
import { gstScreens } from './gst/screens.ts'
import { homeScreens } from './home/screens.ts'
import { inventoryScreens } from './inventory/screens.ts'
import { itemsScreens } from './items/screens.ts'
import { partiesScreens } from './parties/screens.ts'
import { paymentsScreens } from './payments/screens.ts'
import { purchasesScreens } from './purchases/screens.ts'
import { restoreDrafts } from './restore-drafts.ts'
import { salesScreens } from './sales/screens.ts'
import { type Screen, screen } from './screens.ts'
import { openScreen } from './tabs.ts'
import { runTask } from './tasks.ts'
import type { ReleaseSource } from './ui/ask.tsx'
import { type CommandTable, everyTable } from './ui/commands.ts'
import { day } from './ui/format.ts'
import type { PaletteSource } from './ui/palette.tsx'

/** Every screen, in the order of the rail: a room's screens are in its screens.ts. To add one see README.md. */
export const screens: readonly Screen[] = [
  ...homeScreens,
  ...salesScreens,
  ...paymentsScreens,
  ...purchasesScreens,
  ...partiesScreens,
  ...itemsScreens,
  ...inventoryScreens,
  ...accountsScreens,
  ...gstScreens,
  ...companyScreens,
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

const isTable = (value: unknown): value is CommandTable =>
  typeof value === 'object' && value !== null && 'scope' in value && 'commands' in value

/** Every table of commands: the house's, then each room's. The key sheet and the screen of keys are drawn from them. */
export const commandTables: readonly CommandTable[] = [
  ...new Set([
    ...everyTable,
    ...Object.values(import.meta.glob<Record<string, unknown>>('./*/*commands.ts', { eager: true })).flatMap((module) =>
      Object.values(module).filter(isTable),
    ),
  ]),
]

/** What opens when no tab is open. */
export const homeScreen: string | null = 'home'

/** Shown instead of the shell: while no book is open, and while nobody is signed in. Each is loaded when it is due. */
export const doors = {
  noBook: lazy(async () => ({ default: (await import('./company/first-run-screen.tsx')).FirstRunScreen })),
  signIn: lazy(async () => ({ default: (await import('./company/sign-in-screen.tsx')).SignInScreen })),
}

/** Run once, when somebody has come in: what a room brings back from the last time. */
export const starters: readonly (() => Promise<void>)[] = [() => restoreDrafts(screens), startKeys]

/** Where Ctrl+K looks beside screens and commands. */
export const paletteSources: readonly PaletteSource[] = [
  {
    id: 'parties',
    title: 'palette.parties',
    find: async (text) =>
      (await fetchNow('parties.search', { text, limit: 6, customers: false })).rows.map((party) => ({
        id: party.uid,
        label: party.name,
        hint: party.city ?? '',
        icon: UsersRound,
        run: () => openScreen('sales/bills', { party: party.uid }),
      })),
  },
  {
    id: 'items',
    title: 'palette.items',
    find: async (text) =>
      (await fetchNow('items.search', { text, limit: 6 })).rows.map((item) => ({
        id: item.uid,
        label: item.name,
        hint: [item.packLabel, item.manufacturer].filter(Boolean).join(', '),
        icon: Boxes,
        run: () => openScreen('inventory/item-ledger', { itemId: item.id, item: item.name }),
      })),
  },
  {
    id: 'bills',
    title: 'palette.bills',
    find: async (text) =>
      (await fetchNow('sales.bills', { filter: text, limit: 5 })).rows.map((bill) => ({
        id: bill.uid,
        label: bill.number,
        hint: `${bill.party}, ${day(bill.date)}`,
        icon: ReceiptText,
        run: () => openScreen('sales/bill-paper', { uid: bill.uid }),
      })),
  },
]

/** Who may lend a right, and how it is lent. */
export const release: ReleaseSource = {
  lenders: async (permission) =>
    (await fetchNow('company.lenders', { permission: permission as Permission })).map(({ name }) => ({ id: name, name })),
  lend: async ({ permission, userId, ...rest }) => {
    const told = await runTask('company.release', { ...rest, permission: permission as Permission, user: userId })
    return told.ok ? { token: told.value.token } : { refusal: told.refusal ?? null }
  },
}
