import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Refusal } from '../../shared/refusal.ts'
import { ask } from '../client.ts'
import { runTask } from '../tasks.ts'
import { Button } from '../ui/controls.tsx'
import { TextField } from '../ui/fields.tsx'
import { Actions, Form } from '../ui/form.tsx'
import { useWords, wordsOr } from '../words.ts'
import styles from './company.module.css'
import { Door } from './door.tsx'

const lastPerson = 'bahi.person'

/** Who is there? Arrows choose, the PIN is typed, Enter opens. Someone without a PIN only presses Enter. */
export function SignInScreen() {
  const t = useWords()
  const state = useQuery(ask('company.state', {}))
  const people = state.data?.people ?? []
  const [chosen, setChosen] = useState(() => localStorage.getItem(lastPerson))
  const [pin, setPin] = useState('')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const person = people.find(({ name }) => name === chosen) ?? people[0]
  const needsPin = person?.hasPin ?? false

  useEffect(() => {
    box.current?.querySelector<HTMLInputElement>(needsPin ? 'input[type="password"]' : 'input:checked')?.focus()
  }, [needsPin])

  const choose = (name: string) => {
    setChosen(name)
    setPin('')
    setRefusal(null)
  }
  const open = async () => {
    if (!person || busy) return
    setBusy(true)
    setRefusal(null)
    const told = await runTask('company.signIn', { user: person.name, pin })
    setBusy(false)
    setPin('')
    if (told.ok) localStorage.setItem(lastPerson, person.name)
    else {
      setRefusal(told.refusal ?? null)
      box.current?.querySelector<HTMLInputElement>('input[type="password"]')?.focus()
    }
  }
  const firm = state.data?.firm
  return (
    <Door width="small">
      <div ref={box}>
        <Form refusal={refusal} onDone={() => void open()} label={t('company.signIn')}>
          <header className={styles.hello}>
            <h1>{t('company.signIn')}</h1>
            <p>
              <bdi>{firm?.tradeName ?? firm?.legalName}</bdi>
            </p>
          </header>
          <fieldset className={styles.people}>
            <legend className="only-heard">{t('company.who')}</legend>
            {people.map(({ name, role }) => (
              <label key={name} className={styles.person}>
                <input type="radio" name="person" value={name} checked={name === person?.name} onChange={() => choose(name)} />
                <span className={styles.avatar} aria-hidden>
                  {name.slice(0, 1).toLocaleUpperCase()}
                </span>
                <span>
                  <b dir="auto">{name}</b>
                  <small>{wordsOr(`roles.${role}`, role)}</small>
                </span>
              </label>
            ))}
          </fieldset>
          {needsPin && (
            <TextField
              label={t('company.pin')}
              name="pin"
              value={pin}
              onChange={setPin}
              hint={busy ? t('company.checking') : null}
              maxLength={64}
              secret
              code
            />
          )}
          <Actions>
            <Button type="submit" look="main" why={busy ? t('company.checking') : null}>
              {t('company.open')}
            </Button>
          </Actions>
        </Form>
      </div>
    </Door>
  )
}
