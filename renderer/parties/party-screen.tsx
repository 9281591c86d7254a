import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useBook, useMay } from '../book.ts'
import { ask, useTell } from '../client.ts'
import { openScreen, openScreenNamed, type ScreenParams, useTab } from '../tabs.ts'
import { askUnsaved } from '../ui/ask.tsx'
import { formCommands } from '../ui/commands.ts'
import { Button, StatusPill } from '../ui/controls.tsx'
import { Actions, Form } from '../ui/form.tsx'
import { rupees } from '../ui/format.ts'
import { say, useCommands } from '../ui/keyboard.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import { allowCredit } from './allowance-dialog.tsx'
import { partyCommands } from './commands.ts'
import styles from './parties.module.css'
import { AddressFields, IdentityFields, LicenceFields, TermsFields } from './party-fields.tsx'
import { boxesOf, inputOf, newParty, type PartyBoxes } from './party-form.ts'
import { ContactFields, FurtherAddressFields, LanguageField, SupplierFields } from './party-more-fields.tsx'

declare module '../tabs.ts' {
  interface ScreenParams {
    /** No uid: a new party. */
    'parties/party': { uid?: string; name?: string }
  }
}

/** One party, new or kept. */
export function PartyScreen({ params }: { params: ScreenParams['parties/party'] }) {
  const found = useQuery({ ...ask('parties.party', { uid: params.uid ?? '' }), enabled: params.uid !== undefined })
  const { firm } = useBook()
  const t = useWords()
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (params.uid !== undefined && !found.data) return <SkeletonRows rows={12} />
  const kept = found.data ? boxesOf(found.data) : null
  return (
    <PartyForm
      key={params.uid ?? 'new'}
      uid={params.uid ?? null}
      kept={kept}
      fresh={{ ...newParty(firm?.stateCode ?? ''), name: params.name ?? '' }}
      standing={
        found.data
          ? found.data.balancePaise === 0
            ? t('parties.settled')
            : t(found.data.balancePaise > 0 ? 'parties.owes' : 'parties.owed', {
                amount: rupees(Math.abs(found.data.balancePaise)),
              })
          : null
      }
    />
  )
}

type FormProps = { uid: string | null; kept: PartyBoxes | null; fresh: PartyBoxes; standing: React.ReactNode }

function PartyForm({ uid, kept, fresh, standing }: FormProps) {
  const t = useWords()
  const may = useMay('masters.write')
  const [ownUid] = useState(() => uid ?? crypto.randomUUID())
  const [keyed, setKeyed] = useState<PartyBoxes | null>(null)
  const { tell, busy, refusal, forget } = useTell('parties.save')
  const boxes = keyed ?? kept ?? fresh
  const dirty = keyed !== null

  const save = async (): Promise<boolean> => {
    if (!dirty || !may) return !dirty
    const told = await tell(inputOf(ownUid, boxes))
    if (!told.ok) return false
    setKeyed(null)
    say(t('parties.saved', { name: boxes.name.trim() }))
    if (uid === null) tab.become({ uid: ownUid })
    return true
  }
  const tab = useTab({
    title: boxes.name.trim() || t('parties.newParty'),
    dirty,
    onCloseAsked: async () => {
      const answer = await askUnsaved({ title: boxes.name.trim() || t('parties.newParty') })
      if (answer === 'discard' || (answer === 'save' && (await save()))) tab.close()
    },
  })
  const why = may ? (busy ? t('parties.saving') : dirty ? null : t('parties.nothingChanged')) : t('app.noRight')
  useCommands(formCommands, {
    save: { run: () => void save(), why },
    create: () => openScreen('parties/party', {}, { another: true }),
  })
  const fields = {
    boxes,
    kept,
    onChange: (next: PartyBoxes) => {
      forget()
      setKeyed(next)
    },
  }
  return (
    <div className={styles.page}>
      <div className={styles.pageInner}>
        <Form refusal={refusal} onDone={() => void save()} focusFirst={uid === null} label={t('screens.party')}>
          <header className={styles.formHead}>
            <h1>
              <bdi>{boxes.name.trim() || t('parties.newParty')}</bdi>
              {standing && <small className="num">{standing}</small>}
              {!boxes.active && <StatusPill tone="mute">{t('parties.hidden')}</StatusPill>}
            </h1>
            <Actions>
              {uid !== null && <PartyLinks uid={uid} name={boxes.name.trim()} />}
              {dirty && <Button onClick={() => setKeyed(null)}>{t('ui.discard')}</Button>}
              <Button look="main" command={formCommands.commands.save} onClick={() => void save()} why={why}>
                {t('ui.save')}
              </Button>
            </Actions>
          </header>
          <IdentityFields {...fields} language={<LanguageField {...fields} />} />
          <AddressFields {...fields} />
          {boxes.isCustomer && <TermsFields {...fields} />}
          <SupplierFields {...fields} />
          <LicenceFields {...fields} />
          <ContactFields {...fields} />
          <FurtherAddressFields {...fields} />
        </Form>
      </div>
    </div>
  )
}

/** Where else the party stands: its bills, ledger, what is open, opening balance. */
function PartyLinks({ uid, name }: { uid: string; name: string }) {
  const t = useWords()
  const why = useMay('sales.read') ? null : t('app.noRight')
  const ledger = () => openScreenNamed('accounts/party-ledger', { party: uid })
  const outstanding = () => openScreenNamed('accounts/outstanding', { party: uid })
  const opening = () => openScreenNamed('accounts/opening', { party: uid })
  const mayAllow = useMay('sales.over-limit')
  const allow = () => void allowCredit({ uid, name })
  useCommands(partyCommands, {
    ledger: { run: ledger, why },
    outstanding: { run: outstanding, why },
    opening: { run: opening, why },
    allow: { run: allow, why: mayAllow ? null : t('app.noRight') },
  })
  const { commands } = partyCommands
  return (
    <>
      <Button onClick={() => openScreenNamed('items/special-rates', { party: uid, partyName: name })}>
        {t('screens.specialRates')}
      </Button>
      <Button onClick={() => openScreen('sales/bills', { party: uid })}>{t('parties.bills')}</Button>
      <Button command={commands.allow} onClick={allow} why={mayAllow ? null : t('app.noRight')}>
        {t('parties.allow')}
      </Button>
      <Button command={commands.ledger} onClick={ledger} why={why}>
        {t('parties.ledger')}
      </Button>
      <Button command={commands.opening} onClick={opening} why={why}>
        {t('parties.opening')}
      </Button>
    </>
  )
}
