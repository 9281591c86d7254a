import { formatDate, isLocalDate } from '../../../shared/calendar.ts'
import { placeLabel } from '../../../shared/company/states.ts'
import { formatPaise, paise } from '../../../shared/money.ts'
import type { Align, Block, LinesBlock, Paper, PaperColumn, PaperRow } from '../../../shared/paper.ts'
import { printable } from '../../../shared/paper-text.ts'
import { amountInWords } from '../../../shared/words-amount.ts'
import { pair, present, text } from '../../paper-pieces.ts'
import type { outstandingBills } from '../reports/aged-items.ts'
import type { partyLedger } from '../reports/party-ledger.ts'
import { kindWord, type PaperLanguage, say } from './statement-words.ts'

type Who = {
  name: string
  localName: string | null
  gstin: string | null
  phone: string | null
  address1: string | null
  address2: string | null
  city: string | null
  pin: string | null
  stateCode: string
}
export type StatementFacts = {
  kind: 'ledger' | 'outstanding'
  from: string
  to: string
  language: PaperLanguage
  size: 'A4' | 'A5'
  firm: Who & {
    email: string | null
    bankName: string | null
    bankAccount: string | null
    ifsc: string | null
    upiId: string | null
  }
  party: Who & { code: string | null }
  ledger: ReturnType<typeof partyLedger>
  open: ReturnType<typeof outstandingBills>
}

const day = (date: string) => (isLocalDate(date) ? formatDate(date) : date)
const address = (who: Who): string[] =>
  present(present(who.address1, who.address2).join(', '), present(who.city, who.pin).join(' - '))
/** A balance with the side it stands on: debit is owed to us. */
const sided = (amountPaise: number): string =>
  amountPaise === 0 ? '–' : `${formatPaise(Math.abs(amountPaise))} ${amountPaise > 0 ? 'Dr' : 'Cr'}`
const blankZero = (amountPaise: number | null) => (amountPaise === null || amountPaise === 0 ? '' : formatPaise(amountPaise))

function head({ firm, party, ...facts }: StatementFacts): Block[] {
  const { language } = facts
  const asOn = facts.kind === 'outstanding'
  const when = asOn
    ? say(language, 'asOn', { date: day(facts.to) })
    : say(language, 'period', { from: day(facts.from), to: day(facts.to) })
  const left = [
    text(firm.name, 'firm'),
    ...present(firm.localName).map((name) => text(name, 'local')),
    ...address(firm).map((line) => text(line, 'body')),
    text(`State: ${placeLabel(firm.stateCode)}`, 'body'),
  ]
  const ids = [...pair('GSTIN', firm.gstin, 'strong'), ...pair('Phone', firm.phone), ...pair('E-mail', firm.email)]
  const to = [
    text(say(language, 'to'), 'label'),
    text(party.name, 'strong'),
    ...present(party.localName).map((name) => text(name, 'body')),
    ...address(party).map((line) => text(line, 'body')),
    ...present(party.gstin && `GSTIN: ${party.gstin}`, party.phone && `Phone: ${party.phone}`).map((line) => text(line, 'body')),
  ]
  return [
    {
      kind: 'columns',
      divided: false,
      parts: [
        { share: 58, blocks: [{ kind: 'texts', texts: left }] },
        { share: 42, blocks: [{ kind: 'pairs', pairs: ids, look: 'facts' }] },
      ],
    },
    { kind: 'gap', mm: 1.2 },
    { kind: 'rule', weight: 'strong' },
    { kind: 'gap', mm: 1.4 },
    {
      kind: 'columns',
      divided: true,
      parts: [
        { share: 58, blocks: [{ kind: 'texts', texts: to }] },
        {
          share: 42,
          blocks: [{ kind: 'texts', texts: [text(when, 'strong'), ...present(party.code).map((code) => text(code, 'body'))] }],
        },
      ],
    },
    { kind: 'gap', mm: 1.8 },
  ]
}

const column = (key: string, title: string, align: Align, width: PaperColumn['width'] = 'fit'): PaperColumn => ({
  key,
  head: title,
  align,
  width,
})
const cells = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { text: printable(value) }]))

/** The ledger: opening, every line with the balance after it, totals. Debit and credit are carried over page ends. */
function ledgerLines({ ledger, language, from }: StatementFacts): LinesBlock {
  const w = (word: Parameters<typeof say>[1]) => say(language, word)
  const opening: PaperRow = {
    cells: cells({ date: day(from), what: w('opening'), balance: sided(ledger.openingPaise) }),
    carryPaise: {},
  }
  const rows = ledger.rows.map((row): PaperRow => {
    const what = kindWord(language, row.kind)
    // an opening bill is known by the number it came with, everything else by ours
    const theirs = row.kind === 'opening-balance' && row.reference !== null
    const aside = present(
      theirs ? null : row.reference,
      row.against !== null && say(language, 'against', { numbers: row.against }),
    ).join(' · ')
    return {
      cells: {
        ...cells({
          date: day(row.date),
          number: (theirs ? row.reference : row.number) ?? '',
          dr: blankZero(row.drPaise),
          cr: blankZero(row.crPaise),
          balance: sided(row.balancePaise),
        }),
        what: { text: printable(what), aside: aside ? printable(aside) : undefined },
      },
      carryPaise: { dr: row.drPaise ?? 0, cr: row.crPaise ?? 0 },
    }
  })
  return {
    kind: 'lines',
    columns: [
      column('date', w('date'), 'left'),
      column('what', w('particulars'), 'left', 'rest'),
      column('number', w('number'), 'left'),
      column('dr', w('debit'), 'right'),
      column('cr', w('credit'), 'right'),
      column('balance', w('balance'), 'right'),
    ],
    rows: [opening, ...rows],
    totals: {
      what: w('total'),
      dr: formatPaise(ledger.sums.drPaise),
      cr: formatPaise(ledger.sums.crPaise),
      balance: sided(ledger.closingPaise),
    },
  }
}

/** What is open, bill by bill. */
function openLines({ open, language }: StatementFacts): LinesBlock {
  const w = (word: Parameters<typeof say>[1]) => say(language, word)
  return {
    kind: 'lines',
    columns: [
      column('date', w('date'), 'left'),
      column('what', w('number'), 'left', 'rest'),
      column('due', w('due'), 'left'),
      column('days', w('days'), 'right'),
      column('amount', w('amount'), 'right'),
      column('left', w('left'), 'right'),
    ],
    rows: open.rows.map((row) => ({
      cells: {
        ...cells({
          date: day(row.date),
          due: row.due === null ? '' : day(row.due),
          days: row.days > 0 ? String(row.days) : '',
          amount: sided(row.amountPaise),
          left: sided(row.leftPaise),
        }),
        what: { text: printable(row.number ?? ''), aside: printable(kindWord(language, row.kind ?? 'journal')) },
      },
      carryPaise: {},
    })),
    totals: { what: w('total'), left: sided(open.sums.leftPaise) },
  }
}

function closing(facts: StatementFacts): Block[] {
  const { language, open, firm } = facts
  const w = (word: Parameters<typeof say>[1]) => say(language, word)
  const balance = facts.kind === 'ledger' ? facts.ledger.closingPaise : open.sums.leftPaise
  const due = balance === 0 ? w('settled') : w(balance > 0 ? 'youOwe' : 'weOwe')
  const names = ['notDue', 'to30', 'to60', 'to90', 'over90'] as const
  const ages: Block = {
    kind: 'table',
    columns: names.map((name) => column(name, w(name), 'right')),
    rows: [names.map((name) => sided(open.sums[`${name}Paise`]))],
    totals: null,
  }
  const bank = firm.bankAccount
    ? [text(present(firm.bankName, `A/c ${firm.bankAccount}`, firm.ifsc && `IFSC ${firm.ifsc}`).join(' · '), 'body')]
    : []
  const upi = present(firm.upiId && `UPI ${firm.upiId}`).map((line) => text(line, 'body'))
  const said = balance === 0 ? [] : [text(w('inWords'), 'label'), text(amountInWords(paise(Math.abs(balance)), language), 'body')]
  return [
    { kind: 'gap', mm: 1.6 },
    {
      kind: 'columns',
      divided: true,
      parts: [
        {
          share: 62,
          blocks: [
            { kind: 'texts', texts: [text(w('age'), 'label')] },
            ages,
            { kind: 'gap', mm: 1.4 },
            { kind: 'texts', texts: [...said, ...bank, ...upi] },
          ],
        },
        {
          share: 38,
          blocks: [
            {
              kind: 'pairs',
              look: 'totals',
              pairs: [{ label: due, value: balance === 0 ? '–' : `₹ ${formatPaise(Math.abs(balance))}`, tone: 'net' }],
            },
          ],
        },
      ],
    },
    { kind: 'gap', mm: 2 },
    { kind: 'texts', texts: [text(w('check'), 'small')] },
  ]
}

/** A party's statement as paper, in one language, titled in English beside it. */
export function statementPaper(facts: StatementFacts): Paper {
  const { language, kind, firm, party } = facts
  const title = kind === 'ledger' ? 'statement' : 'outstanding'
  const w = (word: Parameters<typeof say>[1]) => say(language, word)
  return {
    size: facts.size,
    language,
    name: `${say('en', title)} ${party.name}`,
    author: printable(firm.name),
    title: say('en', title),
    titleLocal: language === 'en' ? null : w(title),
    running: printable(`${firm.name} · ${party.name} · ${day(facts.to)}`),
    copies: [day(facts.to)],
    watermark: null,
    blocks: [...head(facts), kind === 'ledger' ? ledgerLines(facts) : openLines(facts)],
    closing: closing(facts),
    foot: printable(w('computer')),
    words: { page: w('page'), continued: w('continued'), carried: w('carried'), brought: w('brought') },
  }
}
