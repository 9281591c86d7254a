import { useState } from 'react'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form } from '../ui/form.tsx'
import { QtyField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import type { Landable } from './landed-cost.ts'
import styles from './purchases.module.css'

/** Grams by line, `uid line`. */
type Weights = Readonly<Record<string, number>>
const lineKey = (line: Pick<Landable, 'uid' | 'line'>): string => `${line.uid} ${line.line}`

/** What each line of goods weighs, in kilograms, as the items say or as keyed; null when the clerk thought better of it. */
export const askWeights = (over: readonly Landable[], weights: Weights): Promise<Weights | null> =>
  askWith<Weights | null>((done) => <WeightsDialog over={over} weights={weights} onDone={done} />)

function WeightsDialog(props: { over: readonly Landable[]; weights: Weights; onDone: (weights: Weights | null) => void }) {
  const t = useWords()
  const [grams, setGrams] = useState<Weights>(props.weights)
  const accept = () => props.onDone(grams)
  return (
    <Dialog
      title={t('purchases.landed.weights')}
      width={520}
      onClose={() => props.onDone(null)}
      onAccept={accept}
      actions={
        <>
          <Button onClick={() => props.onDone(null)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={accept}>
            {t('purchases.pick.take')}
          </Button>
        </>
      }
    >
      <div className={styles.pickScroll}>
        <Form onDone={accept} focusFirst>
          {props.over.map((line) => (
            <QtyField
              key={lineKey(line)}
              label={t('purchases.landed.weightOf', { item: line.item, batch: line.batch })}
              name={lineKey(line)}
              value={grams[lineKey(line)] ?? (line.weight || null)}
              onChange={(value) => setGrams({ ...grams, [lineKey(line)]: Math.max(0, value ?? 0) })}
            />
          ))}
        </Form>
      </div>
    </Dialog>
  )
}
