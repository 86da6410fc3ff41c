import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { describeProcess } from '../../bin/lock.mjs'
import { listSteps, startHousekeeping } from '../../bin/housekeeping.mjs'

let folder = ''
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A program that notes each of its runs by process id, then works for a while. */
function makeProgram(milliseconds: number): { program: string; runs: () => number[] } {
  folder = mkdtempSync(join(tmpdir(), 'suivi-keep-'))
  const program = join(folder, 'program.mjs')
  const log = join(folder, 'log')
  writeFileSync(log, '')
  writeFileSync(
    program,
    `import { appendFileSync } from 'node:fs'
     appendFileSync(${JSON.stringify(log)}, process.pid + '\\n')
     setTimeout(() => {}, ${milliseconds})`,
  )
  return { program, runs: () => readFileSync(log, 'utf8').split('\n').filter(Boolean).map(Number) }
}

describe('the timer of the housekeeper', () => {
  it('runs after the start and then again and again, never twice at once', async () => {
    const { program, runs } = makeProgram(0)
    const keeper = startHousekeeping([{ args: [program], env: process.env }], { first: 10, every: 300 })
    await expect.poll(() => runs().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(3)
    await keeper.stop()
    const before = runs().length
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect(runs()).toHaveLength(before)
  })

  it('waits with the next run for one that is long, and ends it at a stop', async () => {
    const { program, runs } = makeProgram(60_000)
    const keeper = startHousekeeping([{ args: [program], env: process.env }], { first: 10, every: 100 })
    await expect.poll(() => runs().length, { timeout: 10_000 }).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(runs()).toHaveLength(1)
    await keeper.stop()
    expect(describeProcess(runs()[0] ?? 0)).toBeUndefined()
  })
})

describe('what is done each day', () => {
  const list = (env: Record<string, string>) =>
    listSteps({ worker: 'w', cli: 'c', env: { ...env, NODE_ENV: 'test' } })
  const urls = { DATABASE_URL: 'app', DATABASE_OWNER_URL: 'owner', DATABASE_BACKUP_URL: 'backup' }

  it('is the tasks alone, with the rights of the application', () => {
    expect(list(urls)).toEqual([
      { args: ['w'], env: expect.objectContaining({ DATABASE_URL: 'app', DATABASE_OWNER_URL: '' }) },
    ])
    expect(list(urls)[0]?.env.DATABASE_BACKUP_URL).toBe('')
  })

  it('and a backup where a directory is named, which may read everything and change nothing', () => {
    const [, backup] = list({ ...urls, SUIVI_BACKUP_DIR: '/srv/backups', SUIVI_BACKUP_KEEP: '30' })
    expect(backup?.args).toEqual(['c', 'backup', '/srv/backups', '--daily', '--keep', '30'])
    expect(backup?.env).toMatchObject({ DATABASE_BACKUP_URL: 'backup', DATABASE_OWNER_URL: '' })
  })
})
