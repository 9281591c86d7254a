// SQLite for a runtime below Node-API 10. The stock prebuild would crash it; see scripts/napi9-refs.h for the one difference.
// A first set-up compiles without optimisation (9 s of work against 30) and leaves the real build to a process in the background.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { tgzEntries } from './archives.mjs'
import { CACHE, exists, fail, locked, log, once, ROOT, run, sha, Trouble, underWay } from './ground.mjs'
import { tarball } from './registry.mjs'

const sourcePackages = ['better-sqlite3', 'node-addon-api', 'node-api-headers']
const wanted = /\.(c|cc|cpp|h|hpp|gypi)$/

/** The sources, as package-lock.json pins them, fetched beside npm ci rather than after it: compiling is the longest step. */
async function sources(own) {
  await Promise.all(
    sourcePackages.map(async (name) => {
      const { version, integrity } = locked(name)
      const tgz = await tarball({ pkg: `${name}@${version}`, integrity }, own)
      for (const entry of tgzEntries(tgz)) {
        if (entry.name.includes('..') || !wanted.test(entry.name)) continue
        const to = path.join(own, name, entry.name.replace(/^[^/]+\//, ''))
        fs.mkdirSync(path.dirname(to), { recursive: true })
        fs.writeFileSync(to, entry.data)
      }
    }),
  )
}

async function compile(own, napi, optimise) {
  const at = (...place) => path.join(own, ...place)
  const defines = fs.readFileSync(at('better-sqlite3/deps/defines.gypi'), 'utf8').matchAll(/'([A-Z0-9_]+(?:=[^']*)?)',/g)
  const sqlite = at('better-sqlite3/deps/sqlite3')
  const quiet = ['-c', optimise, '-fPIC', '-w', '-DNDEBUG', `-I${sqlite}`]
  const api = [
    `-DNAPI_VERSION=${napi}`,
    '-DNAPI_DISABLE_CPP_EXCEPTIONS',
    '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
    '-include',
    shim,
  ]
  const headers = [`-I${at('node-api-headers/include')}`, `-I${at('node-addon-api')}`]
  const hidden = ['-fvisibility=hidden', '-fvisibility-inlines-hidden', '-fno-exceptions', '-fno-rtti']
  await Promise.all([
    run('gcc', [
      ...quiet,
      '-std=c99',
      ...[...defines].map((define) => `-D${define[1]}`),
      path.join(sqlite, 'sqlite3.c'),
      '-o',
      at('sqlite3.o'),
    ]),
    run('g++', [
      ...quiet,
      '-std=c++20',
      ...hidden,
      ...api,
      ...headers,
      at('better-sqlite3/src/better_sqlite3.cpp'),
      '-o',
      at('binding.o'),
    ]),
  ]).catch((fault) => {
    if (fault.code === 'ENOENT')
      throw new Trouble('A C and C++ compiler is needed to build SQLite for this Electron. Run: sudo apt-get install g++')
    throw new Trouble(
      `SQLite could not be compiled for this Electron. Check that g++ can compile C++20 (g++ 10 or newer).\n${fault.message}`,
    )
  })
  await run('g++', [
    '-shared',
    '-o',
    at('better_sqlite3.node'),
    at('binding.o'),
    at('sqlite3.o'),
    '-Wl,-Bsymbolic',
    '-Wl,--exclude-libs,ALL',
    '-ldl',
  ])
  for (const name of [...sourcePackages, 'sqlite3.o', 'binding.o']) fs.rmSync(at(name), { recursive: true })
}

const shim = path.join(ROOT, 'scripts', 'napi9-refs.h')
const place = (napi, kind) => {
  const name = `better-sqlite3-${locked('better-sqlite3').version}-napi${napi}-${sha(fs.readFileSync(shim)).slice(0, 8)}-${process.arch}-${kind}`
  return path.join(CACHE, name)
}

const make = (napi, kind, optimise) =>
  once(place(napi, kind), async (own) => {
    await sources(own)
    await compile(own, napi, optimise)
  })

/** Compiles the optimised binding in a process of its own, which outlives this one and gives way to everything else. */
function makeInBackground(napi) {
  const [nice, ...node] = process.platform === 'win32' ? [process.execPath] : ['nice', '-n', '19', process.execPath]
  const child = spawn(nice, [...node, fileURLToPath(import.meta.url), String(napi)], {
    cwd: ROOT,
    detached: true,
    stdio: 'ignore',
  })
  child.on('error', () => {})
  child.unref()
}

/**
 * The path of a better-sqlite3 binding for this Node-API; null where the stock one serves. On a first set-up it may be the one
 * compiled in haste, unless `best` asks for the optimised one.
 */
export async function sqliteBinding(napi, best) {
  if (napi >= 10) return null
  const binding = (kind) => path.join(place(napi, kind), 'better_sqlite3.node')
  if (exists(path.join(place(napi, 'fast'), '.complete'))) return binding('fast')
  if (best) {
    log('compiling SQLite, optimised …')
    await make(napi, 'fast', '-O2')
    return binding('fast')
  }
  if (!exists(path.join(place(napi, 'first'), '.complete'))) {
    log('compiling SQLite in haste; an optimised one follows in the background, for the next start …')
    await make(napi, 'first', '-O0')
  }
  return binding('first')
}

/** Sees to it that a later start finds the optimised binding. */
export function sqliteForLater(napi) {
  const best = napi < 10 && place(napi, 'fast')
  if (best && !exists(path.join(best, '.complete')) && !underWay(best)) makeInBackground(napi)
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await make(Number(process.argv[2]), 'fast', '-O2').catch(fail)
}
