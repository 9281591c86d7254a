import { DirectionProvider, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { memo, Suspense, useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { financialYear, type LocalDate } from '../shared/calendar.ts'
import { type Book, BookContext } from './book.ts'
import { ask, hearChanges, queryClient, setDesk } from './client.ts'
import { signOut } from './company/session.ts'
import { commandTables, doors, homeScreen, paletteSources, release, screens, starters } from './routes.tsx'
import { railGroups, screenCommands } from './screens.ts'
import { TabPanel } from './tab-panel.tsx'
import { closeTab, keepTabs, openScreenNamed, showTab, stepTabs, type TabsState, tabs } from './tabs.ts'
import { cancelTask, hearProgress } from './tasks.ts'
import { clearDone, useTray } from './tray.ts'
import { askRelease, askWarnings, Questions } from './ui/ask.tsx'
import { shellCommands } from './ui/commands.ts'
import { declareTables } from './ui/key-map.ts'
import { KeySheet } from './ui/key-sheet.tsx'
import { KeyStrip } from './ui/key-strip.tsx'
import { keyboard, type LiveCommand, listenForCommands, reachable, useCommands } from './ui/keyboard.ts'
import { look, setLook, startLook } from './ui/look.ts'
import { openPalette, Palette } from './ui/palette.tsx'
import { Rail } from './ui/rail.tsx'
import styles from './ui/shell.module.css'
import { ErrorState } from './ui/states.tsx'
import { TabStrip } from './ui/tab-strip.tsx'
import { TaskTray } from './ui/task-tray.tsx'
import { theme } from './ui/theme.ts'
import { toast } from './ui/toasts.ts'
import { TopBar } from './ui/top-bar.tsx'
import { direction, useWords, wordsOr } from './words.ts'

const byId = new Map(screens.map((screen) => [screen.id, screen]))
const goTo = screenCommands(screens)
const tables = [...commandTables, goTo]
const screenIcons = Object.fromEntries(screens.map((screen) => [screen.id, screen.icon]))

/** Once, before the first render: the kept look and tabs, and the ears for keys, changes and progress. */
export function startApp(): void {
  declareTables(tables)
  startLook()
  keepTabs(localStorage, (id) => byId.has(id))
  listenForCommands(window)
  hearChanges(window.bridge, queryClient)
  window.bridge.onProgress(hearProgress)
  setDesk({
    warn: askWarnings,
    release: (refusal, draftUid) => askRelease(refusal, draftUid, release),
    fault: toast.fault,
  })
}

/** The app: providers around whichever of first run, sign-in and shell is due. */
export function App() {
  const scheme = useStore(look, (state) => state.scheme)
  const language = useStore(look, (state) => state.language)
  return (
    <DirectionProvider key={language} initialDirection={direction(language)} detectDirection={false}>
      <MantineProvider theme={theme} defaultColorScheme="auto" {...(scheme === 'system' ? {} : { forceColorScheme: scheme })}>
        <QueryClientProvider client={queryClient}>
          <Front />
          <Notifications
            position="bottom-right"
            transitionDuration={0}
            limit={4}
            containerWidth={360}
            style={{ marginBlockEnd: 28 }}
          />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  )
}

const lock = () => void signOut()

function Front() {
  const state = useQuery(ask('company.state', {}))
  useEffect(() => {
    if (state.isFetched) window.bridge.mark('usable')
  }, [state.isFetched])
  if (state.isError) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />
  if (!state.data) return null
  if (!state.data.open || !state.data.firm || !state.data.person) {
    const Due = state.data.open && state.data.firm ? doors.signIn : doors.noBook
    return (
      <>
        <Suspense fallback={null}>
          <Due />
        </Suspense>
        <Questions />
      </>
    )
  }
  return (
    <BookContext value={state.data}>
      <Shell book={state.data} onLock={lock} />
      {/* a dialog may ask for today or a right, as a screen may */}
      <Questions />
    </BookContext>
  )
}

const yearWords = (today: LocalDate) => {
  const { from, label } = financialYear(today)
  return `${from.slice(0, 4)}-${label.slice(3)}`
}

type Opens = (id: string) => boolean
const openNamed = (id: string) => openScreenNamed(id, {}, { another: byId.get(id)?.another ?? false })
const shownTab = ({ tabs: list, active }: TabsState) => list.find((tab) => tab.key === active)

/** The house around the screens. Each part hears of what it shows alone: a bill that changes its title must not draw the rest anew. */
function Shell({ book, onLock }: { book: Book; onLock: () => void }) {
  const [sheet, setSheet] = useState<readonly LiveCommand[] | null>(null)
  const [trayOpen, setTrayOpen] = useState(false)
  const { person } = book
  const may: Opens = useCallback(
    (id) => {
      const permission = byId.get(id)?.permission
      return !permission || (person?.may.includes(permission) ?? false)
    },
    [person],
  )
  useEffect(() => {
    for (const start of starters) void start()
  }, [])
  useShellKeys(
    may,
    onLock,
    () => setSheet(reachable(keyboard.getState().live)),
    () => setTrayOpen(true),
  )
  return (
    <div className={styles.shell}>
      <Top book={book} onLock={onLock} trayOpen={trayOpen} onTray={setTrayOpen} />
      <Places may={may} />
      <main className={styles.main}>
        <OpenTabs />
        <Panels />
      </main>
      <KeyStrip />
      <Palette sources={paletteSources} icons={screenIcons} />
      {sheet && <KeySheet tables={tables} here={sheet} onClose={() => setSheet(null)} />}
    </div>
  )
}

/** The keys that work everywhere, and those that open a screen. */
function useShellKeys(may: Opens, onLock: () => void, showSheet: () => void, showTray: () => void): void {
  const t = useWords()
  const nth = (n: number) => () => {
    const tab = tabs.getState().tabs[n - 1]
    if (tab) showTab(tab.key)
  }
  useCommands(shellCommands, {
    palette: openPalette,
    keySheet: showSheet,
    back: () => {
      const shown = shownTab(tabs.getState())
      if (shown && !shown.dirty && tabs.getState().tabs.length > 1) closeTab(shown.key)
    },
    nextTab: () => stepTabs(1),
    previousTab: () => stepTabs(-1),
    closeTab: () => {
      const { active } = tabs.getState()
      if (active) closeTab(active)
    },
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [`tab${n}`, nth(n)])),
    foldRail: () => setLook({ railFolded: !look.getState().railFolded }),
    taskTray: showTray,
    changeUser: onLock,
    lockScreen: onLock,
  })
  useCommands(
    goTo,
    Object.fromEntries(
      screens
        .filter((screen) => !screen.inner)
        .map((screen) => [
          screen.id,
          { run: () => openNamed(screen.id), label: t(screen.title), why: may(screen.id) ? null : t('app.noRight') },
        ]),
    ),
  )
}

type TopProps = { book: Book; onLock: () => void; trayOpen: boolean; onTray: (open: boolean) => void }
/** The firm, its year and who is at work; the tray of long work hangs here. */
const Top = memo(function Top({ book, onLock, trayOpen, onTray }: TopProps) {
  const tray = useTray()
  return (
    <TopBar
      firm={book.firm?.tradeName ?? book.firm?.legalName ?? ''}
      year={yearWords(book.today as LocalDate)}
      person={book.person?.name ?? ''}
      role={wordsOr(`roles.${book.person?.role}`, book.person?.role ?? '')}
      onSearch={openPalette}
      onChangeUser={onLock}
      onLock={onLock}
    >
      <TaskTray tasks={tray} open={trayOpen} onOpen={onTray} onCancel={cancelTask} onClear={clearDone} />
    </TopBar>
  )
})

/** The rail of screens, the one on screen marked. */
const Places = memo(function Places({ may }: { may: Opens }) {
  const t = useWords()
  const current = useStore(tabs, (state) => shownTab(state)?.screen)
  const sections = railGroups.map((group) => ({
    id: group,
    title: group === 'top' ? '' : t(`app.groups.${group}`),
    items: screens
      .filter((screen) => screen.group === group && may(screen.id))
      .map((screen) => ({
        id: screen.id,
        label: t(screen.title),
        icon: screen.icon,
        keys: goTo.commands[screen.id]?.keys ?? null,
        current: current === screen.id,
      })),
  }))
  return <Rail sections={sections.filter((section) => section.items.length > 0)} onOpen={openNamed} />
})

function OpenTabs() {
  const t = useWords()
  const { tabs: list, active } = useStore(tabs)
  return (
    <TabStrip
      tabs={list.map((tab) => ({
        key: tab.key,
        title: tab.title ?? t(byId.get(tab.screen)?.title ?? 'app.name'),
        dirty: tab.dirty ?? false,
        active: tab.key === active,
        panelId: `panel-${tab.key}`,
      }))}
      onShow={showTab}
      onClose={closeTab}
    />
  )
}

function Panels() {
  const { tabs: list, active } = useStore(tabs)
  useEffect(() => {
    if (list.length === 0 && homeScreen) openScreenNamed(homeScreen)
  }, [list.length])
  return (
    <div className={styles.screen}>
      {list.map(({ key, screen: id, params }) => {
        const screen = byId.get(id)
        return screen ? <TabPanel key={key} tabKey={key} params={params} screen={screen} active={key === active} /> : null
      })}
    </div>
  )
}
