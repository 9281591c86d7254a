import { useState } from 'react'
import { stockInPacks } from '../../shared/items/pack-units.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { went } from '../told.ts'
import { listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { percent } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { itemsCommands } from './commands.ts'
import { ItemFactsPane } from './item-facts-pane.tsx'
import { useItemFilters } from './item-filters.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'items/items': Record<string, never>
  }
}

type Row = OutputOf<'items.list'>['rows'][number]
const shows = ['active', 'hidden', 'all'] as const
type Show = (typeof shows)[number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'code', title: t('items.field.code'), path: 'code', width: 90, cell: (row) => <span className="code">{row.code}</span> },
  {
    id: 'name',
    title: t('items.field.name'),
    path: 'name',
    width: 260,
    grow: true,
    weight: 'strong',
    cell: (row) => <bdi>{row.name}</bdi>,
  },
  {
    id: 'packLabel',
    title: t('items.field.packLabel'),
    path: 'packLabel',
    width: 120,
    cell: (row) => <bdi>{row.packLabel}</bdi>,
  },
  {
    id: 'manufacturer',
    title: t('items.field.manufacturer'),
    path: 'manufacturer',
    width: 160,
    weight: 'dim',
    cell: (row) => <bdi>{row.manufacturer}</bdi>,
  },
  {
    id: 'composition',
    title: t('items.field.composition'),
    path: 'composition',
    width: 220,
    hidden: true,
    sortable: false,
    cell: (row) => <bdi>{row.composition}</bdi>,
  },
  {
    id: 'schedule',
    title: t('items.field.schedule'),
    path: 'schedule',
    width: 80,
    cell: (row) => (row.schedule === 'none' ? null : t(`items.schedule.${row.schedule}`)),
  },
  {
    id: 'hsn',
    title: t('items.field.hsn'),
    path: 'hsn',
    width: 90,
    hidden: true,
    sortable: false,
    cell: (row) => <span className="code">{row.hsn}</span>,
  },
  {
    id: 'gst',
    title: t('items.gstPercent'),
    kind: 'percent',
    path: 'rateBp',
    width: 64,
    numeric: true,
    sortable: false,
    cell: (row) => (row.taxClass === 'taxable' ? percent(row.rateBp) : t(`items.class.${row.taxClass}`)),
  },
  { id: 'mrp', title: t('items.field.mrpPaise'), width: 100, kind: 'money', path: 'mrpPaise', sortable: false },
  { id: 'rate', title: t('items.field.ptrE4'), width: 100, kind: 'rate', path: 'rateE4', sortable: false },
  {
    id: 'stock',
    title: t('items.stock'),
    kind: 'qty',
    path: 'stockMilli',
    per: 'saleFactor',
    width: 100,
    numeric: true,
    weight: 'strong',
    sortable: false,
    cell: (row) => (row.stockMilli === 0 ? '–' : stockInPacks(row.stockMilli, row.saleFactor)),
  },
  {
    id: 'rack',
    title: t('items.field.rack'),
    path: 'rack',
    width: 80,
    hidden: true,
    sortable: false,
    cell: (row) => <bdi>{row.rack}</bdi>,
  },
  {
    id: 'state',
    title: '',
    heading: t('ui.state'),
    kind: 'flag',
    path: 'active',
    words: { true: '', false: t('items.hidden') },
    width: 80,
    sortable: false,
    cell: (row) => (row.active ? null : <StatusPill tone="mute">{t('items.hidden')}</StatusPill>),
  },
]

/** The catalogue: found by words in any order; Enter opens an item, Alt+C makes one, Alt+I brings in a list. */
export function ItemsScreen() {
  const t = useWords()
  const may = useMay('masters.write')
  const mayImport = useMay('masters.import')
  const [show, setShow] = useState<Show>('active')
  const [row, setRow] = useState<Row | undefined>()
  const { narrowed, notes, fields } = useItemFilters()
  const create = () => openScreen('items/item', {}, { another: true })
  const open = (one: Row) => openScreen('items/item', { uid: one.uid })
  const bringIn = () => openScreen('items/import', {})
  const changeMany = () => openScreen('items/bulk', {})
  const hide = async () => {
    if (!row) return
    const told = await tell('items.setActive', { uid: row.uid, active: !row.active })
    if (went(told)) say(t(row.active ? 'items.hiddenNow' : 'items.shownNow', { name: row.name }))
  }
  const whyNot = may ? null : t('app.noRight')
  const whyNoImport = mayImport ? null : t('app.noRight')
  const whyNoHide = whyNot ?? (row ? null : t('items.chooseFirst'))
  const hideWords = row && !row.active ? t('items.show') : t('items.hide')
  useCommands(itemsCommands, {
    import: { run: bringIn, why: whyNoImport },
    bulk: { run: changeMany, why: whyNot },
    hide: { run: () => void hide(), why: whyNoHide, label: hideWords },
  })
  return (
    <DataTable<Row>
      id="items/items"
      title={t('screens.items')}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('items.list', { ...request, show, ...narrowed })}
      notes={notes}
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={open}
      detail={(one) => <ItemFactsPane uid={one.uid} />}
      tools={
        <>
          <Chips<Show>
            label={t('items.which')}
            value={show}
            onChange={setShow}
            choices={shows.map((value) => ({ value, label: t(`items.only.${value}`) }))}
          />
          {fields}
        </>
      }
      actions={
        <>
          <Button command={itemsCommands.commands.import} onClick={bringIn} why={whyNoImport}>
            {t('items.importList')}
          </Button>
          <Button command={itemsCommands.commands.bulk} onClick={changeMany} why={whyNot}>
            {t('screens.itemBulk')}
          </Button>
          <Button command={itemsCommands.commands.hide} onClick={() => void hide()} why={whyNoHide}>
            {hideWords}
          </Button>
          <Button command={listCommands.commands.create} onClick={create} why={whyNot}>
            {t('items.newItem')}
          </Button>
        </>
      }
      commands={{
        create: { run: create, why: whyNot },
        edit: { run: () => row && open(row), why: row ? null : t('items.chooseFirst') },
      }}
      empty={
        notes.length > 0 ? (
          <EmptyState title={t('items.filter.none')} />
        ) : show === 'active' ? (
          <NoItems onCreate={create} onImport={bringIn} whyNoCreate={whyNot} whyNoImport={whyNoImport} />
        ) : (
          <EmptyState title={t('items.noneHidden')} />
        )
      }
    />
  )
}

type NoItemsProps = { onCreate: () => void; onImport: () => void; whyNoCreate: string | null; whyNoImport: string | null }

/** An empty catalogue: what to do about it. */
function NoItems({ onCreate, onImport, whyNoCreate, whyNoImport }: NoItemsProps) {
  const t = useWords()
  return (
    <EmptyState
      title={t('items.none')}
      text={t('items.noneText')}
      action={
        <>
          <Button look="main" command={itemsCommands.commands.import} onClick={onImport} why={whyNoImport}>
            {t('items.importList')}
          </Button>
          <Button command={listCommands.commands.create} onClick={onCreate} why={whyNoCreate}>
            {t('items.newItem')}
          </Button>
        </>
      }
    />
  )
}
