import { BookOpen, FileText, HandCoins, Scale, Wallet } from 'lucide-react'
import { type Screen, screen } from '../screens.ts'

export const accountsScreens: readonly Screen[] = [
  screen({
    id: 'accounts/party-ledger',
    title: 'screens.partyLedger',
    group: 'books',
    icon: BookOpen,
    keys: { default: ['Alt+Shift+L'] },
    permission: 'sales.read',
    load: async () => (await import('./party-ledger-screen.tsx')).PartyLedgerScreen,
  }),
  screen({
    id: 'accounts/outstanding',
    title: 'screens.outstanding',
    group: 'books',
    icon: HandCoins,
    keys: { default: ['Alt+Shift+D'] },
    permission: 'sales.read',
    load: async () => (await import('./outstanding-screen.tsx')).OutstandingScreen,
  }),
  screen({
    id: 'accounts/statement',
    title: 'screens.statement',
    icon: FileText,
    permission: 'sales.read',
    inner: true,
    load: async () => (await import('./statement-screen.tsx')).StatementScreen,
  }),
  screen({
    id: 'accounts/paper',
    title: 'screens.documentPaper',
    icon: FileText,
    permission: 'stock.read',
    inner: true,
    load: async () => (await import('./paper-screen.tsx')).DocumentPaperScreen,
  }),
  screen({
    id: 'accounts/opening',
    title: 'screens.openingBalance',
    icon: Wallet,
    permission: 'sales.read',
    inner: true,
    load: async () => (await import('./opening-screen.tsx')).OpeningScreen,
  }),
  screen({
    id: 'accounts/trial-balance',
    title: 'screens.trialBalance',
    group: 'books',
    icon: Scale,
    permission: 'books.read',
    load: async () => (await import('./trial-balance-screen.tsx')).TrialBalanceScreen,
  }),
]
