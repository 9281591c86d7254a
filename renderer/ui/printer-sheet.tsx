import { Download, Printer } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef } from 'react'
import { encode } from 'uqr'
import { readPrinterBytes } from '../../shared/printer-view.ts'
import type { Span } from '../../shared/text-line.ts'
import { useWords } from '../words.ts'
import { paperCommands } from './commands.ts'
import { Button } from './controls.tsx'
import { useCommands } from './keyboard.ts'
import pdf from './pdf.module.css'
import styles from './printer-sheet.module.css'
import { SkeletonRows } from './states.tsx'

export type PrinterJob = {
  readonly bytes: Uint8Array
  readonly language: 'escpos' | 'escp'
  readonly columns: number
}
type PrinterSheetProps = {
  /** null while it is being made. */
  job: PrinterJob | null
  name: string
  onPrint?: () => void
  onSave?: () => void
}

/** What a printer of text will put on paper, read from the very bytes it is sent. */
export function PrinterSheet({ job, name, onPrint, onSave }: PrinterSheetProps) {
  const t = useWords()
  const pages = useRef<HTMLDivElement>(null)
  const view = useMemo(() => (job ? readPrinterBytes(job.bytes, job.language) : null), [job])
  const count = view?.pages.length ?? 0
  const showPage = (by: 1 | -1) => pages.current?.scrollBy({ top: by * (pages.current.clientHeight - 40) })
  useCommands(paperCommands, {
    ...(onPrint ? { print: onPrint } : {}),
    ...(onSave ? { save: onSave } : {}),
    nextPage: () => showPage(1),
    previousPage: () => showPage(-1),
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 60, ArrowUp: -60, ' ': 400 }[event.key]
    if (by === undefined) return
    pages.current?.scrollBy({ top: by })
    event.preventDefault()
  }
  const look = `${styles.page} ${view?.pageLines === null ? styles.roll : ''} ${(job?.columns ?? 0) > 100 ? styles.condensed : ''}`
  return (
    <div className={styles.viewer}>
      <div className={pdf.tools}>
        <span className={pdf.name} dir="auto">
          {name}
        </span>
        {count > 0 && <span className={pdf.where}>{t('ui.printerSheet', { count, columns: job?.columns ?? 0 })}</span>}
        <div className={pdf.end}>
          {onSave && (
            <Button icon={Download} command={paperCommands.commands.save} onClick={onSave}>
              {t('commands.paper.save')}
            </Button>
          )}
          {onPrint && (
            <Button icon={Printer} look="main" command={paperCommands.commands.print} onClick={onPrint}>
              {t('commands.paper.print')}
            </Button>
          )}
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <div ref={pages} className={styles.pages} role="region" aria-label={name} tabIndex={0} onKeyDown={onKeyDown}>
        {!view && <SkeletonRows rows={10} />}
        {view?.pages.map((page, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pages of a job have no names and never move
          <div key={at} className={look} dir="ltr" data-sheet style={{ inlineSize: `calc(${job?.columns ?? 80}ch + 36px)` }}>
            {page.map((item, row) =>
              item.kind === 'qr' ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: as are its lines
                <Qr key={row} payload={item.payload} />
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: as are its lines
                <div key={row} className={`${styles.line} ${item.tall ? styles.tall : ''}`}>
                  {item.line.map((span, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: as are their parts
                    <Piece key={index} span={span} />
                  ))}
                </div>
              ),
            )}
          </div>
        ))}
      </div>
    </div>
  )
}

function Piece({ span: { text, bold, wide } }: { span: Span }) {
  if (wide)
    return (
      <span style={{ display: 'inline-block', inlineSize: `${text.length * 2}ch` }}>
        <span className={styles.wide}>{text}</span>
      </span>
    )
  return bold ? <span className={styles.bold}>{text}</span> : text
}

function Qr({ payload }: { payload: string }) {
  const t = useWords()
  const { size, data } = useMemo(() => encode(payload, { ecc: 'M', border: 2 }), [payload])
  const path = data.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg className={styles.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('ui.qrCode')} data-payload={payload}>
      <path d={path} fill="#000" />
    </svg>
  )
}
