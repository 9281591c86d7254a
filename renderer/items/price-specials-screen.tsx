import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf, tell as tellNow, useTell } from '../client.ts'
import type { ScreenParams } from '../tabs.ts'
import { went } from '../told.ts'
import { confirm } from '../ui/ask.tsx'
import { listCommands } from '../ui/commands.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { SwitchField } from '../ui/fields.tsx'
import { day, rate } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { DateField, RateField } from '../ui/value-fields.tsx'
import { type Say, useWords } from '../words.ts'
import { pricesCommands } from './commands.ts'
import { FormDialog, ItemField, ListField, type Named, type NamedItem, PartyField, useDialog } from './price-fields.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    /** Of one party, of one item, or all. */
    'items/special-rates': { party?: string; partyName?: string; itemId?: number; itemName?: string }
  }
}

type Row = OutputOf<'items.specialRates'>['rows'][number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  {
    id: 'party',
    title: t('prices.party'),
    width: 230,
    grow: true,
    weight: 'strong',
    cell: (row) => <bdi>{row.city ? `${row.party}, ${row.city}` : row.party}</bdi>,
  },
  { id: 'item', title: t('prices.item'), width: 260, grow: true, cell: (row) => <bdi>{row.item}</bdi> },
  { id: 'pack', title: t('items.field.packLabel'), width: 90, weight: 'dim', sortable: false, cell: (row) => row.packLabel },
  {
    id: 'ptr',
    title: t('items.field.ptrE4'),
    width: 100,
    numeric: true,
    weight: 'dim',
    sortable: false,
    cell: (row) => rate(row.ptrE4),
  },
  {
    id: 'rate',
    title: t('prices.rate'),
    width: 110,
    numeric: true,
    weight: 'strong',
    sortable: false,
    cell: (row) => rate(row.rateE4),
  },
  {
    id: 'net',
    title: '',
    width: 90,
    sortable: false,
    cell: (row) => (row.net ? <StatusPill tone="info">{t('prices.net')}</StatusPill> : null),
  },
  { id: 'fromDate', title: t('prices.fromDate'), width: 110, cell: (row) => day(row.fromDate) },
]

/** Special rates that hold today: of one party, one item or all. */
export function SpecialRatesScreen({ params }: { params: ScreenParams['items/special-rates'] }) {
  const t = useWords()
  const today = useToday()
  const may = useMay('masters.write')
  const { dialog, show } = useDialog()
  const [row, setRow] = useState<Row | undefined>()
  const whyNot = may ? null : t('app.noRight')
  const whyRow = whyNot ?? (row ? null : t('prices.chooseFirst'))
  const open = (one: Row | null) => show((close) => <SpecialDialog row={one} params={params} onClose={close} />)
  const remove = async () => {
    if (!row) return
    const about = { item: row.item, party: row.party }
    const sure = await confirm({
      title: t('prices.removeTitle'),
      text: t('prices.removeText', about),
      action: t('prices.remove'),
      danger: true,
    })
    if (!sure) return
    const told = await tellNow('items.setSpecialRate', { party: row.partyUid, itemId: row.itemId, fromDate: today, rateE4: null })
    if (went(told)) say(t('prices.removed'))
  }
  useCommands(pricesCommands, { remove: { run: () => void remove(), why: whyRow } })
  const of = params.partyName ?? params.itemName
  return (
    <>
      <DataTable<Row>
        id="items/special-rates"
        title={t('screens.specialRates')}
        subtitle={of}
        focused
        columns={columnsOf(t)}
        page={(request) =>
          ask('items.specialRates', {
            ...request,
            asOn: today,
            party: params.party ?? null,
            itemId: params.itemId ?? null,
          })
        }
        rowKey={(one) => `${one.partyUid} ${one.itemId}`}
        onCursor={setRow}
        onOpen={(one) => open(one)}
        tools={params.party && <PartyList party={{ uid: params.party, name: params.partyName ?? '' }} />}
        actions={
          <>
            <Button command={pricesCommands.commands.remove} onClick={() => void remove()} why={whyRow}>
              {t('prices.remove')}
            </Button>
            <Button command={listCommands.commands.create} onClick={() => open(null)} why={whyNot}>
              {t('prices.newSpecial')}
            </Button>
          </>
        }
        commands={{ create: { run: () => open(null), why: whyNot }, edit: { run: () => row && open(row), why: whyRow } }}
        empty={
          <EmptyState
            title={t('prices.noSpecials')}
            text={t('prices.specialText')}
            action={
              <Button look="main" command={listCommands.commands.create} onClick={() => open(null)} why={whyNot}>
                {t('prices.newSpecial')}
              </Button>
            }
          />
        }
      />
      {dialog}
    </>
  )
}

/** By which list the party buys; another one holds from today on. */
function PartyList({ party }: { party: Named }) {
  const t = useWords()
  const today = useToday()
  const prices = useQuery(ask('items.partyPrices', { party: party.uid, date: today }))
  const { tell } = useTell('items.setPartyList')
  const choose = async (list: string | null) => {
    const told = await tell({ party: party.uid, list, fromDate: today })
    if (went(told)) say(t('prices.listSet', { name: party.name }))
  }
  return (
    <ListField
      label={t('prices.partyList')}
      name="list"
      bare
      value={prices.data?.list ?? null}
      onChange={(list) => void choose(list)}
      none={t('prices.byTier')}
    />
  )
}

type Params = ScreenParams['items/special-rates']
function partyOf(row: Row | null, { party, partyName }: Params): Named | null {
  if (row) return { uid: row.partyUid, name: row.party }
  return party ? { uid: party, name: partyName ?? '' } : null
}
function itemOf(row: Row | null, { itemId, itemName }: Params): NamedItem | null {
  if (row) return { id: row.itemId, name: row.item }
  return itemId ? { id: itemId, name: itemName ?? '' } : null
}

function SpecialDialog({
  row,
  params,
  onClose,
}: {
  row: Row | null
  params: ScreenParams['items/special-rates']
  onClose: () => void
}) {
  const t = useWords()
  const today = useToday()
  const [party, setParty] = useState<Named | null>(partyOf(row, params))
  const [item, setItem] = useState<NamedItem | null>(itemOf(row, params))
  const [value, setValue] = useState<number | null>(row?.rateE4 ?? null)
  const [net, setNet] = useState(row?.net ?? true)
  const [fromDate, setFromDate] = useState<LocalDate | null>(today)
  const [asked, setAsked] = useState(false)
  const { tell, refusal } = useTell('items.setSpecialRate')
  const save = async () => {
    if (!party || !item || value === null || fromDate === null) return setAsked(true)
    const told = await tell({ party: party.uid, itemId: item.id, rateE4: value, net, fromDate })
    if (!told.ok) return
    say(t('prices.specialSaved', { item: item.name, party: party.name }))
    onClose()
  }
  const needed = (there: boolean) => (asked && !there ? t('prices.needed') : null)
  return (
    <FormDialog
      title={row ? t('prices.editSpecial') : t('prices.newSpecial')}
      refusal={refusal}
      onSave={() => void save()}
      onClose={onClose}
    >
      {!row && !params.party && (
        <PartyField
          label={t('prices.party')}
          name="party"
          value={party}
          onChange={setParty}
          error={needed(party !== null)}
          needed
        />
      )}
      {!row && !params.itemId && (
        <ItemField label={t('prices.item')} name="itemId" value={item} onChange={setItem} error={needed(item !== null)} needed />
      )}
      <RateField label={t('prices.rate')} name="rateE4" value={value} onChange={setValue} error={needed(value !== null)} needed />
      <DateField label={t('prices.fromDate')} name="fromDate" value={fromDate} today={today} onChange={setFromDate} />
      <SwitchField
        label={t('prices.netRate')}
        name="net"
        checked={net}
        onChange={setNet}
        hint={t('prices.netHint')}
        stop={false}
      />
    </FormDialog>
  )
}
