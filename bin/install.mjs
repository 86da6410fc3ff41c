// Installs what the lock file asks for when it is not there. Node's own modules only: this runs on a bare checkout.
import { join } from 'node:path'
import { readJson } from './state.mjs'
import { Refusal, requireCommand, say } from './step.mjs'

const NEEDED = [20, 19]

export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return
  throw new Refusal(`Suivi needs Node.js ${NEEDED.join('.')} or later; this is ${version}.`)
}

function sameNeeds(asked = {}, locked = {}) {
  const names = Object.keys(asked)
  return names.length === Object.keys(locked).length && names.every((name) => asked[name] === locked[name])
}

/** Compares package.json, the lock and npm's own note of what it put into node_modules. */
export function isInstalled(root) {
  const manifest = readJson(join(root, 'package.json'))
  const lock = readJson(join(root, 'package-lock.json'))
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))
  if (!lock || !present) return false
  const top = lock.packages['']
  if (!sameNeeds(manifest.dependencies, top.dependencies)) return false
  if (!sameNeeds(manifest.devDependencies, top.devDependencies)) return false
  return Object.entries(lock.packages).every(
    ([path, wanted]) =>
      path === '' || wanted.optional || wanted.link || present.packages[path]?.version === wanted.version,
  )
}

export async function ensureInstalled(root) {
  if (isInstalled(root)) return
  say('Installing packages …')
  // The tools that build and run the registry are development packages, whatever NODE_ENV says.
  const args = ['install', '--no-audit', '--no-fund', '--include=dev', '--include=optional']
  const { NODE_ENV: _, ...env } = process.env
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm']
  await requireCommand(npm[0], [...npm.slice(1), ...args], { cwd: root, env })
}
