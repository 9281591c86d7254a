import { House } from 'lucide-react'
import { type Screen, screen } from '../screens.ts'

export const homeScreens: readonly Screen[] = [
  screen({
    id: 'home',
    title: 'screens.home',
    group: 'top',
    icon: House,
    keys: { default: ['Alt+Home'] },
    load: async () => (await import('./home-screen.tsx')).HomeScreen,
  }),
]
