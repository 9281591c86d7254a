import { Plus, X } from 'lucide-react'
import { addressKinds, msmeClasses, partyLanguages } from '../../shared/parties/contract.ts'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { SwitchField, TextField } from '../ui/fields.tsx'
import { Row, Section } from '../ui/form.tsx'
import { NumberField, PercentField } from '../ui/value-fields.tsx'
import { languageNames, useWords } from '../words.ts'
import styles from './parties.module.css'
import { type PartyFieldsProps, useBoxes } from './party-fields.tsx'
import { type AddressBoxes, type ContactBoxes, stateChoices } from './party-form.ts'

/** A row without the one at a place, or with part of it changed. */
const without = <T,>(rows: readonly T[], index: number): T[] => rows.filter((_, at) => at !== index)
const changed = <T,>(rows: readonly T[], index: number, part: Partial<T>): T[] =>
  rows.map((row, at) => (at === index ? { ...row, ...part } : row))

/** The boxes of one row of a list of texts, named as the call names them. */
function useRowBox<T extends Record<string, string | null>>(
  list: string,
  index: number,
  row: T,
  put: (part: Partial<T>) => void,
) {
  const t = useWords()
  return <F extends keyof T & string>(field: F) => ({
    label: t(`parties.field.${field as 'name'}`),
    name: `${list}.${index}.${field}`,
    value: row[field] ?? '',
    onChange: (value: string) => put({ [field]: value } as unknown as Partial<T>),
  })
}

function RemoveRow({ what, onClick }: { what: string; onClick: () => void }) {
  return (
    <div className={styles.remove}>
      <Button look="quiet" small icon={X} label={what} onClick={onClick} />
    </div>
  )
}

type OneContact = { index: number; row: ContactBoxes; put: (part: Partial<ContactBoxes>) => void; onRemove: () => void }

function ContactRow({ index, row, put, onRemove }: OneContact) {
  const t = useWords()
  const box = useRowBox('contacts', index, row, put)
  return (
    <Row>
      <TextField {...box('name')} maxLength={60} span={3} />
      <TextField {...box('role')} maxLength={40} span={2} />
      <TextField {...box('phone')} maxLength={20} span={2} code />
      <TextField {...box('email')} maxLength={100} span={3} code />
      <RemoveRow what={t('parties.removeContact', { name: row.name })} onClick={onRemove} />
    </Row>
  )
}

/** The people to speak to. */
export function ContactFields({ boxes, onChange }: PartyFieldsProps) {
  const t = useWords()
  const { contacts } = boxes
  return (
    <Section title={t('parties.contacts')}>
      {contacts.map((row, index) => (
        <ContactRow
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own and are only added at the end
          key={index}
          index={index}
          row={row}
          put={(part) => onChange({ ...boxes, contacts: changed(contacts, index, part) })}
          onRemove={() => onChange({ ...boxes, contacts: without(contacts, index) })}
        />
      ))}
      <div>
        <Button
          small
          icon={Plus}
          onClick={() => onChange({ ...boxes, contacts: [...contacts, { name: '', role: '', phone: '', email: '' }] })}
        >
          {t('parties.addContact')}
        </Button>
      </div>
    </Section>
  )
}

type OneAddress = { index: number; row: AddressBoxes; put: (part: Partial<AddressBoxes>) => void; onRemove: () => void }

function AddressRow({ index, row, put, onRemove }: OneAddress) {
  const t = useWords()
  const box = useRowBox('addresses', index, row, put)
  return (
    <Row>
      <Select
        label={t('parties.field.kind')}
        name={`addresses.${index}.kind`}
        value={row.kind}
        choices={addressKinds.map((value) => ({ value, label: t(`parties.addressKind.${value}`) }))}
        onChange={(kind) => put({ kind })}
        span={2}
      />
      <TextField {...box('name')} label={t('parties.field.placeName')} maxLength={60} span={3} />
      <TextField {...box('address1')} maxLength={100} span={5} />
      <RemoveRow what={t('parties.removeAddress', { name: row.name })} onClick={onRemove} />
      <TextField {...box('address2')} maxLength={100} span={4} />
      <TextField {...box('city')} maxLength={60} span={3} />
      <TextField {...box('pin')} maxLength={7} span={2} code />
      <Select
        label={t('parties.field.stateCode')}
        name={`addresses.${index}.stateCode`}
        value={row.stateCode ?? ''}
        choices={[{ value: '', label: t('parties.ownState') }, ...stateChoices('regular')]}
        onChange={(stateCode) => put({ stateCode: stateCode || null })}
        span={3}
      />
    </Row>
  )
}

/** Further shops to bill and places to send goods to. */
export function FurtherAddressFields({ boxes, onChange }: PartyFieldsProps) {
  const t = useWords()
  const { addresses } = boxes
  const fresh: AddressBoxes = { kind: 'shipping', name: '', address1: '', address2: '', city: '', pin: '', stateCode: null }
  return (
    <Section title={t('parties.furtherAddresses')} hint={t('parties.furtherAddressesHint')}>
      {addresses.map((row, index) => (
        <AddressRow
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own and are only added at the end
          key={index}
          index={index}
          row={row}
          put={(part) => onChange({ ...boxes, addresses: changed(addresses, index, part) })}
          onRemove={() => onChange({ ...boxes, addresses: without(addresses, index) })}
        />
      ))}
      <div>
        <Button small icon={Plus} onClick={() => onChange({ ...boxes, addresses: [...addresses, fresh] })}>
          {t('parties.addAddress')}
        </Button>
      </div>
    </Section>
  )
}

/** The language of paper for the party. */
export function LanguageField(props: PartyFieldsProps) {
  const box = useBoxes(props)
  return (
    <Select {...box('language')} choices={partyLanguages.map((value) => ({ value, label: languageNames[value] }))} span={3} />
  )
}

/** What a supplier gives us, what he is by law, and where he is paid. */
export function SupplierFields(props: PartyFieldsProps) {
  const t = useWords()
  const box = useBoxes(props)
  const { boxes, onChange } = props
  if (!boxes.isSupplier) return null
  return (
    <>
      <Section title={t('parties.supplierTerms')}>
        <Row>
          <NumberField {...box('paymentDays')} span={2} />
          <TextField {...box('paymentTerms')} maxLength={200} span={6} />
          <NumberField {...box('leadDays')} span={4} />
          <Select
            label={t('parties.field.msmeClass')}
            name="msmeClass"
            value={boxes.msmeClass ?? ''}
            choices={[
              { value: '', label: t('parties.msme.none') },
              ...msmeClasses.map((value) => ({ value, label: t(`parties.msme.${value}`) })),
            ]}
            onChange={(value) => onChange({ ...boxes, msmeClass: (value || null) as typeof boxes.msmeClass })}
            span={4}
          />
          <TextField {...box('msmeUdyam')} maxLength={30} span={4} capitals />
          <SwitchField
            label={t('parties.field.msmeAgreement')}
            name="msmeAgreement"
            checked={boxes.msmeAgreement}
            onChange={box('msmeAgreement').onChange}
            span={4}
          />
        </Row>
      </Section>
      <Section title={t('parties.expiryReturns')} hint={t('parties.expiryReturnsHint')}>
        <Row>
          <NumberField {...box('returnDaysBefore')} span={4} />
          <NumberField {...box('returnDaysAfter')} span={4} />
          <PercentField {...box('returnBp')} value={boxes.returnBp} span={4} />
        </Row>
      </Section>
      <Section title={t('parties.bank')}>
        <Row>
          <TextField {...box('bankName')} maxLength={60} span={4} />
          <TextField {...box('bankAccount')} maxLength={40} span={3} code />
          <TextField {...box('ifsc')} maxLength={20} span={2} capitals />
          <TextField {...box('upiId')} maxLength={100} span={3} code />
        </Row>
      </Section>
    </>
  )
}
