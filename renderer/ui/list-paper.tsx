import { useQuery } from '@tanstack/react-query'
import type { InputOf } from '../client.ts'
import { bytesOf, previewTask } from '../papers.ts'
import { runTask } from '../tasks.ts'
import { went } from '../told.ts'
import { useWords } from '../words.ts'
import { Dialog } from './dialog.tsx'
import { PdfView } from './pdf-view.tsx'
import styles from './table.module.css'

type Ask = InputOf<'company.listPaper'>

/** A list on paper before it is printed: the same columns and rows, never a picture of the screen. */
export function PaperDialog({ ask, onClose, onSave }: { ask: Ask; onClose: () => void; onSave: () => void }) {
  const t = useWords()
  const paper = useQuery({
    queryKey: ['company', 'listPaper', ask],
    queryFn: async ({ signal }) => bytesOf((await previewTask('company.listPaper', ask, signal)).pdfBase64),
    meta: { live: false },
    gcTime: 0,
  })
  const print = async () => {
    const told = await runTask('company.printList', ask)
    if (went(told) && told.value.printed) onClose()
  }
  return (
    <Dialog title={ask.title} width={1100} onClose={onClose}>
      <div className={styles.paper}>
        <PdfView
          data={paper.data ?? null}
          name={t('ui.paper')}
          inDialog
          error={paper.error}
          onPrint={() => void print()}
          onSave={onSave}
        />
      </div>
    </Dialog>
  )
}
