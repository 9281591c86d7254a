import { Menu, useComputedColorScheme } from '@mantine/core'
import { ChevronDown, Lock, Moon, Search, Sun, UserRoundCog } from 'lucide-react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { type Language, languageNames, languages, useWords } from '../words.ts'
import { shellCommands } from './commands.ts'
import { CommandKey } from './controls.tsx'
import { type Density, densities } from './density.ts'
import { type Profile, profiles } from './keys.ts'
import { type Look, look, setLook } from './look.ts'
import styles from './top-bar.module.css'

export type TopBarProps = {
  firm: string
  /** '2026-27' */
  year: string
  person: string
  role: string
  onSearch: () => void
  onChangeUser: () => void
  onLock: () => void
  /** The task tray and whatever else stands there. */
  children?: ReactNode
}

const initials = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part[0] ?? '')
    .join('')
    .toLocaleUpperCase()

/** Firm and year, the search, the theme, and who is signed in. */
export function TopBar(props: TopBarProps) {
  const t = useWords()
  const scheme = useComputedColorScheme('light')
  const other = scheme === 'dark' ? 'light' : 'dark'
  return (
    <header className={styles.top}>
      <div className={styles.brand}>
        <i aria-hidden>ब</i>
        <span>{t('app.name')}</span>
      </div>
      <div className={styles.firm}>
        <bdi>{props.firm}</bdi>
        <span className="code">{t('app.year', { year: props.year })}</span>
      </div>
      <button type="button" className={styles.omni} onClick={props.onSearch}>
        <Search aria-hidden />
        <span>{t('app.search')}</span>
        <CommandKey command={shellCommands.commands.palette} />
      </button>
      <button
        type="button"
        className={styles.topButton}
        aria-label={other === 'dark' ? t('app.darkTheme') : t('app.lightTheme')}
        title={other === 'dark' ? t('app.darkTheme') : t('app.lightTheme')}
        onClick={() => setLook({ scheme: other })}
      >
        {other === 'dark' ? <Moon aria-hidden /> : <Sun aria-hidden />}
      </button>
      {props.children}
      <UserMenu {...props} />
    </header>
  )
}

function UserMenu(props: TopBarProps) {
  const t = useWords()
  const now = useStore(look)
  return (
    <Menu position="bottom-end" width={240} withInitialFocusPlaceholder={false} keepMounted={false} closeOnItemClick={false}>
      <Menu.Target>
        <button type="button" className={`${styles.topButton} ${styles.who}`} aria-label={t('app.user')}>
          <span className={styles.avatar} aria-hidden>
            {initials(props.person)}
          </span>
          <span dir="auto">{props.person}</span>
          <ChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah="calc(100vh - 60px)" style={{ overflowY: 'auto' }}>
        <Menu.Label>{props.role}</Menu.Label>
        <Menu.Item
          leftSection={<UserRoundCog size={16} />}
          rightSection={<CommandKey command={shellCommands.commands.changeUser} />}
          onClick={props.onChangeUser}
          closeMenuOnClick
        >
          {t('commands.shell.changeUser')}
        </Menu.Item>
        <Menu.Item
          leftSection={<Lock size={16} />}
          rightSection={<CommandKey command={shellCommands.commands.lockScreen} />}
          onClick={props.onLock}
          closeMenuOnClick
        >
          {t('commands.shell.lockScreen')}
        </Menu.Item>
        <Choices
          label={t('app.theme')}
          value={now.scheme}
          choices={[
            { value: 'system', label: t('app.systemTheme') },
            { value: 'light', label: t('app.lightTheme') },
            { value: 'dark', label: t('app.darkTheme') },
          ]}
          onChange={(scheme) => setLook({ scheme: scheme as Look['scheme'] })}
        />
        <Choices
          label={t('app.density')}
          value={now.density}
          choices={(Object.keys(densities) as Density[]).map((density) => ({ value: density, label: t(`density.${density}`) }))}
          onChange={(density) => setLook({ density: density as Density })}
        />
        <Choices
          label={t('app.language')}
          value={now.language}
          choices={languages.map((language) => ({ value: language, label: languageNames[language] }))}
          onChange={(language) => setLook({ language: language as Language })}
        />
        <Choices
          label={t('app.keyProfile')}
          value={now.profile}
          choices={profiles.map((profile) => ({ value: profile, label: t(`profiles.${profile}`) }))}
          onChange={(profile) => setLook({ profile: profile as Profile })}
        />
      </Menu.Dropdown>
    </Menu>
  )
}

function Choices(props: {
  label: string
  value: string
  choices: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}) {
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{props.label}</Menu.Label>
      <Menu.RadioGroup value={props.value} onChange={props.onChange}>
        {props.choices.map((choice) => (
          <Menu.RadioItem key={choice.value} value={choice.value}>
            {choice.label}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  )
}
