import { TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Accepted } from '../../shared/contract.ts'
import type { Refusal, Warning } from '../../shared/refusal.ts'
import { codeWords, useWords, words, wordsOr } from '../words.ts'
import { Select } from './combobox.tsx'
import { Button } from './controls.tsx'
import styles from './dialog.module.css'
import { Dialog } from './dialog.tsx'
import { TextField } from './fields.tsx'
import { Form } from './form.tsx'
import { count } from './format.ts'

/** Questions that wait for an answer, newest on top: `if (await confirm({…}))`. */
type Question = { id: number; show: (done: (answer: never) => void) => ReactNode; settle: (answer: never) => void }
const questions = createStore<{ list: readonly Question[] }>(() => ({ list: [] }))
let lastId = 0

/** Shows a dialog of one's own and waits for what it answers. */
export function askWith<A>(show: (done: (answer: A) => void) => ReactNode): Promise<A> {
  return new Promise<A>((resolve) => {
    lastId += 1
    const id = lastId
    const settle = (answer: A) => {
      questions.setState(({ list }) => ({ list: list.filter((question) => question.id !== id) }))
      resolve(answer)
    }
    questions.setState(({ list }) => ({
      list: [...list, { id, show: show as Question['show'], settle: settle as Question['settle'] }],
    }))
  })
}

/** Where the questions are shown; once, in the shell. */
export function Questions() {
  const { list } = useStore(questions)
  return list.map((question) => <div key={question.id}>{question.show(question.settle)}</div>)
}

export type ConfirmWords = { title: string; text: ReactNode; action: string; danger?: boolean }

/** Asks before what cannot be undone. Names the thing and the amount; Cancel has the focus. */
export function confirm(about: ConfirmWords): Promise<boolean> {
  return askWith<boolean>((done) => (
    <Dialog
      title={about.title}
      width={420}
      onClose={() => done(false)}
      actions={
        <>
          <Button autoFocus onClick={() => done(false)}>
            {words('ui.cancel')}
          </Button>
          <Button look={about.danger ? 'danger' : 'main'} onClick={() => done(true)}>
            {about.action}
          </Button>
        </>
      }
    >
      <p>{about.text}</p>
    </Dialog>
  ))
}

/** One of a few things, each a button, the first with the focus; null when none was meant. */
export function askOneOf(about: { title: string; choices: readonly { value: string; label: string }[] }): Promise<string | null> {
  return askWith<string | null>((done) => (
    <Dialog
      title={about.title}
      width={420}
      onClose={() => done(null)}
      actions={<Button onClick={() => done(null)}>{words('ui.cancel')}</Button>}
    >
      <div className={styles.choices}>
        {about.choices.map(({ value, label }, at) => (
          <Button key={value} autoFocus={at === 0} onClick={() => done(value)}>
            {label}
          </Button>
        ))}
      </div>
    </Dialog>
  ))
}

export type CloseAnswer = 'save' | 'hold' | 'discard' | 'stay'

/** What to do with work that is not saved. `hold` is offered where the screen can hold. */
export function askUnsaved(about: { title: string; save?: boolean; hold?: boolean }): Promise<CloseAnswer> {
  return askWith<CloseAnswer>((done) => (
    <Dialog
      title={words('ui.unsavedTitle', { title: about.title })}
      width={440}
      onClose={() => done('stay')}
      actions={
        <>
          <Button look="danger" onClick={() => done('discard')}>
            {words('ui.discard')}
          </Button>
          {about.hold && <Button onClick={() => done('hold')}>{words('ui.hold')}</Button>}
          <Button autoFocus onClick={() => done('stay')}>
            {words('ui.cancel')}
          </Button>
          {about.save !== false && (
            <Button look="main" onClick={() => done('save')}>
              {words('ui.save')}
            </Button>
          )}
        </>
      }
    >
      <p>{words('ui.unsavedText')}</p>
    </Dialog>
  ))
}

/** Shows warnings with a field for the reason; the accepted ones for the envelope, or null. */
export const askWarnings = (warnings: readonly Warning[]): Promise<Accepted[] | null> =>
  askWith<Accepted[] | null>((done) => <WarningsDialog warnings={warnings} onDone={done} />)

/** What may be accepted, listed; one reason for all of them is kept in the books. */
export function WarningsDialog({
  warnings,
  onDone,
}: {
  warnings: readonly Warning[]
  onDone: (accepted: Accepted[] | null) => void
}) {
  const t = useWords()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const accept = () => {
    if (reason.trim() === '') setMissing(true)
    else onDone(warnings.map((warning) => ({ code: warning.code, field: warning.field, reason: reason.trim() })))
  }
  return (
    <Dialog
      title={t('ui.warningsTitle', { count: warnings.length, shown: count(warnings.length) })}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept}>
            {t('ui.acceptAll')}
          </Button>
        </>
      }
    >
      <ul className={styles.warnings}>
        {warnings.map((warning) => (
          <li key={`${warning.code} ${warning.field ?? ''}`}>
            <TriangleAlert aria-hidden />
            {codeWords(warning.code, warning.details)}
          </li>
        ))}
      </ul>
      <Form onDone={accept}>
        <TextField
          label={t('ui.reason')}
          value={reason}
          onChange={(value) => {
            setReason(value)
            setMissing(false)
          }}
          error={missing ? t('ui.reasonNeeded') : null}
          maxLength={200}
          needed
          autoFocus
        />
      </Form>
    </Dialog>
  )
}

export type ReleaseSource = {
  /** Users who have the right and may lend it. */
  lenders: (permission: string) => Promise<readonly { id: string; name: string }[]>
  /** A one-use token, or the refusal (wrong PIN). */
  lend: (input: {
    permission: string
    userId: string
    pin: string
    draftUid: string
    reason: string
  }) => Promise<{ token: string } | { refusal: Refusal | null }>
}

/** Asks for another user's leave; the token for the envelope, or null. */
export async function askRelease(refusal: Refusal, draftUid: string, source: ReleaseSource): Promise<string | null> {
  const permission = String(refusal.details?.['permission'] ?? '')
  const lenders = await source.lenders(permission)
  return askWith<string | null>((done) => (
    <ReleaseDialog
      why={codeWords(refusal.code, refusal.details, refusal.message)}
      permission={permission}
      draftUid={draftUid}
      lenders={lenders}
      lend={source.lend}
      onDone={done}
    />
  ))
}

/** Another user lends a right with a PIN; kept in the journal with both names. */
export function ReleaseDialog(props: {
  /** What was refused, in the words the clerk would have read. */
  why?: string
  permission: string
  draftUid: string
  lenders: readonly { id: string; name: string }[]
  lend: ReleaseSource['lend']
  onDone: (token: string | null) => void
}) {
  const t = useWords()
  const [userId, setUserId] = useState<string | null>(props.lenders[0]?.id ?? null)
  const [pin, setPin] = useState('')
  const [reason, setReason] = useState('')
  const [refused, setRefused] = useState<Refusal | null>(null)
  const go = async () => {
    if (userId === null) return
    const answer = await props.lend({ permission: props.permission, draftUid: props.draftUid, userId, pin, reason })
    if ('token' in answer) props.onDone(answer.token)
    else {
      setPin('')
      setRefused(answer.refusal)
    }
  }
  return (
    <Dialog
      title={t('ui.releaseTitle')}
      onClose={() => props.onDone(null)}
      onAccept={() => void go()}
      actions={
        <>
          <Button onClick={() => props.onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={() => void go()}>
            {t('ui.releaseGo')}
          </Button>
        </>
      }
    >
      {props.why && <p className={styles.why}>{props.why}</p>}
      <p>{t('ui.releaseText', { right: wordsOr(`permissions.${props.permission.replaceAll('.', '-')}`, props.permission) })}</p>
      <Form refusal={refused} onDone={() => void go()}>
        <Select
          label={t('ui.releaseUser')}
          name="userId"
          value={userId}
          choices={props.lenders.map((user) => ({ value: user.id, label: user.name }))}
          onChange={setUserId}
        />
        <TextField label={t('ui.releasePin')} name="pin" value={pin} onChange={setPin} secret code maxLength={12} autoFocus />
        <TextField label={t('ui.reason')} name="reason" value={reason} onChange={setReason} maxLength={200} />
      </Form>
    </Dialog>
  )
}
