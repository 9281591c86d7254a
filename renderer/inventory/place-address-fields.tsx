import { states } from '../../shared/company/states.ts'
import { useBook } from '../book.ts'
import { Select } from '../ui/combobox.tsx'
import { TextField } from '../ui/fields.tsx'
import { useWords } from '../words.ts'
import type { Location } from './use-places.ts'

type Address = NonNullable<Location['address']>
export type Boxes = Record<keyof Address, string>

/** What stands in the boxes: all empty for a place at the firm's own address. */
export const boxesOf = (address: Location['address']): Boxes => ({
  address1: address?.address1 ?? '',
  address2: address?.address2 ?? '',
  city: address?.city ?? '',
  pin: address?.pin ?? '',
  stateCode: address?.stateCode ?? '',
})

/** null when nothing stands in them. */
export const addressOf = (boxes: Boxes): Location['address'] =>
  Object.values(boxes).some((value) => value.trim()) ? boxes : null

/** Where a place stands, as its challans say it; left empty it is at the firm's own address. */
export function AddressFields({ boxes, onChange }: { boxes: Boxes; onChange: (boxes: Boxes) => void }) {
  const t = useWords()
  const { firm } = useBook()
  const box = (name: Exclude<keyof Boxes, 'stateCode'>) => ({
    label: t(`parties.field.${name}`),
    name: `address.${name}`,
    value: boxes[name],
    onChange: (value: string) => onChange({ ...boxes, [name]: value }),
  })
  // a godown in another state has a registration of its own
  const open = states.filter(({ code }) => !firm?.gstin || code === firm.stateCode)
  return (
    <>
      <TextField {...box('address1')} maxLength={100} hint={t('inventory.places.addressHint')} />
      <TextField {...box('address2')} maxLength={100} />
      <TextField {...box('city')} maxLength={60} />
      <TextField {...box('pin')} maxLength={7} code />
      <Select
        label={t('parties.field.stateCode')}
        name="address.stateCode"
        value={boxes.stateCode}
        choices={[
          { value: '', label: t('inventory.places.firmState') },
          ...open.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
        ]}
        onChange={(stateCode) => onChange({ ...boxes, stateCode })}
      />
    </>
  )
}
