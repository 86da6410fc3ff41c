import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addTallies, readPlaywright, readVitest } from '../../bin/tally.mjs'

let directory: string
let path: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'suivi-tally-'))
  path = join(directory, 'report.json')
})

afterEach(() => rmSync(directory, { recursive: true }))

const write = (report: unknown): void => writeFileSync(path, JSON.stringify(report))

it('counts passed, failed and skipped tests and files that did not load', () => {
  const test = (fullName: string, status: string, failureMessages: string[] = []) => ({
    fullName,
    status,
    failureMessages,
  })
  write({
    testResults: [
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [test('one', 'passed'), test('two', 'failed', ['why'])],
      },
      { name: 'b.test.ts', status: 'passed', assertionResults: [test('three', 'skipped')] },
      { name: 'c.test.ts', status: 'failed', message: 'syntax', assertionResults: [] },
    ],
  })
  expect(readVitest(path, 1)).toEqual({
    passed: 1,
    failures: [
      { name: 'a.test.ts > two', message: 'why' },
      { name: 'b.test.ts > three', message: 'not run: skipped' },
      { name: 'c.test.ts', message: 'syntax' },
    ],
  })
})

it('takes a runner that died for a failure, whatever it wrote', () => {
  expect(readVitest(path, 137).failures).toHaveLength(1)
  expect(readPlaywright(path, 1).failures).toHaveLength(1)
  write({
    testResults: [{ name: 'a', status: 'passed', assertionResults: [{ fullName: 'x', status: 'passed' }] }],
  })
  expect(readVitest(path, 1)).toMatchObject({ passed: 1, failures: [{ name: 'vitest' }] })
  expect(readVitest(path, 0)).toEqual({ passed: 1, failures: [] })
})

it('finds journeys in nested suites, and names those that passed at the second try', () => {
  const spec = (title: string, status: string, errors: { message: string }[] = []) => ({
    title,
    file: 'nurse.spec.ts',
    tests: [{ status, results: [{ errors }] }],
  })
  write({
    errors: [],
    suites: [
      {
        specs: [spec('enrols', 'expected')],
        suites: [{ specs: [spec('saves', 'unexpected', [{ message: 'late' }])] }],
      },
      { specs: [spec('chases', 'flaky', [{ message: 'slow' }])] },
    ],
  })
  const tally = readPlaywright(path, 1)
  expect(tally).toEqual({
    passed: 2,
    failures: [{ name: 'nurse.spec.ts > saves', message: 'late' }],
    secondTries: [{ name: 'nurse.spec.ts > chases', message: 'slow' }],
  })
  expect(addTallies([tally, { passed: 2, failures: [] }])).toEqual({ ...tally, passed: 4 })
})
