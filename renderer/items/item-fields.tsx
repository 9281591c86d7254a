import { Plus, X } from 'lucide-react'
import { rateTiers } from '../../shared/items/contract.ts'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { TextField } from '../ui/fields.tsx'
import { Row, Section } from '../ui/form.tsx'
import { day, percent } from '../ui/format.ts'
import { DateField, MoneyField, NumberField, PercentField, RateField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import { HsnField } from './hsn-field.tsx'
import {
  classChoices,
  type ItemBoxes,
  pricesChanged,
  rateFields,
  scheduleChoices,
  taxChanged,
  unitChoices,
  withClass,
  withPack,
} from './item-form.ts'
import styles from './items.module.css'

export type ItemFieldsProps = {
  boxes: ItemBoxes
  kept: ItemBoxes | null
  /** The base unit is fixed once stock has moved. */
  moved: boolean
  onChange: (boxes: ItemBoxes) => void
}

/** One box: its label, its name for main's refusals, its value and what a key in it does. */
export function useBoxes({ boxes, onChange }: ItemFieldsProps) {
  const t = useWords()
  return <F extends keyof ItemBoxes & string>(field: F, name: string = field) => ({
    label: t(`items.field.${field as 'name'}`),
    name,
    value: boxes[field],
    onChange: (value: ItemBoxes[F]) => onChange({ ...boxes, [field]: value }),
  })
}

/** What the item is. */
export function NameFields(props: ItemFieldsProps) {
  const t = useWords()
  const box = useBoxes(props)
  const { boxes, onChange } = props
  return (
    <Section title={t('items.what')}>
      <Row>
        <TextField {...box('name')} maxLength={200} span={6} needed autoFocus />
        <TextField
          {...box('packLabel')}
          onChange={(typed) => onChange(withPack(boxes, typed))}
          maxLength={80}
          span={3}
          hint={t('items.packHint')}
        />
        <TextField {...box('code')} maxLength={30} capitals span={3} />
        <TextField {...box('manufacturer')} maxLength={100} span={6} />
        <Select
          {...box('schedule')}
          choices={scheduleChoices.map((value) => ({ value, label: t(`items.schedule.${value}`) }))}
          span={3}
        />
        <TextField {...box('category')} maxLength={60} span={3} />
        <TextField {...box('composition')} maxLength={500} span={12} />
      </Row>
    </Section>
  )
}

/** Units and packs. */
export function UnitFields(props: ItemFieldsProps) {
  const t = useWords()
  const box = useBoxes(props)
  const { boxes, moved, onChange } = props
  const keyed = (change: Partial<ItemBoxes>) => onChange({ ...boxes, ...change, unitsKeyed: true })
  const setUnit = (at: number, change: Partial<ItemBoxes['units'][number]>) =>
    keyed({ units: boxes.units.map((unit, index) => (index === at ? { ...unit, ...change } : unit)) })
  return (
    <Section title={t('items.units')} hint={t('items.unitsHint')}>
      <Row>
        <TextField
          {...box('baseUnit')}
          onChange={(baseUnit) => keyed({ baseUnit })}
          maxLength={20}
          span={3}
          readOnly={moved}
          {...(moved ? { hint: t('items.baseFixed') } : {})}
        />
        <TextField {...box('saleUnit')} onChange={(saleUnit) => keyed({ saleUnit })} maxLength={20} span={3} />
        <NumberField
          {...box('saleFactor')}
          label={t('items.holds', { unit: boxes.saleUnit || t('items.field.saleUnit'), base: boxes.baseUnit })}
          onChange={(saleFactor) => keyed({ saleFactor })}
          span={3}
        />
        <NumberField {...box('decimals')} span={3} hint={t('items.decimalsHint')} stop={false} />
        <Select
          label={t('items.field.purchaseUnit')}
          value={boxes.purchaseUnit || boxes.saleUnit}
          onChange={(purchaseUnit) => onChange({ ...boxes, purchaseUnit: purchaseUnit === boxes.saleUnit ? '' : purchaseUnit })}
          choices={unitChoices(boxes)}
          span={3}
          stop={false}
        />
        {boxes.units.map((unit, at) => (
          <FurtherUnit
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place until it is saved
            key={at}
            at={at}
            unit={unit}
            base={boxes.baseUnit}
            onChange={(change) => setUnit(at, change)}
            onRemove={() => keyed({ units: boxes.units.filter((_, index) => index !== at) })}
          />
        ))}
      </Row>
      {boxes.units.length < 6 && (
        <div className={styles.add}>
          <Button look="quiet" icon={Plus} onClick={() => keyed({ units: [...boxes.units, { unit: '', factor: null }] })}>
            {t('items.addUnit')}
          </Button>
        </div>
      )}
    </Section>
  )
}

type FurtherProps = {
  at: number
  unit: ItemBoxes['units'][number]
  base: string
  onChange: (change: Partial<ItemBoxes['units'][number]>) => void
  onRemove: () => void
}
function FurtherUnit({ at, unit, base, onChange, onRemove }: FurtherProps) {
  const t = useWords()
  return (
    <>
      <TextField
        label={t('items.furtherUnit')}
        name={`units.${at}.unit`}
        value={unit.unit}
        onChange={(name) => onChange({ unit: name })}
        maxLength={20}
        span={3}
      />
      <NumberField
        label={t('items.holds', { unit: unit.unit || t('items.furtherUnit'), base })}
        name={`units.${at}.factor`}
        value={unit.factor}
        onChange={(factor) => onChange({ factor })}
        span={3}
      />
      <div className={styles.remove}>
        <Button look="quiet" icon={X} onClick={onRemove} label={t('items.removeUnit')} />
      </div>
    </>
  )
}

type Taxes = readonly { fromDate: string; class: ItemBoxes['taxClass']; rateBp: number; hsn: string }[]

/** GST: class and rate with their day; what was before stays for older bills. */
export function TaxFields({ taxes, ...props }: ItemFieldsProps & { taxes: Taxes }) {
  const t = useWords()
  const box = useBoxes(props)
  const { boxes, kept, onChange } = props
  return (
    <Section title={t('items.tax')}>
      <Row>
        <HsnField {...box('hsn', 'tax.hsn')} span={3} needed />
        <Select
          {...box('taxClass', 'tax.class')}
          onChange={(value) => onChange(withClass(boxes, value))}
          choices={classChoices.map((value) => ({ value, label: t(`items.class.${value}`) }))}
          span={3}
        />
        <PercentField {...box('rateBp', 'tax.rateBp')} disabled={boxes.taxClass !== 'taxable'} span={3} />
        {(kept === null || taxChanged(kept, boxes)) && (
          <DateField {...box('taxFrom', 'tax.fromDate')} hint={t('items.taxFromHint')} span={3} />
        )}
      </Row>
      {taxes.length > 1 && (
        <ul className={styles.history} aria-label={t('items.taxHistory')}>
          {taxes.map((tax) => (
            <li key={`${tax.fromDate} ${tax.rateBp} ${tax.class} ${tax.hsn}`}>
              {t('items.taxFrom', {
                date: day(tax.fromDate),
                tax: tax.class === 'taxable' ? `${percent(tax.rateBp)}%` : t(`items.class.${tax.class}`),
                hsn: tax.hsn,
              })}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** MRP and the rates of the tiers, each per sale unit. */
export function PriceFields(props: ItemFieldsProps) {
  const t = useWords()
  const box = useBoxes(props)
  const { boxes, kept } = props
  return (
    <Section title={t('items.prices', { unit: boxes.saleUnit })}>
      <Row>
        <MoneyField {...box('mrpPaise')} span={2} />
        {rateTiers.map((tier) => (
          <RateField key={tier} {...box(rateFields[tier])} span={2} />
        ))}
        {kept !== null && pricesChanged(kept, boxes) && (
          <DateField {...box('pricesFrom')} hint={t('items.pricesFromHint')} span={2} />
        )}
      </Row>
    </Section>
  )
}
