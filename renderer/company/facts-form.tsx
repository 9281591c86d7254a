import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { useBook, useToday } from '../book.ts'
import { type OutputOf, useTell } from '../client.ts'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form, Section } from '../ui/form.tsx'
import { day } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { DateField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import { CostMethodDialog } from './cost-method-dialog.tsx'
import { FactField, factWords } from './fact-value.tsx'
import settings from './settings.module.css'

type Fact = OutputOf<'company.facts'>[number]
/** What holds: the value, or the default until somebody sets one. */
const inForce = (fact: Fact): string | null => (fact.from === '' ? fact.default : fact.value)

/** Settings that hold from a day on: what is posted for earlier days keeps what held then. */
export function FactsForm({ facts, may }: { facts: readonly Fact[]; may: boolean }) {
  const t = useWords()
  const [changing, setChanging] = useState<Fact | null>(null)
  return (
    <Section title={t('company.factsTitle')} hint={t('company.factsText')}>
      <table className={settings.facts}>
        <thead className="only-heard">
          <tr>
            <th scope="col">{t('company.fact')}</th>
            <th scope="col">{t('company.value')}</th>
            <th scope="col">{t('ui.from')}</th>
            <th scope="col">{t('company.change')}</th>
          </tr>
        </thead>
        <tbody>
          {facts.map((fact) => (
            <tr key={fact.name}>
              <th scope="row">{t(`company.facts.${fact.name}`)}</th>
              <td>
                <bdi>{factWords(fact.name, inForce(fact))}</bdi>
                {fact.from === '' && ' '}
                {fact.from === '' && <span className={settings.default}>{t('company.default')}</span>}
              </td>
              <td>
                {fact.from && t('company.since', { from: day(fact.from) })}
                {fact.next && <small>{t('company.changesOn', { on: day(fact.next) })}</small>}
              </td>
              <td>
                <Button small look="quiet" why={may ? null : t('app.noRight')} onClick={() => setChanging(fact)}>
                  {t('company.change')}
                  <span className="only-heard">{t(`company.facts.${fact.name}`)}</span>
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changing?.name === 'cost-method' || changing?.name === 'cost-pool' ? (
        <CostMethodDialog fact={changing.name} now={inForce(changing)} onClose={() => setChanging(null)} />
      ) : (
        changing && <FactDialog fact={changing} onClose={() => setChanging(null)} />
      )}
    </Section>
  )
}

function FactDialog({ fact, onClose }: { fact: Fact; onClose: () => void }) {
  const t = useWords()
  const today = useToday()
  const begin = useBook().firm?.booksBegin ?? today
  const [value, setValue] = useState(inForce(fact) ?? '')
  const [from, setFrom] = useState<LocalDate | null>(today)
  const { tell, refusal, busy } = useTell('company.setFact')
  const save = async () => {
    const told = await tell({ name: fact.name, value: value.trim() || null, from: from ?? today })
    if (!told.ok) return
    say(t('company.saved'))
    onClose()
  }
  return (
    <Dialog
      title={t(`company.facts.${fact.name}`)}
      width={420}
      onClose={onClose}
      onAccept={() => void save()}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" why={busy ? t('company.saving') : null} onClick={() => void save()}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <Form refusal={refusal} onDone={() => void save()} focusFirst>
        <FactField name={fact.name} value={value} onChange={setValue} />
        <DateField
          label={t('company.holdsFrom')}
          name="from"
          value={from}
          onChange={setFrom}
          today={today}
          hint={t('company.holdsFromHint', { begin: day(begin) })}
        />
      </Form>
    </Dialog>
  )
}
