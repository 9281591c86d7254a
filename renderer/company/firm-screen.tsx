import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { profileProblem } from '../../shared/company/profile.ts'
import type { Refusal } from '../../shared/refusal.ts'
import { useBook, useMay } from '../book.ts'
import { ask, useTell } from '../client.ts'
import { useTab } from '../tabs.ts'
import { askUnsaved } from '../ui/ask.tsx'
import { formCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { Actions, Form } from '../ui/form.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { codeWords, useWords } from '../words.ts'
import { firmCommands } from './commands.ts'
import styles from './company.module.css'
import { FactsForm } from './facts-form.tsx'
import { IdentityFields, LicenceAndBankFields, PaperFields } from './firm-fields.tsx'
import { boxesOf, type FirmBoxes, profileOf } from './firm-form.ts'
import { closeBook } from './session.ts'
import settings from './settings.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'company/firm': Record<string, never>
  }
}

/** The firm's profile and its dated settings. What is posted keeps the profile it was posted with. */
export function FirmScreen() {
  const t = useWords()
  const { firm } = useBook()
  const may = useMay('settings.write')
  const facts = useQuery(ask('company.facts', {}))
  const [keyed, setKeyed] = useState<FirmBoxes | null>(null)
  const [wrong, setWrong] = useState<Refusal | null>(null)
  const { tell, busy, refusal, forget } = useTell('company.saveFirm')
  const dirty = keyed !== null

  const save = async (): Promise<boolean> => {
    if (keyed === null) return true
    const problem = profileProblem(profileOf(keyed))
    setWrong(problem)
    if (problem) return false
    const told = await tell(profileOf(keyed))
    if (!told.ok) return false
    setKeyed(null)
    say(t('company.saved'))
    return true
  }
  const tab = useTab({
    dirty,
    onCloseAsked: async () => {
      const answer = await askUnsaved({ title: t('screens.firm') })
      if (answer === 'discard' || (answer === 'save' && (await save()))) tab.close()
    },
  })
  const why = may ? (busy ? t('company.saving') : dirty ? null : t('company.nothingChanged')) : t('app.noRight')
  const another = async () => {
    const refused = await closeBook()
    if (refused) say(codeWords(refused.code, refused.details, refused.message))
  }
  useCommands(formCommands, { save: { run: () => void save(), why } })
  useCommands(firmCommands, { closeBook: { run: () => void another(), why: dirty ? t('company.saveFirst') : null } })
  if (!firm) return null
  const fields = {
    boxes: keyed ?? boxesOf(firm),
    onChange: (boxes: FirmBoxes) => {
      setWrong(null)
      forget()
      setKeyed(boxes)
    },
    at: '',
  }
  return (
    <div className={settings.page}>
      <div className={settings.pageInner}>
        <Form refusal={wrong ?? refusal} onDone={() => void save()} label={t('screens.firm')}>
          <header className={styles.formHead}>
            <h1>{t('screens.firm')}</h1>
            <Actions>
              <Button
                look="quiet"
                command={firmCommands.commands.closeBook}
                why={dirty ? t('company.saveFirst') : null}
                onClick={() => void another()}
              >
                {t('company.anotherBook')}
              </Button>
              {dirty && <Button onClick={() => setKeyed(null)}>{t('ui.discard')}</Button>}
              <Button look="main" command={formCommands.commands.save} onClick={() => void save()} why={why}>
                {t('ui.save')}
              </Button>
            </Actions>
          </header>
          <IdentityFields {...fields} />
          <LicenceAndBankFields {...fields} />
          <PaperFields {...fields} />
        </Form>
      </div>
      <div className={settings.pageInner}>
        {facts.isError ? (
          <ErrorState error={facts.error} onRetry={() => void facts.refetch()} inline />
        ) : facts.data ? (
          <FactsForm facts={facts.data} may={may} />
        ) : (
          <SkeletonRows rows={5} />
        )}
      </div>
    </div>
  )
}
