import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { noteServed, readServed } from '../../bin/served.mjs'

let state: string
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'suivi-served-'))
})
afterEach(() => rmSync(state, { recursive: true }))

it('tells another process where the registry answers, and nothing once it has ended', () => {
  expect(readServed(state)).toBeUndefined()
  noteServed(state, 'http://localhost:4711')
  expect(readServed(state)).toBe('http://localhost:4711')
  const path = join(state, 'served.json')
  const noted = JSON.parse(readFileSync(path, 'utf8')) as { process: string; address: string }
  // The same number with another start time is another program.
  writeFileSync(path, JSON.stringify({ ...noted, process: `${process.pid} 1` }))
  expect(readServed(state)).toBeUndefined()
})
