import { useState } from 'react'
import { openPaper } from '../accounts/open-document.ts'
import { useMay, useToday } from '../book.ts'
import { ask, type OutputOf } from '../client.ts'
import { openScreen } from '../tabs.ts'
import { documentCommands, listCommands } from '../ui/commands.ts'
import { Button, Chips, StatusPill, type Tone } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { day, money, quantity, rupees } from '../ui/format.ts'
import { useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { postedCommands } from './commands.ts'
import { AskedPane } from './document-pane.tsx'
import { amountColumn, numberColumn, supplierColumn } from './list-columns.tsx'
import { cancelWith, usePeriod } from './list-parts.tsx'
import { answerClaim } from './start-draft.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    'purchases/claims': Record<string, never>
  }
}

type Row = OutputOf<'purchases.claims'>['rows'][number]
const shown = ['open', 'settled', 'cancelled', 'all'] as const
const tones: Readonly<Record<Row['state'], Tone>> = { sent: 'warn', part: 'info', settled: 'ok', cancelled: 'bad' }

const columnsOf = (t: Say): readonly Column<Row>[] => [
  { id: 'date', title: t('purchases.claim.sentOn'), width: 92, kind: 'date', path: 'date' },
  numberColumn(t, { width: 132 }),
  supplierColumn(t, { width: 160 }),
  {
    id: 'reason',
    title: t('purchases.claim.reasonLabel'),
    width: 96,
    path: 'reason',
    words: {
      expiry: t('purchases.claim.reason.expiry'),
      'near-expiry': t('purchases.claim.reason.near-expiry'),
      breakage: t('purchases.claim.reason.breakage'),
      recall: t('purchases.claim.reason.recall'),
      'price-drop': t('purchases.claim.reason.price-drop'),
    },
    sortable: false,
  },
  {
    id: 'route',
    title: t('purchases.claim.routeLabel'),
    width: 110,
    path: 'route',
    words: { 'credit-note': t('purchases.claim.route.credit-note'), 'fresh-supply': t('purchases.claim.route.fresh-supply') },
    sortable: false,
  },
  amountColumn('total', t('purchases.claim.claimed'), 'claimedPaise', { width: 110, sortable: true }),
  amountColumn('credited', t('purchases.claim.credited'), 'creditedPaise', { width: 110 }),
  amountColumn('short', t('purchases.claim.short'), 'shortPaise', { width: 90 }),
  amountColumn('open', t('purchases.claim.open'), 'openPaise', { width: 110, weight: 'strong' }),
  { id: 'days', title: t('purchases.claim.days'), width: 60, kind: 'count', path: 'openDays', sortable: false },
  {
    id: 'state',
    title: '',
    heading: t('purchases.columns.state'),
    width: 110,
    path: 'state',
    words: {
      sent: t('purchases.claim.states.sent'),
      part: t('purchases.claim.states.part'),
      settled: t('purchases.claim.states.settled'),
      cancelled: t('purchases.claim.states.cancelled'),
    },
    sortable: false,
    cell: (row) => <StatusPill tone={tones[row.state]}>{t(`purchases.claim.states.${row.state}`)}</StatusPill>,
  },
]

/** Claims on suppliers with their age: what was credited, what fell short, what is still open. */
export function ClaimsScreen() {
  const t = useWords()
  const mayWrite = useMay('purchases.write')
  const { period, chips } = usePeriod()
  const [state, setState] = useState<(typeof shown)[number]>('open')
  const [row, setRow] = useState<Row | undefined>()
  const why = !mayWrite ? t('app.noRight') : !row ? t('purchases.chooseFirst') : null
  const today = useToday()
  const answer = () => row && answerClaim(row.uid, today)
  const cancel = () =>
    row &&
    void cancelWith('purchases.cancelClaim', {
      uid: row.uid,
      title: t('purchases.cancelTitle', { number: row.number, total: rupees(row.claimedPaise) }),
      text: t('purchases.claim.cancelText', { supplier: row.supplier }),
      action: t('purchases.cancelAction'),
      done: t('purchases.cancelled', { number: row.number }),
    })
  useCommands(documentCommands, {
    cancelDocument: { run: () => void cancel(), why: why ?? (row?.state === 'cancelled' ? t('purchases.isCancelled') : null) },
  })
  const paper = { run: () => row && openPaper(row.uid), why: row ? null : t('purchases.chooseFirst') }
  useCommands(postedCommands, {
    paper,
    next: {
      run: () => void answer(),
      why: why ?? (row?.state === 'sent' || row?.state === 'part' ? null : t('purchases.claim.nothingOpen')),
    },
  })
  const create = () => openScreen('purchases/claim', {}, { another: true })
  return (
    <DataTable<Row>
      id="purchases/claims"
      title={t('screens.claims')}
      focused
      columns={columnsOf(t)}
      page={(request) =>
        ask('purchases.claims', { ...request, sort: request.sort as 'date', ...period, state: state === 'all' ? null : state })
      }
      rowKey={(one) => one.uid}
      onCursor={setRow}
      onOpen={() => void answer()}
      notes={[t(`purchases.claim.shown.${state}`)]}
      tools={
        <>
          {chips}
          <Chips
            label={t('purchases.columns.state')}
            value={state}
            choices={shown.map((value) => ({ value, label: t(`purchases.claim.shown.${value}`) }))}
            onChange={setState}
          />
        </>
      }
      actions={
        <>
          <Button command={postedCommands.commands.next} onClick={() => void answer()}>
            {t('screens.claimAnswer')}
          </Button>
          <Button command={postedCommands.commands.paper} onClick={paper.run} why={paper.why}>
            {t('commands.purchasePosted.paper')}
          </Button>
          <Button command={listCommands.commands.create} onClick={create}>
            {t('screens.claim')}
          </Button>
        </>
      }
      commands={{ create }}
      detail={(one) => <ClaimPane uid={one.uid} />}
      empty={
        <EmptyState
          title={t('purchases.claim.none')}
          action={
            <Button look="main" onClick={create}>
              {t('screens.claim')}
            </Button>
          }
        />
      }
    />
  )
}

function ClaimPane({ uid }: { uid: string }) {
  const t = useWords()
  const perSale = (qtyMilli: number, factor: number) =>
    qtyMilli % factor === 0 ? quantity(qtyMilli / factor) : `${quantity(qtyMilli)}l`
  return (
    <AskedPane
      call="purchases.claim"
      input={{ uid }}
      show={(data) => ({
        title: data.number,
        facts: [
          [t('purchases.supplier'), data.supplier],
          [t('purchases.claim.sentOn'), day(data.date)],
          [t('purchases.claim.claimed'), rupees(data.totalPaise)],
          [t('purchases.claim.notes'), data.notes],
          [t('ui.reason'), data.cancelReason],
          ...data.answers.map(
            (one) =>
              [
                `${one.number}${one.cancelled ? ` (${t('purchases.claim.states.cancelled')})` : ''}`,
                `${one.supplierNote ?? ''} ${day(one.date)} ${rupees(one.totalPaise)}`,
              ] as const,
          ),
        ],
        heads: [
          t('purchases.columns.item'),
          t('purchases.columns.batch'),
          t('purchases.columns.qty'),
          t('purchases.claim.claimed'),
          t('purchases.claim.credited'),
          t('purchases.claim.open'),
        ],
        lines: data.lines.map((line) => ({
          key: String(line.line),
          name: line.item,
          cells: [
            line.batch,
            perSale(line.qtyMilli, line.saleFactor),
            money(line.claimedPaise),
            money(line.creditedPaise),
            perSale(line.openMilli, line.saleFactor),
          ],
        })),
      })}
    />
  )
}
