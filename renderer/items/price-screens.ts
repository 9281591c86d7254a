import { BadgePercent, Gift, ListOrdered, Tags } from 'lucide-react'
import { type Screen, screen } from '../screens.ts'

/** Screens of prices, schemes and discounts. */
export const priceScreens: readonly Screen[] = [
  screen({
    id: 'items/price-lists',
    title: 'screens.priceLists',
    group: 'more',
    icon: Tags,
    keys: { default: ['Alt+Shift+T'] },
    permission: 'masters.read',
    load: async () => (await import('./price-lists-screen.tsx')).PriceListsScreen,
  }),
  screen({
    id: 'items/price-list',
    title: 'screens.priceList',
    icon: Tags,
    permission: 'masters.read',
    inner: true,
    load: async () => (await import('./price-list-screen.tsx')).PriceListScreen,
  }),
  screen({
    id: 'items/special-rates',
    title: 'screens.specialRates',
    icon: ListOrdered,
    keys: { default: ['Alt+Shift+N'] },
    permission: 'masters.read',
    load: async () => (await import('./price-specials-screen.tsx')).SpecialRatesScreen,
  }),
  screen({
    id: 'items/schemes',
    title: 'screens.schemes',
    group: 'more',
    icon: Gift,
    keys: { default: ['Alt+Shift+M'] },
    permission: 'masters.read',
    load: async () => (await import('./schemes-screen.tsx')).SchemesScreen,
  }),
  screen({
    id: 'items/scheme',
    title: 'screens.scheme',
    icon: Gift,
    permission: 'masters.read',
    inner: true,
    load: async () => (await import('./scheme-screen.tsx')).SchemeScreen,
  }),
  screen({
    id: 'items/discounts',
    title: 'screens.discounts',
    icon: BadgePercent,
    keys: { default: ['Alt+Shift+E'] },
    permission: 'masters.read',
    load: async () => (await import('./price-discounts-screen.tsx')).DiscountsScreen,
  }),
]
