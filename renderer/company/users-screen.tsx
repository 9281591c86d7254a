import { useQuery } from '@tanstack/react-query'
import { KeyRound, UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import { type Role, roles } from '../../shared/permission.ts'
import type { Refusal } from '../../shared/refusal.ts'
import { useMay } from '../book.ts'
import { ask, type OutputOf, useTell } from '../client.ts'
import { runTask } from '../tasks.ts'
import { Select } from '../ui/combobox.tsx'
import { Button, StatusPill } from '../ui/controls.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/fields.tsx'
import { Actions, Form, Section } from '../ui/form.tsx'
import { say, useCommands } from '../ui/keyboard.ts'
import { ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useWords } from '../words.ts'
import { firmCommands } from './commands.ts'
import styles from './company.module.css'
import settings from './settings.module.css'

declare module '../tabs.ts' {
  interface ScreenParams {
    'company/users': Record<string, never>
  }
}

type User = OutputOf<'company.users'>[number]

/** The people of the book, their roles and whether they have a PIN. */
export function UsersScreen() {
  const t = useWords()
  const users = useQuery(ask('company.users', {}))
  const may = useMay('users.write')
  const [open, setOpen] = useState<'add' | User | null>(null)
  const why = may ? null : t('app.noRight')
  useCommands(firmCommands, {
    addUser: { run: () => setOpen('add'), why },
    setPin: { run: () => setOpen(users.data?.[0] ?? null), why },
  })
  if (users.isError) return <ErrorState error={users.error} onRetry={() => void users.refetch()} />
  return (
    <div className={settings.page}>
      <div className={settings.pageInner}>
        <header className={styles.formHead}>
          <h1>{t('screens.users')}</h1>
          <Actions>
            <Button
              look="main"
              icon={UserRoundPlus}
              command={firmCommands.commands.addUser}
              why={why}
              onClick={() => setOpen('add')}
            >
              {t('company.addUser')}
            </Button>
          </Actions>
        </header>
      </div>
      <div className={settings.pageInner}>
        <Section title={t('company.people')} hint={t('company.peopleText')}>
          {users.data ? (
            <table className={settings.facts}>
              <thead className="only-heard">
                <tr>
                  <th scope="col">{t('company.userName')}</th>
                  <th scope="col">{t('company.role')}</th>
                  <th scope="col">{t('company.pin')}</th>
                  <th scope="col">{t('company.change')}</th>
                </tr>
              </thead>
              <tbody>
                {users.data.map((user) => (
                  <tr key={user.uid}>
                    <th scope="row">
                      <bdi>{user.name}</bdi>
                    </th>
                    <td>{t(`roles.${user.role}`)}</td>
                    <td>
                      <StatusPill tone={user.hasPin ? 'ok' : 'mute'}>
                        {user.hasPin ? t('company.hasPin') : t('company.noPin')}
                      </StatusPill>
                    </td>
                    <td>
                      <Button small look="quiet" icon={KeyRound} why={why} onClick={() => setOpen(user)}>
                        {t('company.setPin')}
                        <span className="only-heard">{user.name}</span>
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : (
            <SkeletonRows rows={3} />
          )}
        </Section>
      </div>
      {open === 'add' && <AddDialog onClose={() => setOpen(null)} />}
      {open !== null && open !== 'add' && <PinDialog users={users.data ?? []} first={open} onClose={() => setOpen(null)} />}
    </div>
  )
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const t = useWords()
  const [uid] = useState(() => crypto.randomUUID())
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('clerk')
  const { tell, refusal } = useTell('company.addUser')
  const save = async () => {
    const told = await tell({ uid, name, role })
    if (told.ok) onClose()
  }
  return (
    <Dialog
      title={t('company.addUser')}
      width={420}
      onClose={onClose}
      onAccept={() => void save()}
      actions={<SaveActions onClose={onClose} onSave={() => void save()} />}
    >
      <Form refusal={refusal} onDone={() => void save()} focusFirst>
        <TextField label={t('company.userName')} name="name" value={name} onChange={setName} maxLength={60} needed />
        <Select
          label={t('company.role')}
          name="role"
          value={role}
          choices={roles.map((value) => ({ value, label: t(`roles.${value}`) }))}
          onChange={setRole}
          hint={t(`company.roleText.${role}`)}
        />
      </Form>
    </Dialog>
  )
}

function PinDialog({ users, first, onClose }: { users: readonly User[]; first: User; onClose: () => void }) {
  const t = useWords()
  const [user, setUser] = useState(first.uid)
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const [wrong, setWrong] = useState<{ pin?: string; again?: string }>({})
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const save = async () => {
    if (pin.length < 4) return setWrong({ pin: t('company.pinShort') })
    if (pin !== again) return setWrong({ again: t('company.pinDiffers') })
    const told = await runTask('company.setPin', { user, pin })
    if (!told.ok) return setRefusal(told.refusal ?? null)
    say(t('company.pinSet'))
    onClose()
  }
  const clean = () => {
    setWrong({})
    setRefusal(null)
  }
  return (
    <Dialog
      title={t('company.setPin')}
      width={420}
      onClose={onClose}
      onAccept={() => void save()}
      actions={<SaveActions onClose={onClose} onSave={() => void save()} />}
    >
      <Form refusal={refusal} onDone={() => void save()}>
        <Select
          label={t('company.userName')}
          name="user"
          value={user}
          choices={users.map((one) => ({ value: one.uid, label: one.name }))}
          onChange={(uid) => {
            clean()
            setUser(uid)
          }}
        />
        <TextField
          label={t('company.pin')}
          name="pin"
          value={pin}
          onChange={(text) => {
            clean()
            setPin(text)
          }}
          error={wrong.pin ?? null}
          hint={t('company.pinHint')}
          maxLength={64}
          secret
          code
          autoFocus
        />
        <TextField
          label={t('company.pinAgain')}
          value={again}
          onChange={(text) => {
            clean()
            setAgain(text)
          }}
          error={wrong.again ?? null}
          maxLength={64}
          secret
          code
        />
      </Form>
    </Dialog>
  )
}

function SaveActions({ onClose, onSave }: { onClose: () => void; onSave: () => void }) {
  const t = useWords()
  return (
    <>
      <Button onClick={onClose}>{t('ui.cancel')}</Button>
      <Button look="main" onClick={onSave}>
        {t('ui.save')}
      </Button>
    </>
  )
}
