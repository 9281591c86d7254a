import { useState } from 'react'
import { useMay } from '../book.ts'
import { ask, type OutputOf, useTell } from '../client.ts'
import type { ScreenParams } from '../tabs.ts'
import { listCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { Form } from '../ui/form.tsx'
import { say } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'inventory/racks': { locationId: number; name: string }
  }
}

type Row = OutputOf<'inventory.racks'>['rows'][number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'rack', title: t('inventory.columns.rack'), width: 120, weight: 'strong', sortable: false, path: 'rack' },
  { id: 'item', title: t('inventory.columns.item'), width: 260, grow: true, sortable: false, path: 'item' },
  { id: 'pack', title: t('inventory.columns.pack'), width: 90, weight: 'dim', sortable: false, path: 'pack' },
]

/** Where the items of one place stand; Enter puts one on another rack. */
export function RacksScreen({ params }: { params: ScreenParams['inventory/racks'] }) {
  const t = useWords()
  const may = useMay('masters.write')
  const [open, setOpen] = useState<Row | null>(null)
  return (
    <>
      <DataTable<Row>
        id="inventory/racks"
        title={t('inventory.places.racksOf', { name: params.name })}
        focused
        columns={columnsOf(t)}
        page={(request) => ask('inventory.racks', { ...request, locationId: params.locationId }) as never}
        rowKey={(row) => row.itemId}
        onOpen={(row) => may && setOpen(row)}
        empty={<EmptyState title={t('inventory.places.noRacks')} />}
      />
      {open && <RackDialog row={open} locationId={params.locationId} onClose={() => setOpen(null)} />}
    </>
  )
}

function RackDialog({ row, locationId, onClose }: { row: Row; locationId: number; onClose: () => void }) {
  const t = useWords()
  const [rack, setRack] = useState(row.rack ?? '')
  const save = useTell('inventory.saveRack')
  const accept = async () => {
    const told = await save.tell({ itemId: row.itemId, locationId, rack: rack.trim() || null })
    if (!told.ok) return
    say(t('inventory.places.rackSaved', { item: row.item, rack: rack.trim() || t('ui.none') }))
    onClose()
  }
  return (
    <Dialog
      title={row.item}
      width={380}
      onClose={onClose}
      onAccept={() => void accept()}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="main" command={listCommands.commands.open} onClick={() => void accept()} disabled={save.busy}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <Form refusal={save.refusal} onDone={() => void accept()} label={row.item}>
        <TextField label={t('inventory.columns.rack')} name="rack" value={rack} onChange={setRack} maxLength={20} autoFocus />
      </Form>
    </Dialog>
  )
}
