// Runs the statistics engine over a folder of oracle cases: oracle DIR [--method NAME] [--json] [--all] [--verbose]
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import tolerances from '../tests/r/tolerances.json'
import { runMethod } from './oracle/adapter'
import { compareResult, toleranceFor } from './oracle/compare'
import type { Input } from './oracle/input'

type Case = { name: string; method: string; input: Input; options?: Input; expected: { status: string } }
type Failure = { case: string; wrong: string[] }
type Summary = {
  method: string
  pass: number
  fail: number
  notOffered: number
  values: number
  failures: Failure[]
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    method: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
})

function runFile(path: string): Map<string, Summary> {
  const summaries = new Map<string, Summary>()
  for (const one of JSON.parse(readFileSync(path, 'utf8')) as Case[]) {
    if (flags.method && !flags.method.includes(one.method)) continue
    const known = summaries.get(one.method)
    const s = known ?? { method: one.method, pass: 0, fail: 0, notOffered: 0, values: 0, failures: [] }
    summaries.set(one.method, s)
    const actual = runMethod(one.method, one.input, one.options ?? {})
    if (actual === undefined) {
      s.notOffered++
      continue
    }
    const verdict = compareResult(one.expected, actual, toleranceFor(tolerances, one.method, one.name))
    s.values += verdict.checked
    if (verdict.wrong.length) {
      s.fail++
      s.failures.push({ case: one.name, wrong: verdict.wrong })
    } else s.pass++
  }
  return summaries
}

function print(s: Summary): void {
  const missing = s.notOffered ? ` not offered ${s.notOffered}` : ''
  console.log(`${s.method.padEnd(24)} pass ${s.pass} fail ${s.fail}${missing} values ${s.values}`)
  for (const f of s.failures.slice(0, flags.verbose ? Infinity : 5)) {
    const shown = f.wrong.slice(0, flags.verbose ? 50 : 2)
    const more = f.wrong.length > shown.length ? ` (+${f.wrong.length - shown.length})` : ''
    console.log(`   ${f.case}: ${shown.join('; ')}${more}`)
  }
}

function main(): number {
  const dir = positionals[0]
  if (!dir) {
    console.error('usage: oracle DIR [--method NAME] [--json] [--all] [--verbose]')
    return 2
  }
  const files = readdirSync(dir)
    .filter((f) => f.endsWith('.json'))
    .sort()
  const methods = files.flatMap((f) => [...runFile(join(dir, f)).values()])
  const sum = (pick: (s: Summary) => number) => methods.reduce((total, s) => total + pick(s), 0)
  const cases = sum((s) => s.pass + s.fail + s.notOffered)
  const notOffered = sum((s) => s.notOffered)
  const failed = sum((s) => s.fail) + (flags.all ? notOffered : 0)
  const absent = methods.filter((s) => s.notOffered).map((s) => s.method)
  const passed = sum((s) => s.pass)
  if (flags.json) console.log(JSON.stringify({ cases, passed, failed, notOffered, absent, methods }))
  else {
    methods.forEach(print)
    if (absent.length) console.log(`not offered: ${absent.join(', ')} (${notOffered} cases)`)
    console.log(`${passed} of ${cases} cases passed, ${failed} failed`)
  }
  return cases === 0 || failed > 0 || passed === 0 ? 1 : 0
}

process.exitCode = main()
