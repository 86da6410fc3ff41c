import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ESLint } from 'eslint'
import { beforeAll, describe, expect, it } from 'vitest'
import { listSources } from './walk'

// The floors as README.md draws them, lowest first; written here a second time on purpose.
const FLOORS = [
  ['lib/stats', 'lib/access', 'lib/problem.ts', 'lib/env.ts', 'lib/i18n'],
  ['lib/codebook'],
  ['lib/instruments', 'lib/analysis'],
  ['lib/protocol', 'lib/figures'],
  ['lib/contracts', 'lib/exchange'],
  ['lib/records', 'components'],
  ['lib/session.ts', 'lib/tasks'],
  ['lib/door.ts'],
  ['app', 'bin', 'worker'],
]

const ROOT = join(import.meta.dirname, '..', '..')
const sources = listSources(/\.(ts|tsx)$/).map(({ path }) => path)
let eslint: ESLint

beforeAll(() => {
  // That rule opens the file itself, and a probe is none.
  eslint = new ESLint({ cwd: ROOT, overrideConfig: { rules: { 'import/no-cycle': 'off' } } })
})

/** Rules that a text would break, were it a file of ours. */
async function lint(path: string, text: string): Promise<{ rule: string | null; line: number }[]> {
  const [result] = await eslint.lintText(text, { filePath: join(ROOT, path) })
  return (result?.messages ?? []).map(({ ruleId, line }) => ({ rule: ruleId, line }))
}

function findFile(room: string): string {
  const found = sources.find((path) => path === room || path.startsWith(`${room}/`))
  if (!found) throw new Error(`the room ${room} is empty`)
  return found.replace(/\.tsx?$/, '')
}

/** A file of a room that does not exist; of a room that is one file, that file. */
function placeProbe(room: string): string {
  return room.endsWith('.ts') ? room : `${room}/probe-of-the-floors.ts`
}

describe('floors', () => {
  const rooms = FLOORS.flatMap((names, floor) => names.map((room) => ({ room, floor })))

  it('have every room, and every room of lib has its floor', () => {
    for (const { room } of rooms) expect(existsSync(join(ROOT, room)), room).toBe(true)
    const inLib = [
      ...new Set(sources.filter((path) => path.startsWith('lib/')).map((path) => path.split('/')[1])),
    ]
    expect(inLib.map((name) => `lib/${name}`).sort()).toEqual(
      rooms
        .map(({ room }) => room)
        .filter((room) => room.startsWith('lib/'))
        .sort(),
    )
  })

  it.each(rooms)('$room imports from below and from nowhere else', async ({ room, floor }) => {
    const others = rooms.filter((other) => other.room !== room)
    const text = others.map((other, i) => `import * as n${i} from '@/${findFile(other.room)}'`).join('\n')
    const used = `\nexport const all = [${others.map((_, i) => `n${i}`).join(', ')}]\n`
    const reported = (await lint(placeProbe(room), text + used))
      .filter(({ rule }) => rule === 'import/no-restricted-paths')
      .map(({ line }) => others[line - 1]?.room)
    const forbidden = others.filter((other) => other.floor >= floor).map((other) => other.room)
    expect(reported.sort()).toEqual(forbidden.sort())
  })
})

describe('the rules of the house', () => {
  const broken: [name: string, path: string, text: string, rule: string][] = [
    [
      'the environment',
      'lib/codebook/probe.ts',
      `export const x = process.env.HOME\n`,
      'no-restricted-syntax',
    ],
    ['a server action', 'app/probe.ts', `'use server'\nexport const x = 1\n`, 'no-restricted-syntax'],
    [
      'raw HTML',
      'components/probe.tsx',
      `export const X = () => <p dangerouslySetInnerHTML={{ __html: '' }} />\n`,
      'no-restricted-syntax',
    ],
    [
      'named z',
      'lib/contracts/probe.ts',
      `import { z } from 'zod'\nexport const x = z\n`,
      'no-restricted-syntax',
    ],
    [
      'Prisma outside the records',
      'lib/tasks/probe.ts',
      `import { PrismaClient } from '@prisma/client'\nexport const x = PrismaClient\n`,
      'no-restricted-imports',
    ],
    ['pg in a page', 'app/probe.ts', `import pg from 'pg'\nexport const x = pg\n`, 'no-restricted-imports'],
    [
      'a package in lib/stats',
      'lib/stats/probe.ts',
      `import * as z from 'zod'\nexport const x = z\n`,
      'import/no-restricted-paths',
    ],
    ['a file too long', 'lib/access/probe.ts', 'export {}\n'.repeat(301), 'max-lines'],
  ]

  it.each(broken)('report %s', async (_name, path, text, rule) => {
    expect((await lint(path, text)).map((message) => message.rule)).toContain(rule)
  })

  it('let a plain file pass', async () => {
    const text = `import { Problem } from '@/lib/problem'\n\nexport const x = new Problem('not_found')\n`
    expect(await lint('lib/tasks/probe.ts', text)).toEqual([])
  })
})
