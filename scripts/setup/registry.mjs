// Packages from the npm registry, always checked against a pinned sha512.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import path from 'node:path'
import { createSecureContext, rootCertificates } from 'node:tls'
import { exists, log, run, sha, Trouble } from './ground.mjs'

function npmCommand() {
  const cli = process.env.npm_execpath // set inside "npm start" and "npm test"
  if (cli && /npm-cli\.js$/.test(cli)) return [process.execPath, [cli]]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
}

export function npm(args, options = {}) {
  const [command, before] = npmCommand()
  return run(command, [...before, ...args], { shell: command.endsWith('.cmd'), ...options })
}

const stallMs = 30_000

/** Certificates to trust: Node's own and the machine's, where a company has put the one of its registry. */
const authorities = () => {
  const files = [process.env.NODE_EXTRA_CA_CERTS, '/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt']
  return [...rootCertificates, ...files.filter((file) => file && exists(file)).map((file) => fs.readFileSync(file, 'utf8'))]
}

const agent = new https.Agent({ keepAlive: true, maxSockets: 32, secureContext: createSecureContext({ ca: authorities() }) })

function open(url, hops = 5) {
  return new Promise((resolve, reject) => {
    const plain = String(url).startsWith('http:')
    const request = (plain ? http : https).get(url, { ...(plain ? {} : { agent }), timeout: stallMs }, (response) => {
      const { statusCode, headers } = response
      if (statusCode === 200) return resolve(response)
      response.resume()
      if (statusCode >= 300 && statusCode < 400 && headers.location && hops > 0)
        resolve(open(new URL(headers.location, url), hops - 1))
      else reject(new Error(`${url} answered ${statusCode}`))
    })
    request.on('timeout', () => request.destroy(new Error('the registry went silent')))
    request.on('error', reject)
  })
}

/** The bytes of a package straight from the registry, hashed while they arrive. */
async function download(url, integrity) {
  const response = await open(url)
  const total = Number(response.headers['content-length'])
  const hash = createHash('sha512')
  const parts = []
  let have = 0
  let said = Date.now()
  for await (const chunk of response) {
    hash.update(chunk)
    parts.push(chunk)
    have += chunk.length
    if (Date.now() - said > 10_000) {
      said = Date.now()
      log(`… ${path.basename(url)}: ${Math.round(have / 1e6)}${total ? ` of ${Math.round(total / 1e6)}` : ''} MB`)
    }
  }
  if (`sha512-${hash.digest('base64')}` !== integrity) throw new Error(`${url} has the wrong sha512`)
  return Buffer.concat(parts)
}

/** npm's own patience is over a minute for a registry that is not there. */
export const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000']

async function packed(pkg, integrity, folder) {
  await npm(['pack', pkg, '--loglevel=error', ...patience, '--pack-destination', folder], { cwd: folder })
  const name = fs.readdirSync(folder).find((entry) => entry.endsWith('.tgz'))
  if (!name) throw new Error(`npm pack ${pkg} wrote nothing`)
  const file = path.join(folder, name)
  const bytes = fs.readFileSync(file)
  fs.rmSync(file)
  if (`sha512-${sha(bytes, 'sha512', 'base64')}` !== integrity)
    throw new Trouble(`${pkg} has the wrong sha512 and was not used. Ask who runs your npm registry.`)
  return bytes
}

export const behindProxy = () =>
  ['HTTPS_PROXY', 'https_proxy', 'npm_config_https_proxy', 'npm_config_proxy'].some((name) => process.env[name])

/** The tarball of a package straight from the registry (half the work of `npm pack`), checked against its pinned hash. */
export function directTarball({ pkg, integrity }) {
  const at = pkg.lastIndexOf('@')
  const name = pkg.slice(0, at)
  const registry = (process.env.npm_config_registry ?? 'https://registry.npmjs.org/').replace(/\/*$/, '/')
  return download(`${registry}${name}/-/${name.split('/').pop()}-${pkg.slice(at + 1)}.tgz`, integrity)
}

/**
 * The tarball of a package, checked against its pinned hash. Where the direct way needs a login, a proxy or another registry for the
 * scope, through npm with the user's own settings. `folder` is for npm's use.
 */
export async function tarball(pinned, folder) {
  if (!behindProxy()) {
    try {
      return await directTarball(pinned)
    } catch (fault) {
      log(`${pinned.pkg} could not be fetched directly (${fault.code ?? fault.message}); asking npm …`)
    }
  }
  return packed(pinned.pkg, pinned.integrity, folder).catch((fault) => {
    if (fault instanceof Trouble) throw fault
    throw new Trouble(
      `${pinned.pkg} could not be fetched. Check that the npm registry answers (npm ping), then run the same command again.\n${fault.message}`,
    )
  })
}
