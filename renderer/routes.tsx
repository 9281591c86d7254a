import {
  Boxes,
  Building2,
  FileSpreadsheet,
  Files,
  House,
  Import,
  PackagePlus,
  Pill,
  Printer,
  ReceiptText,
  Scale,
  SwatchBook,
  UserRound,
  UsersRound,
} from 'lucide-react'
import { lazy } from 'react'
import type { Permission } from '../shared/permission.ts'
import { fetchNow } from './client.ts'
import { restoreBills } from './sales/restore-bills.ts'
import { type Screen, screen } from './screens.ts'
import { openScreen } from './tabs.ts'
import { runTask } from './tasks.ts'
import type { ReleaseSource } from './ui/ask.tsx'
import { day } from './ui/format.ts'
import type { PaletteSource } from './ui/palette.tsx'

/** Every screen, in the order of the rail. To add one see README.md. */
export const screens: readonly Screen[] = [
  screen({
    id: 'home',
    title: 'screens.home',
    group: 'top',
    icon: House,
    keys: { default: ['Alt+Home'] },
    load: async () => (await import('./home/home-screen.tsx')).HomeScreen,
  }),
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
  screen({
    id: 'parties/parties',
    title: 'screens.parties',
    group: 'daily',
    icon: UsersRound,
    keys: { default: ['Alt+Shift+P'] },
    permission: 'masters.read',
    load: async () => (await import('./parties/parties-screen.tsx')).PartiesScreen,
  }),
  screen({
    id: 'parties/party',
    title: 'screens.party',
    icon: UserRound,
    permission: 'masters.read',
    inner: true,
    load: async () => (await import('./parties/party-screen.tsx')).PartyScreen,
  }),
  screen({
    id: 'items/items',
    title: 'screens.items',
    group: 'daily',
    icon: Pill,
    keys: { default: ['Alt+Shift+I'] },
    permission: 'masters.read',
    load: async () => (await import('./items/items-screen.tsx')).ItemsScreen,
  }),
  screen({
    id: 'items/item',
    title: 'screens.item',
    icon: Pill,
    permission: 'masters.read',
    inner: true,
    load: async () => (await import('./items/item-screen.tsx')).ItemScreen,
  }),
  screen({
    id: 'items/import',
    title: 'screens.itemImport',
    icon: Import,
    permission: 'masters.import',
    load: async () => (await import('./items/import-screen.tsx')).ImportScreen,
  }),
  screen({
    id: 'inventory/stock',
    title: 'screens.stock',
    group: 'books',
    icon: Boxes,
    permission: 'stock.read',
    load: async () => (await import('./inventory/stock-screen.tsx')).StockScreen,
  }),
  screen({
    id: 'inventory/opening-stock',
    title: 'screens.openingStock',
    group: 'books',
    icon: PackagePlus,
    permission: 'stock.write',
    load: async () => (await import('./inventory/opening-stock-screen.tsx')).OpeningStockScreen,
  }),
  screen({
    id: 'inventory/item-ledger',
    title: 'screens.itemLedger',
    icon: Boxes,
    permission: 'stock.read',
    inner: true,
    load: async () => (await import('./inventory/item-ledger-screen.tsx')).ItemLedgerScreen,
  }),
  screen({
    id: 'accounts/trial-balance',
    title: 'screens.trialBalance',
    group: 'books',
    icon: Scale,
    permission: 'books.read',
    load: async () => (await import('./accounts/trial-balance-screen.tsx')).TrialBalanceScreen,
  }),
  screen({
    id: 'sales/bill-paper',
    title: 'screens.billPaper',
    icon: Printer,
    permission: 'sales.read',
    inner: true,
    load: async () => (await import('./sales/bill-paper-screen.tsx')).BillPaperScreen,
  }),
  screen({
    id: 'company/firm',
    title: 'screens.firm',
    group: 'more',
    icon: Building2,
    keys: { default: ['F12'] },
    load: async () => (await import('./company/firm-screen.tsx')).FirmScreen,
  }),
  screen({
    id: 'company/users',
    title: 'screens.users',
    group: 'more',
    icon: UsersRound,
    permission: 'audit.read',
    load: async () => (await import('./company/users-screen.tsx')).UsersScreen,
  }),
  screen({
    id: 'gst/gstr1',
    title: 'screens.gstr1',
    group: 'books',
    icon: FileSpreadsheet,
    keys: { default: ['Alt+Shift+G'] },
    permission: 'gst.read',
    load: async () => (await import('./gst/gstr1-screen.tsx')).Gstr1Screen,
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
export const homeScreen: string | null = 'home'

/** Shown instead of the shell: while no book is open, and while nobody is signed in. Each is loaded when it is due. */
export const doors = {
  noBook: lazy(async () => ({ default: (await import('./company/first-run-screen.tsx')).FirstRunScreen })),
  signIn: lazy(async () => ({ default: (await import('./company/sign-in-screen.tsx')).SignInScreen })),
}

/** Run once, when somebody has come in: what a room brings back from the last time. */
export const starters: readonly (() => Promise<void>)[] = [restoreBills]

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
