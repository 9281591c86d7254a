import { openScreenNamed } from '../tabs.ts'
import { say } from '../ui/keyboard.ts'
import { words } from '../words.ts'

/** The screen that shows a document of a kind; each takes its uid. */
const screens: Readonly<Record<string, string>> = {
  sale: 'sales/bill-paper',
  purchase: 'purchases/document',
  'purchase-return': 'purchases/document',
  'purchase-order': 'purchases/document',
  'goods-receipt': 'purchases/document',
}

/** Opens the document behind a row of the books; says so when there is no paper of it. */
export function openDocument(kind: string | null, uid: string | null, party: string): void {
  const screen = kind === null ? undefined : screens[kind]
  if (screen === 'purchases/document' && uid) openScreenNamed(screen, { kind, uid })
  else if (screen && uid) openScreenNamed(screen, { uid })
  else if (kind === 'opening-balance') openScreenNamed('accounts/opening', { party })
  else say(words('accounts.noPaper'))
}
