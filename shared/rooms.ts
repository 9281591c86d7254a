/**
 * Where every line of the house belongs. Two rules:
 *
 * 1. A file at the root of a process (and a machinery folder) is machinery or vocabulary and knows no room.
 * 2. A folder is a room and may import only from rooms to its left.
 *
 * Only the composition roots see everything, so only machinery may import those. shared/rooms.test.ts holds the code to it.
 */
export const rooms = [
  'company',
  'parties',
  'items',
  'accounts',
  'inventory',
  'gst',
  'payments',
  'purchases',
  'sales',
  'home',
  'sync',
] as const
export type Room = (typeof rooms)[number]

export const processes = ['shared', 'main', 'renderer'] as const
export type Process = (typeof processes)[number]

/** Folders that are not rooms: they serve every room and know none. */
const machinery: Record<Process, readonly string[]> = {
  shared: [],
  main: ['database'],
  renderer: ['ui', 'words', 'fonts', 'public'],
}

/** The few files that name every room, to put the house together; each main/<x>-worker.ts, a program of its own, is one as well. */
export const compositionRoots: readonly string[] = [
  'shared/contracts.ts',
  'main/main.ts',
  'main/furnish.ts',
  'main/headless.ts',
  'renderer/app.tsx',
  'renderer/routes.tsx',
]

/** What shared/ may take from npm: packages that are themselves without Node, DOM, clock and randomness. */
const purePackages: readonly string[] = ['zod']

type Place = { process: Process; room: Room | null; root: boolean; test: boolean }

const isRoom = (folder: string): folder is Room => (rooms as readonly string[]).includes(folder)
const isProcess = (folder: string): folder is Process => (processes as readonly string[]).includes(folder)

/** Where a file (path from the top, with `/`) stands; a text when it stands in no known place. */
function placeOf(path: string): Place | string {
  const [process = '', folder = '', ...deeper] = path.split('/')
  if (!isProcess(process)) return `${path} is in none of ${processes.join(', ')}`
  // test-book.ts, test-shop.ts: builders that tests share
  const test = /\.test(-d)?\.tsx?$|\/test-[a-z-]+\.ts$/.test(path)
  const root = compositionRoots.includes(path) || /^main\/[a-z]+-worker\.ts$/.test(path)
  if (deeper.length === 0 || machinery[process].includes(folder)) return { process, room: null, root, test }
  if (isRoom(folder)) return { process, room: folder, root, test }
  return `${process}/${folder}/ is neither a room nor a machinery folder; shared/rooms.ts lists both`
}

/**
 * Why the file `from` may not import `to`, or null when it may. `from` is a path from the top of the project (`main/sales/x.ts`);
 * `to` is one as well, or the name of a package as it is written in the import.
 */
export function trespass(from: string, to: string): string | null {
  const here = placeOf(from)
  if (typeof here === 'string') return here
  if (!/^(shared|main|renderer)\//.test(to)) return packageTrespass(here, from, to)
  const there = placeOf(to)
  if (typeof there === 'string') return there
  if (there.process !== here.process && there.process !== 'shared') {
    return `${from} may not import ${to}: ${here.process} sees shared/ and itself, and speaks to ${there.process} through a call`
  }
  if (there.test && !here.test) return `${from} may not import ${to}: that is for tests`
  if (here.root || (here.test && (here.room === null || there.root))) return null
  if (here.room === null) {
    return there.room === null ? null : `${from} is machinery and knows no room; it may not import ${to}`
  }
  if (there.root) return `${from} may not import ${to}: only machinery sees the whole house; take what you need as a parameter`
  if (there.room !== null && rooms.indexOf(there.room) > rooms.indexOf(here.room)) {
    return `${from} may not import ${to}: ${there.room} is to the right of ${here.room}; have it handed in by a composition root`
  }
  return null
}

function packageTrespass(here: Place, from: string, name: string): string | null {
  if (here.process !== 'shared' || here.test || purePackages.includes(name)) return null
  return `${from} may not import ${name}: shared/ is pure and takes only ${purePackages.join(', ')} from outside`
}
