import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Refusal } from '../../shared/refusal.ts'
import { useMay } from '../book.ts'
import { ask, fetchNow, type OutputOf } from '../client.ts'
import { Combobox, Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { FieldProps } from '../ui/fields.tsx'
import { Form } from '../ui/form.tsx'
import { useWords } from '../words.ts'

type PartyHit = OutputOf<'parties.search'>['rows'][number]
type ItemHit = OutputOf<'items.search'>['rows'][number]
export type Named = { uid: string; name: string }
export type NamedItem = { id: number; name: string }

type BoxProps<V> = FieldProps & { value: V | null; onChange: (value: V | null) => void }

/** A party by words of its name, area or phone. */
export function PartyField({ value, onChange, ...field }: BoxProps<Named>) {
  const t = useWords()
  return (
    <Combobox<Named & { city?: string | null }>
      {...field}
      value={value}
      onChange={onChange}
      find={async (text) => {
        const { text: answers, rows } = await fetchNow('parties.search', { text })
        return { text: answers, rows: rows.map(({ uid, name, city }: PartyHit) => ({ uid, name, city })), total: rows.length }
      }}
      rowKey={(row) => row.uid}
      rowLabel={(row) => (row.city ? `${row.name}, ${row.city}` : row.name)}
      empty={(text) => t('prices.nothingMatches', { text })}
    />
  )
}

/** An item as the counter bill finds it. */
export function ItemField({ value, onChange, ...field }: BoxProps<NamedItem>) {
  const t = useWords()
  return (
    <Combobox<NamedItem & { packLabel?: string | null }>
      {...field}
      value={value}
      onChange={onChange}
      find={async (text) => {
        const { text: answers, rows, exact } = await fetchNow('items.search', { text })
        const found = rows.map(({ id, name, packLabel }: ItemHit) => ({ id, name, packLabel }))
        return { text: answers, rows: found, total: rows.length, exact: exact ? 0 : undefined }
      }}
      rowKey={(row) => row.id}
      rowLabel={(row) => (row.packLabel ? `${row.name} ${row.packLabel}` : row.name)}
      empty={(text) => t('prices.nothingMatches', { text })}
    />
  )
}

/** A manufacturer, category or route that is there. */
export function NameField({ value, onChange, of, ...field }: BoxProps<string> & { of: 'manufacturer' | 'category' | 'route' }) {
  const t = useWords()
  return (
    <Combobox<{ name: string }>
      {...field}
      value={value === null ? null : { name: value }}
      onChange={(row) => onChange(row?.name ?? null)}
      find={async (text) => {
        const { text: answers, rows } = await fetchNow('items.manufacturers', { text, of })
        return { text: answers, rows, total: rows.length }
      }}
      rowKey={(row) => row.name}
      rowLabel={(row) => row.name}
      empty={(text) => t('prices.nothingMatches', { text })}
    />
  )
}

/** One of the price lists; with `none`, a first choice that is none of them. */
export function ListField({ value, onChange, none, ...field }: BoxProps<string> & { none?: string }) {
  const lists = useQuery(ask('items.priceLists', {}))
  const choices = lists.data?.filter((list) => list.active).map((list) => ({ value: list.uid, label: list.name }))
  return (
    <Select
      {...field}
      value={value ?? (none ? '' : null)}
      choices={choices && none ? [{ value: '', label: none }, ...choices] : choices}
      onChange={(uid) => onChange(uid === '' ? null : uid)}
    />
  )
}

/** A small form in a dialog: keyed with Enter, saved by the last Enter or Ctrl+Enter, main's refusals under their fields. */
export function FormDialog(props: {
  title: string
  refusal: Refusal | null
  onSave: () => void
  onClose: () => void
  children: ReactNode
  action?: string
  more?: ReactNode
}) {
  const t = useWords()
  const may = useMay('masters.write')
  return (
    <Dialog
      title={props.title}
      width={520}
      onClose={props.onClose}
      onAccept={props.onSave}
      actions={
        <>
          {props.more}
          <Button onClick={props.onClose}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={props.onSave} why={may ? null : t('app.noRight')}>
            {props.action ?? t('ui.save')}
          </Button>
        </>
      }
    >
      <Form refusal={props.refusal} onDone={props.onSave} focusFirst label={props.title}>
        {props.children}
      </Form>
    </Dialog>
  )
}

/** A dialog of this screen: it stands inside it, so that it knows the book and the day. */
export function useDialog(): { dialog: ReactNode; show: (make: (close: () => void) => ReactNode) => void } {
  const [dialog, setDialog] = useState<ReactNode>(null)
  return { dialog, show: (make) => setDialog(make(() => setDialog(null))) }
}
