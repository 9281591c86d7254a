import { useState } from 'react'
import { openPaper } from '../accounts/open-document.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { documentCommands, listCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { rupees } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { postedCommands } from './commands.ts'
import { ReturnPane } from './document-panes.tsx'
import { amountColumn, cancelledColumn, dateColumn, numberColumn, supplierColumn } from './list-columns.tsx'
import { cancelWith, usePeriod } from './list-parts.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/returns': Record<string, never>
  }
}

type Row = OutputOf<'purchases.returns'>['rows'][number]

const columnsOf = (t: Say): readonly Column<Row>[] => [
  dateColumn(t),
  numberColumn(t, { width: 134 }),
  supplierColumn(t, { width: 190 }),
  { id: 'bill', title: t('purchases.columns.bill'), width: 134, path: 'bill', sortable: false },
  { id: 'note', title: t('purchases.return.supplierNote'), width: 120, path: 'supplierNote', sortable: false },
  amountColumn('taxable', t('purchases.bill.taxable'), 'taxablePaise'),
  amountColumn('tax', t('purchases.return.tax'), 'taxPaise', { width: 110 }),
  amountColumn('total', t('purchases.return.total'), 'totalPaise', { width: 140, weight: 'strong', sortable: true }),
  cancelledColumn(t),
]

/** Purchase returns of a period. */
export function ReturnsScreen() {
  const t = useWords()
  const mayWrite = useMay('purchases.write')
  const { period, chips } = usePeriod()
  const [row, setRow] = useState<Row | undefined>()
  const cancel = () =>
    row &&
    void cancelWith('purchases.cancelReturn', {
      uid: row.uid,
      title: t('purchases.cancelTitle', { number: row.number, total: rupees(row.totalPaise) }),
      text: t('purchases.return.cancelText', { supplier: row.supplier }),
      action: t('purchases.cancelAction'),
      done: t('purchases.cancelled', { number: row.number }),
    })
  useCommands(documentCommands, {
    cancelDocument: {
      run: () => void cancel(),
      why: !mayWrite ? t('app.noRight') : !row ? t('purchases.chooseFirst') : row.cancelled ? t('purchases.isCancelled') : null,
    },
  })
  const paper = { run: () => row && openPaper(row.uid), why: row ? null : t('purchases.chooseFirst') }
  useCommands(postedCommands, { paper })
  const create = () => openScreen('purchases/return', {}, { another: true })
  return (
    <DataTable<Row>
      id="purchases/returns"
      title={t('screens.purchaseReturns')}
      focused
      columns={columnsOf(t)}
      page={(request) => ask('purchases.returns', { ...request, sort: request.sort as 'date', ...period })}
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={(one) => openScreen('purchases/document', { kind: 'purchase-return', uid: one.uid })}
      detail={(one) => <ReturnPane uid={one.uid} />}
      tools={chips}
      actions={
        <>
          <Button command={postedCommands.commands.paper} onClick={paper.run} why={paper.why}>
            {t('commands.purchasePosted.paper')}
          </Button>
          <Button command={listCommands.commands.create} onClick={create}>
            {t('screens.purchaseReturn')}
          </Button>
        </>
      }
      commands={{ create }}
      empty={
        <EmptyState
          title={t('purchases.return.none')}
          action={
            <Button look="main" onClick={create}>
              {t('screens.purchaseReturn')}
            </Button>
          }
        />
      }
    />
  )
}
