import { CopyCheck, Import, UserRound, UsersRound } from 'lucide-react'
import { type Screen, screen } from '../screens.ts'

export const partiesScreens: readonly Screen[] = [
  screen({
    id: 'parties/parties',
    title: 'screens.parties',
    group: 'daily',
    icon: UsersRound,
    keys: { default: ['Alt+Shift+P'] },
    permission: 'masters.read',
    load: async () => (await import('./parties-screen.tsx')).PartiesScreen,
  }),
  screen({
    id: 'parties/party',
    title: 'screens.party',
    icon: UserRound,
    permission: 'masters.read',
    inner: true,
    load: async () => (await import('./party-screen.tsx')).PartyScreen,
  }),
  screen({
    id: 'parties/import',
    title: 'screens.partyImport',
    icon: Import,
    permission: 'masters.import',
    load: async () => (await import('./import-screen.tsx')).ImportScreen,
  }),
  screen({
    id: 'parties/duplicates',
    title: 'screens.duplicates',
    icon: CopyCheck,
    permission: 'masters.read',
    load: async () => (await import('./duplicates-screen.tsx')).DuplicatesScreen,
  }),
]
