// Reads what the test runners wrote, so that one count covers both.
import { readJson } from './state.mjs'

export function addTallies(tallies) {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failures: tallies.flatMap(({ failures }) => failures),
    secondTries: tallies.flatMap(({ secondTries }) => secondTries ?? []),
  }
}

/** A runner that failed without naming a test still counts as one failure. */
function settle({ passed, failures }, code, runner) {
  if (code === 0 || failures.length > 0) return { passed, failures }
  return { passed, failures: [{ name: runner, message: `${runner} ended with exit code ${code}` }] }
}

// A test that was skipped has shown nothing: it counts as failed.
export function readVitest(path, code) {
  const failures = []
  let passed = 0
  for (const file of readJson(path)?.testResults ?? []) {
    if (file.assertionResults.length === 0 && file.status === 'failed') {
      failures.push({ name: file.name, message: file.message })
    }
    for (const test of file.assertionResults) {
      if (test.status === 'passed') passed += 1
      else {
        const message = test.failureMessages?.join('\n') || `not run: ${test.status}`
        failures.push({ name: `${file.name} > ${test.fullName}`, message })
      }
    }
  }
  return settle({ passed, failures }, code, 'vitest')
}

function listSpecs(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(listSpecs)]
}

/** A journey that passed at its second try passed, and is named: a busy machine may make one late. */
export function readPlaywright(path, code) {
  const report = readJson(path) ?? {}
  const failures = (report.errors ?? []).map(({ message }) => ({ name: 'playwright', message }))
  const secondTries = []
  let passed = 0
  for (const spec of (report.suites ?? []).flatMap(listSpecs)) {
    for (const test of spec.tests) {
      if (test.status === 'expected') passed += 1
      else {
        const name = `${spec.file} > ${spec.title}`
        const errors = test.results.flatMap((result) => result.errors ?? []).map(({ message }) => message)
        const message = errors.join('\n') || `not run: ${test.status}`
        if (test.status === 'flaky') {
          passed += 1
          secondTries.push({ name, message })
        } else failures.push({ name, message })
      }
    }
  }
  return { ...settle({ passed, failures }, code, 'playwright'), secondTries }
}
