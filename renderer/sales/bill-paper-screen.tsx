import { useQuery } from '@tanstack/react-query'
import { ask } from '../client.ts'
import { useTab } from '../tabs.ts'
import { StatusPill } from '../ui/controls.tsx'
import { useWords } from '../words.ts'
import { SalePaper } from './sale-paper.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/bill-paper': { uid: string; reprint?: boolean }
  }
}

/** A bill as it goes to the customer. */
export function BillPaperScreen({ params: { uid, reprint = false } }: { params: { uid: string; reprint?: boolean } }) {
  const t = useWords()
  const bill = useQuery(ask('sales.bill', { uid }))
  const number = bill.data?.number
  useTab({ title: number === undefined ? undefined : t('sales.paper.tab', { number }) })
  return (
    <SalePaper
      uid={uid}
      what="bill"
      reprint={reprint}
      document={bill.data && { ...bill.data, kind: 'sale' }}
      error={bill.error}
      onRetry={() => void bill.refetch()}
      name={number === undefined ? t('ui.loading') : t('sales.paper.of', { number })}
      pill={bill.data?.cancelled && <StatusPill tone="bad">{t('sales.paper.cancelled')}</StatusPill>}
    />
  )
}
