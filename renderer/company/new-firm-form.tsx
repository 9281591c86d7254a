import { useState } from 'react'
import { flushSync } from 'react-dom'
import { financialYear, type LocalDate } from '../../shared/calendar.ts'
import { firstRunProblem, profileProblem } from '../../shared/company/profile.ts'
import { Refusal } from '../../shared/refusal.ts'
import { runTask } from '../tasks.ts'
import { Select } from '../ui/combobox.tsx'
import { formCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { SwitchField, TextField } from '../ui/fields.tsx'
import { Actions, Form, Row, Section } from '../ui/form.tsx'
import { longDay } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { DateField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import { firstRunCommands } from './commands.ts'
import styles from './company.module.css'
import { IdentityFields, LicenceAndBankFields } from './firm-fields.tsx'
import { emptyBoxes, type FirstRunBoxes, firstRunInput, profileOf } from './firm-form.ts'

/** The boxes as they first stand: the books begin on 1 April of this financial year. */
export const firstBoxes = (today: LocalDate): FirstRunBoxes => ({
  firm: emptyBoxes,
  booksBegin: financialYear(today).from,
  ownerName: '',
  aatoBand: 'upto-5cr',
  eInvoice: false,
  costMethod: 'fifo',
})

const secondStep = /^(firm\.(licence|fssai|bank|ifsc|upi)|booksBegin|ownerName)/

/** Two short steps to a new book: who the firm is, then how it sells. Ctrl+Enter goes on, Esc goes back and loses nothing. */
export function NewFirmForm(props: {
  boxes: FirstRunBoxes
  onChange: (boxes: FirstRunBoxes) => void
  today: LocalDate
  onBack: () => void
}) {
  const { boxes, today } = props
  const t = useWords()
  const [step, setStep] = useState<1 | 2>(1)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  // what was refused is being corrected: the words under the field are about the old text
  const onChange = (next: FirstRunBoxes) => {
    setRefusal(null)
    props.onChange(next)
  }

  const show = (problem: Refusal) => {
    // the step with the field must be on screen before its refusal is given, which moves the cursor there
    flushSync(() => setStep(problem.field && !secondStep.test(problem.field) ? 1 : 2))
    setRefusal(problem)
  }
  const goOn = () => {
    const problem = profileProblem(profileOf(boxes.firm), 'firm.')
    if (problem && !secondStep.test(problem.field ?? '')) setRefusal(problem)
    else {
      setRefusal(null)
      setStep(2)
    }
  }
  const make = async () => {
    if (busy) return
    if (boxes.booksBegin === null) return show(new Refusal('company/needed', 'A day is needed', 'booksBegin'))
    const input = firstRunInput(boxes, boxes.booksBegin)
    const problem = firstRunProblem({ ...input, firm: profileOf(boxes.firm), booksBegin: boxes.booksBegin }, today)
    if (problem) return show(problem)
    setBusy(true)
    const told = await runTask('company.firstRun', input)
    // on success main says "changed", and the shell takes this screen's place
    if (!told.ok) {
      setBusy(false)
      if (told.refusal) show(told.refusal)
    }
  }
  const forward = step === 1 ? goOn : () => void make()
  const back = () => {
    setRefusal(null)
    if (step === 2) setStep(1)
    else props.onBack()
  }
  useCommands(formCommands, { save: { run: forward, label: step === 1 ? t('company.next') : t('company.makeBook') } })
  useCommands(firstRunCommands, { back: { run: back, label: t('company.back') } })

  return (
    <Form refusal={refusal} onDone={forward} label={t('company.newFirm')}>
      <header className={styles.formHead}>
        <h1>{step === 1 ? t('company.step1Title') : t('company.step2Title')}</h1>
        <span className={styles.step}>{t('company.step', { step, steps: 2 })}</span>
      </header>
      {step === 1 ? (
        <FirstStep key="1" boxes={boxes} onChange={onChange} />
      ) : (
        <SecondStep key="2" boxes={boxes} onChange={onChange} today={today} />
      )}
      <Actions>
        <Button onClick={back}>{t('company.back')}</Button>
        <Button look="main" command={formCommands.commands.save} onClick={forward} why={busy ? t('company.making') : null}>
          {busy ? t('company.making') : step === 1 ? t('company.next') : t('company.makeBook')}
        </Button>
      </Actions>
    </Form>
  )
}

type StepProps = { boxes: FirstRunBoxes; onChange: (boxes: FirstRunBoxes) => void }

function FirstStep({ boxes, onChange }: StepProps) {
  return (
    <div className={styles.stack} ref={focusFirst}>
      <IdentityFields boxes={boxes.firm} at="firm." onChange={(firm) => onChange({ ...boxes, firm })} />
    </div>
  )
}

/** A step that has just come on screen begins at its first box. */
const focusFirst = (place: HTMLElement | null): void => {
  place?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
}

function SecondStep({ boxes, onChange, today }: StepProps & { today: LocalDate }) {
  const t = useWords()
  const set = (change: Partial<FirstRunBoxes>) => onChange({ ...boxes, ...change })
  return (
    <div className={styles.stack} ref={focusFirst}>
      <Section title={t('company.books')}>
        <Row>
          <TextField
            label={t('company.ownerName')}
            name="ownerName"
            value={boxes.ownerName}
            onChange={(ownerName) => set({ ownerName })}
            hint={t('company.ownerHint')}
            maxLength={60}
            span={4}
            needed
            autoFocus
          />
          <DateField
            label={t('company.booksBegin')}
            name="booksBegin"
            value={boxes.booksBegin}
            onChange={(booksBegin) => set({ booksBegin })}
            hint={boxes.booksBegin ? t('company.booksBeginHint', { from: longDay(boxes.booksBegin) }) : null}
            today={today}
            span={4}
            needed
          />
          <Select
            label={t('company.facts.cost-method')}
            name="costMethod"
            value={boxes.costMethod}
            choices={[
              { value: 'fifo', label: t('company.factValues.fifo') },
              { value: 'average', label: t('company.factValues.average') },
              { value: 'lifo', label: t('company.factValues.lifo') },
            ]}
            onChange={(costMethod) => set({ costMethod })}
            hint={boxes.costMethod === 'lifo' ? t('company.lifoHint') : t('company.costMethodHint')}
            span={4}
          />
          <Select
            label={t('company.facts.aato-band')}
            name="aatoBand"
            value={boxes.aatoBand}
            choices={(['upto-1.5cr', 'upto-5cr', 'upto-10cr', 'above-10cr'] as const).map((value) => ({
              value,
              label: t(`company.factValues.${value.replace('.', '-') as 'upto-5cr'}`),
            }))}
            onChange={(aatoBand) => set({ aatoBand })}
            span={4}
          />
          <SwitchField
            label={t('company.facts.e-invoice')}
            name="eInvoice"
            checked={boxes.eInvoice}
            onChange={(eInvoice) => set({ eInvoice })}
            span={4}
          />
        </Row>
      </Section>
      <LicenceAndBankFields boxes={boxes.firm} at="firm." onChange={(firm) => set({ firm })} />
    </div>
  )
}
