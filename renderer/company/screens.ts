import { Building2, Keyboard, UsersRound } from 'lucide-react'
import { type Screen, screen } from '../screens.ts'

export const companyScreens: readonly Screen[] = [
  screen({
    id: 'company/firm',
    title: 'screens.firm',
    group: 'more',
    icon: Building2,
    keys: { default: ['F12'] },
    load: async () => (await import('./firm-screen.tsx')).FirmScreen,
  }),
  screen({
    id: 'company/users',
    title: 'screens.users',
    group: 'more',
    icon: UsersRound,
    permission: 'audit.read',
    load: async () => (await import('./users-screen.tsx')).UsersScreen,
  }),
  screen({
    id: 'company/keys',
    title: 'screens.keys',
    group: 'more',
    icon: Keyboard,
    keys: { default: ['Alt+Shift+K'] },
    load: async () => (await import('./keys-screen.tsx')).KeysScreen,
  }),
]
