import { useState } from 'react'
import { openPaper } from '../accounts/open-document.ts'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf, tell } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { went } from '../told.ts'
import { askOneOf } from '../ui/ask.tsx'
import { documentCommands, listCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords, words } from '../words.ts'
import { postedCommands } from './commands.ts'
import { amountColumn, cancelledColumn, dateColumn, numberColumn, supplierColumn } from './list-columns.tsx'
import { cancelWith, usePeriod } from './list-parts.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/landed-costs': Record<string, never>
  }
}

type Row = OutputOf<'purchases.landedCosts'>['rows'][number]

const columnsOf = (t: Say): readonly Column<Row>[] => {
  return [
    dateColumn(t, { sortable: false }),
    numberColumn(t, { width: 132, sortable: false }),
    supplierColumn(t, { width: 140, sortable: false }),
    { id: 'supplierNumber', title: t('purchases.bill.supplierNumber'), width: 92, path: 'supplierNumber', sortable: false },
    { id: 'self', title: t('purchases.landed.selfInvoice'), width: 132, path: 'selfInvoice', sortable: false },
    amountColumn('taxable', t('purchases.bill.taxable'), 'taxablePaise', { width: 98 }),
    amountColumn('tax', t('purchases.return.tax'), 'taxPaise', { width: 98 }),
    amountColumn('reverse', t('purchases.columns.reverseCharge'), 'reverseChargePaise', { width: 98 }),
    amountColumn('landed', t('purchases.landed.onGoods'), 'landedPaise', { width: 98 }),
    amountColumn('total', t('purchases.bill.total'), 'totalPaise', { width: 104, weight: 'strong' }),
    cancelledColumn(t, { width: 90 }),
  ]
}

/** The one paper there is, or the one that is picked: the newest has the focus. */
async function openOneOf(papers: Row['papers']): Promise<void> {
  const [only] = papers
  const uid =
    papers.length < 2
      ? (only?.uid ?? null)
      : await askOneOf({
          title: words('purchases.landed.whichPaper'),
          choices: [...papers].reverse().map((one) => ({
            value: one.uid,
            label: words(`accounts.paper.kinds.${one.kind}`, { number: one.number }),
          })),
        })
  if (uid) openPaper(uid)
}

/** Freight and service bills, with what was landed on goods; the payment voucher of reverse charge is made here. */
export function LandedCostsScreen() {
  const t = useWords()
  const today = useToday()
  const mayWrite = useMay('purchases.write')
  const { period, chips } = usePeriod()
  const [row, setRow] = useState<Row | undefined>()
  const why = !mayWrite ? t('app.noRight') : !row ? t('purchases.chooseFirst') : row.cancelled ? t('purchases.isCancelled') : null
  const cancel = () =>
    row &&
    void cancelWith('purchases.cancelLandedCost', {
      uid: row.uid,
      title: t('purchases.cancelTitle', { number: row.number, total: rupees(row.totalPaise) }),
      text: t('purchases.landed.cancelText', { supplier: row.supplier }),
      action: t('purchases.cancelAction'),
      done: t('purchases.cancelled', { number: row.number }),
    })
  const voucher = async () => {
    if (!row) return
    const told = await tell('purchases.postPaymentVoucher', {
      uid: crypto.randomUUID(),
      date: today,
      against: row.uid,
      paidPaise: row.totalPaise,
    })
    if (went(told)) {
      say(t('purchases.landed.voucherMade', { number: told.value.number }))
      openPaper(told.value.uid)
    }
  }
  useCommands(documentCommands, { cancelDocument: { run: () => void cancel(), why } })
  const noVoucher = why ?? (row && row.reverseChargePaise > 0 ? null : t('purchases.landed.noReverse'))
  const makeVoucher = { run: () => void voucher(), why: noVoucher, label: t('purchases.landed.voucher') }
  const papers = row?.papers ?? []
  const paper = {
    run: () => void openOneOf(papers),
    why: row ? (papers.length > 0 ? null : t('purchases.landed.noPapers')) : t('purchases.chooseFirst'),
  }
  useCommands(postedCommands, { next: makeVoucher, paper })
  const create = () => openScreen('purchases/landed-cost', {}, { another: true })
  return (
    <DataTable<Row>
      id="purchases/landed-costs"
      title={t('screens.landedCosts')}
      focused
      columns={columnsOf(t)}
      page={({ sort: _, ...request }) => ask('purchases.landedCosts', { ...request, ...period })}
      rowKey={(one) => one.uid}
      onCursor={setRow}
      tools={chips}
      actions={
        <>
          <Button command={postedCommands.commands.next} onClick={makeVoucher.run} why={noVoucher}>
            {t('purchases.landed.voucher')}
          </Button>
          <Button command={postedCommands.commands.paper} onClick={paper.run} why={paper.why}>
            {t('commands.purchasePosted.paper')}
          </Button>
          <Button command={listCommands.commands.create} onClick={create}>
            {t('screens.landedCost')}
          </Button>
        </>
      }
      commands={{ create }}
      empty={
        <EmptyState
          title={t('purchases.landed.none')}
          action={
            <Button look="main" onClick={create}>
              {t('screens.landedCost')}
            </Button>
          }
        />
      }
    />
  )
}
