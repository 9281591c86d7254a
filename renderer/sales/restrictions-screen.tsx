import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { schedules } from '../../shared/items/schedules.ts'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf, useTell } from '../client.ts'
import { ItemField, type NamedItem, useDialog } from '../items/price-fields.tsx'
import type { ScreenParams } from '../tabs.ts'
import { Select } from '../ui/combobox.tsx'
import { listCommands } from '../ui/commands.ts'
import { Button, Chips } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { Form } from '../ui/form.tsx'
import { say } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { DateField, QtyField } from '../ui/value-fields.tsx'
import { type Say, useWords } from '../words.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/restrictions': Record<string, never>
  }
}

type Row = OutputOf<'sales.restrictions'>['rows'][number]
const ofWhat = ['item', 'schedule', 'composition'] as const
type OfWhat = (typeof ofWhat)[number]
const shows = ['running', 'all'] as const

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'what', title: t('sales.restriction.what'), width: 260, grow: true, weight: 'strong', path: 'what', sortable: false },
  { id: 'day', title: t('sales.restriction.day'), width: 110, kind: 'qty', path: 'dayMilli', sortable: false },
  { id: 'month', title: t('sales.restriction.month'), width: 120, kind: 'qty', path: 'monthMilli', sortable: false },
  { id: 'unit', title: t('sales.drugs.unit'), width: 80, path: 'unit', weight: 'dim', sortable: false },
  { id: 'from', title: t('sales.restriction.from'), width: 100, kind: 'date', path: 'from', sortable: false },
  { id: 'to', title: t('sales.restriction.to'), width: 100, kind: 'date', path: 'to', sortable: false },
  { id: 'reason', title: t('ui.reason'), width: 260, grow: true, path: 'reason', sortable: false },
]

/** The most one buyer may be sold of some goods in a day and a month. */
export function RestrictionsScreen(_: { params: ScreenParams['sales/restrictions'] }) {
  const t = useWords()
  const may = useMay('sales.schedule')
  const { dialog, show: open } = useDialog()
  const [show, setShow] = useState<(typeof shows)[number]>('running')
  const [row, setRow] = useState<Row | undefined>()
  const why = may ? null : t('app.noRight')
  const create = () => open((close) => <RestrictionDialog row={null} onClose={close} />)
  const edit = (one: Row) => open((close) => <RestrictionDialog row={one} onClose={close} />)
  const add = (
    <Button command={listCommands.commands.create} onClick={create} why={why}>
      {t('sales.restriction.new')}
    </Button>
  )
  return (
    <>
      <DataTable<Row>
        id="sales/restrictions"
        title={t('screens.restrictions')}
        focused
        columns={columnsOf(t)}
        page={(request) => ask('sales.restrictions', { ...request, show })}
        rowKey={(one) => one.uid}
        onCursor={setRow}
        onOpen={(one) => may && edit(one)}
        tools={
          <Chips
            label={t('ui.state')}
            value={show}
            onChange={setShow}
            choices={shows.map((value) => ({ value, label: t(`sales.restriction.shows.${value}`) }))}
          />
        }
        actions={add}
        commands={{
          create: { run: create, why },
          edit: { run: () => row && edit(row), why: why ?? (row ? null : t('prices.chooseFirst')) },
        }}
        empty={<EmptyState title={t('sales.restriction.none')} text={t('sales.restriction.text')} action={add} />}
      />
      {dialog}
    </>
  )
}

const whatOf = (row: Row | null): OfWhat => (row?.schedule ? 'schedule' : row?.composition ? 'composition' : 'item')

function RestrictionDialog({ row, onClose }: { row: Row | null; onClose: () => void }) {
  const t = useWords()
  const today = useToday()
  const [uid] = useState(() => row?.uid ?? crypto.randomUUID())
  const [what, setWhat] = useState<OfWhat>(whatOf(row))
  const [item, setItem] = useState<NamedItem | null>(row?.itemId ? { id: row.itemId, name: row.itemName ?? '' } : null)
  const [schedule, setSchedule] = useState<Row['schedule']>(row?.schedule ?? 'H1')
  const [composition, setComposition] = useState(row?.composition ?? '')
  const [dayMilli, setDay] = useState<number | null>(row?.dayMilli ?? null)
  const [monthMilli, setMonth] = useState<number | null>(row?.monthMilli ?? null)
  const [from, setFrom] = useState<LocalDate | null>((row?.from as LocalDate | undefined) ?? today)
  const [to, setTo] = useState<LocalDate | null>((row?.to as LocalDate | null | undefined) ?? null)
  const [reason, setReason] = useState(row?.reason ?? '')
  const { tell, refusal } = useTell('sales.saveRestriction')
  const save = async () => {
    const told = await tell({
      uid,
      itemId: what === 'item' ? (item?.id ?? null) : null,
      schedule: what === 'schedule' ? schedule : null,
      composition: what === 'composition' ? composition : null,
      dayMilli,
      monthMilli,
      from: from ?? today,
      to,
      reason,
    })
    if (!told.ok) return
    say(t('sales.restriction.saved'))
    onClose()
  }
  return (
    <Dialog
      title={t(row ? 'sales.restriction.edit' : 'sales.restriction.new')}
      width={520}
      onClose={onClose}
      onAccept={() => void save()}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={() => void save()}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <Form refusal={refusal} onDone={() => void save()} focusFirst label={t('screens.restrictions')}>
        <Select<OfWhat>
          label={t('sales.restriction.of')}
          name="what"
          value={what}
          choices={ofWhat.map((value) => ({ value, label: t(`sales.restriction.kinds.${value}`) }))}
          onChange={setWhat}
        />
        {what === 'item' && <ItemField label={t('sales.restriction.kinds.item')} name="itemId" value={item} onChange={setItem} />}
        {what === 'schedule' && (
          <Select
            label={t('sales.restriction.kinds.schedule')}
            name="schedule"
            value={schedule}
            choices={schedules.filter((one) => one !== 'none').map((value) => ({ value, label: value }))}
            onChange={setSchedule}
          />
        )}
        {what === 'composition' && (
          <TextField
            label={t('sales.restriction.kinds.composition')}
            name="composition"
            value={composition}
            onChange={setComposition}
            maxLength={200}
          />
        )}
        <QtyField
          label={t('sales.restriction.day')}
          name="dayMilli"
          value={dayMilli}
          onChange={setDay}
          hint={t('sales.restriction.units')}
        />
        <QtyField label={t('sales.restriction.month')} name="monthMilli" value={monthMilli} onChange={setMonth} />
        <DateField label={t('sales.restriction.from')} name="from" value={from} onChange={setFrom} today={today} />
        <DateField label={t('sales.restriction.to')} name="to" value={to} onChange={setTo} today={today} />
        <TextField label={t('ui.reason')} name="reason" value={reason} onChange={setReason} maxLength={200} needed />
      </Form>
    </Dialog>
  )
}
