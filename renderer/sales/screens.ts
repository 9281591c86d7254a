import { FileMinus2, FileSliders, Files, Hourglass, Printer, ReceiptText, Undo2 } from 'lucide-react'
import { type Screen, screen } from '../screens.ts'
import { creditScreens } from './credit-screens.ts'
import { orderScreens } from './order-screens.ts'

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
  screen({
    id: 'sales/return',
    title: 'screens.saleReturn',
    group: 'daily',
    icon: Undo2,
    keys: { default: ['Alt+F6'] },
    another: true,
    draft: 'sale-return',
    permission: 'sales.return',
    load: async () => (await import('./return-screen.tsx')).ReturnScreen,
  }),
  screen({
    id: 'sales/notes',
    title: 'screens.notes',
    group: 'daily',
    icon: FileMinus2,
    permission: 'sales.read',
    load: async () => (await import('./notes-screen.tsx')).NotesScreen,
  }),
  screen({
    id: 'sales/return-requests',
    title: 'screens.returnRequests',
    icon: Hourglass,
    permission: 'sales.read',
    load: async () => (await import('./return-requests-screen.tsx')).ReturnRequestsScreen,
  }),
  screen({
    id: 'sales/note-paper',
    title: 'screens.notePaper',
    icon: Printer,
    permission: 'sales.read',
    inner: true,
    load: async () => (await import('./note-paper-screen.tsx')).NotePaperScreen,
  }),
  ...orderScreens,
  ...creditScreens,
]
