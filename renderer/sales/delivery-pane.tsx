import { useQuery } from '@tanstack/react-query'
import { ask, type OutputOf } from '../client.ts'
import { DocumentPane } from '../purchases/document-pane.tsx'
import { runTask } from '../tasks.ts'
import { went } from '../told.ts'
import { day, rupees } from '../ui/format.ts'
import { say } from '../ui/keyboard.ts'
import { useWords, words } from '../words.ts'
import styles from './delivery-pane.module.css'

type Row = OutputOf<'sales.deliveries'>['rows'][number]

const india = 5.5 * 3_600_000
/** A stored moment as day and time in India. */
function moment(at: string): string {
  const local = new Date(Date.parse(at) + india).toISOString()
  return `${day(local.slice(0, 10))} ${local.slice(11, 16)}`
}

/** What came of bringing a bill, with the picture that proves it. */
export function DeliveryPane({ row }: { row: Row }) {
  const t = useWords()
  const proof = useQuery({ ...ask('sales.deliveryProof', { bill: row.uid }), enabled: row.proof })
  const facts: readonly (readonly [string, string])[] = [
    [t('sales.bill.date'), day(row.date)],
    [t('sales.bill.party'), row.party],
    [t('sales.bill.area'), row.area],
    [t('sales.delivery.van'), row.trip ? `${row.trip.van}, ${day(row.trip.date)}` : ''],
    [t('ui.state'), t(`sales.delivery.states.${row.state}`)],
    [t('sales.delivery.receivedBy'), row.receivedBy ?? ''],
    [t('ui.reason'), row.reason ?? ''],
    [t('sales.delivery.markedAt'), row.at ? moment(row.at) : ''],
    [t('sales.delivery.toCollect'), rupees(row.collectPaise)],
  ]
  return (
    <DocumentPane title={row.number} facts={facts} heads={[]} lines={[]}>
      {proof.data && (
        <figure className={styles.proof}>
          <img
            src={`data:${proof.data.mediaType};base64,${proof.data.base64}`}
            alt={t('sales.delivery.proofOf', { number: row.number })}
          />
          <figcaption>{t('sales.delivery.proofBy', { by: proof.data.by, at: moment(proof.data.at) })}</figcaption>
        </figure>
      )}
    </DocumentPane>
  )
}

/** Chooses a picture and keeps it with the delivery of a bill. */
export async function attachProof(row: Row): Promise<void> {
  const picked = await runTask('company.pickFile', {
    title: words('sales.delivery.proofTitle', { number: row.number }),
    extensions: ['jpg', 'jpeg', 'png'],
  })
  if (!went(picked) || !picked.value) return
  const told = await runTask('sales.pickProof', { bill: row.uid, ticket: picked.value.ticket })
  if (went(told)) say(words('sales.delivery.proofKept', { number: row.number }))
}
