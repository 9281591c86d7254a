import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { parseBasisPoints } from '../../shared/quantity.ts'
import { Refusal } from '../../shared/refusal.ts'
import { useMay, useToday } from '../book.ts'
import { fetchNow, type OutputOf, queryClient, useTell } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { runTask } from '../tasks.ts'
import { listCommands } from '../ui/commands.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { SwitchField, TextField } from '../ui/fields.tsx'
import { count, day } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { DateField } from '../ui/value-fields.tsx'
import { type Say, useWords, words } from '../words.ts'
import { pricesCommands } from './commands.ts'
import { FormDialog, ListField, useDialog } from './price-fields.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'items/price-lists': Record<string, never>
  }
}

type Row = OutputOf<'items.priceLists'>[number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  {
    id: 'name',
    title: t('prices.list'),
    width: 240,
    grow: true,
    weight: 'strong',
    sortable: false,
    cell: (row) => <bdi>{row.name}</bdi>,
  },
  {
    id: 'tier',
    title: t('prices.tier'),
    width: 120,
    sortable: false,
    cell: (row) => row.tier && <StatusPill tone="info">{t(`prices.tiers.${row.tier as 'ptr'}`)}</StatusPill>,
  },
  { id: 'items', title: t('prices.items'), width: 110, numeric: true, sortable: false, cell: (row) => count(row.items) },
  { id: 'parties', title: t('prices.parties'), width: 110, numeric: true, sortable: false, cell: (row) => count(row.parties) },
  { id: 'lastFrom', title: t('prices.lastFrom'), width: 130, sortable: false, cell: (row) => day(row.lastFrom) },
  {
    id: 'state',
    title: '',
    width: 90,
    sortable: false,
    cell: (row) => (row.active ? null : <StatusPill tone="mute">{t('items.hidden')}</StatusPill>),
  },
]

const listPage = (filter: string) => ({
  queryKey: ['items', 'priceLists', 'page', filter] as const,
  queryFn: async () => {
    const all = await fetchNow('items.priceLists', {})
    const rows = all.filter((row) => row.name.toLowerCase().includes(filter.trim().toLowerCase()))
    return { rows, total: rows.length, sums: null }
  },
})

/** The price lists: Enter for the rates of one, Alt+C a new one, Alt+Y copies one up or down. */
export function PriceListsScreen() {
  const t = useWords()
  const may = useMay('masters.write')
  const { dialog, show } = useDialog()
  const [row, setRow] = useState<Row | undefined>()
  const whyNot = may ? null : t('app.noRight')
  const whyRow = whyNot ?? (row ? null : t('prices.chooseFirst'))
  const create = () => show((close) => <ListDialog onClose={close} />)
  const copy = () => row && show((close) => <CopyDialog from={row} onClose={close} />)
  useCommands(pricesCommands, { copy: { run: copy, why: whyRow } })
  return (
    <>
      <DataTable<Row>
        id="items/price-lists"
        title={t('screens.priceLists')}
        focused
        columns={columnsOf(t)}
        page={(request) => listPage(request.filter) as never}
        rowKey={(one) => one.uid}
        onCursor={setRow}
        onOpen={(one) => openScreen('items/price-list', { uid: one.uid, name: one.name })}
        actions={
          <>
            <Button command={pricesCommands.commands.copy} onClick={copy} why={whyRow}>
              {t('prices.copy')}
            </Button>
            <Button command={listCommands.commands.create} onClick={create} why={whyNot}>
              {t('prices.newList')}
            </Button>
          </>
        }
        commands={{
          create: { run: create, why: whyNot },
          edit: { run: () => row && show((close) => <ListDialog list={row} onClose={close} />), why: whyRow },
        }}
        empty={<EmptyState title={t('prices.noLists')} />}
      />
      {dialog}
    </>
  )
}

function ListDialog({ list, onClose }: { list?: Row; onClose: () => void }) {
  const t = useWords()
  const [uid] = useState(() => list?.uid ?? crypto.randomUUID())
  const [name, setName] = useState(list?.name ?? '')
  const [active, setActive] = useState(list?.active ?? true)
  const { tell, refusal } = useTell('items.savePriceList')
  const save = async () => {
    const told = await tell({ uid, name, active })
    if (!told.ok) return
    say(t('prices.saved', { name: name.trim() }))
    onClose()
  }
  return (
    <FormDialog
      title={list ? t('prices.editList') : t('prices.newList')}
      refusal={refusal}
      onSave={() => void save()}
      onClose={onClose}
    >
      <TextField label={t('prices.listName')} name="name" value={name} onChange={setName} maxLength={40} needed />
      {list && !list.tier && <SwitchField label={t('prices.inUse')} name="active" checked={active} onChange={setActive} />}
    </FormDialog>
  )
}

function CopyDialog({ from, onClose }: { from: Row; onClose: () => void }) {
  const t = useWords()
  const today = useToday()
  const [to, setTo] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [fromDate, setFromDate] = useState<LocalDate | null>(today)
  const [change, setChange] = useState('0')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  const created = useTell('items.savePriceList')
  const save = async () => {
    const down = /^\s*[-−]/.test(change)
    const bp = parseBasisPoints(change.replace(/^\s*[-−+]/, ''))
    if (bp === null) return setRefusal(new Refusal('items/copy-change', 'Not a per cent', 'changeBp'))
    if (fromDate === null || busy) return
    let target = to
    if (target === null) {
      target = crypto.randomUUID()
      const made = await created.tell({ uid: target, name })
      if (!made.ok) return setRefusal(made.refusal ?? null)
      setTo(target)
    }
    setBusy(true)
    const told = await runTask('items.copyPriceList', {
      from: from.uid,
      to: target,
      asOn: today,
      fromDate,
      changeBp: down ? -bp : bp,
    })
    setBusy(false)
    if (!told.ok) return setRefusal(told.refusal ?? null)
    say(words('prices.copied', { count: told.value.items, name: from.name }))
    await queryClient.invalidateQueries({ queryKey: ['items'] })
    onClose()
  }
  return (
    <FormDialog
      title={t('prices.copyOf', { name: from.name })}
      refusal={refusal}
      onSave={() => void save()}
      onClose={onClose}
      action={t('prices.copy')}
    >
      <ListField label={t('prices.copyTo')} name="to" value={to} onChange={setTo} none={t('prices.newList')} />
      {to === null && (
        <TextField label={t('prices.listName')} name="name" value={name} onChange={setName} maxLength={40} needed />
      )}
      <TextField
        label={t('prices.changePercent')}
        name="changeBp"
        value={change}
        onChange={setChange}
        maxLength={8}
        code
        hint={t('prices.changeHint')}
      />
      <DateField label={t('prices.fromDate')} name="fromDate" value={fromDate} today={today} onChange={setFromDate} />
    </FormDialog>
  )
}
