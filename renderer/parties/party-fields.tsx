import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { partyCategories } from '../../shared/company/party-category.ts'
import { priceTiers } from '../../shared/parties/contract.ts'
import { partyTypes } from '../../shared/parties/party-types.ts'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { SwitchField, TextField } from '../ui/fields.tsx'
import { Row, Section } from '../ui/form.tsx'
import { DateField, MoneyField, NumberField, PercentField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import styles from './parties.module.css'
import { licenceFormChoices, type PartyBoxes, registrationChanged, stateChoices, withGstin } from './party-form.ts'

export type PartyFieldsProps = { boxes: PartyBoxes; kept: PartyBoxes | null; onChange: (boxes: PartyBoxes) => void }

/** One box: its label, its name for main's refusals, its value and what a key in it does. */
export function useBoxes({ boxes, onChange }: PartyFieldsProps) {
  const t = useWords()
  return <F extends keyof PartyBoxes & string>(field: F) => ({
    label: t(`parties.field.${field as 'name'}`),
    name: field,
    value: boxes[field],
    onChange: (value: PartyBoxes[F]) => onChange({ ...boxes, [field]: value }),
  })
}

/** Who the party is, to us and to GST. */
export function IdentityFields({ language, ...props }: PartyFieldsProps & { language: ReactNode }) {
  const t = useWords()
  const box = useBoxes(props)
  const { boxes, kept, onChange } = props
  return (
    <>
      <Section title={t('parties.who')}>
        <Row>
          <TextField {...box('name')} maxLength={100} span={6} needed autoFocus />
          <TextField {...box('localName')} maxLength={100} span={4} hint={t('parties.localNameHint')} />
          <TextField {...box('code')} maxLength={20} span={2} code />
          <Select {...box('type')} choices={partyTypes.map((value) => ({ value, label: t(`parties.type.${value}`) }))} span={4} />
          <SwitchField
            label={t('parties.field.isCustomer')}
            name="isCustomer"
            checked={boxes.isCustomer}
            onChange={box('isCustomer').onChange}
            span={4}
          />
          <SwitchField
            label={t('parties.field.isSupplier')}
            name="isSupplier"
            checked={boxes.isSupplier}
            onChange={box('isSupplier').onChange}
            span={4}
          />
        </Row>
      </Section>
      <Section title={t('parties.registration')}>
        <Row>
          <TextField
            {...box('gstin')}
            onChange={(typed) => onChange(withGstin(boxes, typed))}
            hint={t('parties.gstinHint')}
            maxLength={20}
            capitals
            span={4}
          />
          <Select
            {...box('category')}
            choices={partyCategories.map((value) => ({ value, label: t(`parties.category.${value}`) }))}
            onChange={(category) =>
              onChange({
                ...boxes,
                category,
                stateCode: category === 'overseas' ? '96' : boxes.stateCode === '96' ? '' : boxes.stateCode,
              })
            }
            span={3}
          />
          <Select {...box('stateCode')} value={boxes.stateCode || null} choices={stateChoices(boxes.category)} needed span={3} />
          <TextField {...box('pan')} maxLength={10} capitals span={2} />
          <TextField {...box('fssai')} maxLength={20} code span={4} />
          {language}
          {kept && registrationChanged(kept, boxes) && <DateField {...box('taxFrom')} hint={t('parties.taxFromHint')} span={4} />}
        </Row>
      </Section>
    </>
  )
}

/** Where the party is and how it is reached. */
export function AddressFields(props: PartyFieldsProps) {
  const t = useWords()
  const box = useBoxes(props)
  return (
    <Section title={t('parties.address')}>
      <Row>
        <TextField {...box('address1')} maxLength={100} span={6} />
        <TextField {...box('address2')} maxLength={100} span={6} />
        <TextField {...box('city')} maxLength={60} span={4} />
        <TextField {...box('pin')} maxLength={7} span={2} code />
        <TextField {...box('phone')} maxLength={20} span={3} code />
        <TextField {...box('email')} maxLength={100} span={3} code />
        <TextField {...box('contact')} maxLength={60} span={4} />
        <TextField {...box('route')} maxLength={40} span={4} />
        <TextField {...box('salesman')} maxLength={60} span={4} />
      </Row>
    </Section>
  )
}

const creditRules = ['off', 'warn', 'stop'] as const
const creditRuleBoxes = ['creditAmountRule', 'creditLateRule', 'creditBillsRule'] as const

/** Prices and credit: what a bill for the party goes by. */
export function TermsFields(props: PartyFieldsProps) {
  const t = useWords()
  const box = useBoxes(props)
  const { boxes, onChange } = props
  return (
    <Section title={t('parties.terms')} hint={t('parties.termsHint')}>
      <Row>
        <Select {...box('tier')} choices={priceTiers.map((value) => ({ value, label: t(`parties.tier.${value}`) }))} span={3} />
        <PercentField
          {...box('discountBp')}
          onChange={(discountBp) => onChange({ ...boxes, discountBp: discountBp ?? 0 })}
          span={2}
        />
        {props.kept && props.kept.discountBp !== boxes.discountBp && (
          <DateField {...box('discountFrom')} hint={t('parties.discountFromHint')} span={3} />
        )}
        <MoneyField {...box('creditLimitPaise')} span={3} />
        <NumberField {...box('creditDays')} span={2} />
        <NumberField {...box('creditBills')} span={2} />
      </Row>
      <Row>
        {creditRuleBoxes.map((field) => (
          <Select
            key={field}
            label={t(`parties.field.${field}`)}
            name={field}
            value={boxes[field] ?? 'firm'}
            choices={(['firm', ...creditRules] as const).map((value) => ({ value, label: t(`parties.creditRules.${value}`) }))}
            onChange={(rule) => onChange({ ...boxes, [field]: rule === 'firm' ? null : rule })}
            span={field === 'creditLateRule' ? 2 : 3}
          />
        ))}
        <NumberField {...box('creditLateDays')} span={2} />
        <NumberField {...box('minExpiryDays')} span={2} />
      </Row>
    </Section>
  )
}

/** Drug licences: a bill for a drug looks for a live one (gst-rules.md §8.1). */
export function LicenceFields({ boxes, onChange }: PartyFieldsProps) {
  const t = useWords()
  const put = (index: number, part: Partial<PartyBoxes['licences'][number]>) =>
    onChange({ ...boxes, licences: boxes.licences.map((one, at) => (at === index ? { ...one, ...part } : one)) })
  return (
    <Section title={t('parties.licences')} hint={t('parties.licencesHint')}>
      {boxes.licences.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own and are only added at the end
        <Row key={index}>
          <Select
            label={t('parties.field.form')}
            name={`licences.${index}.form`}
            value={one.form || null}
            choices={licenceFormChoices}
            onChange={(form) => put(index, { form })}
            span={2}
          />
          <TextField
            label={t('parties.field.number')}
            name={`licences.${index}.number`}
            value={one.number}
            onChange={(number) => put(index, { number })}
            maxLength={40}
            span={4}
            code
          />
          <DateField
            label={t('parties.field.validFrom')}
            name={`licences.${index}.validFrom`}
            value={one.validFrom}
            onChange={(validFrom) => put(index, { validFrom })}
            span={2}
          />
          <DateField
            label={t('parties.field.validTo')}
            name={`licences.${index}.validTo`}
            value={one.validTo}
            onChange={(validTo) => put(index, { validTo })}
            span={2}
          />
          <div className={styles.remove}>
            <Button
              look="quiet"
              small
              icon={X}
              label={t('parties.removeLicence', { number: one.number })}
              onClick={() => onChange({ ...boxes, licences: boxes.licences.filter((_, at) => at !== index) })}
            />
          </div>
        </Row>
      ))}
      <div>
        <Button
          small
          icon={Plus}
          onClick={() =>
            onChange({ ...boxes, licences: [...boxes.licences, { form: '', number: '', validFrom: null, validTo: null }] })
          }
        >
          {t('parties.addLicence')}
        </Button>
      </div>
    </Section>
  )
}
