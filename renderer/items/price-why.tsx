import { useQuery } from '@tanstack/react-query'
import { ask, type InputOf, type OutputOf } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { StatusPill, type Tone } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { day, money, percent, quantity, rate, rupees } from '../ui/format.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { type Say, useWords } from '../words.ts'
import styles from './prices.module.css'

type Ask = InputOf<'items.whyRate'>
type Why = OutputOf<'items.whyRate'>
type Step = Why['steps'][number]

/** What the line comes to a sale unit against the party's last deal, in basis points of that. */
type Drift = { readonly lastE4: number; readonly day: string; readonly bp: number }
type About = Ask & { keyedRateE4: number | null; drift?: Drift | null }

/** Alt+W: why an item costs this party what it does, source by source. `keyedRateE4`: what the clerk put in its place. */
export const showWhyRate = (about: About): Promise<void> =>
  askWith<void>((done) => <WhyRate about={about} onClose={() => done()} />)

function WhyRate({ about, onClose }: { about: About; onClose: () => void }) {
  const t = useWords()
  const { keyedRateE4, drift = null, ...input } = about
  const why = useQuery(ask('items.whyRate', input))
  return (
    <Dialog
      title={why.data ? t('prices.why.title', { item: why.data.item }) : t('prices.why.plain')}
      width={860}
      onClose={onClose}
    >
      {why.isError ? (
        <ErrorState inline error={why.error} onRetry={() => void why.refetch()} />
      ) : why.data ? (
        <Told why={why.data} qtyMilli={about.qtyMilli} keyedRateE4={keyedRateE4} drift={drift} t={t} />
      ) : (
        <SkeletonRows rows={8} />
      )}
    </Dialog>
  )
}

const tones: Readonly<Record<Step['outcome'], Tone>> = {
  taken: 'ok',
  given: 'ok',
  kept: 'ok',
  passed: 'mute',
  none: 'mute',
  withdrawn: 'warn',
  'not-reached': 'warn',
  broken: 'bad',
}

type ToldProps = { why: Why; qtyMilli: number; keyedRateE4: number | null; drift: Drift | null; t: Say }

function Told({ why, qtyMilli, keyedRateE4, drift, t }: ToldProps) {
  const packs = quantity(qtyMilli / why.factor)
  return (
    <>
      <p className={styles.whyHead} data-testid="why-net">
        {t('prices.why.net', { qty: packs, unit: why.unit, amount: rupees(why.netPaise) })}
      </p>
      {keyedRateE4 !== null && keyedRateE4 !== why.rateE4 && (
        <p className={styles.whyKeyed}>
          <StatusPill tone="warn">
            {t('prices.why.byHand', { rate: rate(keyedRateE4), rule: rate(why.rateE4) || '–' })}
          </StatusPill>
        </p>
      )}
      {drift && (
        <p className={styles.whyKeyed} data-testid="why-drift">
          {t('prices.why.drift', {
            rate: rate(drift.lastE4),
            day: day(drift.day),
            change: `${drift.bp > 0 ? '+' : drift.bp < 0 ? '−' : ''}${percent(Math.abs(drift.bp))} %`,
          })}
        </p>
      )}
      <table className={styles.why}>
        <thead>
          <tr>
            <th>{t('prices.why.what')}</th>
            <th>{t('prices.why.how')}</th>
            <th>{t('prices.why.from')}</th>
            <th>{t('prices.why.setBy')}</th>
            <th className={styles.end}>{t('prices.why.figure')}</th>
          </tr>
        </thead>
        <tbody>
          {why.steps.map((step) => (
            <tr key={`${step.what} ${step.which}`} className={step.outcome === 'none' ? styles.dim : undefined}>
              <td>{whatWords(step, t)}</td>
              <td>
                <StatusPill tone={tones[step.outcome]}>{t(`prices.outcome.${step.outcome}`)}</StatusPill>
              </td>
              <td>{spanWords(step, t)}</td>
              <td>{step.setBy && t('prices.why.setByOn', { name: step.setBy, day: day(step.setAt?.slice(0, 10)) })}</td>
              <td className={styles.end}>{figure(step, why)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function whatWords(step: Step, t: Say): string {
  const name = step.name ?? ''
  switch (step.what) {
    case 'rate':
      return name
        ? t('prices.why.rateIn', { source: t(`prices.source.${step.which as 'tier'}`), list: name })
        : t(`prices.source.${step.which as 'tier'}`)
    case 'scheme':
      return t('prices.why.scheme', { deal: name })
    case 'half':
      return t('prices.why.half', { deal: name })
    case 'ladder':
      return step.which === 'slab-value'
        ? t('prices.rung.slab-value', { amount: money(step.amountPaise) })
        : step.which === 'slab-quantity'
          ? t('prices.rung.slab-quantity', { qty: quantity(step.qtyMilli) })
          : t(`prices.rung.${step.which as 'party'}`)
    case 'net':
      return t('prices.why.netLine')
    case 'tax':
      return t('prices.why.tax')
    case 'mrp':
      return t('prices.why.mrp', { batch: name, mrp: money(step.amountPaise) })
    case 'margin':
      return t('prices.why.margin')
  }
}

function spanWords(step: Step, t: Say): string {
  if (step.fromDate === null) return ''
  return step.toDate === null ? day(step.fromDate) : t('prices.why.span', { from: day(step.fromDate), to: day(step.toDate) })
}

function figure(step: Step, why: Why): string {
  switch (step.what) {
    case 'rate':
      return rate(step.rateE4)
    case 'mrp':
      return `≤ ${rate(step.rateE4)}`
    case 'scheme':
      return step.qtyMilli ? `+${quantity(step.qtyMilli / why.factor)}` : ''
    case 'ladder':
      return `−${percent(step.percentBp)} %`
    case 'tax':
      return `${percent(step.percentBp)} %`
    case 'margin':
      return `${money(step.amountPaise)} (${percent(step.percentBp)} %)`
    default:
      return money(step.amountPaise)
  }
}
