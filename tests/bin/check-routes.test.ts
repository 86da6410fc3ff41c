import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ROOT } from '../../bin/build.mjs'
import { checkRoutes, listRouteFaults } from '../../bin/check-routes.mjs'

const DOOR = `import { door } from '@/lib/door'\n\n`
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'suivi-routes-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const faultsOf = (text: string, path = 'studies/[study]/things/route.ts') => {
  const file = join(root, 'app', 'api', 'v1', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return listRouteFaults(root)
}

it('finds nothing wrong with the routes of this house', () => {
  expect(listRouteFaults(ROOT)).toEqual([])
  expect(() => checkRoutes(ROOT)).not.toThrow()
})

it.each([
  ['a bare function', 'export async function GET() {}'],
  ['a bare constant', 'export const POST = async () => new Response()'],
  ['a door around something else', 'export const PUT = open(door(contract, handle))'],
  ['one door and one hole', 'export const GET = door(a, b)\nexport const DELETE = () => remove()'],
  ['a list of names', 'const handle = () => null\nexport { handle as PATCH }'],
  ['what another file exports', `export * from '../things'`],
  ['a default', 'export default door(contract, handle)'],
  ['nothing', 'const GET = door(contract, handle)'],
  ['a door of its own', 'const door = (a, b) => b\nexport const GET = door(a, b)', ''],
])('refuses %s', (_what, text, opening = DOOR) => {
  const [fault = ''] = faultsOf(opening + text)
  expect(fault).toContain('app/api/v1/studies/[study]/things/route.ts')
  expect(() => checkRoutes(root)).toThrow(/Not built/)
})

it('takes doors, however many', () => {
  expect(
    faultsOf(DOOR + 'export const GET = door(a, b)\n\nexport const POST = door(\n  c,\n  d,\n)\n'),
  ).toEqual([])
})
