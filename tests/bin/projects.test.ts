import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import config from '../../vitest.config.mjs'

const TESTS = join(import.meta.dirname, '..')
// Commands of their own, not part of `npm test`; journeys are run by Playwright.
const APART = ['bench', 'e2e', 'fault', 'support']

function listPatterns(): RegExp[] {
  const projects = config.test?.projects ?? []
  const globs = projects.flatMap((project) => {
    if (typeof project !== 'object' || !('test' in project)) return []
    const { name, include = [] } = project.test ?? {}
    // `readers` runs what needs the database a second time, on another PostgreSQL.
    return name === 'readers' ? include.filter((glob) => glob.startsWith('tests/readers/')) : include
  })
  return globs.map((glob) => {
    const rooms = /^tests\/\{?([\w,]+)\}?\//.exec(glob)?.[1]?.split(',') ?? []
    return new RegExp(`^(${rooms.join('|')})/.*\\.test\\.tsx?$`)
  })
}

it('belongs to exactly one project, each test file, so that none is forgotten or counted twice by npm test', () => {
  const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(test|spec)\.\w+$/.test(file) && !APART.includes(file.split('/')[0] ?? ''),
  )
  const patterns = listPatterns()
  expect(files.length).toBeGreaterThan(10)
  expect(files.filter((file) => patterns.filter((pattern) => pattern.test(file)).length !== 1)).toEqual([])
})
