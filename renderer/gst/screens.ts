import { FileSpreadsheet } from 'lucide-react'
import { type Screen, screen } from '../screens.ts'

export const gstScreens: readonly Screen[] = [
  screen({
    id: 'gst/gstr1',
    title: 'screens.gstr1',
    group: 'books',
    icon: FileSpreadsheet,
    keys: { default: ['Alt+Shift+G'] },
    permission: 'gst.read',
    load: async () => (await import('./gstr1-screen.tsx')).Gstr1Screen,
  }),
]
