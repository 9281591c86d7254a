import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LocalDate } from '../../shared/calendar.ts'
import type { Refusal } from '../../shared/refusal.ts'
import { ask, tell } from '../client.ts'
import { askWith } from '../ui/ask.tsx'
import { Button } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Form, Row } from '../ui/form.tsx'
import { rate } from '../ui/format.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { DateField, RateField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'

/** The rates one batch is sold at apart from its item, list by list, from a day on; the number of lists that changed. */
export const askBatchRates = (batchId: number, today: LocalDate): Promise<number> =>
  askWith<number>((done) => <BatchRatesDialog batchId={batchId} today={today} onDone={done} />)

function BatchRatesDialog({ batchId, today, onDone }: { batchId: number; today: LocalDate; onDone: (changed: number) => void }) {
  const t = useWords()
  const { data, error, refetch } = useQuery(ask('items.batchRates', { batchId, asOn: today }))
  const [keyed, setKeyed] = useState<Readonly<Record<string, number | null>>>({})
  const [from, setFrom] = useState<LocalDate | null>(today)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const why = busy ? t('items.saving') : from === null ? t('items.batchRates.dayNeeded') : null
  const save = async () => {
    if (!data || from === null || busy) return
    setBusy(true)
    let changed = 0
    for (const one of data.rates) {
      const rateE4 = keyed[one.list]
      if (rateE4 === undefined || rateE4 === one.rateE4) continue
      const told = await tell('items.setRates', {
        list: one.list,
        fromDate: from,
        rates: [{ itemId: data.itemId, batchId, rateE4 }],
      })
      if (!told.ok) {
        setBusy(false)
        setRefusal(told.refusal ?? null)
        return
      }
      changed += told.value.changed
    }
    onDone(changed)
  }
  return (
    <Dialog
      title={data ? t('items.batchRates.title', { item: data.item, batch: data.batch }) : t('ui.loading')}
      onClose={() => onDone(0)}
      onAccept={() => void save()}
      actions={
        <>
          <Button onClick={() => onDone(0)}>{t('ui.cancel')}</Button>
          <Button look="main" onClick={() => void save()} why={why}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} inline />
      ) : !data ? (
        <SkeletonRows rows={4} />
      ) : (
        <Form refusal={refusal} onDone={() => void save()} focusFirst>
          <p>{t('items.batchRates.text', { unit: data.unit })}</p>
          <Row>
            {data.rates.map((one) => (
              <RateField
                key={one.list}
                label={one.name}
                name={one.list}
                value={(keyed[one.list] === undefined ? one.rateE4 : keyed[one.list]) as never}
                onChange={(rateE4) => setKeyed((before) => ({ ...before, [one.list]: rateE4 }))}
                hint={
                  one.itemRateE4 === null
                    ? t('items.batchRates.noItemRate')
                    : t('items.batchRates.itemRate', { rate: rate(one.itemRateE4) })
                }
                span={6}
              />
            ))}
          </Row>
          <Row>
            <DateField label={t('items.batchRates.from')} name="fromDate" value={from} onChange={setFrom} span={6} needed />
          </Row>
        </Form>
      )}
    </Dialog>
  )
}
