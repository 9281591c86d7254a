import type { OutputOf } from '../client.ts'
import { day, money } from '../ui/format.ts'
import type { Column } from '../ui/table-layout.ts'
import type { Say } from '../words.ts'
import styles from './accounts.module.css'
import { kindWords } from './party-ledger-screen.tsx'

export type BillRow = OutputOf<'accounts.outstandingBills'>['rows'][number]
export type PartyRow = OutputOf<'accounts.outstandingParties'>['rows'][number]
type Aged = Pick<BillRow & PartyRow, 'leftPaise' | 'notDuePaise' | 'to30Paise' | 'to60Paise' | 'to90Paise' | 'over90Paise'>

const buckets = ['notDue', 'to30', 'to60', 'to90', 'over90'] as const

/** What is left and its age, in both lists. */
function agedColumns<Row extends Aged>(t: Say, sortable: boolean): Column<Row>[] {
  const all: { id: string; title: string; path: keyof Aged; weight?: 'strong' }[] = [
    { id: 'left', title: t('accounts.columns.left'), path: 'leftPaise', weight: 'strong' },
    ...buckets.map((id) => ({ id: id as string, title: t(`accounts.age.${id}`), path: `${id}Paise` as const })),
  ]
  return all.map((column) => ({
    ...column,
    path: column.path as never,
    kind: 'money' as const,
    width: column.id === 'left' ? 120 : 100,
    cell: (row: Row) => (row[column.path] === 0 ? '' : money(row[column.path])),
    sortable: sortable || column.id === 'left',
    sum: column.path,
  }))
}

const where = <Row extends { phone: string | null; route: string | null; salesman: string | null }>(t: Say): Column<Row>[] => [
  { id: 'phone', title: t('parties.field.phone'), width: 120, path: 'phone' as never, hidden: true, sortable: false },
  { id: 'route', title: t('parties.field.route'), width: 110, path: 'route' as never, hidden: true },
  { id: 'salesman', title: t('parties.field.salesman'), width: 110, path: 'salesman' as never, hidden: true },
]

/** Of one party its name is in the title. */
export const billColumns = (t: Say, oneParty: boolean): readonly Column<BillRow>[] =>
  allBillColumns(t).filter(({ id }) => !oneParty || id !== 'party')

const allBillColumns = (t: Say): readonly Column<BillRow>[] => [
  {
    id: 'party',
    title: t('accounts.party'),
    width: 180,
    grow: true,
    weight: 'strong',
    path: 'party',
    cell: (row) => <bdi>{row.party}</bdi>,
  },
  {
    id: 'number',
    title: t('accounts.columns.number'),
    width: 150,
    path: 'number',
    cell: (row) => <bdi className="code">{row.number}</bdi>,
  },
  {
    id: 'kind',
    title: t('accounts.columns.particulars'),
    width: 110,
    path: 'kind',
    words: kindWords(t),
    sortable: false,
    hidden: true,
  },
  { id: 'date', title: t('accounts.columns.date'), width: 92, kind: 'date', path: 'date' },
  { id: 'due', title: t('accounts.columns.due'), width: 92, kind: 'date', path: 'due', cell: (row) => day(row.due) },
  {
    id: 'days',
    title: t('accounts.columns.days'),
    width: 70,
    kind: 'count',
    path: 'days',
    cell: (row) => (row.days > 0 ? <span className={styles.late}>{row.days}</span> : null),
  },
  { id: 'amount', title: t('accounts.columns.amount'), width: 130, kind: 'money', path: 'amountPaise', sum: 'amountPaise' },
  ...agedColumns<BillRow>(t, false),
  ...where<BillRow>(t),
]

export const partyColumns = (t: Say): readonly Column<PartyRow>[] => [
  {
    id: 'party',
    title: t('accounts.party'),
    width: 180,
    grow: true,
    weight: 'strong',
    path: 'party',
    cell: (row) => <bdi>{row.party}</bdi>,
  },
  { id: 'city', title: t('parties.field.city'), width: 110, path: 'city', sortable: false, cell: (row) => <bdi>{row.city}</bdi> },
  { id: 'bills', title: t('accounts.columns.bills'), width: 70, kind: 'count', path: 'bills', sum: 'bills' },
  {
    id: 'days',
    title: t('accounts.columns.oldest'),
    width: 80,
    kind: 'count',
    path: 'days',
    cell: (row) => (row.days > 0 ? <span className={styles.late}>{row.days}</span> : null),
  },
  ...agedColumns<PartyRow>(t, true),
  ...where<PartyRow>(t),
]
