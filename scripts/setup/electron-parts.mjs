// Turning a repackaged Electron back into a plain one: its fuses, and the small app that `electron <folder>` runs.

const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const fuses = {
  runAsNode: 0,
  cookieEncryption: 1,
  nodeOptions: 2,
  nodeCliInspect: 3,
  asarIntegrity: 4,
  onlyAsar: 5,
  browserSnapshot: 6,
  fileProtocol: 7,
}

/** Sets fuses in the bytes of an Electron executable: after the sentinel come version, count, and one ASCII 0/1/r per fuse. */
export function setFuses(binary, wanted) {
  const at = binary.indexOf(sentinel)
  if (at < 0 || binary.indexOf(sentinel, at + 1) >= 0) throw new Error('fuse wire not found exactly once')
  const wire = at + sentinel.length
  for (const [name, on] of Object.entries(wanted)) {
    if (fuses[name] >= binary[wire + 1]) throw new Error(`no fuse ${name}`)
    binary[wire + 2 + fuses[name]] = on ? 0x31 : 0x30
  }
}

/** What Electron's own default_app.asar does for `electron <folder>`: load the app named on the command line. */
export const defaultApp = `'use strict'
const { app } = require('electron'), fs = require('fs'), path = require('path'), Module = require('module'), { pathToFileURL } = require('url')
const argv = process.argv.slice(1)
let target = null
for (let i = 0; i < argv.length; i++) {
  if (argv[i] === '-r' || argv[i] === '--require') require(path.resolve(argv[++i]))
  else if (argv[i] === '-v' || argv[i] === '--version') { console.log('v' + process.versions.electron); process.exit(0) }
  else if (argv[i][0] !== '-') { target = path.resolve(argv[i]); break }
}
if (!target) { console.error('usage: electron [options] <app folder or file>'); process.exit(1) }
const dir = fs.statSync(target).isDirectory() ? target : path.dirname(target)
let pkg = {}
try { pkg = JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8')) } catch {}
if (pkg.version) app.setVersion(pkg.version)
if (pkg.productName || pkg.name) app.setName(pkg.productName || pkg.name)
app.setAppPath(dir)
const file = Module._resolveFilename(target, null, true)
const esm = file.endsWith('.mjs') || (file.endsWith('.js') && pkg.type === 'module')
if (esm) import(pathToFileURL(file).href).catch((e) => { console.error(e); process.exit(1) })
else Module._load(file, Module, true)
`
