import { type Label, type LabelSheetName, labelSheets, labelsAPage } from '../shared/label.ts'
import { placedLabel } from './label-layout.ts'
import { bdi, fontFaces } from './paper-html.ts'

/**
 * Labels as a page for the printer, one sheet a page, the first label on the place `startAt` (0 the first). As the PDF has them: both
 * are placed by the same hand. `fonts` is the folder of the bundled TTF files.
 */
export function labelsHtml(
  { sheet, labels, startAt, name }: { sheet: LabelSheetName; labels: readonly Label[]; startAt: number; name: string },
  fonts: string,
): string {
  const [width, height] = labelSheets[sheet].page
  const each = labelsAPage(labelSheets[sheet])
  const pages: string[][] = Array.from({ length: Math.max(1, Math.ceil((startAt + labels.length) / each)) }, () => [])
  for (const [index, label] of labels.entries()) {
    const { texts, bars } = placedLabel(label, sheet, (startAt + index) % each)
    const at = ({ x, y }: { x: number; y: number }) => `left:${x.toFixed(2)}mm;top:${y.toFixed(2)}mm`
    pages[Math.floor((startAt + index) / each)]?.push(
      ...texts.map(
        (one) => `<div style="${at(one)};font:${one.bold ? 700 : 400} ${one.size}pt/1 var(--f)">${bdi(one.text)}</div>`,
      ),
      ...(bars ? [`<div style="${at(bars)}">${bars.svg}</div>`] : []),
    )
  }
  const policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'"
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>${bdi(name)}</title>
<style>${fontFaces(
    labels.flatMap((label) => label.texts.map((one) => one.text)),
    fonts,
  )}
@page{size:${width}mm ${height}mm;margin:0}
:root{--f:"Paper Latin","Paper Devanagari","Paper Arabic",sans-serif}
body{margin:0;color:#000}
section{position:relative;width:${width}mm;height:${height - 0.2}mm;overflow:hidden;break-after:page}
section:last-child{break-after:auto}
section>div{position:absolute;white-space:pre}svg{display:block}</style></head>
<body>${pages.map((inner) => `<section>${inner.join('')}</section>`).join('\n')}</body></html>`
}
