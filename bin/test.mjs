// `npm test`: everything that needs npm alone. `--unit`, `--e2e [arguments for playwright]` run a part of it,
// `--readers` the tests that need Debian's programs, `--screens DIR` looks at every page and keeps the pictures,
// `--screens --readme` makes those of the README.
// The last line is always `N passed, N failed`.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { checkNode, ensureInstalled } from './install.mjs'
import { ensureBundle, ensureClient, ensureWeb, ROOT } from './build.mjs'
import { isRoot } from './state.mjs'
import { Refusal, runCommand, runMain, say } from './step.mjs'
import { addTallies, readPlaywright, readVitest } from './tally.mjs'

// What a developer has set for another registry must not reach the tests.
function cleanEnvironment() {
  const foreign = /^(SUIVI_|NEXTAUTH_|DATABASE_|PG[A-Z]+$|NODE_ENV$|HOST$|PORT$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
}

function listTests(directory, ending) {
  try {
    const names = readdirSync(join(ROOT, directory), { recursive: true })
    return names.filter((name) => name.endsWith(ending)).map((name) => join(ROOT, directory, name))
  } catch {
    return []
  }
}

function freshReport(name) {
  const path = join(ROOT, '.build', name)
  mkdirSync(join(ROOT, '.build'), { recursive: true })
  rmSync(path, { force: true })
  return path
}

function runTool(script, args, env) {
  // Plain text: what the runners say is also read in logs and repeated in our own list of failures.
  const options = { cwd: ROOT, env: { ...cleanEnvironment(), NO_COLOR: '1', FORCE_COLOR: '0', ...env } }
  return runCommand(process.execPath, [join(ROOT, 'node_modules', script), ...args], options)
}

async function runVitest(projects) {
  const report = freshReport('vitest.json')
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const chosen = projects.map((project) => `--project=${project}`)
  const code = await runTool('vitest/vitest.mjs', ['run', '--passWithNoTests', ...chosen, ...reporters], {})
  return readVitest(report, code)
}

function findFreePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/** Starts a whole registry of its own, as `npm start` would, and answers its address. */
async function startRegistry(state) {
  const port = await findFreePort()
  const env = { ...cleanEnvironment(), SUIVI_STATE_DIR: state, PORT: String(port) }
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'start.mjs')], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 2],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const address = await new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      const found = /ready at (http:\S+)/.exec(text)
      if (found) resolve(found[1])
    })
    ended.then((code) => reject(new Refusal(`The registry did not start (exit ${code}).`)))
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return { address, stop }
}

async function runJourneys(args, env = {}) {
  if (listTests('tests/e2e', '.spec.ts').length === 0) return { passed: 0, failures: [] }
  await ensureWeb()
  await ensureBundle('cli')
  const { findChromium } = await import('../tests/support/chromium.mjs')
  const browser = await findChromium(ROOT)
  if (!browser) throw new Refusal('There is no browser: install Chromium, or set CHROMIUM_PATH to one.')
  say(`Browser: ${browser.path}`)
  const state = mkdtempSync(join(tmpdir(), 'suivi-e2e-'))
  let registry
  try {
    registry = await startRegistry(state)
    const report = freshReport('playwright.json')
    const code = await runTool('@playwright/test/cli.js', ['test', '--reporter=dot,json', ...args], {
      SUIVI_E2E_URL: registry.address,
      CHROMIUM_PATH: browser.path,
      CHROMIUM_ENV: JSON.stringify(browser.env),
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      ...env,
    })
    return readPlaywright(report, code)
  } finally {
    await registry?.stop()
    rmSync(state, { recursive: true, force: true })
  }
}

// A test of tests/readers names what it needs in a line `// debian: r-base-core r-cran-haven`.
function installReaders() {
  const lines = listTests('tests/readers', '.test.ts').flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^\/\/ debian: (.+)$/gm)].flatMap((match) =>
      match[1].trim().split(/\s+/),
    ),
  )
  const missing = [...new Set(lines)].filter((name) => {
    const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' })
    return !stdout?.includes('install ok installed')
  })
  if (missing.length === 0) return
  if (!isRoot()) return say(`Not installed, as this is not root: ${missing.join(' ')}`)
  say(`Installing ${missing.join(' ')} …`)
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-q'], options)
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], options)
}

async function runPart(name, work) {
  try {
    return await work()
  } catch (error) {
    return {
      passed: 0,
      failures: [{ name, message: error instanceof Refusal ? error.message : error.stack }],
    }
  }
}

async function runParts([part, ...args]) {
  if (part === '--readers') {
    installReaders()
    return [await runPart('readers', () => runVitest(['readers']))]
  }
  if (part === '--screens' && args[0] === '--readme') {
    const env = { SUIVI_PICTURES: join(ROOT, 'docs', 'pictures') }
    return [await runPart('pictures', () => runJourneys(['--grep', '@pictures'], env))]
  }
  if (part === '--screens') {
    const folder = args[0] ? resolve(args[0]) : join(tmpdir(), 'suivi-screens')
    say(`Pictures: ${folder}`)
    return [await runPart('screens', () => runJourneys(['pages'], { SUIVI_SCREENS: folder }))]
  }
  const unit = () => runPart('vitest', () => runVitest(['pure', 'records']))
  const journeys = () =>
    runPart('journeys', () => runJourneys(['--grep-invert', '@pictures', ...(part === '--e2e' ? args : [])]))
  if (part === '--unit') return [await unit()]
  if (part === '--e2e') return [await journeys()]
  if (part) throw new Refusal(`"${part}" is not known. There are --unit, --e2e, --readers and --screens.`)
  return [await unit(), await journeys()]
}

await runMain(async () => {
  checkNode()
  await ensureInstalled(ROOT)
  await ensureClient()
  const { passed, failures, secondTries } = addTallies(await runParts(process.argv.slice(2)))
  for (const { name, message } of secondTries) console.log(`\nAT THE SECOND TRY ${name}\n${message}`)
  for (const { name, message } of failures)
    console.log(`\nFAILED ${name.replace(`${ROOT}/`, '')}\n${message}`)
  console.log(`\n${passed} passed, ${failures.length} failed`)
  return failures.length > 0 ? 1 : 0
})
