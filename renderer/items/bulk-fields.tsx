import { itemStatuses } from '../../shared/items/statuses.ts'
import { Select } from '../ui/combobox.tsx'
import { TextField } from '../ui/fields.tsx'
import { Row, Section } from '../ui/form.tsx'
import { DateField, NumberField, PercentField, RateField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import { type BulkBoxes, kinds, tiers } from './bulk-form.ts'
import { HsnField } from './hsn-field.tsx'
import { classChoices, rateFields, scheduleChoices } from './item-form.ts'

type Props = { boxes: BulkBoxes; onChange: (boxes: BulkBoxes) => void }

/** Which items, and what becomes of them. */
export function BulkFields({ boxes, onChange }: Props) {
  const t = useWords()
  const set = (change: Partial<BulkBoxes>) => onChange({ ...boxes, ...change })
  const dated = boxes.what === 'tax' || boxes.what === 'hsn' || boxes.what === 'price'
  return (
    <>
      <Section title={t('items.bulk.which')} hint={t('items.bulk.whichHint')}>
        <Row>
          <TextField
            label={t('items.bulk.words')}
            name="filter.words"
            value={boxes.words}
            onChange={(words) => set({ words })}
            maxLength={80}
            span={3}
            autoFocus
          />
          <TextField
            label={t('items.field.manufacturer')}
            name="filter.manufacturer"
            value={boxes.manufacturer}
            onChange={(manufacturer) => set({ manufacturer })}
            maxLength={100}
            span={3}
          />
          <TextField
            label={t('items.bulk.hsnBegins')}
            name="filter.hsn"
            value={boxes.hsn}
            onChange={(hsn) => set({ hsn })}
            maxLength={8}
            code
            span={2}
          />
          <TextField
            label={t('items.field.category')}
            name="filter.category"
            value={boxes.category}
            onChange={(category) => set({ category })}
            maxLength={60}
            span={2}
          />
          <Select
            label={t('items.field.schedule')}
            value={boxes.schedule}
            onChange={(schedule) => set({ schedule })}
            choices={[
              { value: 'any' as const, label: t('items.bulk.any') },
              ...scheduleChoices.map((value) => ({ value, label: t(`items.schedule.${value}`) })),
            ]}
            span={2}
          />
        </Row>
      </Section>
      <Section title={t('items.bulk.becomes')}>
        <Row>
          <Select
            label={t('items.bulk.whatLabel')}
            value={boxes.what}
            onChange={(what) => set({ what })}
            choices={kinds.map((value) => ({ value, label: t(`items.bulk.what.${value}`) }))}
            span={2}
          />
          <NewValue boxes={boxes} set={set} />
          {dated && (
            <DateField label={t('items.bulk.from')} name="from" value={boxes.from} onChange={(from) => set({ from })} span={2} />
          )}
        </Row>
      </Section>
    </>
  )
}

function NewValue({ boxes, set }: { boxes: BulkBoxes; set: (change: Partial<BulkBoxes>) => void }) {
  const t = useWords()
  switch (boxes.what) {
    case 'tax':
      return (
        <>
          <Select
            label={t('items.field.taxClass')}
            value={boxes.taxClass}
            onChange={(taxClass) => set({ taxClass })}
            choices={classChoices.map((value) => ({ value, label: t(`items.class.${value}`) }))}
            span={2}
          />
          {boxes.taxClass === 'taxable' && (
            <PercentField
              label={t('items.field.rateBp')}
              name="change.rateBp"
              value={boxes.rateBp}
              onChange={(rateBp) => set({ rateBp })}
              span={2}
            />
          )}
        </>
      )
    case 'hsn':
      return (
        <HsnField
          label={t('items.field.hsn')}
          name="change.hsn"
          value={boxes.newHsn}
          onChange={(newHsn) => set({ newHsn })}
          span={3}
        />
      )
    case 'schedule':
      return (
        <Select
          label={t('items.field.schedule')}
          value={boxes.newSchedule}
          onChange={(newSchedule) => set({ newSchedule })}
          choices={scheduleChoices.map((value) => ({ value, label: t(`items.schedule.${value}`) }))}
          span={3}
        />
      )
    case 'status':
      return (
        <Select
          label={t('items.field.status')}
          value={boxes.status}
          onChange={(status) => set({ status })}
          choices={itemStatuses.map((value) => ({ value, label: t(`items.status.${value}`) }))}
          span={3}
        />
      )
    case 'price':
      return <NewPrice boxes={boxes} set={set} />
    default:
      return (
        <TextField
          label={t(`items.field.${boxes.what}`)}
          name="change.text"
          value={boxes.text}
          onChange={(text) => set({ text })}
          maxLength={60}
          span={3}
        />
      )
  }
}

const tierField = { mrp: 'mrpPaise', ...rateFields } as const

function NewPrice({ boxes, set }: { boxes: BulkBoxes; set: (change: Partial<BulkBoxes>) => void }) {
  const t = useWords()
  return (
    <>
      <Select
        label={t('items.bulk.price')}
        value={boxes.tier}
        onChange={(tier) => set({ tier })}
        choices={tiers.map((value) => ({ value, label: t(`items.field.${tierField[value]}`) }))}
        span={2}
      />
      <Select
        label={t('items.bulk.how')}
        value={boxes.how}
        onChange={(how) => set({ how })}
        choices={[
          { value: 'percent' as const, label: t('items.bulk.byPercent') },
          { value: 'set' as const, label: t('items.bulk.bySetting') },
        ]}
        span={2}
      />
      {boxes.how === 'percent' ? (
        <>
          <TextField
            label={t('items.bulk.percent')}
            name="change.percentBp"
            value={boxes.percent}
            onChange={(percent) => set({ percent })}
            maxLength={9}
            span={2}
            hint={t('items.bulk.percentHint')}
          />
          <NumberField
            label={t('items.bulk.round')}
            name="change.roundPaise"
            value={boxes.roundPaise}
            onChange={(roundPaise) => set({ roundPaise })}
            span={2}
          />
        </>
      ) : (
        <RateField
          label={t('items.bulk.rate')}
          name="change.rateE4"
          value={boxes.rateE4}
          onChange={(rateE4) => set({ rateE4 })}
          span={2}
        />
      )}
    </>
  )
}
