import { useState } from 'react'
import type { NoteKind } from '../../shared/sales/return-drafts.ts'
import { fetchNow } from '../client.ts'
import { runTask } from '../tasks.ts'
import { went } from '../told.ts'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { rupees } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { useWords, words } from '../words.ts'
import type { PagesAsk as Paper } from './make-paper.ts'

/** What is said of a document on its way: its number, what it comes to, and what it is. */
export type SharedPaper = {
  readonly uid: string
  readonly number: string
  readonly totalPaise: number
  readonly kind: 'sale' | NoteKind
}

/** Subject and text in the words of what it is; goods given anew have no amount to name. */
function wordsFor({ number, totalPaise, kind }: SharedPaper, firm: string) {
  const holes = { number, firm, total: rupees(totalPaise) }
  return { subject: words(`sales.share.of.${kind}.subject`, holes), text: words(`sales.share.of.${kind}.text`, holes) }
}

/** An e-mail draft with the paper of a bill or a note attached, for the computer's mail program. Nothing is sent from here. */
export async function emailPaper(paper: Paper, document: SharedPaper, firm: string): Promise<void> {
  const contact = await fetchNow('sales.paperContact', { uid: document.uid })
  const { subject, text } = wordsFor(document, firm)
  const asked = await askWith<{ to: string; subject: string; body: string } | null>((done) => (
    <EmailDialog number={document.number} to={contact.email ?? ''} subject={subject} body={text} onDone={done} />
  ))
  if (!asked) return
  const told = await runTask('sales.emailDraft', { ...paper, ...asked, to: asked.to.trim() || null })
  if (went(told)) say(words('sales.share.drafted', { file: told.value.file }))
}

/** A WhatsApp chat with the buyer, the paper saved beside it ready to attach. */
export async function whatsAppPaper(paper: Paper, document: SharedPaper, firm: string): Promise<void> {
  const contact = await fetchNow('sales.paperContact', { uid: document.uid })
  const { text } = wordsFor(document, firm)
  const phone = contact.phone ? `+${contact.phone}` : ''
  const asked = await askWith<{ phone: string; text: string } | null>((done) => (
    <WhatsAppDialog number={document.number} phone={phone} text={text} onDone={done} />
  ))
  if (!asked) return
  const told = await runTask('sales.whatsApp', { ...paper, ...asked })
  if (went(told)) say(words('sales.share.chatOpened', { file: told.value.file }))
}

function EmailDialog(props: {
  number: string
  to: string
  subject: string
  body: string
  onDone: (asked: { to: string; subject: string; body: string } | null) => void
}) {
  const t = useWords()
  const [to, setTo] = useState(props.to)
  const [subject, setSubject] = useState(props.subject)
  const [body, setBody] = useState(props.body)
  const accept = () => subject.trim() && props.onDone({ to, subject, body })
  return (
    <Dialog
      title={t('sales.share.emailTitle', { number: props.number })}
      width={560}
      onClose={() => props.onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => props.onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept}>
            {t('sales.share.makeDraft')}
          </Button>
        </>
      }
    >
      <TextField label={t('sales.share.to')} value={to} onChange={setTo} code maxLength={200} autoFocus />
      <TextField label={t('sales.share.subjectLabel')} value={subject} onChange={setSubject} maxLength={200} needed />
      <TextField label={t('sales.share.text')} value={body} onChange={setBody} maxLength={2000} lines={5} />
      <p>{t('sales.share.nothingSent', { number: props.number })}</p>
    </Dialog>
  )
}

function WhatsAppDialog(props: {
  number: string
  phone: string
  text: string
  onDone: (asked: { phone: string; text: string } | null) => void
}) {
  const t = useWords()
  const [phone, setPhone] = useState(props.phone)
  const [text, setText] = useState(props.text)
  const accept = () => props.onDone({ phone, text })
  return (
    <Dialog
      title={t('sales.share.whatsAppTitle', { number: props.number })}
      width={520}
      onClose={() => props.onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => props.onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept}>
            {t('sales.share.openChat')}
          </Button>
        </>
      }
    >
      <TextField label={t('sales.share.phone')} value={phone} onChange={setPhone} code maxLength={20} autoFocus />
      <TextField label={t('sales.share.text')} value={text} onChange={setText} maxLength={1000} lines={4} />
      <p>{t('sales.share.attachHint', { number: props.number })}</p>
    </Dialog>
  )
}
