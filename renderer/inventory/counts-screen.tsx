import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../book.ts'
import { ask, type OutputOf, useTell } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { Select } from '../ui/combobox.tsx'
import { listCommands } from '../ui/commands.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { Form } from '../ui/form.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { NumberField } from '../ui/value-fields.tsx'
import { type Say, useWords } from '../words.ts'
import { stockPostedCommands } from './commands.ts'
import { usePlaces } from './use-places.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/counts': Record<string, never>
  }
}

type Row = OutputOf<'inventory.countSheets'>['rows'][number]
const states = ['open', 'posted', 'dropped'] as const

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('inventory.columns.date'), width: 96, kind: 'date', sortable: false, path: 'date' },
  { id: 'name', title: t('inventory.count.name'), width: 200, grow: true, weight: 'strong', sortable: false, path: 'name' },
  { id: 'location', title: t('inventory.columns.location'), width: 150, sortable: false, path: 'location' },
  { id: 'rows', title: t('inventory.places.batches'), width: 110, kind: 'count', sortable: false, path: 'rows' },
  { id: 'counted', title: t('inventory.count.counted'), width: 100, kind: 'count', sortable: false, path: 'counted' },
  { id: 'madeBy', title: t('inventory.count.madeBy'), width: 130, sortable: false, path: 'madeBy' },
  {
    id: 'state',
    title: t('inventory.documents.state'),
    width: 120,
    sortable: false,
    path: 'state',
    words: Object.fromEntries(states.map((state) => [state, t(`inventory.count.states.${state}`)])),
    cell: (row) => (
      <StatusPill tone={row.state === 'open' ? 'warn' : row.state === 'posted' ? 'ok' : 'mute'}>
        {t(`inventory.count.states.${row.state as 'open'}`)}
      </StatusPill>
    ),
  },
  {
    id: 'number',
    title: t('inventory.columns.number'),
    width: 150,
    sortable: false,
    path: 'number',
    cell: (row) => <span className="code">{row.number}</span>,
  },
]

/** Count sheets: make one, print it, key it, and compare. Enter counts an open sheet and shows the differences of a closed one. */
export function CountsScreen() {
  const t = useWords()
  const may = useMay('stock.write')
  const mayCount = useMay('stock.count')
  const [row, setRow] = useState<Row | undefined>()
  const [making, setMaking] = useState(false)
  const create = () => setMaking(true)
  const blank = {
    run: () => row && openScreen('inventory/count-sheet', { sheet: row.uid, name: row.name }),
    why: row ? null : t('inventory.count.chooseFirst'),
    label: t('inventory.count.blank'),
  }
  useCommands(stockPostedCommands, { paper: blank })
  const compare = () => row && openScreen('inventory/variance', { sheet: row.uid, name: row.name })
  return (
    <>
      <DataTable<Row>
        id="inventory/counts"
        title={t('screens.counts')}
        focused
        columns={columnsOf(t)}
        page={(request) => ask('inventory.countSheets', request) as never}
        rowKey={(one) => one.uid}
        onCursor={setRow}
        onOpen={(one) => {
          if (one.state === 'open' && mayCount) openScreen('inventory/count', { sheet: one.uid })
          else openScreen('inventory/variance', { sheet: one.uid, name: one.name })
        }}
        actions={
          <>
            <Button command={stockPostedCommands.commands.paper} onClick={blank.run} why={blank.why}>
              {t('inventory.count.blank')}
            </Button>
            {may && (
              <Button command={listCommands.commands.edit} onClick={compare} why={blank.why}>
                {t('inventory.count.compare')}
              </Button>
            )}
            {may && (
              <Button command={listCommands.commands.create} onClick={create}>
                {t('inventory.count.make')}
              </Button>
            )}
          </>
        }
        commands={may ? { create, edit: () => void compare() } : {}}
        empty={
          <EmptyState
            title={t('inventory.count.none')}
            action={
              may && (
                <Button look="main" onClick={create}>
                  {t('inventory.count.make')}
                </Button>
              )
            }
          />
        }
      />
      {making && <MakeDialog onClose={() => setMaking(false)} />}
    </>
  )
}

const any = ''
type Abc = 'a' | 'b' | 'c' | typeof any

/** Which batches are frozen: a place, and of it a company, a rack, a class or so many items by chance. */
function MakeDialog({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const places = usePlaces()
  const [uid] = useState(() => crypto.randomUUID())
  const [name, setName] = useState('')
  const [locationId, setLocationId] = useState<number | null>(null)
  const [manufacturer, setManufacturer] = useState(any)
  const [rack, setRack] = useState(any)
  const [abc, setAbc] = useState<Abc>(any)
  const [random, setRandom] = useState<number | null>(null)
  const place = locationId ?? places?.[0]?.value ?? null
  const choices = useQuery({ ...ask('inventory.countChoices', { locationId: place ?? 0 }), enabled: place !== null })
  const make = useTell('inventory.makeCountSheet')
  const accept = async () => {
    const told = await make.tell({
      uid,
      name,
      locationId: place ?? 0,
      manufacturer: manufacturer || null,
      rack: rack || null,
      abc: abc || null,
      random,
    })
    if (!told.ok) return
    say(t('inventory.count.made', { count: told.value.rows }))
    onClose()
  }
  const withAny = (list: readonly string[] | undefined) => [
    { value: any, label: t('inventory.count.any') },
    ...(list ?? []).map((value) => ({ value, label: value })),
  ]
  return (
    <Dialog
      title={t('inventory.count.make')}
      width={460}
      onClose={onClose}
      onAccept={() => void accept()}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={() => void accept()} disabled={make.busy}>
            {t('inventory.count.freeze')}
          </Button>
        </>
      }
    >
      <Form refusal={make.refusal} onDone={() => void accept()} label={t('inventory.count.make')}>
        <TextField label={t('inventory.count.name')} name="name" value={name} onChange={setName} maxLength={60} autoFocus />
        <Select
          label={t('inventory.columns.location')}
          name="locationId"
          value={place}
          choices={places}
          onChange={setLocationId}
        />
        <Select
          label={t('sheet.company')}
          name="manufacturer"
          value={manufacturer}
          choices={withAny(choices.data?.manufacturers)}
          onChange={setManufacturer}
        />
        <Select
          label={t('inventory.columns.rack')}
          name="rack"
          value={rack}
          choices={withAny(choices.data?.racks)}
          onChange={setRack}
        />
        <Select<Abc>
          label={t('inventory.count.class')}
          name="abc"
          value={abc}
          choices={[
            { value: any, label: t('inventory.count.any') },
            ...(['a', 'b', 'c'] as const).map((value) => ({ value, label: t(`inventory.count.classes.${value}`) })),
          ]}
          onChange={setAbc}
        />
        <NumberField label={t('inventory.count.random')} name="random" value={random} onChange={setRandom} />
      </Form>
    </Dialog>
  )
}
