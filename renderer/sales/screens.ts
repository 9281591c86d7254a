import { FileSliders, Files, Printer, ReceiptText } from 'lucide-react'
import { type Screen, screen } from '../screens.ts'

export const salesScreens: readonly Screen[] = [
  screen({
    id: 'sales/bill',
    title: 'screens.newBill',
    group: 'daily',
    icon: ReceiptText,
    keys: { default: ['F8'], marg: ['F8', 'Alt+N'] },
    another: true,
    draft: 'sale',
    permission: 'sales.bill',
    load: async () => (await import('./bill-screen.tsx')).BillScreen,
  }),
  screen({
    id: 'sales/bills',
    title: 'screens.bills',
    group: 'daily',
    icon: Files,
    keys: { default: ['Alt+Shift+B'] },
    permission: 'sales.read',
    load: async () => (await import('./bills-screen.tsx')).BillsScreen,
  }),
  screen({
    id: 'sales/bill-paper',
    title: 'screens.billPaper',
    icon: Printer,
    permission: 'sales.read',
    inner: true,
    load: async () => (await import('./bill-paper-screen.tsx')).BillPaperScreen,
  }),
  screen({
    id: 'sales/paper-look',
    title: 'screens.paperLook',
    group: 'more',
    icon: FileSliders,
    permission: 'sales.read',
    load: async () => (await import('./paper-look-screen.tsx')).PaperLookScreen,
  }),
]
