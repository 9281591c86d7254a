import { DirectionProvider, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { Suspense, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { financialYear, type LocalDate } from '../shared/calendar.ts'
import { type Book, BookContext } from './book.ts'
import { ask, hearChanges, queryClient, setDesk } from './client.ts'
import { signOut } from './company/session.ts'
import { commandTables, doors, homeScreen, paletteSources, release, screens, starters } from './routes.tsx'
import { railGroups, screenCommands } from './screens.ts'
import { TabPanel } from './tab-panel.tsx'
import { closeTab, keepTabs, openScreenNamed, showTab, stepTabs, tabs } from './tabs.ts'
import { cancelTask, hearProgress } from './tasks.ts'
import { clearDone, useTray } from './tray.ts'
import { askRelease, askWarnings, Questions } from './ui/ask.tsx'
import { shellCommands } from './ui/commands.ts'
import { declareTables } from './ui/key-map.ts'
import { KeySheet } from './ui/key-sheet.tsx'
import { KeyStrip } from './ui/key-strip.tsx'
import { keyboard, type LiveCommand, listenForCommands, reachable, useCommands } from './ui/keyboard.ts'
import { look, setLook, startLook } from './ui/look.ts'
import { Palette, palette } from './ui/palette.tsx'
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
      <Shell book={state.data} onLock={() => void signOut()} />
      {/* a dialog may ask for today or a right, as a screen may */}
      <Questions />
    </BookContext>
  )
}

const yearWords = (today: LocalDate) => {
  const { from, label } = financialYear(today)
  return `${from.slice(0, 4)}-${label.slice(3)}`
}

function Shell({ book, onLock }: { book: Book; onLock: () => void }) {
  const t = useWords()
  const [sheet, setSheet] = useState<readonly LiveCommand[] | null>(null)
  const [trayOpen, setTrayOpen] = useState(false)
  const tray = useTray()
  const { tabs: list, active } = useStore(tabs)
  const shown = list.find((tab) => tab.key === active)
  const may = (id: string) => {
    const permission = byId.get(id)?.permission
    return !permission || (book.person?.may.includes(permission) ?? false)
  }
  const open = (id: string) => openScreenNamed(id, {}, { another: byId.get(id)?.another ?? false })
  const showSheet = () => setSheet(reachable(keyboard.getState().live))
  const nth = (n: number) => () => {
    const tab = list[n - 1]
    if (tab) showTab(tab.key)
  }
  useEffect(() => {
    if (list.length === 0 && homeScreen) openScreenNamed(homeScreen)
  }, [list.length])
  useEffect(() => {
    for (const start of starters) void start()
  }, [])
  useCommands(shellCommands, {
    palette: palette.open,
    keySheet: showSheet,
    back: () => {
      if (shown && !shown.dirty && list.length > 1) closeTab(shown.key)
    },
    nextTab: () => stepTabs(1),
    previousTab: () => stepTabs(-1),
    closeTab: () => {
      if (active) closeTab(active)
    },
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [`tab${n}`, nth(n)])),
    foldRail: () => setLook({ railFolded: !look.getState().railFolded }),
    taskTray: () => setTrayOpen(true),
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
          { run: () => open(screen.id), label: t(screen.title), why: may(screen.id) ? null : t('app.noRight') },
        ]),
    ),
  )
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
        current: shown?.screen === screen.id,
      })),
  }))
  return (
    <div className={styles.shell}>
      <TopBar
        firm={book.firm?.tradeName ?? book.firm?.legalName ?? ''}
        year={yearWords(book.today as LocalDate)}
        person={book.person?.name ?? ''}
        role={wordsOr(`roles.${book.person?.role}`, book.person?.role ?? '')}
        onSearch={palette.open}
        onChangeUser={onLock}
        onLock={onLock}
      >
        <TaskTray tasks={tray} open={trayOpen} onOpen={setTrayOpen} onCancel={cancelTask} onClear={clearDone} />
      </TopBar>
      <Rail sections={sections.filter((section) => section.items.length > 0)} onOpen={open} />
      <main className={styles.main}>
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
        <div className={styles.screen}>
          {list.map((tab) => {
            const screen = byId.get(tab.screen)
            return screen ? <TabPanel key={tab.key} tab={tab} screen={screen} active={tab.key === active} /> : null
          })}
        </div>
      </main>
      <KeyStrip />
      <Palette sources={paletteSources} icons={screenIcons} />
      {sheet && <KeySheet tables={tables} here={sheet} onClose={() => setSheet(null)} />}
    </div>
  )
}
