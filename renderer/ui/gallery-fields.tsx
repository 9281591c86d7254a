import { Plus, Printer, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { z } from 'zod'
import { localDate } from '../../shared/calendar.ts'
import { Refusal } from '../../shared/refusal.ts'
import { askUnsaved, askWarnings, confirm } from './ask.tsx'
import { Combobox, Select } from './combobox.tsx'
import { formCommands } from './commands.ts'
import { Button, Kbd, StatusPill, type Tone } from './controls.tsx'
import { SwitchField, TextField } from './fields.tsx'
import { Actions, Form, Row, Section } from './form.tsx'
import { money } from './format.ts'
import styles from './gallery.module.css'
import { type SampleItem, searchSamples } from './gallery-data.ts'
import { say, useCommands } from './keyboard.ts'
import { toast } from './toasts.ts'
import { useRecord } from './use-record.ts'
import { DateField, ExpiryField, MoneyField, NumberField, PercentField, QtyField, RateField } from './value-fields.tsx'

const tones: readonly Tone[] = ['ok', 'warn', 'bad', 'mute', 'info']

const begin = {
  name: 'Al-Noor Medical Hall',
  gstin: '09ABCDE1234F1Z5',
  state: '09',
  note: '',
  limitPaise: 30_000_000 as number | null,
  qtyMilli: 12_500 as number | null,
  rateE4: 1_897_500 as number | null,
  discountBp: 250 as number | null,
  days: 21 as number | null,
  date: '2026-11-21' as string | null,
  expiry: '2028-07-31' as string | null,
  active: true,
  item: null as SampleItem | null,
}
const needsName = z.object({ name: z.string().trim().min(1) })

/** Fields, buttons, pills and dialogs. */
export function GalleryFields() {
  const record = useRecord(begin, needsName)
  const { values, bind } = record
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const save = () =>
    setRefusal(new Refusal('gallery/wrong-digit', 'The last character of this GSTIN does not fit the others.', 'gstin'))
  useCommands(formCommands, {
    next: {},
    previous: {},
    save: { run: save },
    create: { run: () => say('New'), why: 'You do not have the right for this.' },
  })
  return (
    <div className={styles.page}>
      <Form refusal={refusal} onDone={save} focusFirst>
        <Section title="Party" hint="What stands on its bills.">
          <Row>
            <TextField label="Name" needed span={5} {...bind('name')} />
            <TextField label="GSTIN" capitals span={3} {...bind('gstin')} maxLength={15} />
            <Select
              label="State"
              span={2}
              {...bind('state')}
              choices={[
                { value: '07', label: 'Delhi' },
                { value: '09', label: 'Uttar Pradesh' },
                { value: '10', label: 'Bihar' },
                { value: '27', label: 'Maharashtra' },
              ]}
            />
            <SwitchField
              label="Active"
              span={2}
              checked={values.active}
              onChange={(on) => record.put('active', on)}
              hint="Shown when billing"
            />
          </Row>
          <Row>
            <MoneyField label="Credit limit" span={2} {...bind('limitPaise')} hint="1.5L, 2cr, =12*3.5" />
            <NumberField label="Credit days" span={2} {...bind('days')} />
            <PercentField label="Discount" span={2} {...bind('discountBp')} />
            <QtyField label="Quantity" span={2} {...bind('qtyMilli')} />
            <RateField label="Rate" span={2} {...bind('rateE4')} />
            <DateField label="Date" span={2} {...bind('date')} today={localDate('2026-11-21')} />
          </Row>
          <Row>
            <ExpiryField label="Licence valid to" span={2} {...bind('expiry')} error="Ends within 30 days." />
            <Combobox
              label="Item"
              span={4}
              {...bind('item')}
              find={searchSamples}
              rowKey={(item) => item.id}
              rowLabel={(item) => item.name}
              width={560}
              columns={[
                { id: 'name', title: 'Item', width: '1fr', weight: 'strong', match: true, cell: (item) => item.name },
                { id: 'pack', title: 'Pack', width: '70px', weight: 'dim', cell: (item) => item.pack },
                { id: 'company', title: 'Company', width: '110px', weight: 'dim', cell: (item) => item.company },
                { id: 'mrp', title: 'MRP', width: '90px', numeric: true, cell: (item) => money(item.mrpPaise) },
              ]}
            />
            <TextField label="Narration" span={4} {...bind('note')} placeholder="Shown on the bill" />
            <TextField label="Number" span={2} value="SL/26-27/012346" onChange={() => undefined} readOnly code />
          </Row>
        </Section>
        <Actions>
          <Button look="main" command={formCommands.commands.save} onClick={save}>
            Save
          </Button>
          <Button onClick={() => setRefusal(null)}>Cancel</Button>
          <Button
            look="danger"
            icon={Trash2}
            onClick={() =>
              void confirm({
                title: 'Cancel bill SL/26-27/012346?',
                text: 'Its number stays used. ₹37,779.00 goes back to the party.',
                action: 'Cancel the bill',
                danger: true,
              })
            }
          >
            Cancel bill
          </Button>
          <Button icon={Printer} why="No printer is set up.">
            Print
          </Button>
          <Button icon={Plus} label="New" />
          <Button look="quiet">Quiet</Button>
          <Button disabled>Off</Button>
        </Actions>
      </Form>
      <Section title="Dialogs and pills">
        <div className={styles.line}>
          {tones.map((tone) => (
            <StatusPill key={tone} tone={tone}>
              {tone}
            </StatusPill>
          ))}
          <Kbd keys="Ctrl+Shift+L" />
        </div>
        <div className={styles.line}>
          <Button
            onClick={() =>
              void askWarnings([
                { code: 'gallery/near-expiry', details: { batch: 'B0B5R4' } },
                { code: 'gallery/over-limit', details: { amount: '12,400.00' } },
              ])
            }
          >
            Warnings
          </Button>
          <Button onClick={() => void askUnsaved({ title: 'SL/26-27/012346', hold: true })}>Unsaved</Button>
          <Button onClick={() => toast.done('GSTR-1 of October is ready.')}>Toast</Button>
          <Button onClick={() => toast.fault('a1b2c3d4')}>Fault</Button>
        </div>
      </Section>
    </div>
  )
}
