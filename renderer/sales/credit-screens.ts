import { ClipboardList, Gauge, PackageX } from 'lucide-react'
import { type Screen, screen } from '../screens.ts'

/** Who is over a limit, what the law counts, and its registers. */
export const creditScreens: readonly Screen[] = [
  screen({
    id: 'sales/over-limit',
    title: 'screens.overLimit',
    group: 'more',
    icon: Gauge,
    permission: 'books.read',
    load: async () => (await import('./over-limit-screen.tsx')).OverLimitScreen,
  }),
  screen({
    id: 'sales/restrictions',
    title: 'screens.restrictions',
    group: 'more',
    icon: PackageX,
    permission: 'masters.read',
    load: async () => (await import('./restrictions-screen.tsx')).RestrictionsScreen,
  }),
  screen({
    id: 'sales/drug-register',
    title: 'screens.drugRegister',
    group: 'more',
    icon: ClipboardList,
    permission: 'sales.read',
    load: async () => (await import('./drug-register-screen.tsx')).DrugRegisterScreen,
  }),
]
