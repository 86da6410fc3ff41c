import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addHolder, countHolders, describeProcess, withLock } from '../../bin/lock.mjs'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'suivi-lock-'))
})

afterEach(() => rmSync(directory, { recursive: true }))

async function describeDead(): Promise<string> {
  const child = spawn('sleep', ['60'])
  const description = describeProcess(child.pid ?? 0)
  child.kill('SIGKILL')
  await once(child, 'exit')
  if (!description) throw new Error('the child was never alive')
  return description
}

it('lets one at a time in', async () => {
  const path = join(directory, 'lock')
  let inside = 0
  let most = 0
  const visit = (): Promise<void> =>
    withLock(path, async () => {
      inside += 1
      most = Math.max(most, inside)
      await wait(20)
      inside -= 1
    })
  await Promise.all([visit(), visit(), visit(), visit()])
  expect(most).toBe(1)
  expect(readdirSync(directory)).toEqual([])
})

it('opens again after an error', async () => {
  const path = join(directory, 'lock')
  await expect(withLock(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await withLock(path, () => 'in')).toBe('in')
})

it('takes over from a process that was killed, and from one whose id was given to another', async () => {
  const path = join(directory, 'lock')
  writeFileSync(path, await describeDead())
  expect(await withLock(path, () => 'in')).toBe('in')
  writeFileSync(path, `${process.pid} 1`)
  expect(await withLock(path, () => 'in')).toBe('in')
})

it('counts the living and forgets the dead', async () => {
  const holder = addHolder(directory)
  writeFileSync(join(directory, 'dead'), await describeDead())
  expect(countHolders(directory)).toBe(1)
  expect(readdirSync(directory)).toHaveLength(1)
  rmSync(holder)
  expect(countHolders(directory)).toBe(0)
})
