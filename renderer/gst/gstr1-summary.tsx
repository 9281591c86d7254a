import { CircleAlert, CircleCheck } from 'lucide-react'
import { type RefObject, useImperativeHandle, useRef } from 'react'
import type { Gstr1Check, Gstr1Section } from '../../shared/gst/contract.ts'
import { ask, type OutputOf } from '../client.ts'
import { DataTable } from '../ui/data-table.tsx'
import { count, money } from '../ui/format.ts'
import type { Column } from '../ui/table-layout.ts'
import { type Say, useWords } from '../words.ts'
import { type Check, checkWords } from './check-words.ts'
import styles from './gst.module.css'

type Summary = OutputOf<'gst.gstr1'>
type Section = Summary['sections'][number]

const columnsOf = (t: Say, { documents }: Summary): readonly Column<Section>[] => {
  const amount = (
    id: string,
    title: string,
    of: 'taxablePaise' | 'igstPaise' | 'cgstPaise' | 'sgstPaise' | 'totalPaise',
    width = 104,
  ): Column<Section> => ({
    id,
    title,
    width,
    numeric: true,
    sortable: false,
    cell: (row) => (row.section === 'doc-issue' ? '' : money(row[of])),
    sum: () => money(documents[of]),
  })
  return [
    {
      id: 'section',
      title: t('gst.columns.section'),
      width: 176,
      grow: true,
      weight: 'strong',
      sortable: false,
      cell: (row) => t(`gst.sections.${row.section}`),
    },
    {
      id: 'table',
      title: t('gst.columns.table'),
      width: 76,
      weight: 'dim',
      sortable: false,
      cell: (row) => <span className="code">{tables[row.section]}</span>,
    },
    {
      id: 'documents',
      title: t('gst.columns.documents'),
      width: 60,
      numeric: true,
      sortable: false,
      cell: (row) => count(row.documents),
      sum: () => count(documents.count),
    },
    {
      id: 'rows',
      title: t('gst.columns.rows'),
      width: 60,
      hidden: true,
      numeric: true,
      sortable: false,
      cell: (row) => count(row.rows),
    },
    amount('taxable', t('gst.columns.taxable'), 'taxablePaise', 122),
    amount('igst', 'IGST', 'igstPaise'),
    amount('cgst', 'CGST', 'cgstPaise'),
    amount('sgst', 'SGST', 'sgstPaise'),
    amount('total', t('gst.columns.value'), 'totalPaise', 122),
  ]
}
/** The tables as the printed return numbers them. */
const tables: Readonly<Record<Gstr1Section, string>> = {
  b2b: '4, 6B, 6C',
  b2cl: '5',
  b2cs: '7',
  exp: '6A',
  cdnr: '9B',
  cdnur: '9B',
  nil: '8',
  'hsn-b2b': '12',
  'hsn-b2c': '12',
  'doc-issue': '13',
}

export type ChecksHandle = { next: () => void }

/** The sections with their totals, the month's documents in the foot, and what was checked beside them. */
export function SummaryView(props: {
  month: string
  summary: Summary
  onSection: (section: Gstr1Section) => void
  onCheck: (check: Gstr1Check) => void
  checks: RefObject<ChecksHandle | null>
}) {
  const t = useWords()
  return (
    <div className={styles.summary}>
      <div className={styles.sections}>
        <DataTable<Section>
          id="gst/gstr1"
          title={t('gst.gstr1')}
          bare
          focused
          columns={columnsOf(t, props.summary)}
          page={() =>
            ({
              ...ask('gst.gstr1', { month: props.month }),
              select: (data: Summary) => ({ rows: data.sections, total: data.sections.length }),
            }) as never
          }
          rowKey={(row) => row.section}
          onOpen={(row) => props.onSection(row.section)}
        />
      </div>
      <Checks checks={props.summary.checks} onOpen={props.onCheck} handle={props.checks} />
    </div>
  )
}

/** Failing checks first, each a button to its documents; what agrees below, to be seen and trusted. */
function Checks({
  checks,
  onOpen,
  handle,
}: {
  checks: readonly Check[]
  onOpen: (check: Gstr1Check) => void
  handle: RefObject<ChecksHandle | null>
}) {
  const t = useWords()
  const list = useRef<HTMLUListElement>(null)
  const failing = checks.filter((check) => !check.ok)
  useImperativeHandle(handle, () => ({
    next: () => {
      const buttons = [...(list.current?.querySelectorAll<HTMLElement>('[data-problem]') ?? [])]
      const at = buttons.indexOf(document.activeElement as HTMLElement)
      buttons[(at + 1) % buttons.length]?.focus()
    },
  }))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className={styles.checks} aria-label={t('gst.checksTitle')} tabIndex={0}>
      <h2>
        {failing.length === 0 ? t('gst.allAgree') : t('gst.problems', { count: failing.length, shown: count(failing.length) })}
      </h2>
      <ul ref={list}>
        {failing.map((check) => (
          <li key={check.code}>
            <button type="button" className={`${styles.check} ${styles.bad}`} data-problem onClick={() => onOpen(check.code)}>
              <CircleAlert aria-label={t('gst.problem')} />
              <span>{checkWords(t, check)}</span>
              {check.count > 0 && (
                <small>
                  {t('gst.concerned', { count: check.count, shown: count(check.count) })}{' '}
                  <bdi className="code">
                    {check.documents
                      .slice(0, 3)
                      .map((one) => one.number)
                      .join(', ')}
                  </bdi>
                </small>
              )}
            </button>
          </li>
        ))}
        {checks
          .filter((check) => check.ok)
          .map((check) => (
            <li key={check.code} className={`${styles.check} ${styles.good}`}>
              <CircleCheck aria-label={t('gst.agrees')} />
              <span>{checkWords(t, check)}</span>
            </li>
          ))}
      </ul>
    </section>
  )
}
