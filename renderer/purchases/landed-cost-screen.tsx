import { useState } from 'react'
import { useStore } from 'zustand'
import { addDays } from '../../shared/calendar.ts'
import { sumPaise } from '../../shared/money.ts'
import { useToday } from '../book.ts'
import { fetchNow, type OutputOf, tell } from '../client.ts'
import { createSheet, type KeptSheet, readSheet, type Sheet } from '../items/sheet.ts'
import { SheetDate, useColumns } from '../items/sheet-parts.tsx'
import { SheetScreen } from '../items/sheet-screen.tsx'
import { type Draft, useKeptDraft } from '../kept-draft.ts'
import { openScreen, type ScreenParams } from '../tabs.ts'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import type { EntryColumn } from '../ui/entry-grid.tsx'
import { TextField } from '../ui/fields.tsx'
import { balance, count, day, money, percent, quantity, rupees } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { type Say, useWords, words } from '../words.ts'
import { purchaseCommands } from './commands.ts'
import {
  type CostHead,
  type CostLine,
  costKind,
  costRules,
  costToPost,
  costTotals,
  type Landable,
  missingOfCost,
  newCostHead,
  taxOfCost,
} from './landed-cost.ts'
import { askPick } from './pick-dialog.tsx'
import styles from './purchases.module.css'
import { AboutSupplier, SupplierField, useDesk } from './supplier-field.tsx'
import { askWeights } from './weights-dialog.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/landed-cost': { uid?: string }
  }
}

const read = readSheet(costKind)
/** Goods received this long ago still get freight. */
const daysBack = 120

/** Freight and other services: landed on received goods, or an expense; also under reverse charge. */
export function LandedCostScreen({ params }: { params: ScreenParams['purchases/landed-cost'] }) {
  const draft = useKeptDraft('landed-cost', params.uid, read)
  return draft ? <KeyedCost key={draft.uid} loaded={draft} /> : null
}

const costColumns = (t: Say): readonly EntryColumn<CostLine>[] => {
  const looks: Readonly<Record<string, Omit<EntryColumn<CostLine>, 'id' | 'title'>>> = {
    service: { width: 'minmax(240px, 1fr)', weight: 'strong', frozen: true, show: (line) => line.item?.name },
    sac: { width: '96px', show: (line) => (line.item ? <span className="code">{line.sac}</span> : '') },
    amount: { width: '130px', numeric: true, weight: 'strong', show: (line) => money(line.amountPaise) },
    gst: { width: '70px', numeric: true, show: (line) => percent(line.rateBp) },
    reverseCharge: { width: '130px', show: (line) => (line.reverseCharge ? words('purchases.yes') : '') },
    itc: { width: '90px', weight: 'dim', show: (line) => (line.item ? words(`purchases.itc.${line.itc}`) : '') },
    tax: { width: '120px', numeric: true, weight: 'dim', show: (line) => (line.item ? money(taxOfCost(line)) : '') },
  }
  return costRules.map((rule) => ({
    ...rule,
    ...(looks[rule.id] as Omit<EntryColumn<CostLine>, 'id' | 'title'>),
    title: t(`purchases.columns.${rule.id as 'sac'}`),
  }))
}

/** Which received goods the cost is landed on. */
async function chooseGoods(sheet: Sheet<CostHead, CostLine>): Promise<void> {
  const { date, over } = sheet.head.getState()
  const rows = await fetchNow('purchases.landableLines', { supplier: null, from: addDays(date, -daysBack), to: date })
  const before = new Set(over.map((line) => `${line.uid} ${line.line}`))
  const chosen = await askPick<Landable>({
    title: words('purchases.landed.pick'),
    rows,
    rowKey: (row) => `${row.uid} ${row.line}`,
    rowLabel: (row) => `${row.number} ${row.item} ${row.batch}`,
    ticked: (row) => before.has(`${row.uid} ${row.line}`),
    empty: words('purchases.landed.noGoods'),
    action: words('purchases.pick.take'),
    columns: [
      { id: 'number', title: words('purchases.columns.number'), cell: (row) => <span className="code">{row.number}</span> },
      { id: 'date', title: words('purchases.columns.date'), cell: (row) => day(row.date) },
      { id: 'supplier', title: words('purchases.supplier'), cell: (row) => row.supplier },
      { id: 'item', title: words('purchases.columns.item'), strong: true, cell: (row) => row.item },
      { id: 'batch', title: words('purchases.columns.batch'), cell: (row) => row.batch },
      { id: 'qty', title: words('purchases.columns.qtyBase'), numeric: true, cell: (row) => quantity(row.qtyMilli) },
      { id: 'value', title: words('purchases.columns.value'), numeric: true, cell: (row) => money(row.valuePaise) },
      { id: 'landed', title: words('purchases.landed.already'), numeric: true, cell: (row) => balance(row.landedPaise) },
    ],
  })
  if (!chosen) return
  sheet.head.setState({ over: chosen })
  if (sheet.head.getState().basis === 'weight') await weigh(sheet)
}

/** What the chosen goods weigh, for sharing by weight. */
async function weigh(sheet: Sheet<CostHead, CostLine>): Promise<void> {
  const { over, weights } = sheet.head.getState()
  const known = over.length > 0 ? await askWeights(over, weights) : null
  if (known) sheet.head.setState({ weights: known })
}

function CostHeadFields({ sheet }: { sheet: Sheet<CostHead, CostLine> }) {
  const t = useWords()
  const head = useStore(sheet.head)
  const desk = useDesk(head, []).data ?? null
  const over =
    head.over.length === 0
      ? t('purchases.landed.expense')
      : t('purchases.landed.over', {
          count: head.over.length,
          value: rupees(sumPaise(head.over.map((line) => line.valuePaise))),
        })
  return (
    <>
      <div className={styles.supplier}>
        <SupplierField value={head.supplier} onChange={(supplier) => sheet.head.setState({ supplier })} />
      </div>
      {head.supplier === null && (
        <TextField
          label={t('purchases.landed.paidTo')}
          name="supplierName"
          value={head.supplierName}
          onChange={(supplierName) => sheet.head.setState({ supplierName })}
          maxLength={100}
        />
      )}
      <TextField
        label={t('purchases.bill.supplierNumber')}
        name="supplierNumber"
        value={head.supplierNumber}
        onChange={(supplierNumber) => sheet.head.setState({ supplierNumber })}
        maxLength={30}
        code
      />
      <Select<CostHead['basis']>
        label={t('purchases.landed.basis')}
        name="basis"
        stop={false}
        value={head.basis}
        choices={(['value', 'quantity', 'weight'] as const).map((value) => ({ value, label: t(`purchases.landed.by.${value}`) }))}
        onChange={(basis) => {
          sheet.head.setState({ basis })
          if (basis === 'weight') void weigh(sheet)
        }}
      />
      <SheetDate head={sheet.head} label={t('purchases.bill.date')} />
      <AboutSupplier supplier={desk?.supplier ?? null} without={over}>
        <span>{over}</span>
      </AboutSupplier>
    </>
  )
}

function KeyedCost({ loaded }: { loaded: Draft<KeptSheet<CostHead, CostLine>> }) {
  const t = useWords()
  const today = useToday()
  const [sheet] = useState(() => createSheet(costKind, loaded.uid, newCostHead(today), loaded.kept))
  const head = useStore(sheet.head)
  const filled = useStore(sheet.entry.store, (state) => state.lines).filter((line) => line.item !== null)
  const columns = useColumns((t) => costColumns(t))
  const choose = () => void chooseGoods(sheet)
  useCommands(purchaseCommands, { load: { run: choose, label: t('purchases.landed.choose') } })
  const totals = costTotals(filled)
  return (
    <SheetScreen<CostHead, CostLine, never, OutputOf<'purchases.postLandedCost'>>
      screen="purchases/landed-cost"
      sheet={sheet}
      title={head.supplier?.name ?? t('screens.landedCost')}
      label={t('purchases.landed.lines')}
      columns={columns}
      columnOf={{ name: 'service', sac: 'sac', amountPaise: 'amount', rateBp: 'gst', reverseCharge: 'reverseCharge', itc: 'itc' }}
      missing={missingOfCost}
      firstField="supplier"
      post={(sent) => tell('purchases.postLandedCost', costToPost(loaded.uid, head, sent), { draftUid: loaded.uid })}
      saved={({ number, selfInvoice, totalPaise }) =>
        selfInvoice
          ? t('purchases.landed.savedSelf', { number, self: selfInvoice, total: rupees(totalPaise) })
          : t('purchases.landed.saved', { number, total: rupees(totalPaise) })
      }
      holdName={({ supplier }) => supplier?.name ?? t('screens.landedCost')}
      head={<CostHeadFields sheet={sheet} />}
      hint={t('purchases.landed.hint')}
      strip={(line) => line.reverseCharge && <span>{t('purchases.landed.reverse')}</span>}
      actions={
        <>
          <Button command={purchaseCommands.commands.load} onClick={choose}>
            {t('purchases.landed.choose')}
          </Button>
          <Button look="quiet" onClick={() => openScreen('purchases/landed-costs')}>
            {t('screens.landedCosts')}
          </Button>
        </>
      }
      totals={[
        { id: 'over', label: t('purchases.landed.goods'), value: count(head.over.length) },
        { id: 'taxable', label: t('purchases.bill.taxable'), value: balance(totals.taxablePaise) },
        { id: 'tax', label: t('purchases.return.tax'), value: balance(totals.chargedPaise) },
        { id: 'reverse', label: t('purchases.columns.reverseCharge'), value: balance(totals.reversePaise) },
        { id: 'total', label: t('purchases.landed.toPay'), value: rupees(totals.totalPaise), main: true },
      ]}
    />
  )
}
