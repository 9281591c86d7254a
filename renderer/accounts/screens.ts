import { Scale } from 'lucide-react'
import { type Screen, screen } from '../screens.ts'

export const accountsScreens: readonly Screen[] = [
  screen({
    id: 'accounts/trial-balance',
    title: 'screens.trialBalance',
    group: 'books',
    icon: Scale,
    permission: 'books.read',
    load: async () => (await import('./trial-balance-screen.tsx')).TrialBalanceScreen,
  }),
]
