import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { ask } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { Form } from '../ui/form.tsx'
import { ExpiryField, MoneyField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import type { GoodsLine, PlacedBatch } from './goods-line.ts'
import { usePlaces } from './use-places.ts'

/** A batch found while counting a place: what is printed on it. Null when it is none. */
export const askCountedBatch = (line: GoodsLine, number: string): Promise<PlacedBatch | null> =>
  askWith<PlacedBatch | null>((done) => <BatchDialog line={line} typed={number} here onDone={done} />)

/** A batch found on the shelf that the book does not know: what is printed on it, and where it stands. Null when it is none. */
export const askBatch = (line: GoodsLine, number: string): Promise<PlacedBatch | null> =>
  askWith<PlacedBatch | null>((done) => <BatchDialog line={line} typed={number} onDone={done} />)

type BatchProps = { line: GoodsLine; typed: string; here?: boolean; onDone: (batch: PlacedBatch | null) => void }

function BatchDialog({ line, typed, here = false, onDone }: BatchProps) {
  const t = useWords()
  const places = usePlaces()
  const all = useQuery(ask('inventory.locations', { active: true, limit: 500 }))
  const [number, setNumber] = useState(typed.toUpperCase())
  const [expiry, setExpiry] = useState<LocalDate | null>(null)
  const [mrpPaise, setMrp] = useState<number | null>(null)
  const [chosen, setChosen] = useState<number | null>(null)
  const locationId = chosen ?? places?.[0]?.value ?? null
  const accept = () => {
    const place = all.data?.rows.find((row) => row.id === locationId)
    if (!place || number.trim() === '') return
    onDone({
      id: 0,
      number: number.trim(),
      expiry,
      expired: false,
      mrpPaise: mrpPaise as never,
      packFactor: line.item?.saleFactor ?? 1,
      locationId: place.id,
      location: place.name,
      locationKind: place.kind,
      onHandMilli: 0 as never,
      availableMilli: 0 as never,
      rack: null,
    })
  }
  return (
    <Dialog
      title={t('inventory.documents.newBatch', { item: line.item?.name ?? '' })}
      width={420}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept}>
            {t('ui.accept')}
          </Button>
        </>
      }
    >
      <Form onDone={accept} label={t('inventory.columns.batch')}>
        <TextField label={t('inventory.columns.batch')} value={number} onChange={setNumber} maxLength={30} autoFocus />
        <ExpiryField
          label={t('inventory.columns.expiry')}
          value={expiry}
          onChange={(value) => setExpiry(value as LocalDate | null)}
        />
        <MoneyField label={t('inventory.columns.mrp')} value={mrpPaise} onChange={setMrp} />
        {!here && <Select label={t('inventory.columns.location')} value={locationId} choices={places} onChange={setChosen} />}
      </Form>
    </Dialog>
  )
}
