import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf, tell as tellNow, useTell } from '../client.ts'
import { went } from '../told.ts'
import { confirm } from '../ui/ask.tsx'
import { Select } from '../ui/combobox.tsx'
import { listCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { count, day, money, percent } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { DateField, MoneyField, NumberField, PercentField } from '../ui/value-fields.tsx'
import { type Say, useWords } from '../words.ts'
import { pricesCommands } from './commands.ts'
import {
  FormDialog,
  ItemField,
  ListField,
  type Named,
  type NamedItem,
  NameField,
  PartyField,
  useDialog,
} from './price-fields.tsx'
import styles from './prices.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'items/discounts': Record<string, never>
  }
}

type Row = OutputOf<'items.discounts'>['rows'][number]
const rungs = ['company', 'list', 'item', 'quantity', 'value'] as const
type Rung = (typeof rungs)[number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'rung', title: t('prices.ladder.rung'), width: 170, weight: 'strong', cell: (row) => t(`prices.rung.${row.rung}`) },
  {
    id: 'of',
    title: t('prices.ladder.off'),
    width: 240,
    grow: true,
    sortable: false,
    cell: (row) => <bdi>{row.item ?? row.manufacturer ?? row.listName ?? t('prices.scheme.allGoods')}</bdi>,
  },
  {
    id: 'party',
    title: t('prices.party'),
    width: 200,
    grow: true,
    sortable: false,
    cell: (row) => <bdi>{row.partyName ?? t('prices.scheme.everybody')}</bdi>,
  },
  {
    id: 'fromMin',
    title: t('prices.ladder.fromMin'),
    width: 130,
    numeric: true,
    sortable: false,
    cell: (row) => (row.rung === 'value' ? money(row.fromMin) : row.rung === 'quantity' ? count(row.fromMin) : ''),
  },
  { id: 'bp', title: t('prices.ladder.percent'), width: 90, numeric: true, weight: 'strong', cell: (row) => percent(row.bp) },
  { id: 'fromDate', title: t('prices.fromDate'), width: 110, cell: (row) => day(row.fromDate) },
]

/** The discount ladder as on today: what comes off, in the order it comes off. */
export function DiscountsScreen() {
  const t = useWords()
  const today = useToday()
  const may = useMay('masters.write')
  const { dialog, show } = useDialog()
  const [row, setRow] = useState<Row | undefined>()
  const whyNot = may ? null : t('app.noRight')
  const whyRow = whyNot ?? (row ? null : t('prices.chooseFirst'))
  const open = (one: Row | null) => show((close) => <DiscountDialog row={one} onClose={close} />)
  const companies = () => show((close) => <CompanyListDialog onClose={close} />)
  const remove = async () => {
    if (!row) return
    const sure = await confirm({
      title: t('prices.removeTitle'),
      text: t('prices.ladder.removeText'),
      action: t('prices.remove'),
      danger: true,
    })
    if (!sure) return
    const { rung, list, itemId, manufacturer, party, fromMin } = row
    const told = await tellNow('items.setDiscount', {
      rung,
      list,
      itemId,
      manufacturer,
      party,
      fromMin,
      fromDate: today,
      bp: null,
    })
    if (went(told)) say(t('prices.removed'))
  }
  useCommands(pricesCommands, {
    remove: { run: () => void remove(), why: whyRow },
    companyLists: { run: companies, why: whyNot },
  })
  return (
    <>
      <DataTable<Row>
        id="items/discounts"
        title={t('screens.discounts')}
        subtitle={t('prices.ladder.order')}
        focused
        columns={columnsOf(t)}
        page={(request) => ask('items.discounts', { ...request, asOn: today })}
        rowKey={(one) => one.id}
        onCursor={setRow}
        onOpen={(one) => open(one)}
        actions={
          <>
            <Button command={pricesCommands.commands.companyLists} onClick={companies} why={whyNot}>
              {t('prices.ladder.companyLists')}
            </Button>
            <Button command={pricesCommands.commands.remove} onClick={() => void remove()} why={whyRow}>
              {t('prices.remove')}
            </Button>
            <Button command={listCommands.commands.create} onClick={() => open(null)} why={whyNot}>
              {t('prices.ladder.new')}
            </Button>
          </>
        }
        commands={{ create: { run: () => open(null), why: whyNot }, edit: { run: () => row && open(row), why: whyRow } }}
        empty={
          <EmptyState
            title={t('prices.ladder.none')}
            text={t('prices.ladder.noneText')}
            action={
              <Button look="main" command={listCommands.commands.create} onClick={() => open(null)} why={whyNot}>
                {t('prices.ladder.new')}
              </Button>
            }
          />
        }
      />
      {dialog}
    </>
  )
}

function DiscountDialog({ row, onClose }: { row: Row | null; onClose: () => void }) {
  const t = useWords()
  const today = useToday()
  const [rung, setRung] = useState<Rung>(row?.rung ?? 'company')
  const [list, setList] = useState<string | null>(row?.list ?? null)
  const [item, setItem] = useState<NamedItem | null>(row?.itemId ? { id: row.itemId, name: row.item ?? '' } : null)
  const [manufacturer, setManufacturer] = useState<string | null>(row?.manufacturer ?? null)
  const [party, setParty] = useState<Named | null>(row?.party ? { uid: row.party, name: row.partyName ?? '' } : null)
  const [fromMin, setFromMin] = useState<number | null>(row?.fromMin ?? null)
  const [bp, setBp] = useState<number | null>(row?.bp ?? null)
  const [fromDate, setFromDate] = useState<LocalDate | null>(today)
  const { tell, refusal } = useTell('items.setDiscount')
  const slab = rung === 'quantity' || rung === 'value'
  const save = async () => {
    if (fromDate === null) return
    const told = await tell({
      rung,
      list: rung === 'list' ? list : null,
      itemId: rung === 'item' || slab ? (item?.id ?? null) : null,
      manufacturer: rung === 'company' || slab ? manufacturer : null,
      party: party?.uid ?? null,
      fromMin: slab ? (fromMin ?? 0) : 0,
      fromDate,
      bp: bp ?? 0,
    })
    if (!told.ok) return
    say(t('prices.ladder.saved'))
    onClose()
  }
  // a row that is there is changed by another percentage from a day on; what it is about stays
  const fixed = row !== null
  return (
    <FormDialog
      title={row ? t('prices.ladder.edit') : t('prices.ladder.new')}
      refusal={refusal}
      onSave={() => void save()}
      onClose={onClose}
    >
      <Select
        label={t('prices.ladder.rung')}
        name="rung"
        disabled={fixed}
        value={rung}
        choices={rungs.map((value) => ({ value, label: t(`prices.rung.${value}`) }))}
        onChange={setRung}
      />
      {(rung === 'company' || slab) && (
        <NameField
          of="manufacturer"
          label={t('items.field.manufacturer')}
          name="manufacturer"
          disabled={fixed}
          stop={!slab}
          value={manufacturer}
          onChange={setManufacturer}
        />
      )}
      {(rung === 'item' || slab) && (
        <ItemField label={t('prices.item')} name="itemId" disabled={fixed} stop={!slab} value={item} onChange={setItem} />
      )}
      {rung === 'list' && <ListField label={t('prices.list')} name="list" disabled={fixed} value={list} onChange={setList} />}
      {rung === 'quantity' && (
        <NumberField label={t('prices.ladder.fromPacks')} name="fromMin" disabled={fixed} value={fromMin} onChange={setFromMin} />
      )}
      {rung === 'value' && (
        <MoneyField label={t('prices.ladder.fromValue')} name="fromMin" disabled={fixed} value={fromMin} onChange={setFromMin} />
      )}
      <PercentField label={t('prices.ladder.percent')} name="bp" value={bp} onChange={setBp} />
      <PartyField
        label={t('prices.ladder.onlyFor')}
        name="party"
        disabled={fixed}
        stop={false}
        placeholder={t('prices.scheme.everybody')}
        value={party}
        onChange={setParty}
      />
      <DateField label={t('prices.fromDate')} name="fromDate" value={fromDate} today={today} onChange={setFromDate} />
    </FormDialog>
  )
}

/** By which list a manufacturer's goods are sold where neither the party's list nor its tier has a rate. */
function CompanyListDialog({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const today = useToday()
  const [manufacturer, setManufacturer] = useState<string | null>(null)
  const [list, setList] = useState<string | null>(null)
  const held = useQuery(ask('items.companyLists', { date: today }))
  const { tell, refusal } = useTell('items.setCompanyList')
  const save = async () => {
    const told = await tell({ manufacturer: manufacturer ?? '', list, fromDate: today })
    if (!told.ok) return
    say(t('prices.ladder.saved'))
    onClose()
  }
  return (
    <FormDialog title={t('prices.ladder.companyLists')} refusal={refusal} onSave={() => void save()} onClose={onClose}>
      <NameField
        of="manufacturer"
        label={t('items.field.manufacturer')}
        name="manufacturer"
        value={manufacturer}
        onChange={setManufacturer}
        needed
      />
      <ListField label={t('prices.list')} name="list" value={list} onChange={setList} none={t('prices.ladder.noList')} />
      {held.data && held.data.length > 0 && (
        <table className={styles.why}>
          <tbody>
            {held.data.map((row) => (
              <tr key={row.manufacturer}>
                <td dir="auto">{row.manufacturer}</td>
                <td dir="auto">{row.listName}</td>
                <td>{day(row.fromDate)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </FormDialog>
  )
}
