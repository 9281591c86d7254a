import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatPaise } from '../shared/money.ts'
import {
  type Block,
  boldTones,
  ink,
  type LinesBlock,
  type Paper,
  type PaperCell,
  type PaperText,
  pageWords,
  sheets,
  toneSizes,
} from '../shared/paper.ts'
import { carriedSums, fitLines, cellPadPt as padding, tableColumnWidths } from '../shared/paper-layout.ts'
import { type PageOfLines, pageLines } from '../shared/paper-pages.ts'
import { paperTexts, runs } from '../shared/paper-text.ts'
import { qrSvg } from './paper-qr.ts'

// Paper as a page for Chromium's print: every script, right-to-left ones above all. The page is cut into sheets here, because
// Chromium 130 can number pages only outside our reach, and sums are carried over each break.

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** Text as text, whatever it holds. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '')
/** Each text finds its own direction and cannot turn what stands beside it. */
export const bdi = (text: string): string => `<bdi>${escapeHtml(text)}</bdi>`

const div = (name: string, inner: string, style = '') => `<div class="${name}"${style ? ` style="${style}"` : ''}>${inner}</div>`
const aText = (one: PaperText): string => div(`t ${one.tone}`, bdi(one.text), one.align ? `text-align:${one.align}` : '')
const widthsOf = (widths: readonly number[]) =>
  `<colgroup>${widths.map((width) => `<col style="width:${width.toFixed(2)}pt">`).join('')}</colgroup>`

type Drawn = { paper: Paper; width: number }

function blockHtml(block: Block, drawn: Drawn): string {
  const look = toneSizes[drawn.paper.size]
  switch (block.kind) {
    case 'texts':
      return block.texts.map(aText).join('')
    case 'pairs': {
      const rows = block.pairs.map(
        (pair) =>
          `<tr class="${pair.tone ?? 'body'}"><td class="${block.look === 'facts' ? 'label' : ''}">${bdi(pair.label)}</td><td>${bdi(pair.value)}</td></tr>`,
      )
      return `<table class="pairs ${block.look}">${rows.join('')}</table>`
    }
    case 'table': {
      const row = (texts: readonly string[], tag: 'td' | 'th') =>
        `<tr>${block.columns.map((column, at) => `<${tag} style="text-align:${column.align}">${bdi(texts[at] ?? '')}</${tag}>`).join('')}</tr>`
      const foot = block.totals ? `<tfoot>${row(block.totals, 'td')}</tfoot>` : ''
      return `<table class="small-table">${widthsOf(tableColumnWidths(block, look.small, drawn.width))}<thead>${row(
        block.columns.map((column) => column.head),
        'th',
      )}</thead><tbody>${block.rows.map((texts) => row(texts, 'td')).join('')}</tbody>${foot}</table>`
    }
    case 'columns': {
      const all = block.parts.reduce((sum, part) => sum + part.share, 0)
      const free = drawn.width - 14 * (block.parts.length - 1)
      const parts = block.parts.map((part) => {
        const width = (free * part.share) / all
        return div(
          'part',
          part.blocks.map((inner) => blockHtml(inner, { ...drawn, width })).join(''),
          `width:${width.toFixed(2)}pt`,
        )
      })
      return div(block.divided ? 'columns divided' : 'columns', parts.join(''))
    }
    case 'qr':
      return div(
        'columns',
        `${div('qr', qrSvg(block.payload, drawn.paper.size === 'A5' ? 20 : 24))}${div('', block.texts.map(aText).join(''))}`,
      )
    case 'image':
      return `<img src="${escapeHtml(block.dataUrl)}" alt="" style="width:${block.widthMm}mm;height:${block.heightMm}mm;display:block">`
    case 'rule':
      return div(`rule ${block.weight}`, '')
    case 'gap':
      return div('', '', `height:${block.mm}mm`)
    case 'lines':
      return ''
  }
}

function cellHtml(cell: PaperCell | undefined, align: string): string {
  if (!cell) return '<td></td>'
  const aside = cell.aside ? ` <small>${bdi(cell.aside)}</small>` : ''
  const under = cell.under ? `<div class="under">${bdi(cell.under)}</div>` : ''
  return `<td style="text-align:${align}">${bdi(cell.text)}${aside}${under}</td>`
}

function linesHtml(block: LinesBlock, { from, to, closes }: PageOfLines, drawn: Drawn): string {
  // each paper its own sizes: many stand in one page
  const { widths, sizePt, smallPt, headPt } = fitLines(block, drawn.paper, drawn.width)
  const sizes = `--line:${sizePt}pt;--small:${smallPt}pt;--head:${headPt}pt`
  const head = block.columns.map((column) => `<th style="text-align:${column.align}">${bdi(column.head)}</th>`)
  const rows = block.rows
    .slice(from, to)
    .map((row) => `<tr>${block.columns.map((column) => cellHtml(row.cells[column.key], column.align)).join('')}</tr>`)
  const sums = block.columns.map((column) => `<td style="text-align:${column.align}">${bdi(block.totals[column.key] ?? '')}</td>`)
  const foot = closes ? `<tfoot><tr>${sums.join('')}</tr></tfoot>` : ''
  return `<table class="lines" style="${sizes}">${widthsOf(widths)}<thead><tr>${head.join('')}</tr></thead><tbody>${rows.join('')}</tbody>${foot}</table>`
}

type Place = { caption: string; at: number; pages: readonly PageOfLines[] }

/** The words and sums of a page break after row `upTo`. */
function carried(lines: LinesBlock, sums: ReturnType<typeof carriedSums>, words: string, upTo: number): string {
  const sum = sums[upTo - 1]
  if (!sum) return ''
  const figures = lines.columns
    .filter((column) => sum[column.key] !== undefined)
    .map((column) => `${column.head} ${formatPaise(sum[column.key] ?? 0)}`)
  return div('carried', `${bdi(words)}   ${figures.map(bdi).join('   ')}`)
}

function sheetHtml(paper: Paper, { caption, at, pages }: Place): string {
  const sheet = sheets[paper.size]
  const drawn: Drawn = { paper, width: sheet.width - 2 * sheet.side }
  const page = pages[at] as PageOfLines
  const lines = paper.blocks.find((block) => block.kind === 'lines')
  const sums = lines ? carriedSums(lines) : []
  const broken = (index: number) => pages[index]?.closes === false
  const brought = lines && broken(at - 1) ? carried(lines, sums, paper.words.brought, page.from) : ''
  const onward = lines && broken(at) ? carried(lines, sums, paper.words.carried, page.to) : ''
  const first = `<span class="title">${bdi(paper.title)} ${paper.titleLocal ? bdi(paper.titleLocal) : ''}</span>`
  const later = `<span class="strong">${bdi(paper.running)}</span> <span class="small">${bdi(paper.words.continued)}</span>`
  const body = [
    ...(at === 0 ? paper.blocks.filter((block) => block.kind !== 'lines').map((block) => blockHtml(block, drawn)) : []),
    lines && page.to > page.from ? linesHtml(lines, page, drawn) : '',
    ...(page.closing ? paper.closing.map((block) => blockHtml(block, drawn)) : []),
  ]
  const foot = `<div class="small">${bdi(paper.foot)}</div><div class="small">${bdi(pageWords(paper, at + 1, pages.length))}</div>`
  return `<section>
<header><div class="strip">${div('', at === 0 ? first : later)}<div class="label">${bdi(caption)}</div></div>${brought}</header>
<main>${body.join('\n')}</main>
<footer>${onward}<div class="strip ruled">${foot}</div></footer>
${paper.watermark ? div('watermark', bdi(paper.watermark)) : ''}</section>`
}

type Face = { readonly script: string; readonly family: string; readonly file: string }
const faces: readonly Face[] = [
  { script: 'latin', family: 'Paper Latin', file: 'NotoSans' },
  { script: 'devanagari', family: 'Paper Devanagari', file: 'NotoSansDevanagari' },
  { script: 'arabic', family: 'Paper Arabic', file: 'NotoNaskhArabic' },
]

/** The bundled fonts as data URLs, of the scripts these texts use: the page may fetch nothing. */
export function fontFaces(texts: readonly string[], folder: string): string {
  const used = new Set<string>(['latin'])
  for (const text of texts) for (const run of runs(text)) used.add(run.script)
  const face = (family: string, weight: number, file: string) =>
    `@font-face{font-family:"${family}";font-weight:${weight};src:url(data:font/ttf;base64,${readFileSync(join(folder, file)).toString('base64')})}`
  return faces
    .filter(({ script }) => used.has(script))
    .flatMap(({ family, file }) => [face(family, 400, `${file}_400Regular.ttf`), face(family, 700, `${file}_700Bold.ttf`)])
    .join('\n')
}

function styles(paper: Paper): string {
  const sheet = sheets[paper.size]
  const look = toneSizes[paper.size]
  const lines = paper.blocks.find((block) => block.kind === 'lines')
  const fit = lines
    ? fitLines(lines, paper, sheet.width - 2 * sheet.side)
    : { sizePt: look.lines, smallPt: look.aside, headPt: look.label }
  const tones = (Object.keys(look) as (keyof typeof look)[]).map((tone) => {
    const weight = boldTones.includes(tone as never) ? 700 : 400
    const color = tone === 'label' || tone === 'small' ? `;color:${ink.quiet}` : ''
    return `.${tone}{font-size:${look[tone]}pt;font-weight:${weight}${color}}`
  })
  return `@page{size:${paper.size.replace('-', ' ')};margin:0}
*{box-sizing:border-box}
body{margin:0;font:${look.body}pt/1.24 "Paper Latin","Paper Devanagari","Paper Arabic",sans-serif;color:${ink.text};-webkit-print-color-adjust:exact}
section{position:relative;display:flex;flex-direction:column;width:100%;min-height:${sheet.height - 1}pt;padding:0 ${sheet.side}pt;break-after:page;overflow:hidden}
section:last-child{break-after:auto}
header{min-height:${sheet.top}pt;padding-top:${sheet.top - 2.35 * look.title - 4}pt}
footer{margin-top:auto;min-height:${sheet.bottom}pt;padding-top:4pt}
.strip{display:flex;justify-content:space-between;align-items:baseline}
.ruled{border-top:.4pt solid ${ink.hair};padding-top:2pt}
.carried{font-size:${look.small}pt;font-weight:700;text-align:right;white-space:pre}
${tones.join('\n')}
.columns{display:flex;gap:14pt}.columns.divided>.part+.part{border-left:.4pt solid ${ink.hair};margin-left:-7pt;padding-left:7pt;box-sizing:content-box}
.rule.hair{border-top:.4pt solid ${ink.hair}}.rule.strong{border-top:.7pt solid ${ink.strong}}
table{border-collapse:collapse;width:100%}td,th{vertical-align:baseline;padding:0}
.pairs.facts td:first-child{width:34%}.pairs.facts td{padding:.7pt 0}.pairs.totals td{padding:1.1pt 0}.pairs.totals td:last-child{text-align:right}
.pairs tr.net td:first-child{font-size:${look.strong}pt}
.small-table,.lines{table-layout:fixed}
.small-table td{font-size:${look.small}pt;padding:1.1pt ${padding}pt}.small-table th{font-size:${look.label}pt;font-weight:400;color:${ink.quiet};padding:1.1pt ${padding}pt;border-bottom:.4pt solid ${ink.hair}}
.small-table tfoot td{font-weight:700;border-top:.4pt solid ${ink.hair};border-bottom:.4pt solid ${ink.hair}}
.lines td{font-size:var(--line,${fit.sizePt}pt);padding:1.7pt ${padding}pt;border-bottom:.4pt solid ${ink.hair};overflow-wrap:anywhere}
.lines th{font-size:var(--head,${fit.headPt}pt);font-weight:700;color:${ink.quiet};background:${ink.tint};padding:1.7pt ${padding}pt;border-top:.7pt solid ${ink.strong};border-bottom:.7pt solid ${ink.strong}}
.lines tfoot td{font-weight:700;border-top:.7pt solid ${ink.strong};border-bottom:.7pt solid ${ink.strong}}
small,.under{font-size:var(--small,${fit.smallPt}pt);color:${ink.quiet}}
.qr svg{display:block}
.watermark{position:absolute;inset:0;display:flex;align-items:center;justify-content:center;font-size:${paper.size === 'A5' ? 66 : 96}pt;font-weight:700;color:${ink.watermark};opacity:.16;transform:rotate(-55deg);z-index:-1}`
}

/**
 * The page Chromium prints and how many sheets it has. `fonts` is the folder of the bundled TTF files; with null the page names them
 * and carries none. Nothing in it can run or fetch.
 */
export const htmlOf = (paper: Paper, fonts: string | null): { html: string; pages: number } => htmlOfAll([paper], fonts)

/** Several papers of one size in one page, each beginning on a sheet of its own: letters to many people. There must be one. */
export function htmlOfAll(papers: readonly Paper[], fonts: string | null): { html: string; pages: number } {
  const [first] = papers
  if (!first) throw new Error('there is no paper')
  const all = papers.flatMap((paper) => {
    const pages = pageLines(paper)
    return paper.copies.flatMap((caption) => pages.map((_, at) => sheetHtml(paper, { caption, at, pages })))
  })
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
  const html = `<!doctype html>
<html lang="${first.language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>${escapeHtml(first.name)}</title>
<style>${
    fonts === null
      ? ''
      : fontFaces(
          papers.flatMap((paper) => [...paperTexts(paper)]),
          fonts,
        )
  }
${styles(first)}</style></head><body>
${all.join('\n')}
</body></html>`
  return { html, pages: all.length }
}
