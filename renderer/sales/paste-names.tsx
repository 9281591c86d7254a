import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, fetchNow, tell } from '../client.ts'
import { ItemField, type NamedItem } from '../items/price-fields.tsx'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form } from '../ui/form.tsx'
import { day } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { codeWords, useWords, words } from '../words.ts'
import styles from './paste.module.css'
import { learnt, type PastedChoice, type PastedLine, type PasteRow } from './paste-rows.ts'

/** Whose order it is, and when. */
export type PasteAsk = { party: string | null; date: string; tier: string }

/** Asks which item a line means; null when it stays as it is. */
export async function findItem(line: PastedLine, about: PasteAsk): Promise<PastedChoice | null> {
  const item = await askWith<NamedItem | null>((done) => <FindDialog text={line.text} onDone={done} />)
  if (!item) return null
  const { party, date, tier } = about
  return fetchNow('sales.orderChoice', { text: line.text, words: line.words, itemId: item.id, party, date, tier: tier as 'ptr' })
}

function FindDialog({ text, onDone }: { text: string; onDone: (item: NamedItem | null) => void }) {
  const t = useWords()
  const title = t('sales.paste.findTitle', { text })
  return (
    <Dialog title={title} onClose={() => onDone(null)} actions={<Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>}>
      <Form focusFirst label={title}>
        <ItemField label={t('sales.order.item')} name="itemId" value={null} onChange={(item) => item && onDone(item)} />
      </Form>
    </Dialog>
  )
}

/** Keeps what a person said of the rows he took as the party's own names; what cannot be kept is said and stops nothing. */
export async function keepNames(party: string | null, rows: readonly PasteRow[]): Promise<void> {
  if (party === null) return
  for (const row of rows) {
    const name = learnt(row)
    const told = name && (await tell('sales.keepNickname', { party, ...name }))
    if (told && !told.ok && told.refusal) say(codeWords(told.refusal.code, told.refusal.details, told.refusal.message))
  }
}

/** Takes a name away; true when it is gone. */
export async function forgetName({ uid, said }: { uid: string; said: string }): Promise<boolean> {
  const told = await tell('sales.dropNickname', { uid })
  if (told.ok) say(words('sales.paste.forgotten', { said }))
  return told.ok
}

/** What this party calls items, each to be taken away. */
export function Nicknames({ party }: { party: string }) {
  const t = useWords()
  const [gone, setGone] = useState<readonly string[]>([])
  const { data } = useQuery(ask('sales.nicknames', { party }))
  const names = (data ?? []).filter((one) => !gone.includes(one.uid))
  if (names.length === 0) return null
  return (
    <details className={styles.names}>
      <summary>
        {t('sales.paste.names')} (<span className="num">{names.length}</span>)
      </summary>
      <ul>
        {names.map((name) => (
          <li key={name.uid}>
            <b dir="auto">{name.said}</b>
            <span dir="auto">{name.item}</span>
            <small>{[day(name.date), name.by].filter(Boolean).join(' · ')}</small>
            <Button look="quiet" onClick={() => void forgetName(name).then((done) => done && setGone([...gone, name.uid]))}>
              {t('sales.paste.forget', { said: name.said })}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
