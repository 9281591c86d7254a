import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ageBases, outstandingFilters, sides } from '../../shared/accounts/party-contract.ts'
import type { LocalDate } from '../../shared/calendar.ts'
import { useToday } from '../book.ts'
import { ask } from '../client.ts'
import { openScreen, type ScreenParams, useTab } from '../tabs.ts'
import { Button, Chips } from '../ui/controls.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { useCommands } from '../ui/keyboard.ts'
import { EmptyState } from '../ui/states.tsx'
import type { PageRequest } from '../ui/table-pages.ts'
import { DateField } from '../ui/value-fields.tsx'
import { useWords } from '../words.ts'
import { partyBooksCommands } from './commands.ts'
import { openDocument } from './open-document.ts'
import { type BillRow, billColumns, type PartyRow, partyColumns } from './outstanding-columns.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    /** Of one party: its bills. */
    'accounts/outstanding': { party?: string; side?: string }
  }
}

type Side = (typeof sides)[number]
type Only = (typeof outstandingFilters)[number]
const groups = ['party', 'bill'] as const
type Group = (typeof groups)[number]
const nextOf = <T,>(list: readonly T[], one: T): T => list[(list.indexOf(one) + 1) % list.length] as T

/** What is open, party by party or bill by bill, by age: today or as on a day. Enter opens the party's bills, then the bill. */
export function OutstandingScreen({ params }: { params: ScreenParams['accounts/outstanding'] }) {
  const t = useWords()
  const today = useToday()
  const { party } = params
  const about = useQuery({ ...ask('parties.party', { uid: party ?? '' }), enabled: party !== undefined }).data
  const [side, setSide] = useState<Side>(params.side === 'payable' ? 'payable' : 'receivable')
  const [group, setGroup] = useState<Group>(party ? 'bill' : 'party')
  const [only, setOnly] = useState<Only>('all')
  const [basis, setBasis] = useState<(typeof ageBases)[number]>('due')
  const [asOn, setAsOn] = useState<LocalDate>(today)
  const [current, setCurrent] = useState<string | undefined>(party)
  useTab({ title: about ? t('accounts.outstandingOf', { name: about.name }) : t('screens.outstanding') })
  // of one party its own side is meant, whatever was chosen
  const own = about ? (about.isCustomer ? 'receivable' : 'payable') : side
  const asked = { side: own, party: party ?? null, only, basis, asOn, route: null, salesman: null } as const
  const chosen = party ?? current
  const why = chosen ? null : t('accounts.choosePartyFirst')
  const ledger = () => chosen && openScreen('accounts/party-ledger', { party: chosen })
  const statement = () => chosen && openScreen('accounts/statement', { party: chosen, kind: 'outstanding' })
  useCommands(partyBooksCommands, {
    ledger: { run: () => void ledger(), why },
    statement: { run: () => void statement(), why },
    side: { run: () => setSide(nextOf(sides, side)), why: party ? t('accounts.oneParty') : null },
    group: { run: () => setGroup(nextOf(groups, group)), why: party ? t('accounts.oneParty') : null },
    only: () => setOnly(nextOf(outstandingFilters, only)),
  })
  const tools = (
    <>
      {!party && (
        <Chips<Side>
          label={t('accounts.side')}
          value={side}
          onChange={setSide}
          choices={sides.map((value) => ({ value, label: t(`accounts.sides.${value}`) }))}
        />
      )}
      {!party && (
        <Chips<Group>
          label={t('accounts.group')}
          value={group}
          onChange={setGroup}
          choices={groups.map((value) => ({ value, label: t(`accounts.groups.${value}`) }))}
        />
      )}
      <Chips<Only>
        label={t('accounts.which')}
        value={only}
        onChange={setOnly}
        choices={outstandingFilters.map((value) => ({ value, label: t(`accounts.only.${value}`) }))}
      />
      <Chips
        label={t('accounts.ageBy')}
        value={basis}
        onChange={setBasis}
        choices={ageBases.map((value) => ({ value, label: t(`accounts.basis.${value}`) }))}
      />
      <DateField
        label={t('accounts.asOn')}
        bare
        value={asOn}
        today={today}
        onChange={(value) => value && setAsOn(value as LocalDate)}
      />
    </>
  )
  const { ledger: ledgerCommand, statement: statementCommand } = partyBooksCommands.commands
  const actions = (
    <>
      <Button command={ledgerCommand} onClick={() => void ledger()} why={why}>
        {t('accounts.ledger')}
      </Button>
      <Button command={statementCommand} onClick={() => void statement()} why={why}>
        {t('accounts.statement')}
      </Button>
    </>
  )
  const common = {
    title: t('screens.outstanding'),
    focused: true,
    tools,
    actions,
    notes: [...(about ? [about.name] : []), t(`accounts.sides.${own}`), t(`accounts.basis.${basis}`)],
    subtitle: about ? <bdi>{about.name}</bdi> : undefined,
    empty: <EmptyState title={t('accounts.nothingOpen')} />,
  }
  if (group === 'party')
    return (
      <DataTable<PartyRow>
        key="party"
        id="accounts/outstanding-parties"
        {...common}
        columns={partyColumns(t)}
        page={(request: PageRequest) => ask('accounts.outstandingParties', { ...request, ...asked })}
        rowKey={(row) => row.partyUid}
        onCursor={(row) => setCurrent(row?.partyUid)}
        onOpen={(row) => openScreen('accounts/outstanding', { party: row.partyUid, side })}
      />
    )
  return (
    <DataTable<BillRow>
      key="bill"
      id="accounts/outstanding"
      {...common}
      columns={billColumns(t, party !== undefined)}
      page={(request: PageRequest) => ask('accounts.outstandingBills', { ...request, ...asked })}
      rowKey={(row) => row.openItem}
      onCursor={(row) => setCurrent(row?.partyUid)}
      onOpen={(row) => openDocument(row.kind, row.documentUid, row.partyUid)}
    />
  )
}
