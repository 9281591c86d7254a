import { useQuery } from '@tanstack/react-query'
import { ask } from '../client.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { StatusPill } from '../ui/controls.tsx'
import { useWords } from '../words.ts'
import { SalePaper } from './sale-paper.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/note-paper': { uid: string; reprint?: boolean }
  }
}

/** A note as it goes to the customer: the same choices and ways out as a bill has. */
export function NotePaperScreen({ params: { uid, reprint = false } }: { params: ScreenParams['sales/note-paper'] }) {
  const t = useWords()
  const note = useQuery(ask('sales.note', { uid }))
  const number = note.data?.number
  useTab({ title: number })
  return (
    <SalePaper
      uid={uid}
      what="note"
      reprint={reprint}
      document={note.data}
      error={note.error}
      onRetry={() => void note.refetch()}
      name={number ?? t('ui.loading')}
      pill={
        note.data && (
          <StatusPill tone={note.data.cancelled ? 'bad' : 'mute'}>
            {note.data.cancelled ? t('sales.bills.cancelled') : t(`sales.return.kinds.${note.data.kind}`)}
          </StatusPill>
        )
      }
    />
  )
}
