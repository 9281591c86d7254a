import { useState } from 'react'
import { labelFields } from '../../shared/inventory/label-contract.ts'
import { type LabelSheetName, labelSheetNames, labelSheets, labelsAPage } from '../../shared/label.ts'
import type { Refusal } from '../../shared/refusal.ts'
import { useMay } from '../book.ts'
import { type InputOf, tell } from '../client.ts'
import { bytesOf, saveAs } from '../papers.ts'
import { type ScreenParams, useTab } from '../tabs.ts'
import { runTask } from '../tasks.ts'
import { went } from '../told.ts'
import { Select } from '../ui/combobox.tsx'
import { Button } from '../ui/controls.tsx'
import { SwitchField } from '../ui/fields.tsx'
import { Form, RefusalBanner, Row } from '../ui/form.tsx'
import { count } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { PdfView } from '../ui/pdf-view.tsx'
import { EmptyState } from '../ui/states.tsx'
import { NumberField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import { type LabelLine, LabelLines } from './label-lines.tsx'
import styles from './mrp.module.css'
import { labelCommands } from './mrp-commands.ts'

declare module '../tabs.ts' {
  interface ScreenParams {
    /** The item to begin with, when it was opened from one. */
    'inventory/labels': { itemId?: number; name?: string }
  }
}

type Asked = InputOf<'inventory.labelPdf'>
type Field = (typeof labelFields)[number]

/** Labels for packs and shelves: what is on them, how many of which, seen as they print, then saved. */
export function LabelsScreen({ params }: { params: ScreenParams['inventory/labels'] }) {
  const t = useWords()
  const mayCodes = useMay('masters.write')
  useTab({ title: t('screens.labels') })
  const [sheet, setSheet] = useState<LabelSheetName>('a4-24')
  const [startAt, setStartAt] = useState<number | null>(1)
  const [fields, setFields] = useState<readonly Field[]>(['pack', 'mrp', 'batch', 'expiry', 'barcode'])
  const [lines, setLines] = useState<readonly LabelLine[]>(
    params.itemId === undefined ? [] : [{ itemId: params.itemId, item: params.name ?? '', batchId: null, batch: '', copies: 1 }],
  )
  const [at, setAt] = useState(0)
  const [made, setMade] = useState<{ data: Uint8Array; name: string } | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  const copies = lines.reduce((sum, line) => sum + line.copies, 0)
  const input: Asked = {
    sheet,
    startAt: Math.max(0, Math.min(labelsAPage(labelSheets[sheet]), startAt ?? 1) - 1),
    fields: [...fields],
    rows: lines.map(({ itemId, batchId, copies: wanted }) => ({ itemId, batchId, copies: wanted })),
  }
  const change = (next: readonly LabelLine[]) => {
    setLines(next)
    setMade(null)
  }
  const make = async () => {
    setBusy(true)
    const told = await runTask('inventory.labelPdf', input)
    setBusy(false)
    setRefusal(told.ok ? null : (told.refusal ?? null))
    if (!told.ok) return
    setMade({ data: bytesOf(told.value.pdfBase64), name: told.value.name })
    say(t('inventory.label.made', { shown: count(told.value.labels), pages: count(told.value.pages) }))
  }
  const save = () => {
    const saved = (name: string) => t('inventory.label.saved', { name })
    return saveAs({ title: t('inventory.label.save'), name: made?.name ?? 'labels.pdf', saved }, (ticket) =>
      runTask('inventory.saveLabels', { ...input, ticket }),
    )
  }
  const print = async () => {
    const told = await runTask('inventory.printLabels', input)
    if (went(told) && told.value.printed) say(t('inventory.label.printed', { shown: count(copies) }))
  }
  const giveCodes = async () => {
    const told = await tell('items.giveBarcodes', { itemIds: [...new Set(lines.map(({ itemId }) => itemId))] })
    if (told.ok) say(t('inventory.label.given', { shown: count(told.value.given) }))
    setMade(null)
  }
  const whyNot = busy ? t('items.saving') : lines.length === 0 ? t('inventory.label.noLines') : null
  const whyNoCodes = mayCodes ? (lines.length === 0 ? t('inventory.label.noLines') : null) : t('app.noRight')
  const nextSheet = () => {
    setSheet(labelSheetNames[(labelSheetNames.indexOf(sheet) + 1) % labelSheetNames.length] ?? 'a4-24')
    setMade(null)
  }
  useCommands(labelCommands, {
    make: { run: () => void make(), why: whyNot },
    sheet: nextSheet,
    remove: {
      run: () => change(lines.filter((_, index) => index !== at)),
      why: lines.length === 0 ? t('inventory.label.noLines') : null,
    },
    codes: { run: () => void giveCodes(), why: whyNoCodes },
  })
  return (
    <section className={styles.screen} aria-label={t('screens.labels')}>
      <header className={styles.head}>
        <h1>{t('screens.labels')}</h1>
        <div className={styles.end}>
          <Button command={labelCommands.commands.codes} onClick={() => void giveCodes()} why={whyNoCodes}>
            {t('inventory.label.giveCodes')}
          </Button>
          <Button look="main" command={labelCommands.commands.make} onClick={() => void make()} why={whyNot}>
            {t('inventory.label.make', { shown: count(copies) })}
          </Button>
        </div>
      </header>
      <div className={styles.halves}>
        <div className={styles.choose}>
          {refusal && <RefusalBanner refusal={refusal} />}
          <Form onDone={() => void make()} focusFirst label={t('screens.labels')}>
            <LabelLines lines={lines} onChange={change} onCursor={setAt} />
            <Row>
              <Select
                label={t('inventory.label.sheet')}
                value={sheet}
                onChange={(next) => {
                  setSheet(next)
                  setMade(null)
                }}
                choices={labelSheetNames.map((value) => ({ value, label: t(`inventory.label.sheets.${value}`) }))}
                span={8}
              />
              <NumberField label={t('inventory.label.startAt')} name="startAt" value={startAt} onChange={setStartAt} span={4} />
            </Row>
            <div className={styles.fields}>
              {labelFields.map((field) => (
                <SwitchField
                  key={field}
                  label={t(`inventory.label.fields.${field}`)}
                  checked={fields.includes(field)}
                  onChange={(on) => {
                    setFields(on ? [...fields, field] : fields.filter((other) => other !== field))
                    setMade(null)
                  }}
                />
              ))}
            </div>
          </Form>
        </div>
        <div className={styles.seen}>
          {made ? (
            <PdfView data={made.data} name={t('screens.labels')} onPrint={() => void print()} onSave={() => void save()} />
          ) : (
            <EmptyState title={t('inventory.label.notMade')} text={t('inventory.label.notMadeText')} />
          )}
        </div>
      </div>
    </section>
  )
}
