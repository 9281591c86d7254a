import { join } from 'node:path'
import type { Statement } from 'better-sqlite3'
import { reopenTestBook } from '../main/test-book.ts'
import { benchBook, today } from './book.ts'
import { type Line, quantiles, round, timed } from './measure.ts'

const month = today.slice(0, 7)

/**
 * The bare aggregate: the figures of every section of the return in three statements written by hand, each over the month once. No
 * check, no dispatcher, no word for a person.
 */
const bare = [
  `select v.gstin is not null, v.supply, v.pos, v.total > 10000000, t.class, t.rate_bp, count(distinct v.id), count(*),
     sum(t.taxable), sum(t.igst), sum(t.cgst), sum(t.sgst), sum(t.cess)
   from document d join document_state s on s.document_id = d.id and s.cancelled = 0 join document_version v on v.id = s.current_version_id
   join posting p on p.version_id = v.id and p.kind = 'document' join tax_line t on t.posting_id = p.id and t.direction = 'out'
   where d.kind = 'sale' and d.date between ? and ? group by 1, 2, 3, 4, 5, 6`,
  `select t.gstin is null, t.hsn, t.uqc, t.rate_bp, sum(t.qty), sum(t.taxable), sum(t.igst), sum(t.cgst), sum(t.sgst), sum(t.cess)
   from document d join document_state s on s.document_id = d.id and s.cancelled = 0 join document_version v on v.id = s.current_version_id
   join posting p on p.version_id = v.id and p.kind = 'document' join tax_line t on t.posting_id = p.id and t.direction = 'out'
   where d.kind = 'sale' and d.date between ? and ? group by 1, 2, 3, 4`,
  `select d.series_id, min(d.serial), max(d.serial), count(*), sum(s.cancelled), sum(v.total), sum(v.taxable), sum(v.igst), sum(v.cgst), sum(v.sgst)
   from document d join document_state s on s.document_id = d.id join document_version v on v.id = s.current_version_id
   where d.kind = 'sale' and d.date between ? and ? group by 1`,
]

/** GSTR-1 of a month of 10,000 bills of 10 lines: figures and checks beside the bare aggregate, and both files. */
export async function returnsBench(folder: string, say: (line: string) => void): Promise<Line[]> {
  const size = { items: 2000, customers: 400, bills: 10_000, linesPerBill: 10 }
  const { file } = await benchBook(folder, size, { oneMonth: true, say })
  const book = reopenTestBook(file, today)
  const statements: Statement[] = bare.map((text) => book.sqlite.prepare(text))
  const ours: number[] = []
  const floor: number[] = []
  const cpu = { ours: [] as number[], floor: [] as number[] }
  let checksOk = true
  for (let round = 0; round < 15; round++) {
    const under = await timed(() => {
      for (const statement of statements) statement.all(`${month}-01`, `${month}-31`)
    })
    const mine = await timed(() => book.call('gst.gstr1', { month }))
    if (round < 3) continue
    floor.push(under.ms)
    cpu.floor.push(under.cpu)
    ours.push(mine.ms)
    cpu.ours.push(mine.cpu)
    checksOk &&= (mine.value as { checks: { ok: boolean }[] }).checks.every((check) => check.ok)
  }
  const mine = quantiles(ours)
  const under = quantiles(floor)
  const lines: Line[] = [
    {
      what: 'GSTR-1 figures and 14 checks, 10,000 bills of 10 lines',
      ...mine,
      floorP50: under.p50,
      ratio: round(mine.p50 / under.p50),
      cpuRatio: round(quantiles(cpu.ours).p50 / quantiles(cpu.floor).p50),
      aim: '≤ 2×',
      note: checksOk ? 'every check passes' : 'a check does not pass',
    },
  ]
  for (const [what, call, ticket] of [
    ["GSTR-1 portal's JSON, in its worker", 'gst.gstr1Json', 'json'],
    ['GSTR-1 workbook, in its worker', 'gst.gstr1Excel', 'xlsx'],
  ] as const) {
    const times: number[] = []
    let made = { rows: 0, documents: 0, bytes: 0 }
    for (let round = 0; round < 3; round++) {
      const { ms, value } = await timed(() =>
        book.call(call, { month, ticket }, { files: { [ticket]: join(folder, `out.${ticket}`) } }),
      )
      times.push(ms)
      made = value as typeof made
    }
    const done = quantiles(times)
    const rows = made.rows || made.documents
    const name = made.rows ? 'rows' : 'documents'
    const note = `${Math.round((rows / done.p50) * 1000)} ${name}/s (${rows} ${name}, ${Math.round(made.bytes / 1024)} KB)`
    lines.push({ what, ...done, note })
  }
  book.close()
  return lines
}
