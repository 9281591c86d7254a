import { reopenTestBook, type TestBook } from '../main/test-book.ts'
import { acceptAll, benchBook, billDraft, type Shop, seeded, today } from './book.ts'
import { type Line, quantiles, single, timed } from './measure.ts'

const paper = async (book: TestBook, uid: string) => (await timed(() => book.call('sales.billPdf', { uid }))) as Made
type Made = { ms: number; value: { pages: number; pdfBase64: string; engine: string } }

const posted = async (book: TestBook, shop: Shop, lines: number, seed: number): Promise<string> => {
  const draft = billDraft(shop, lines, today, seeded(seed))
  await book.call('sales.postBill', draft, acceptAll)
  return draft.uid
}
const described = ({ value }: Made) =>
  `${value.pages} pages, ${Math.round((value.pdfBase64.length * 3) / 4 / 1024)} KB, ${value.engine}`

/** The tax invoice as PDF, made in its worker: the first one (worker and fonts), 20 lines warm, 500 lines. */
export async function paperBench(folder: string, say: (line: string) => void): Promise<Line[]> {
  const { file, shop } = await benchBook(folder, { items: 2000, customers: 200, bills: 2000, linesPerBill: 10 }, { say })
  const book = reopenTestBook(file, today)
  const first = await paper(book, await posted(book, shop, 20, 1))
  const twenty: Made[] = []
  for (let n = 0; n < 25; n++) twenty.push(await paper(book, await posted(book, shop, 20, 2 + n)))
  const many: Made[] = []
  for (let n = 0; n < 3; n++) many.push(await paper(book, await posted(book, shop, 500, 50 + n)))
  book.close()
  return [
    single('PDF of a 20-line bill, the first of the day', first.ms, { note: 'worker and fonts loaded with it' }),
    {
      what: 'PDF of a 20-line bill, warm',
      ...quantiles(twenty.slice(2).map(({ ms }) => ms)),
      note: described(twenty.at(-1) as Made),
    },
    { what: 'PDF of a 500-line bill', ...quantiles(many.map(({ ms }) => ms)), note: described(many.at(-1) as Made) },
  ]
}
