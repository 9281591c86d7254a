import { useQuery } from '@tanstack/react-query'
import { previewPdf, saveAs } from '../papers.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { runTask } from '../tasks.ts'
import { went } from '../told.ts'
import { PdfView } from '../ui/pdf-view.tsx'
import { ErrorState } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import styles from './payments.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    /** A receipt, a payment or a cash close. */
    'payments/paper': { uid: string }
  }
}
/** A receipt, voucher or cash close as it prints. */
export function MoneyPaperScreen({ params: { uid } }: { params: ScreenParams['payments/paper'] }) {
  const t = useWords()
  const paper = useQuery({
    queryKey: ['payments', 'paper', uid],
    queryFn: ({ signal }) => previewPdf('payments.moneyPdf', { uid, size: 'A5' }, signal),
    meta: { live: false },
    gcTime: 0,
  })
  const name = paper.data?.name ?? ''
  useTab({ title: name ? name.replace(/\.pdf$/, '') : t('screens.moneyPaper') })
  const print = async () => went(await runTask('payments.printMoney', { uid, size: 'A5' }))
  const save = () =>
    saveAs({ title: t('payments.savePaper'), name, saved: (name) => t('sales.paper.saved', { name }) }, (ticket) =>
      runTask('payments.saveMoneyPdf', { uid, size: 'A5', ticket }),
    )
  if (paper.error) return <ErrorState error={paper.error} onRetry={() => void paper.refetch()} />
  return (
    <div className={styles.paper}>
      <PdfView
        data={paper.data?.data ?? null}
        name={name || t('ui.loading')}
        onPrint={() => void print()}
        onSave={() => void save()}
      />
    </div>
  )
}
