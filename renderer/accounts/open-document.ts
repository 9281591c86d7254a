import { paperKinds } from '../../shared/accounts/paper-contract.ts'
import { fetchNow } from '../client.ts'
import { openScreenNamed } from '../tabs.ts'
import { say } from '../ui/keyboard.ts'
import { words } from '../words.ts'

/** Kinds that have a screen of their own to look at. */
const bought = ['purchase', 'purchase-return']
const noted = ['sale-return', 'credit-note', 'debit-note', 'commercial-credit', 'return-bill', 'replacement']

/** Opens the document behind a row of the books; says so when there is no paper of it. */
export function openDocument(kind: string | null, uid: string | null, party: string): void {
  if (kind === 'sale' && uid) openScreenNamed('sales/bill-paper', { uid })
  else if (kind !== null && noted.includes(kind) && uid) openScreenNamed('sales/note-paper', { uid })
  else if (kind !== null && bought.includes(kind) && uid) openScreenNamed('purchases/document', { kind, uid })
  else if (paperKinds.some((one) => one === kind) && uid) openPaper(uid)
  else if (kind === 'opening-balance') openScreenNamed('accounts/opening', { party })
  else say(words('accounts.noPaper'))
}

/** The paper of a note, challan or voucher. */
export const openPaper = (uid: string): void => openScreenNamed('accounts/paper', { uid })

/** The paper of a document of whatever kind, where the list does not say which it is. */
export async function openAnyPaper(uid: string): Promise<void> {
  const { kind, paper } = await fetchNow('accounts.documentPaper', { uid })
  if (paper) openPaper(uid)
  else openDocument(kind, uid, '')
}
