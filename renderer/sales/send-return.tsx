import type { Envelope } from '../../shared/contract.ts'
import type { Paise } from '../../shared/money.ts'
import { type Told, tell } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { rupees } from '../ui/format.ts'
import { useWords } from '../words.ts'
import { ofValue, type ReturnHead, type ReturnLine } from './return.ts'
import { replacementToPost, returnToPost, valueToPost } from './return-post.ts'

/** What became of a return: posted under a number, or sent to wait for somebody's word (`number` is null). */
export type Saved = { number: string | null; totalPaise: Paise; uid: string }
type Asked = { uid: string; totalPaise: Paise }
type Calls = { post: (envelope: Envelope) => Promise<Told<Saved>>; ask: (envelope: Envelope) => Promise<Told<Asked>> }

/** The two calls of what the document is: to post it, and to keep it as a request. */
async function callsOf(uid: string, head: ReturnHead, lines: readonly ReturnLine[]): Promise<Calls> {
  if (ofValue(head.way)) {
    const draft = valueToPost(uid, head, lines)
    return {
      post: (envelope) => tell('sales.postValueNote', draft, envelope),
      ask: (envelope) => tell('sales.askValueNote', draft, envelope),
    }
  }
  if (head.way === 'replace') {
    const draft = await replacementToPost(uid, head, lines)
    return {
      post: (envelope) => tell('sales.postReplacement', draft, envelope),
      ask: (envelope) => tell('sales.askReplacement', draft, envelope),
    }
  }
  const draft = returnToPost(uid, head, lines)
  return {
    post: (envelope) => tell('sales.postReturn', draft, envelope),
    ask: (envelope) => tell('sales.askReturn', draft, envelope),
  }
}

/**
 * Posts by what the document is. Where main says that it has to wait, the clerk sends it for approval, or somebody who may approve lends the
 * right at the counter; another right that lacks is lent as everywhere.
 */
export async function sendReturn(uid: string, head: ReturnHead, lines: readonly ReturnLine[]): Promise<Told<Saved>> {
  const { post, ask } = await callsOf(uid, head, lines)
  const draft = { draftUid: uid }
  const told = await post({})
  if (told.ok || !told.refusal?.details?.['permission']) return told
  if (told.refusal.code !== 'sales/return-waits') return post(draft)
  const way = await askApproval(Number(told.refusal.details['totalPaise']) as Paise)
  if (way === null) return { ok: false, dismissed: true }
  if (way === 'lend') return post(draft)
  const asked = await ask(draft)
  return asked.ok ? { ok: true, value: { ...asked.value, number: null } } : asked
}

type Way = 'send' | 'lend'
const askApproval = (totalPaise: Paise): Promise<Way | null> =>
  askWith<Way | null>((done) => <ApprovalDialog totalPaise={totalPaise} onDone={done} />)

/** What cannot be posted by this person alone: sent to wait, or approved here by who may. */
function ApprovalDialog({ totalPaise, onDone }: { totalPaise: Paise; onDone: (way: Way | null) => void }) {
  const t = useWords()
  return (
    <Dialog
      title={t('sales.return.waitsTitle')}
      width={460}
      onClose={() => onDone(null)}
      onAccept={() => onDone('send')}
      actions={
        <>
          <Button autoFocus onClick={() => onDone(null)}>
            {t('ui.cancel')}
          </Button>
          <Button onClick={() => onDone('lend')}>{t('sales.return.approveHere')}</Button>
          <Button look="main" onClick={() => onDone('send')}>
            {t('sales.return.sendForApproval')}
          </Button>
        </>
      }
    >
      <p>{t('sales.return.waitsText', { total: rupees(totalPaise) })}</p>
    </Dialog>
  )
}
