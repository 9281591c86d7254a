import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'

export type Sheet = { readonly page: PDFPageProxy; readonly width: number; readonly height: number }
export type OpenedPdf = { readonly sheets: readonly Sheet[]; close: () => void }

/**
 * Opens a PDF from bytes. pdf.js in its legacy build, because the modern one does not run on Chrome 130; it is loaded with the
 * first paper, and keys stay the app's (an iframe would keep Esc and F10 to itself).
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenedPdf> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs')
  pdfjs.GlobalWorkerOptions.workerSrc = workerUrl
  // The worker takes the bytes over; a copy leaves the caller's usable for saving and printing.
  const loading = pdfjs.getDocument({
    data: bytes.slice(),
    enableXfa: false,
    disableFontFace: false,
    useWasm: false,
    verbosity: 0,
  })
  const document: PDFDocumentProxy = await loading.promise
  const sheets: Sheet[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const { width, height } = page.getViewport({ scale: 1 })
    sheets.push({ page, width, height })
  }
  return { sheets, close: () => void loading.destroy() }
}

/** Draws a sheet into a canvas at a scale; returns how to stop. */
export function drawSheet(sheet: Sheet, canvas: HTMLCanvasElement, scale: number): () => void {
  const ratio = window.devicePixelRatio || 1
  const viewport = sheet.page.getViewport({ scale: scale * ratio })
  canvas.width = Math.floor(viewport.width)
  canvas.height = Math.floor(viewport.height)
  const drawing = sheet.page.render({ canvas, viewport, intent: 'display' })
  // Stopping a drawing rejects its promise; that is no error.
  drawing.promise.catch(() => undefined)
  return () => drawing.cancel()
}

/** The text of a sheet, for screen readers. */
export async function textOf(sheet: Sheet): Promise<string> {
  const content = await sheet.page.getTextContent()
  return content.items.map((item) => ('str' in item ? item.str : '')).join(' ')
}
