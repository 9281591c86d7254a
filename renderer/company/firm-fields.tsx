import { placeLabel } from '../../shared/company/states.ts'
import { Select } from '../ui/combobox.tsx'
import { TextField } from '../ui/fields.tsx'
import { Row, Section } from '../ui/form.tsx'
import { codeWords, useWords } from '../words.ts'
import styles from './company.module.css'
import { type FirmBoxes, gstinSaid, stateChoices, withGstin } from './firm-form.ts'

export type FirmFieldsProps = {
  boxes: FirmBoxes
  onChange: (boxes: FirmBoxes) => void
  /** Put before each field's name: `firm.` in the first run, nothing in the settings. */
  at: string
}

type Box = { label: string; name: string; value: string; onChange: (text: string) => void }

/** One box of the profile: its label, its name for main's refusals, its value. */
function useBoxes({ boxes, onChange, at }: FirmFieldsProps): (field: keyof FirmBoxes) => Box {
  const t = useWords()
  return (field) => ({
    label: t(`company.firm.${field}`),
    name: `${at}${field}`,
    value: boxes[field],
    onChange: (text) => onChange({ ...boxes, [field]: text }),
  })
}

function GstinField({ boxes, onChange, at }: FirmFieldsProps) {
  const t = useWords()
  const said = gstinSaid(boxes.gstin)
  const hint =
    said.is === 'good' ? (
      <span className={styles.good}>{t('company.gstinGood', { state: placeLabel(said.stateCode), pan: said.pan })}</span>
    ) : said.is === 'short' ? (
      t('company.gstinShort', { length: said.length })
    ) : (
      t('company.gstinHint')
    )
  return (
    <TextField
      label={t('company.firm.gstin')}
      name={`${at}gstin`}
      value={boxes.gstin}
      onChange={(typed) => onChange(withGstin(boxes, typed))}
      error={said.is === 'wrong' ? codeWords(said.code, said.details) : null}
      hint={hint}
      maxLength={20}
      capitals
      span={4}
    />
  )
}

/** Who the firm is and where: what every invoice shows at its head (Rule 46). */
export function IdentityFields(props: FirmFieldsProps) {
  const t = useWords()
  const box = useBoxes(props)
  const { boxes, onChange, at } = props
  return (
    <>
      <Section title={t('company.identity')}>
        <Row>
          <TextField {...box('legalName')} maxLength={100} span={8} needed autoFocus />
          <GstinField {...props} />
          <TextField {...box('tradeName')} maxLength={100} span={4} hint={t('company.tradeNameHint')} />
          <TextField {...box('pan')} maxLength={10} span={4} capitals />
          <Select
            label={t('company.firm.stateCode')}
            name={`${at}stateCode`}
            value={boxes.stateCode || null}
            choices={stateChoices}
            onChange={(stateCode) => onChange({ ...boxes, stateCode })}
            needed
            span={4}
          />
        </Row>
      </Section>
      <Section title={t('company.address')}>
        <Row>
          <TextField {...box('address1')} maxLength={100} span={6} />
          <TextField {...box('address2')} maxLength={100} span={6} />
          <TextField {...box('city')} maxLength={60} span={4} />
          <TextField {...box('pin')} maxLength={7} span={2} code />
          <TextField {...box('phone')} maxLength={20} span={3} code />
          <TextField {...box('email')} maxLength={100} span={3} code />
        </Row>
      </Section>
    </>
  )
}

/** Licences and where money is paid to: the foot of an invoice. */
export function LicenceAndBankFields(props: FirmFieldsProps) {
  const t = useWords()
  const box = useBoxes(props)
  return (
    <>
      <Section title={t('company.licences')}>
        <Row>
          <TextField {...box('licence20b')} maxLength={40} span={3} code />
          <TextField {...box('licence21b')} maxLength={40} span={3} code />
          <TextField {...box('licence20g')} maxLength={40} span={3} code />
          <TextField {...box('fssai')} maxLength={20} span={3} code />
        </Row>
      </Section>
      <Section title={t('company.bank')}>
        <Row>
          <TextField {...box('bankName')} maxLength={60} span={3} />
          <TextField {...box('bankAccount')} maxLength={30} span={3} code />
          <TextField {...box('ifsc')} maxLength={11} span={3} capitals />
          <TextField {...box('upiId')} maxLength={60} span={3} code hint={t('company.upiHint')} />
        </Row>
      </Section>
    </>
  )
}

/** What only the settings ask: the firm's name in its own script, and the lines at the foot of every bill. */
export function PaperFields(props: FirmFieldsProps) {
  const t = useWords()
  const box = useBoxes(props)
  return (
    <Section title={t('company.paper')}>
      <Row>
        <TextField {...box('localName')} maxLength={100} span={6} hint={t('company.localNameHint')} />
        <TextField {...box('jurisdiction')} maxLength={60} span={6} />
        <TextField {...box('terms')} maxLength={500} span={12} lines={2} />
      </Row>
    </Section>
  )
}
