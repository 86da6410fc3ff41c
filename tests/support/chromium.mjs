// A browser for the tests: what the machine has, else npm's, else Debian's.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function searchPath() {
  const directories = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return directories.flatMap((directory) => NAMES.map((name) => join(directory, name))).find(isExecutable)
}

// Launched as the tests launch it: `--dump-dom` of npm's build never ends on some machines.
async function opensPage({ path, env }) {
  const { chromium } = await import('@playwright/test')
  try {
    const browser = await chromium.launch({
      executablePath: path,
      env: { ...process.env, ...env },
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      timeout: 60_000,
    })
    const page = await browser.newPage()
    await page.goto('data:text/html,<p>suivi</p>')
    const text = await page.textContent('p')
    await browser.close()
    return text === 'suivi'
  } catch {
    return false
  }
}

// It unpacks itself into TMPDIR, once. The variable makes it unpack the libraries that a bare machine lacks.
async function unpackFromNpm(root) {
  const directory = join(root, '.build', 'chromium')
  mkdirSync(directory, { recursive: true })
  const { TMPDIR, LD_LIBRARY_PATH, FONTCONFIG_PATH, HOME } = process.env
  try {
    Object.assign(process.env, { TMPDIR: directory, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' })
    const { default: chromium } = await import('@sparticuz/chromium')
    const path = await chromium.executablePath()
    const env = { LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH, FONTCONFIG_PATH: process.env.FONTCONFIG_PATH }
    return { path, env }
  } finally {
    for (const [name, value] of Object.entries({ TMPDIR, LD_LIBRARY_PATH, FONTCONFIG_PATH, HOME })) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    delete process.env.AWS_LAMBDA_JS_RUNTIME
  }
}

function installFromDebian() {
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-q'], options)
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options)
  return searchPath()
}

/** A browser that was seen to open a page, with the variables it needs; undefined when there is none to be had. */
export async function findChromium(root) {
  const present = process.env.CHROMIUM_PATH || searchPath()
  if (present && (await opensPage({ path: present, env: {} }))) return { path: present, env: {} }
  const unpacked = await unpackFromNpm(root).catch(() => undefined)
  if (unpacked && (await opensPage(unpacked))) return unpacked
  const installed = process.getuid?.() === 0 ? installFromDebian() : undefined
  return installed && (await opensPage({ path: installed, env: {} }))
    ? { path: installed, env: {} }
    : undefined
}
