import { Download, Maximize, Minus, Plus, Printer } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useWords } from '../words.ts'
import { type CommandTable, paperCommands } from './commands.ts'
import { Button } from './controls.tsx'
import { useCommands } from './keyboard.ts'
import styles from './pdf.module.css'
import { drawSheet, type OpenedPdf, openPdf, type Sheet, textOf } from './pdf-document.ts'
import { ErrorState, SkeletonRows } from './states.tsx'

export type PdfViewProps = {
  /** The file's bytes; null while it is being made. */
  data: Uint8Array | null
  /** What it is: the bill's number, the report and its period. */
  name: string
  onPrint?: () => void
  onSave?: () => void
  /** In a dialog its keys must be heard over those behind. */
  inDialog?: boolean
  error?: unknown
}

const zooms = [0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 3]
const padding = 32
/** A page wider than this is larger than the paper in the hand and shows less of it. */
const widestFit = 1.4
const inDialogCommands: CommandTable<keyof typeof paperCommands.commands & string> = { ...paperCommands, level: 4 }

/** Paper on screen: pages as drawn for the printer, zoom, and keys that stay the app's. */
export function PdfView(props: PdfViewProps) {
  const t = useWords()
  const { opened, error } = useOpened(props.data)
  const pages = useRef<HTMLDivElement>(null)
  const [zoom, setZoom] = useState<number | 'fit'>('fit')
  const [width, setWidth] = useState(0)
  const [at, setAt] = useState(0)
  useLayoutEffect(() => {
    const place = pages.current
    if (!place) return undefined
    const watcher = new ResizeObserver(() => setWidth(place.clientWidth))
    watcher.observe(place)
    return () => watcher.disconnect()
  }, [])
  const sheets = opened?.sheets ?? []
  const widest = Math.max(1, ...sheets.map((sheet) => sheet.width))
  const fit = Math.max(0.3, Math.min(widestFit, (width - padding) / widest))
  const scale = zoom === 'fit' ? fit : zoom
  const step = (by: 1 | -1) =>
    setZoom((by > 0 ? zooms.find((one) => one > scale + 0.01) : zooms.findLast((one) => one < scale - 0.01)) ?? scale)
  const showPage = (index: number) => pages.current?.querySelectorAll('[data-page]')[index]?.scrollIntoView({ block: 'start' })
  useCommands(props.inDialog ? inDialogCommands : paperCommands, {
    ...(props.onPrint ? { print: props.onPrint } : {}),
    ...(props.onSave ? { save: props.onSave } : {}),
    zoomIn: () => step(1),
    zoomOut: () => step(-1),
    fitWidth: () => setZoom('fit'),
    nextPage: () => showPage(Math.min(sheets.length - 1, at + 1)),
    previousPage: () => showPage(Math.max(0, at - 1)),
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 60, ArrowUp: -60, ' ': 400 }[event.key]
    if (by !== undefined) pages.current?.scrollBy({ top: by })
    else if (event.key === 'Home') showPage(0)
    else if (event.key === 'End') showPage(sheets.length - 1)
    else return
    event.preventDefault()
  }
  const seen = useCallback((index: number) => setAt(index), [])
  const failed = props.error ?? error
  return (
    <div className={styles.viewer}>
      <div className={styles.tools}>
        <span className={styles.name} dir="auto">
          {props.name}
        </span>
        {sheets.length > 0 && <span className={styles.where}>{t('ui.page', { page: at + 1, pages: sheets.length })}</span>}
        <div className={styles.end}>
          <Button icon={Minus} label={t('commands.paper.zoomOut')} onClick={() => step(-1)} />
          <Button look="quiet" small onClick={() => setZoom(1)}>
            <span className={`${styles.zoom} num`}>{Math.round(scale * 100)}%</span>
          </Button>
          <Button icon={Plus} label={t('commands.paper.zoomIn')} onClick={() => step(1)} />
          <Button icon={Maximize} label={t('commands.paper.fitWidth')} pressed={zoom === 'fit'} onClick={() => setZoom('fit')} />
          {props.onSave && (
            <Button icon={Download} command={paperCommands.commands.save} onClick={props.onSave}>
              {t('commands.paper.save')}
            </Button>
          )}
          {props.onPrint && (
            <Button look="main" icon={Printer} command={paperCommands.commands.print} onClick={props.onPrint}>
              {t('commands.paper.print')}
            </Button>
          )}
        </div>
      </div>
      <div
        ref={pages}
        className={styles.pages}
        role="region"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys
        tabIndex={0}
        aria-label={props.name}
        onKeyDown={onKeyDown}
        data-autofocus
      >
        {failed ? (
          <div className={styles.message}>
            <ErrorState error={failed} />
          </div>
        ) : opened ? (
          sheets.map((sheet, index) => (
            <SheetView key={sheet.page.pageNumber} sheet={sheet} index={index} scale={scale} onSeen={seen} />
          ))
        ) : (
          <div className={styles.making}>
            <SkeletonRows rows={8} />
          </div>
        )}
      </div>
    </div>
  )
}

type Opening = { readonly opened: OpenedPdf | null; readonly error: unknown }
const nothing: Opening = { opened: null, error: null }

/** The paper of these bytes. While another is being made or opened, the one before stays open and can be drawn at any scale. */
function useOpened(data: Uint8Array | null): Opening {
  const [state, setState] = useState(nothing)
  useEffect(() => {
    if (!data) return undefined
    let gone = false
    openPdf(data).then(
      (opened) => {
        if (gone) opened.close()
        else setState({ opened, error: null })
      },
      (error: unknown) => {
        if (!gone) setState({ opened: null, error })
      },
    )
    return () => {
      gone = true
    }
  }, [data])
  const { opened } = state
  useEffect(() => {
    // a hidden tab loses its effects too: what is closed there must not be drawn when it is shown again
    return () => {
      opened?.close()
      setState((now) => (now.opened === opened ? nothing : now))
    }
  }, [opened])
  return state
}

function SheetView({
  sheet,
  index,
  scale,
  onSeen,
}: {
  sheet: Sheet
  index: number
  scale: number
  onSeen: (index: number) => void
}) {
  const t = useWords()
  const place = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [near, setNear] = useState(false)
  const [text, setText] = useState('')
  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    const root = element.parentElement
    const drawn = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      root,
      rootMargin: '600px 0px',
    })
    const read = new IntersectionObserver(([entry]) => entry?.isIntersecting && onSeen(index), {
      root,
      rootMargin: '-45% 0px -45% 0px',
    })
    drawn.observe(element)
    read.observe(element)
    return () => {
      drawn.disconnect()
      read.disconnect()
    }
  }, [index, onSeen])
  useEffect(() => (near && canvas.current ? drawSheet(sheet, canvas.current, scale) : undefined), [near, sheet, scale])
  useEffect(() => {
    if (!near) return undefined
    let gone = false
    // another paper may stand in the same place: its words are read anew
    textOf(sheet).then(
      (read) => {
        if (!gone) setText(read)
      },
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [near, sheet])
  return (
    <div
      ref={place}
      data-page
      className={styles.page}
      style={{ inlineSize: sheet.width * scale, blockSize: sheet.height * scale }}
    >
      {near && <canvas ref={canvas} dir="ltr" role="img" aria-label={t('ui.pageNumber', { page: index + 1 })} />}
      <p className="only-heard">{text}</p>
    </div>
  )
}
