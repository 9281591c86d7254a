import { useState } from 'react'
import { useStore } from 'zustand'
import type { LocalDate } from '../../shared/calendar.ts'
import { claimBases, claimReasons, claimRoutes } from '../../shared/purchases/claim-contract.ts'
import { openPaper } from '../accounts/open-document.ts'
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
import { count, day, money, rate, rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { type Say, useWords, words } from '../words.ts'
import {
  basisRate,
  type Claimable,
  type ClaimHead,
  type ClaimLine,
  claimColumnOf,
  claimedLines,
  claimedOf,
  claimKind,
  claimRules,
  claimToPost,
  claimTotal,
  missingOf,
  newClaimHead,
} from './claim.ts'
import { purchaseCommands } from './commands.ts'
import { bad, columnsFrom, goodsLooks, type Look, warn } from './goods-columns.tsx'
import { goodsItems, shownGoods } from './goods-line.ts'
import { askPick } from './pick-dialog.tsx'
import styles from './purchases.module.css'
import { AboutSupplier, SupplierField, useDesk } from './supplier-field.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/claim': { uid?: string }
  }
}

const read = readSheet(claimKind)
type ClaimSheet = Sheet<ClaimHead, ClaimLine>
/** How far ahead goods are offered: half a year, the longest that suppliers take goods before expiry. */
const offeredDays = 180

/** Expired and broken goods sent to who supplied them, for credit. */
export function ClaimScreen({ params }: { params: ScreenParams['purchases/claim'] }) {
  const draft = useKeptDraft('claim', params.uid, read)
  return draft ? <KeyedClaim key={draft.uid} loaded={draft} /> : null
}

function claimColumns(t: Say, date: LocalDate): readonly EntryColumn<ClaimLine>[] {
  const common = goodsLooks(date) as unknown as Readonly<Record<string, Look<ClaimLine>>>
  return columnsFrom<ClaimLine>(t, claimRules, date, {
    expiry: {
      ...(common['expiry'] as Look<ClaimLine>),
      problem: (line) => (line.stock?.inWindow === false ? warn(words('purchases.claim.outsideWindow')) : null),
    },
    place: { width: '120px', weight: 'dim', show: (line) => line.stock?.location },
    stock: { width: '84px', numeric: true, weight: 'dim', show: (line) => shownGoods(line.stock?.qtyMilli ?? null, line) },
    qty: {
      ...(common['qty'] as Look<ClaimLine>),
      problem: (line) =>
        (line.qtyMilli ?? 0) > (line.stock?.qtyMilli ?? 0)
          ? bad(words('purchases.claim.moreThanThere', { there: shownGoods(line.stock?.qtyMilli ?? 0, line) }))
          : null,
    },
    amount: { ...(common['amount'] as Look<ClaimLine>), show: (line) => money(claimedOf(line)) },
  })
}

/** Picks among what can be claimed; what is outside the supplier's window is there but not ticked. */
async function loadGoods(sheet: ClaimSheet): Promise<void> {
  const { supplier, basis, date, reason } = sheet.head.getState()
  if (!supplier) {
    say(words('purchases.chooseSupplier'))
    return
  }
  const { rows } = await fetchNow('purchases.claimableStock', {
    supplier: supplier.uid,
    withinDays: reason === 'expiry' || reason === 'near-expiry' ? offeredDays : null,
    limit: 500,
  })
  const taken = new Set(sheet.entry.filled().map((line) => `${line.stock?.batchId} ${line.stock?.locationId}`))
  const picked = await askPick<Claimable>({
    title: words('purchases.claim.pick', { supplier: supplier.name }),
    rows: rows.filter((row) => !taken.has(`${row.batchId} ${row.locationId}`)),
    ticked: (row) => row.marked || row.inWindow === true || (row.inWindow === null && row.expiry !== null && row.expiry < date),
    rowKey: (row) => `${row.batchId} ${row.locationId}`,
    rowLabel: (row) => `${row.item} ${row.batch}`,
    empty: words('purchases.claim.nothingToClaim'),
    action: words('purchases.pick.take'),
    columns: [
      { id: 'item', title: words('purchases.columns.item'), strong: true, cell: (row) => row.item },
      { id: 'batch', title: words('purchases.columns.batch'), cell: (row) => <span className="code">{row.batch}</span> },
      { id: 'expiry', title: words('purchases.columns.expiry'), cell: (row) => day(row.expiry) },
      { id: 'place', title: words('purchases.columns.place'), cell: (row) => row.location },
      { id: 'bought', title: words('purchases.claim.boughtOn'), cell: (row) => day(row.boughtOn) },
      { id: 'cost', title: words('purchases.claim.basis.cost'), numeric: true, cell: (row) => rate(row.costE4) },
    ],
  })
  if (!picked || picked.length === 0) return
  const items = await goodsItems(
    date,
    picked.map((row) => row.itemId),
  )
  sheet.entry.setLines([...sheet.entry.filled(), ...claimedLines(picked, items, basis)], true)
  sheet.goTo(0, 'qty')
  sheet.entry.setFocused(true)
}

function HeadFields({ sheet, desk }: { sheet: ClaimSheet; desk: OutputOf<'purchases.desk'> | null }) {
  const t = useWords()
  const head = useStore(sheet.head)
  return (
    <>
      <div className={styles.supplier}>
        <SupplierField value={head.supplier} onChange={(supplier) => sheet.head.setState({ supplier })} />
      </div>
      <Select<ClaimHead['reason']>
        label={t('purchases.claim.reasonLabel')}
        name="reason"
        value={head.reason}
        choices={claimReasons.map((value) => ({ value, label: t(`purchases.claim.reason.${value}`) }))}
        onChange={(reason) => sheet.head.setState({ reason })}
      />
      <Select<ClaimHead['basis']>
        label={t('purchases.claim.basisLabel')}
        name="basis"
        value={head.basis}
        choices={claimBases.map((value) => ({ value, label: t(`purchases.claim.basis.${value}`) }))}
        onChange={(basis) => {
          sheet.head.setState({ basis })
          sheet.entry.setLines(
            sheet.entry.filled().map((line) => (line.stock ? { ...line, rateE4: basisRate(line.stock, basis) } : line)),
            true,
          )
        }}
      />
      <Select<ClaimHead['route']>
        label={t('purchases.claim.routeLabel')}
        name="route"
        value={head.route}
        choices={claimRoutes.map((value) => ({ value, label: t(`purchases.claim.route.${value}`) }))}
        onChange={(route) => sheet.head.setState({ route })}
      />
      <TextField
        label={t('purchases.claim.notes')}
        name="notes"
        stop={false}
        value={head.notes}
        onChange={(notes) => sheet.head.setState({ notes })}
        maxLength={300}
      />
      <SheetDate head={sheet.head} label={t('purchases.bill.date')} />
      <AboutSupplier supplier={desk?.supplier ?? null}>
        <span>{t(`purchases.claim.routeMeans.${head.route}`)}</span>
      </AboutSupplier>
    </>
  )
}

function KeyedClaim({ loaded }: { loaded: Draft<KeptSheet<ClaimHead, ClaimLine>> }) {
  const t = useWords()
  const today = useToday()
  const [sheet] = useState(() => createSheet(claimKind, loaded.uid, newClaimHead(today), loaded.kept))
  const head = useStore(sheet.head)
  const lines = useStore(sheet.entry.store, (state) => state.lines)
  const columns = useColumns((t) => claimColumns(t, head.date), head.date)
  const desk = useDesk({ date: head.date, supplier: head.supplier }, []).data ?? null
  const load = () => void loadGoods(sheet)
  useCommands(purchaseCommands, { load })
  return (
    <SheetScreen<ClaimHead, ClaimLine, never, OutputOf<'purchases.postClaim'>>
      screen="purchases/claim"
      sheet={sheet}
      title={head.supplier ? t('purchases.claim.tab', { supplier: head.supplier.name }) : t('screens.claim')}
      label={t('purchases.claim.lines')}
      columns={columns}
      columnOf={claimColumnOf}
      missing={missingOf}
      firstField="supplier"
      post={(sent) => tell('purchases.postClaim', claimToPost(loaded.uid, head, sent), { draftUid: loaded.uid })}
      saved={({ number, totalPaise }) => t('purchases.claim.saved', { number, total: rupees(totalPaise) })}
      printable
      onSaved={(_, print) => print && openPaper(loaded.uid)}
      holdName={(held) => held.supplier?.name ?? t('screens.claim')}
      head={<HeadFields sheet={sheet} desk={desk} />}
      strip={(line) => (
        <>
          <span>
            {t('purchases.columns.batch')} <b>{line.batch}</b>
          </span>
          <span>
            {t('purchases.columns.mrp')} <b>{money(line.mrpPaise)}</b>
          </span>
          {line.stock?.boughtOn && (
            <span>
              {t('purchases.claim.boughtOn')} <b>{day(line.stock.boughtOn)}</b>
            </span>
          )}
        </>
      )}
      actions={
        <>
          <Button command={purchaseCommands.commands.load} onClick={load}>
            {t('purchases.claim.load')}
          </Button>
          <Button look="quiet" onClick={() => openScreen('purchases/claims')}>
            {t('screens.claims')}
          </Button>
        </>
      }
      totals={[
        { id: 'items', label: t('purchases.claim.lines'), value: count(lines.filter((line) => line.item).length) },
        { id: 'total', label: t('purchases.claim.claimed'), value: rupees(claimTotal(lines)), main: true },
      ]}
    />
  )
}
