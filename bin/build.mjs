// Builds what is stale. "Is it current" is the SHA-256 of lock file and sources, kept beside the build.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { checkRoutes } from './check-routes.mjs'
import { checkNode, ensureInstalled } from './install.mjs'
import { withLock } from './lock.mjs'
import { requireCommand, runMain, say } from './step.mjs'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const GENERATED = 'lib/records/generated'

const COMMON = ['package.json', 'package-lock.json', 'tsconfig.json']
const CLIENT = [...COMMON, 'prisma/schema.prisma', 'prisma.config.ts']
const WEB = [
  ...COMMON,
  'next.config.js',
  'postcss.config.mjs',
  'app',
  'components',
  'lib',
  'messages',
  'prisma',
  'public',
]
const BUNDLE = [...COMMON, 'bin', 'lib', 'messages', 'prisma', 'tests/bench', 'worker']

function listFiles(root, path) {
  const absolute = join(root, path)
  if (path === GENERATED || !existsSync(absolute)) return []
  const entries = readdirSync(absolute, { withFileTypes: true })
  return entries.flatMap((entry) => {
    const inner = `${path}/${entry.name}`
    return entry.isDirectory() ? listFiles(root, inner) : [inner]
  })
}

export function hashSources(root, paths) {
  const files = paths.flatMap((path) => (/\.\w+$/.test(path) ? [path] : listFiles(root, path))).sort()
  const hash = createHash('sha256')
  for (const file of files) {
    if (!existsSync(join(root, file))) continue
    const content = readFileSync(join(root, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

// The old stamp goes first: a build that was cut short never passes for a current one.
async function ensureBuilt(root, { name, inputs, product, work }) {
  const directory = join(root, '.build')
  const stamp = join(directory, `${name}.stamp`)
  mkdirSync(directory, { recursive: true })
  const isCurrent = () =>
    existsSync(join(root, product)) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === hashSources(root, inputs)
  if (isCurrent()) return false
  const onWait = () => say('Another process is building; waiting for it …')
  return withLock(
    join(directory, `${name}.lock`),
    async () => {
      if (isCurrent()) return false
      const hash = hashSources(root, inputs)
      rmSync(stamp, { force: true })
      await work()
      writeFileSync(stamp, hash)
      return true
    },
    { onWait },
  )
}

function runTool(root, script, args, env = {}) {
  return requireCommand(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
  })
}

/** Prisma's client, from prisma/schema.prisma. */
export function ensureClient(root = ROOT) {
  return ensureBuilt(root, {
    name: 'client',
    inputs: CLIENT,
    product: `${GENERATED}/client.ts`,
    work: () =>
      runTool(root, 'prisma/build/index.js', ['generate', '--no-hints'], { CHECKPOINT_DISABLE: '1' }),
  })
}

/** The pages and routes, as a production build of Next. */
export async function ensureWeb(root = ROOT) {
  await ensureClient(root)
  return ensureBuilt(root, {
    name: 'web',
    inputs: WEB,
    product: '.next/BUILD_ID',
    work: () => {
      checkRoutes(root)
      say('Building the application …')
      return runTool(root, 'next/dist/bin/next', ['build'], {
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        NEXT_IGNORE_INCORRECT_LOCKFILE: '1',
      })
    },
  })
}

function findEntry(name) {
  return name === 'worker' ? join('worker', 'main.ts') : join('bin', `${name}.ts`)
}

export function listBundles(root = ROOT) {
  const programs = readdirSync(join(root, 'bin'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
  return [...programs, 'worker'].filter((name) => existsSync(join(root, findEntry(name))))
}

/** One program outside Next, bin/<name>.ts or worker/main.ts to .build/<name>.mjs; packages stay in node_modules. */
export async function ensureBundle(name, root = ROOT) {
  await ensureClient(root)
  const outfile = join('.build', `${name}.mjs`)
  await ensureBuilt(root, {
    name,
    inputs: BUNDLE,
    product: outfile,
    work: async () => {
      const { build } = await import('esbuild')
      await build({
        absWorkingDir: root,
        entryPoints: [findEntry(name)],
        outfile,
        bundle: true,
        platform: 'node',
        format: 'esm',
        target: 'node20.19',
        packages: 'external',
        sourcemap: 'inline',
        sourcesContent: false,
        logLevel: 'warning',
      })
    },
  })
  return join(root, outfile)
}

async function main() {
  checkNode()
  await ensureInstalled(ROOT)
  await ensureWeb()
  for (const name of listBundles()) await ensureBundle(name)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await runMain(main)
