import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..', '..')
const ROOMS = ['app', 'bin', 'components', 'docs', 'lib', 'messages', 'prisma', 'tests', 'worker', '.ci']
const GENERATED = 'lib/records/generated/'

export interface Source {
  /** From the root of the house. */
  readonly path: string
  readonly text: string
}

/** Every file we wrote, whether it is committed yet or not. */
export function listSources(ending: RegExp): Source[] {
  const inRooms = ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1)),
  )
  const atRoot = readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'package-lock.json' && entry.name !== '.env')
    .map((entry) => entry.name)
  return [...inRooms, ...atRoot]
    .filter((path) => ending.test(path) && !path.startsWith(GENERATED) && path !== 'next-env.d.ts')
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

export function readRootFile(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}
