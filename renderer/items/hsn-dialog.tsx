import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, useTell } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { Form, Row } from '../ui/form.tsx'
import { count, day, percent } from '../ui/format.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useWords, wordsOr } from '../words.ts'
import styles from './items.module.css'

type Edited = { code: string; description: string }

/** A new code, or the words of one that is there; gives the code when it was saved. */
export const askHsn = (edited: Edited | null): Promise<string | null> =>
  askWith<string | null>((done) => <HsnDialog edited={edited} onDone={done} />)

function HsnDialog({ edited, onDone }: { edited: Edited | null; onDone: (saved: string | null) => void }) {
  const t = useWords()
  const { tell: save, busy, refusal } = useTell('items.saveHsn')
  const [code, setCode] = useState(edited?.code ?? '')
  const [description, setDescription] = useState(edited?.description ?? '')
  const why = busy ? t('items.saving') : null
  const accept = async () => {
    if (busy) return
    const told = await save({ code, description })
    if (told.ok) onDone(code)
  }
  return (
    <Dialog
      title={edited ? t('items.hsnMaster.edit', { code: edited.code }) : t('items.hsnMaster.new')}
      onClose={() => onDone(null)}
      onAccept={() => void accept()}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={() => void accept()} why={why}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <Form refusal={refusal} onDone={() => void accept()} focusFirst>
        <Row>
          <TextField
            label={t('items.field.hsn')}
            name="code"
            value={code}
            onChange={(text) => setCode(text.replace(/\D/g, ''))}
            maxLength={8}
            span={4}
            readOnly={edited !== null}
            stop={edited === null}
            code
            needed
          />
          <TextField
            label={t('items.hsnMaster.words')}
            name="description"
            value={description}
            onChange={setDescription}
            maxLength={1000}
            span={8}
            autoFocus={edited !== null}
            needed
          />
        </Row>
      </Form>
    </Dialog>
  )
}

/** What a code means, what goods of it usually bear, and what our items have borne from which day. */
export function HsnPane({ code }: { code: string }) {
  const t = useWords()
  const { data, error, refetch } = useQuery(ask('items.hsnHistory', { code }))
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} inline />
  if (!data) return <SkeletonRows rows={6} />
  return (
    <div className={styles.facts}>
      <h2 className="code">{data.code}</h2>
      <p dir="auto">{data.description}</p>
      {data.usual.some((one) => one.rateBp !== null) && (
        <>
          <h3>{t('items.hsnMaster.usualRates')}</h3>
          <dl>
            {data.usual.map((one) => (
              <div key={one.from ?? ''}>
                <dt>{one.from ? t('items.hsnMaster.from', { day: day(one.from) }) : t('items.hsnMaster.before')}</dt>
                <dd>{one.rateBp === null ? t('items.hsnMaster.differs') : `${percent(one.rateBp)}%`}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <h3>{t('items.hsnMaster.ourRates')}</h3>
      {data.rates.length === 0 ? (
        <p>{t('items.hsnMaster.noItems')}</p>
      ) : (
        <dl>
          {data.rates.map((rate) => (
            <div key={`${rate.from} ${rate.class} ${rate.rateBp} ${rate.cessBp}`}>
              <dt>{day(rate.from)}</dt>
              <dd>
                <b>{rate.class === 'taxable' ? `${percent(rate.rateBp)}%` : wordsOr(`items.class.${rate.class}`, rate.class)}</b>
                {rate.cessBp > 0 && ` + ${percent(rate.cessBp)}%`}{' '}
                <small>{t('items.hsnMaster.itemsSince', { items: count(rate.items), today: count(rate.today) })}</small>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}
