// Reruns the R scripts behind the oracle cases where R is installed and shows what would change:
// oracle-regenerate [--write]
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import tolerances from '../tests/r/tolerances.json'
import { compareResult, toleranceFor } from './oracle/compare'

type Case = { name: string; method: string; expected: { status: string } }

const home = resolve('tests/r')
const write = process.argv.includes('--write')

function runR(script: string, args: string[], cwd: string): void {
  const done = spawnSync('Rscript', [script, ...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
  if (done.error) throw new Error('R is not installed (Rscript was not found)')
  if (done.status !== 0) throw new Error(`${script} ended with ${String(done.status)}`)
}

/** Prints every case whose R answer left its tolerance; returns how many. */
function compareFolders(committed: string, fresh: string): number {
  let changed = 0
  for (const file of readdirSync(committed).filter((f) => f.endsWith('.json'))) {
    const read = (dir: string) => JSON.parse(readFileSync(join(dir, file), 'utf8')) as Case[]
    const now = new Map(read(fresh).map((c) => [c.name, c]))
    for (const old of read(committed)) {
      const tolerance = toleranceFor(tolerances, old.method, old.name)
      const wrong = compareResult(old.expected, now.get(old.name)?.expected, tolerance).wrong
      if (!wrong.length) continue
      changed++
      console.log(`${old.method} ${old.name}: ${wrong.slice(0, 2).join('; ')}`)
    }
  }
  return changed
}

const folders = ['cases', 'extra', 'small']

function main(): number {
  const work = mkdtempSync(join(tmpdir(), 'suivi-oracle-'))
  try {
    for (const dir of ['R', 'data']) cpSync(join(home, dir), join(work, dir), { recursive: true })
    for (const dir of folders) mkdirSync(join(work, dir))
    runR('run-oracle.R', [], join(work, 'R'))
    for (const script of ['make-extra.R', 'make-paired.R'])
      runR(join(home, 'extra', script), [join(work, 'extra')], work)
    runR(join(home, 'small', 'make-small.R'), [join(work, 'small')], join(work, 'small'))
    const changed = folders.reduce((sum, dir) => sum + compareFolders(join(home, dir), join(work, dir)), 0)
    console.log(changed ? `${changed} cases changed` : 'nothing changed')
    if (write) for (const dir of folders) cpSync(join(work, dir), join(home, dir), { recursive: true })
    return changed && !write ? 1 : 0
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

process.exitCode = main()
