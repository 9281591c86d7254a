import { Plus, X } from 'lucide-react'
import { itemStatuses } from '../../shared/items/statuses.ts'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { TextField } from '../ui/fields.tsx'
import { Row, Section } from '../ui/form.tsx'
import { QtyField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import { type ItemFieldsProps, useBoxes } from './item-fields.tsx'
import { type ItemBoxes, unitChoices } from './item-form.ts'
import styles from './items.module.css'

const mostBarcodes = 6

/** Where it lies, how it is found, how much of it is kept, and whether it is still sold. */
export function StockFields(props: ItemFieldsProps) {
  const t = useWords()
  const box = useBoxes(props)
  const { boxes, onChange } = props
  const set = (unitBarcodes: ItemBoxes['unitBarcodes']) => onChange({ ...boxes, unitBarcodes })
  const another = { code: '', unit: boxes.units.at(-1)?.unit ?? boxes.baseUnit }
  return (
    <Section title={t('items.keeping')}>
      <Row>
        <TextField {...box('barcodes', 'barcodes.0')} hint={t('items.barcodesHint')} code span={6} />
        <TextField {...box('rack')} maxLength={20} span={2} />
        <TextField {...box('storage')} maxLength={40} span={2} />
        <Select
          {...box('status')}
          choices={itemStatuses.map((value) => ({ value, label: t(`items.status.${value}`) }))}
          span={2}
          stop={false}
        />
        {boxes.unitBarcodes.map((one, at) => (
          <UnitBarcode
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place until it is saved
            key={at}
            at={at}
            one={one}
            boxes={boxes}
            onChange={(next) =>
              set(
                next
                  ? boxes.unitBarcodes.map((other, index) => (index === at ? next : other))
                  : boxes.unitBarcodes.filter((_, index) => index !== at),
              )
            }
          />
        ))}
        <QtyField {...box('minimumMilli')} span={2} />
        <QtyField {...box('reorderMilli')} span={2} />
        <QtyField {...box('maximumMilli')} span={2} />
        <QtyField {...box('weightGrams')} span={2} />
      </Row>
      {boxes.unitBarcodes.length < mostBarcodes && (
        <div className={styles.add}>
          <Button look="quiet" icon={Plus} onClick={() => set([...boxes.unitBarcodes, another])}>
            {t('items.addBarcode')}
          </Button>
        </div>
      )}
    </Section>
  )
}

type BarcodeProps = {
  at: number
  one: ItemBoxes['unitBarcodes'][number]
  boxes: ItemBoxes
  onChange: (one: ItemBoxes['unitBarcodes'][number] | null) => void
}

/** A barcode of another unit than the one sold by: of the box, of a single piece. */
function UnitBarcode({ at, one, boxes, onChange }: BarcodeProps) {
  const t = useWords()
  return (
    <>
      <TextField
        label={t('items.unitBarcode')}
        name={`unitBarcodes.${at}.code`}
        value={one.code}
        onChange={(code) => onChange({ ...one, code })}
        maxLength={40}
        code
        span={4}
      />
      <Select
        label={t('items.ofUnit')}
        name={`unitBarcodes.${at}.unit`}
        value={one.unit}
        onChange={(unit) => onChange({ ...one, unit })}
        choices={unitChoices(boxes)}
        span={3}
      />
      <div className={styles.remove}>
        <Button look="quiet" icon={X} onClick={() => onChange(null)} label={t('items.removeBarcode')} />
      </div>
    </>
  )
}
