import { Boxes, PackagePlus, Scale } from 'lucide-react'
import { type Screen, screen } from '../screens.ts'

export const inventoryScreens: readonly Screen[] = [
  screen({
    id: 'inventory/stock',
    title: 'screens.stock',
    group: 'books',
    icon: Boxes,
    permission: 'stock.read',
    load: async () => (await import('./stock-screen.tsx')).StockScreen,
  }),
  screen({
    id: 'inventory/valuation',
    title: 'screens.valuation',
    group: 'books',
    icon: Scale,
    permission: 'stock.read',
    load: async () => (await import('./valuation-screen.tsx')).ValuationScreen,
  }),
  screen({
    id: 'inventory/opening-stock',
    title: 'screens.openingStock',
    group: 'books',
    icon: PackagePlus,
    draft: 'opening-stock',
    permission: 'stock.write',
    load: async () => (await import('./opening-stock-screen.tsx')).OpeningStockScreen,
  }),
  screen({
    id: 'inventory/item-ledger',
    title: 'screens.itemLedger',
    icon: Boxes,
    permission: 'stock.read',
    inner: true,
    load: async () => (await import('./item-ledger-screen.tsx')).ItemLedgerScreen,
  }),
]
