// SQLite for a runtime below Node-API 10. The stock prebuild would crash it; see scripts/napi9-refs.h for the one difference.
import fs from 'node:fs'
import path from 'node:path'
import { tgzEntries } from './archives.mjs'
import { CACHE, locked, log, once, ROOT, run, sha, Trouble } from './ground.mjs'
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
        if (entry.type !== '0' || entry.name.includes('..') || !wanted.test(entry.name)) continue
        const to = path.join(own, name, entry.name.replace(/^[^/]+\//, ''))
        fs.mkdirSync(path.dirname(to), { recursive: true })
        fs.writeFileSync(to, entry.data)
      }
    }),
  )
}

async function compile(own, napi, shim) {
  const at = (...place) => path.join(own, ...place)
  const defines = fs.readFileSync(at('better-sqlite3/deps/defines.gypi'), 'utf8').matchAll(/'([A-Z0-9_]+(?:=[^']*)?)',/g)
  const sqlite = at('better-sqlite3/deps/sqlite3')
  const quiet = ['-c', '-fPIC', '-w', '-DNDEBUG', `-I${sqlite}`]
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
    // -O1 compiles in half the time of -O2 and runs 10-18 % slower; this build is for development and CI only
    run('gcc', [
      ...quiet,
      '-O1',
      '-std=c99',
      ...[...defines].map((define) => `-D${define[1]}`),
      path.join(sqlite, 'sqlite3.c'),
      '-o',
      at('sqlite3.o'),
    ]),
    run('g++', [
      ...quiet,
      '-O1',
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

/** The path of a better-sqlite3 binding for this Node-API, compiled once; null where the stock one serves. */
export async function sqliteBinding(napi) {
  if (napi >= 10) return null
  const { version } = locked('better-sqlite3')
  const shim = path.join(ROOT, 'scripts', 'napi9-refs.h')
  const dir = path.join(CACHE, `better-sqlite3-${version}-napi${napi}-${sha(fs.readFileSync(shim)).slice(0, 8)}-${process.arch}`)
  await once(dir, async (own) => {
    log(`compiling better-sqlite3 ${version} for Node-API ${napi} …`)
    await sources(own)
    await compile(own, napi, shim)
  })
  return path.join(dir, 'better_sqlite3.node')
}
