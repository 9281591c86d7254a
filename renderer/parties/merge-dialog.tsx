import { useState } from 'react'
import { fetchNow, type OutputOf, tell } from '../client.ts'
import { went } from '../told.ts'
import { askWith } from '../ui/ask.tsx'
import { Combobox } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { balance, rupees } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { useWords, words } from '../words.ts'

type Hit = Pick<OutputOf<'parties.search'>['rows'][number], 'uid' | 'name' | 'city' | 'balancePaise'>
type Party = { uid: string; name: string }

/** Asks into which party (or takes the one given) and why, then merges. */
export async function mergeInto(from: Party, customers: boolean, into: Party | null = null): Promise<void> {
  const wish = await askWith<{ into: string; reason: string } | null>((done) => (
    <MergeDialog from={from} given={into} customers={customers} onDone={done} />
  ))
  if (wish === null) return
  const told = await tell('accounts.mergeParties', { uid: crypto.randomUUID(), from: from.uid, ...wish })
  if (went(told))
    say(words('parties.mergedNow', { name: from.name, count: told.value.bills, amount: rupees(told.value.movedPaise) }))
}

/** Asks why, then undoes the merge of a party. */
export async function unmerge(from: Party): Promise<void> {
  const reason = await askWith<string | null>((done) => <UndoDialog from={from} onDone={done} />)
  if (reason === null) return
  const told = await tell('accounts.undoMerge', { from: from.uid, reason })
  if (went(told)) say(words('parties.shownNow', { name: from.name }))
}

type MergeProps = {
  from: Party
  given: Party | null
  customers: boolean
  onDone: (wish: { into: string; reason: string } | null) => void
}

function MergeDialog({ from, given, customers, onDone }: MergeProps) {
  const t = useWords()
  const [into, setInto] = useState<Hit | null>(given && { ...given, city: null, balancePaise: 0 as Hit['balancePaise'] })
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const accept = () =>
    into !== null && reason.trim().length > 2 ? onDone({ into: into.uid, reason: reason.trim() }) : setAsked(true)
  return (
    <Dialog
      title={t('parties.mergeTitle', { name: from.name })}
      width={560}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept}>
            {t('parties.merge')}
          </Button>
        </>
      }
    >
      <p>{t('parties.mergeText')}</p>
      <Combobox<Hit>
        label={t('parties.mergeInto')}
        name="into"
        autoFocus={given === null}
        value={into}
        onChange={setInto}
        find={async (text) => {
          const found = await fetchNow('parties.search', { text, customers })
          const rows = found.rows.filter((row) => row.uid !== from.uid)
          return { text, rows, total: rows.length }
        }}
        rowKey={(row) => row.uid}
        rowLabel={(row) => row.name}
        width={460}
        columns={[
          {
            id: 'name',
            title: t('parties.field.name'),
            width: 'minmax(200px, 1.5fr)',
            weight: 'strong',
            match: true,
            cell: (row) => row.name,
          },
          { id: 'city', title: t('parties.field.city'), width: '110px', weight: 'dim', match: true, cell: (row) => row.city },
          { id: 'balance', title: t('parties.balance'), width: '120px', numeric: true, cell: (row) => balance(row.balancePaise) },
        ]}
        error={asked && into === null ? t('parties.mergeNeedsParty') : null}
      />
      <TextField
        label={t('parties.reason')}
        name="reason"
        value={reason}
        onChange={setReason}
        autoFocus={given !== null}
        maxLength={200}
        error={asked && reason.trim().length < 3 ? t('parties.reasonNeeded') : null}
      />
    </Dialog>
  )
}

function UndoDialog({ from, onDone }: { from: Party; onDone: (reason: string | null) => void }) {
  const t = useWords()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const accept = () => (reason.trim().length > 2 ? onDone(reason.trim()) : setAsked(true))
  return (
    <Dialog
      title={t('parties.unmergeTitle', { name: from.name })}
      onClose={() => onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept}>
            {t('parties.unmerge')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('parties.reason')}
        name="reason"
        value={reason}
        onChange={setReason}
        autoFocus
        maxLength={200}
        error={asked && reason.trim().length < 3 ? t('parties.reasonNeeded') : null}
      />
    </Dialog>
  )
}
