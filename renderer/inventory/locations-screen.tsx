import { useState } from 'react'
import { locationKinds } from '../../shared/inventory/places-contract.ts'
import type { Refusal } from '../../shared/refusal.ts'
import { useMay } from '../book.ts'
import { ask, useTell } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { Select } from '../ui/combobox.tsx'
import { listCommands } from '../ui/commands.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SwitchField, TextField } from '../ui/fields.tsx'
import { Form } from '../ui/form.tsx'
import { say } from '../ui/keyboard.ts'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { AddressFields, addressOf, type Boxes, boxesOf } from './place-address-fields.tsx'
import type { Location } from './use-places.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/locations': Record<string, never>
  }
}

type Kind = Location['kind']

const columnsOf = (t: Say): readonly Column<Location>[] => [
  { id: 'name', title: t('inventory.places.name'), width: 220, grow: true, weight: 'strong', sortable: false, path: 'name' },
  {
    id: 'kind',
    title: t('inventory.places.kind'),
    width: 190,
    sortable: false,
    path: 'kind',
    words: Object.fromEntries(locationKinds.map((kind) => [kind, t(`inventory.places.kinds.${kind}`)])),
  },
  {
    id: 'batches',
    title: t('inventory.places.batches'),
    width: 130,
    kind: 'count',
    sortable: false,
    path: 'batches',
    sum: 'batches',
  },
  {
    id: 'address',
    title: t('inventory.places.address'),
    width: 240,
    sortable: false,
    path: 'address.address1',
    cell: ({ address }) => <bdi>{address ? [address.address1, address.city].filter(Boolean).join(', ') : ''}</bdi>,
  },
  { id: 'racks', title: t('inventory.places.racks'), width: 110, kind: 'count', sortable: false, path: 'racks' },
  {
    id: 'active',
    title: t('inventory.documents.state'),
    width: 110,
    kind: 'flag',
    sortable: false,
    path: 'active',
    cell: (row) => (
      <StatusPill tone={row.active ? 'ok' : 'mute'}>
        {t(row.active ? 'inventory.places.open' : 'inventory.places.closed')}
      </StatusPill>
    ),
  },
]

const fresh = (): Location => ({
  id: 0,
  uid: crypto.randomUUID(),
  name: '',
  kind: 'saleable',
  active: true,
  address: null,
  batches: 0,
  racks: 0,
})

/** The godowns and other places of the firm; Enter shows the racks of one. */
export function LocationsScreen() {
  const t = useWords()
  const may = useMay('masters.write')
  const [open, setOpen] = useState<Location | null>(null)
  const [row, setRow] = useState<Location | undefined>()
  const create = () => setOpen(fresh())
  return (
    <>
      <DataTable<Location>
        id="inventory/locations"
        title={t('screens.locations')}
        focused
        columns={columnsOf(t)}
        page={(request) => ask('inventory.locations', request) as never}
        rowKey={(one) => one.uid}
        onCursor={setRow}
        onOpen={(one) => openScreen('inventory/racks', { locationId: one.id, name: one.name })}
        actions={
          may && (
            <>
              <Button command={listCommands.commands.edit} onClick={() => row && setOpen(row)}>
                {t('inventory.places.change')}
              </Button>
              <Button command={listCommands.commands.create} onClick={create}>
                {t('inventory.places.add')}
              </Button>
            </>
          )
        }
        commands={may ? { create, edit: () => row && setOpen(row) } : {}}
      />
      {open && <LocationDialog location={open} onClose={() => setOpen(null)} />}
    </>
  )
}

function LocationDialog({ location, onClose }: { location: Location; onClose: () => void }) {
  const t = useWords()
  const [name, setName] = useState(location.name)
  const [kind, setKind] = useState<Kind>(location.kind)
  const [active, setActive] = useState(location.active)
  const [boxes, setBoxes] = useState<Boxes>(() => boxesOf(location.address))
  const save = useTell('inventory.saveLocation')
  const accept = async () => {
    const told = await save.tell({ uid: location.uid, name, kind, active, address: addressOf(boxes) })
    if (!told.ok) return
    say(t('inventory.places.saved', { name }))
    onClose()
  }
  const refusal: Refusal | null = save.refusal
  return (
    <Dialog
      title={t(location.id === 0 ? 'inventory.places.add' : 'inventory.places.change')}
      width={560}
      onClose={onClose}
      onAccept={() => void accept()}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={() => void accept()} disabled={save.busy}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <Form refusal={refusal} onDone={() => void accept()} label={t('screens.locations')}>
        <TextField label={t('inventory.places.name')} name="name" value={name} onChange={setName} maxLength={60} autoFocus />
        <Select<Kind>
          label={t('inventory.places.kind')}
          name="kind"
          value={kind}
          choices={locationKinds.map((value) => ({ value, label: t(`inventory.places.kinds.${value}`) }))}
          onChange={setKind}
        />
        <AddressFields boxes={boxes} onChange={setBoxes} />
        <SwitchField label={t('inventory.places.open')} name="active" checked={active} onChange={setActive} />
      </Form>
    </Dialog>
  )
}
