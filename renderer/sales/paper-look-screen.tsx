import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { matrixColumns, matrixLines, optionalColumns, paperFormats, rollColumns } from '../../shared/sales/paper-look.ts'
import { useMay } from '../book.ts'
import { ask, type InputOf, type OutputOf, tell, useTell } from '../client.ts'
import { bytesOf, previewTask } from '../papers.ts'
import { openScreen, useTab } from '../tabs.ts'
import { runTask } from '../tasks.ts'
import { went } from '../told.ts'
import { askUnsaved } from '../ui/ask.tsx'
import { Select } from '../ui/combobox.tsx'
import { formCommands } from '../ui/commands.ts'
import { Button } from '../ui/controls.tsx'
import { SwitchField, TextField } from '../ui/fields.tsx'
import { Form, Row, Section } from '../ui/form.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { PdfView } from '../ui/pdf-view.tsx'
import { PrinterSheet } from '../ui/printer-sheet.tsx'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { languageNames, useWords } from '../words.ts'
import { paperLookCommands } from './commands.ts'
import styles from './paper-look.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'sales/paper-look': Record<string, never>
  }
}

type Stored = OutputOf<'sales.paperLook'>
type Look = Required<InputOf<'sales.savePaperLook'>>

/** How the firm's bills look: every choice is seen on the latest bill before it is kept. */
export function PaperLookScreen() {
  const t = useWords()
  const stored = useQuery(ask('sales.paperLook', {}))
  if (stored.isError) return <ErrorState error={stored.error} onRetry={() => void stored.refetch()} />
  if (!stored.data) return <SkeletonRows rows={12} />
  return <Keyed stored={stored.data} title={t('screens.paperLook')} />
}

const lookOf = ({ logo: _, ...look }: Stored): Look => look

function Keyed({ stored, title }: { stored: Stored; title: string }) {
  const t = useWords()
  const may = useMay('settings.write')
  const [keyed, setKeyed] = useState<Look | null>(null)
  const { tell: save, busy, refusal } = useTell('sales.savePaperLook')
  const look = keyed ?? lookOf(stored)
  const set = (change: Partial<Look>) => setKeyed({ ...look, ...change })
  const keep = async (): Promise<boolean> => {
    if (!keyed) return true
    const told = await save(keyed)
    if (!told.ok) return false
    setKeyed(null)
    say(t('sales.look.saved'))
    return true
  }
  const tab = useTab({
    dirty: keyed !== null,
    onCloseAsked: async () => {
      const wanted = await askUnsaved({ title })
      if (wanted === 'discard' || (wanted === 'save' && (await keep()))) tab.close()
    },
  })
  const why = may ? (busy ? t('company.saving') : keyed ? null : t('company.nothingChanged')) : t('app.noRight')
  const pickLogo = async () => {
    const picked = await runTask('company.pickFile', { title: t('sales.look.pickLogo'), extensions: ['png', 'jpg', 'jpeg'] })
    if (!went(picked) || !picked.value) return
    if (went(await runTask('sales.pickLogo', { ticket: picked.value.ticket }))) say(t('sales.look.logoStored'))
  }
  const noLogo = async () => {
    if (went(await tell('sales.storeLogo', { base64: null }))) say(t('sales.look.logoGone'))
  }
  useCommands(formCommands, { save: { run: () => void keep(), why } })
  useCommands(paperLookCommands, {
    logo: { run: () => void pickLogo(), why: may ? null : t('app.noRight') },
    noLogo: { run: () => void noLogo(), why: stored.logo ? (may ? null : t('app.noRight')) : t('sales.look.noLogoThere') },
  })
  return (
    <div className={styles.screen}>
      <div className={styles.form}>
        <Form refusal={refusal} onDone={() => void keep()} label={title} focusFirst>
          <header className={styles.head}>
            <h1>{title}</h1>
            <Button look="main" command={formCommands.commands.save} why={why} onClick={() => void keep()}>
              {t('ui.save')}
            </Button>
          </header>
          <FormatFields look={look} set={set} />
          <Section title={t('sales.look.picture')}>
            <div className={styles.logo}>
              {stored.logo ? (
                <img src={`data:${stored.logo.mediaType};base64,${stored.logo.base64}`} alt={t('sales.look.picture')} />
              ) : (
                <span>{t('sales.look.noPicture')}</span>
              )}
              <Button
                command={paperLookCommands.commands.logo}
                why={may ? null : t('app.noRight')}
                onClick={() => void pickLogo()}
              >
                {t('commands.paperLook.logo')}
              </Button>
              {stored.logo && (
                <Button look="quiet" onClick={() => void noLogo()}>
                  {t('commands.paperLook.noLogo')}
                </Button>
              )}
            </div>
          </Section>
          <TextFields look={look} set={set} />
        </Form>
      </div>
      <Preview look={look} logo={stored.logo?.base64.length ?? 0} />
    </div>
  )
}

type Fields = { look: Look; set: (change: Partial<Look>) => void }
const numbers = (list: readonly number[]) => list.map((value) => ({ value: String(value), label: String(value) }))

function FormatFields({ look, set }: Fields) {
  const t = useWords()
  return (
    <Section title={t('sales.look.format')}>
      <Row>
        <Select
          label={t('sales.paper.size')}
          name="format"
          span={4}
          value={look.format}
          choices={paperFormats.map((value) => ({ value, label: t(`sales.formats.${value}`) }))}
          onChange={(format) => set({ format })}
        />
        <Select
          label={t('sales.paper.copies')}
          name="copies"
          span={4}
          value={String(look.copies)}
          choices={[1, 2, 3].map((count) => ({ value: String(count), label: t('sales.paper.copyCount', { count }) }))}
          onChange={(copies) => set({ copies: Number(copies) })}
        />
        <Select
          label={t('sales.paper.language')}
          name="language"
          span={4}
          value={look.language}
          choices={(['en', 'hi', 'ur'] as const).map((value) => ({ value, label: languageNames[value] }))}
          onChange={(language) => set({ language })}
        />
      </Row>
      {look.format === 'thermal' && (
        <Row>
          <Select
            label={t('sales.look.rollColumns')}
            name="rollColumns"
            span={6}
            value={String(look.rollColumns)}
            choices={numbers(rollColumns)}
            onChange={(columns) => set({ rollColumns: Number(columns) })}
          />
        </Row>
      )}
      {look.format === 'matrix' && (
        <Row>
          <Select
            label={t('sales.look.matrixColumns')}
            name="matrixColumns"
            span={6}
            value={String(look.matrixColumns)}
            choices={numbers(matrixColumns)}
            onChange={(columns) => set({ matrixColumns: Number(columns) })}
          />
          <Select
            label={t('sales.look.matrixLines')}
            name="matrixLines"
            span={6}
            value={String(look.matrixLines)}
            choices={matrixLines.map((value) => ({
              value: String(value),
              label: t('sales.look.inches', { inches: value / 6, lines: value }),
            }))}
            onChange={(lines) => set({ matrixLines: Number(lines) })}
          />
        </Row>
      )}
    </Section>
  )
}

function TextFields({ look, set }: Fields) {
  const t = useWords()
  return (
    <>
      <Section title={t('sales.look.columns')} hint={t('sales.look.columnsHint')}>
        <Row>
          {optionalColumns.map((column) => (
            <SwitchField
              key={column}
              label={t(`sales.look.column.${column}`)}
              span={6}
              checked={!look.hidden.includes(column)}
              onChange={(on) => set({ hidden: on ? look.hidden.filter((one) => one !== column) : [...look.hidden, column] })}
            />
          ))}
        </Row>
      </Section>
      <Section title={t('sales.look.texts')}>
        <TextField
          label={t('sales.look.terms')}
          name="terms"
          hint={t('sales.look.termsHint')}
          value={look.terms ?? ''}
          onChange={(terms) => set({ terms: terms || null })}
          maxLength={500}
          lines={3}
        />
        <TextField
          label={t('sales.look.footer')}
          name="footer"
          value={look.footer ?? ''}
          onChange={(footer) => set({ footer: footer || null })}
          maxLength={300}
          lines={2}
        />
        <Row>
          <SwitchField label={t('sales.look.bank')} span={6} checked={look.bank} onChange={(bank) => set({ bank })} />
          <SwitchField label={t('sales.look.upi')} span={6} checked={look.upi} onChange={(upi) => set({ upi })} />
        </Row>
        <Button look="quiet" onClick={() => openScreen('company/firm')}>
          {t('sales.look.firmDetails')}
        </Button>
      </Section>
    </>
  )
}

function Preview({ look, logo }: { look: Look; logo: number }) {
  const t = useWords()
  const asked = useDeferredValue(look)
  const shown = useQuery({
    queryKey: ['sales', 'lookPreview', asked, logo],
    queryFn: async ({ signal }) => {
      // typing goes on: only a pause is worth a sheet of paper
      await new Promise((resolve) => setTimeout(resolve, 250))
      signal.throwIfAborted()
      return previewTask('sales.lookPreview', asked, signal)
    },
    placeholderData: (before) => before,
    meta: { live: false },
    gcTime: 0,
  })
  const name = t('sales.look.preview')
  return (
    <section className={styles.preview} aria-label={name}>
      {shown.error ? (
        <ErrorState error={shown.error} onRetry={() => void shown.refetch()} />
      ) : shown.data?.kind === 'text' ? (
        <TextPreview made={shown.data} name={name} />
      ) : (
        <PdfPreview base64={shown.data?.pdfBase64 ?? null} name={name} />
      )}
    </section>
  )
}

type Made = OutputOf<'sales.lookPreview'>
function TextPreview({ made, name }: { made: Extract<Made, { kind: 'text' }>; name: string }) {
  const job = useKept(made.bytesBase64, () => ({
    bytes: bytesOf(made.bytesBase64),
    language: made.language,
    columns: made.columns,
  }))
  return <PrinterSheet job={job} name={name} />
}
function PdfPreview({ base64, name }: { base64: string | null; name: string }) {
  const data = useKept(base64, () => (base64 === null ? null : bytesOf(base64)))
  return <PdfView data={data} name={name} />
}

/** What was made of a text, for as long as it is the same text. */
function useKept<T>(key: string | null, make: () => T): T {
  const [kept, setKept] = useState(() => ({ key, value: make() }))
  if (kept.key === key) return kept.value
  const value = make()
  setKept({ key, value })
  return value
}
