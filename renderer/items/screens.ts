import { BookA, Import, ListChecks, Pill } from 'lucide-react'
import { type Screen, screen } from '../screens.ts'
import { priceScreens } from './price-screens.ts'

export const itemsScreens: readonly Screen[] = [
  screen({
    id: 'items/items',
    title: 'screens.items',
    group: 'daily',
    icon: Pill,
    keys: { default: ['Alt+Shift+I'] },
    permission: 'masters.read',
    load: async () => (await import('./items-screen.tsx')).ItemsScreen,
  }),
  screen({
    id: 'items/item',
    title: 'screens.item',
    icon: Pill,
    permission: 'masters.read',
    inner: true,
    load: async () => (await import('./item-screen.tsx')).ItemScreen,
  }),
  screen({
    id: 'items/import',
    title: 'screens.itemImport',
    icon: Import,
    permission: 'masters.import',
    load: async () => (await import('./import-screen.tsx')).ImportScreen,
  }),
  screen({
    id: 'items/bulk',
    title: 'screens.itemBulk',
    icon: ListChecks,
    permission: 'masters.write',
    load: async () => (await import('./bulk-screen.tsx')).BulkScreen,
  }),
  screen({
    id: 'items/hsn',
    title: 'screens.hsn',
    icon: BookA,
    permission: 'masters.read',
    load: async () => (await import('./hsn-screen.tsx')).HsnScreen,
  }),
  ...priceScreens,
]
