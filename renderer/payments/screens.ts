import { BookOpenText, Coins, HandCoins, Landmark, ListChecks, Printer } from 'lucide-react'
import { type Screen, screen } from '../screens.ts'

export const paymentsScreens: readonly Screen[] = [
  screen({
    id: 'payments/receipt',
    title: 'screens.receipt',
    group: 'daily',
    icon: HandCoins,
    keys: { default: ['F6', 'Ctrl+F6'] },
    another: true,
    permission: 'payments.write',
    load: async () => (await import('./money-screen.tsx')).ReceiptScreen,
  }),
  screen({
    id: 'payments/payment',
    title: 'screens.payment',
    group: 'daily',
    icon: Landmark,
    keys: { default: ['F5', 'Alt+Shift+Y'] },
    another: true,
    permission: 'payments.write',
    load: async () => (await import('./money-screen.tsx')).PaymentScreen,
  }),
  screen({
    id: 'payments/money',
    title: 'screens.money',
    group: 'daily',
    icon: ListChecks,
    permission: 'sales.read',
    load: async () => (await import('./money-list-screen.tsx')).MoneyListScreen,
  }),
  screen({
    id: 'payments/cash-close',
    title: 'screens.cashClose',
    group: 'daily',
    icon: Coins,
    permission: 'payments.write',
    load: async () => (await import('./cash-close-screen.tsx')).CashCloseScreen,
  }),
  screen({
    id: 'payments/day-book',
    title: 'screens.dayBook',
    group: 'books',
    icon: BookOpenText,
    permission: 'sales.read',
    load: async () => (await import('./day-book-screen.tsx')).DayBookScreen,
  }),
  screen({
    id: 'payments/paper',
    title: 'screens.moneyPaper',
    icon: Printer,
    permission: 'sales.read',
    inner: true,
    load: async () => (await import('./money-paper-screen.tsx')).MoneyPaperScreen,
  }),
]
