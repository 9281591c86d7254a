import { useState } from 'react'
import { fetchNow, type InputOf } from '../client.ts'
import { runTask } from '../tasks.ts'
import { went } from '../told.ts'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { rupees } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { useWords, words } from '../words.ts'

type Paper = InputOf<'sales.billPdf'>
type About = { number: string; date: string; totalPaise: number; firm: string }

const messageOf = (about: About): string =>
  words('sales.share.message', { number: about.number, total: rupees(about.totalPaise), firm: about.firm })

/** An e-mail draft with the bill attached, for the computer's mail program. Nothing is sent from here. */
export async function emailBill(paper: Paper, about: About): Promise<void> {
  const contact = await fetchNow('sales.billContact', { uid: paper.uid })
  const asked = await askWith<{ to: string; subject: string; body: string } | null>((done) => (
    <EmailDialog
      to={contact.email ?? ''}
      subject={words('sales.share.subject', { number: about.number, firm: about.firm })}
      body={messageOf(about)}
      onDone={done}
    />
  ))
  if (!asked) return
  const told = await runTask('sales.emailDraft', { ...paper, ...asked, to: asked.to.trim() || null })
  if (went(told)) say(words('sales.share.drafted', { file: told.value.file }))
}

/** A WhatsApp chat with the buyer, the bill saved beside it ready to attach. */
export async function whatsAppBill(paper: Paper, about: About): Promise<void> {
  const contact = await fetchNow('sales.billContact', { uid: paper.uid })
  const asked = await askWith<{ phone: string; text: string } | null>((done) => (
    <WhatsAppDialog phone={contact.phone ? `+${contact.phone}` : ''} text={messageOf(about)} onDone={done} />
  ))
  if (!asked) return
  const told = await runTask('sales.whatsApp', { ...paper, ...asked })
  if (went(told)) say(words('sales.share.chatOpened', { file: told.value.file }))
}

function EmailDialog(props: {
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
      title={t('sales.share.emailTitle')}
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
      <p>{t('sales.share.nothingSent')}</p>
    </Dialog>
  )
}

function WhatsAppDialog(props: { phone: string; text: string; onDone: (asked: { phone: string; text: string } | null) => void }) {
  const t = useWords()
  const [phone, setPhone] = useState(props.phone)
  const [text, setText] = useState(props.text)
  const accept = () => props.onDone({ phone, text })
  return (
    <Dialog
      title={t('sales.share.whatsAppTitle')}
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
      <p>{t('sales.share.attachHint')}</p>
    </Dialog>
  )
}
