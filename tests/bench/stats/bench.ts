import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { statsTasks, type Task } from './tasks'

export type Timing = {
  task: string
  n: number
  reps: number
  first_ms: number
  median_ms: number
  min_ms: number
  pass_ms: number
  r_ms: number | null
}

function median(v: number[]): number {
  const s = v.slice().sort((a, b) => a - b)
  return s.length % 2 ? s[(s.length - 1) / 2]! : (s[s.length / 2 - 1]! + s[s.length / 2]!) / 2
}

function clock(run: () => unknown): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

/** Time of reading as many numbers once, the floor of any method on this machine. */
function onePass(cells: number): number {
  const x = new Float64Array(cells).fill(1.5)
  let sum = 0
  const times = Array.from({ length: 5 }, () =>
    clock(() => {
      for (let i = 0; i < cells; i++) sum += x[i]!
    }),
  )
  if (sum < 0) throw new Error('unreachable')
  return Math.min(...times)
}

function timeTask(t: Task, r: Map<string, number>): Timing {
  const first = clock(t.run)
  const times = Array.from({ length: t.reps }, () => clock(t.run))
  return {
    task: t.task,
    n: t.n,
    reps: t.reps,
    first_ms: first,
    median_ms: median(times),
    min_ms: Math.min(...times),
    pass_ms: onePass(t.cells),
    r_ms: r.get(`${t.task}|${t.n}`) ?? null,
  }
}

function rscript(args: string[]): boolean {
  return spawnSync('Rscript', args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}

/** Performance data in `dir`, made by R when it is absent; throws when that cannot be done. */
function ensureData(dir: string): void {
  if (existsSync(join(dir, 'rxc.json'))) return
  mkdirSync(dir, { recursive: true })
  if (!rscript([join('tests', 'bench', 'stats', 'gen-perf-data.R'), dir]))
    throw new Error(`no performance data in ${dir}, and no R to make it`)
}

/** R's own medians on the same files in this very run; empty without R. */
function timeR(dir: string, scale: string): Map<string, number> {
  const out = join(mkdtempSync(join(tmpdir(), 'suivi-bench-')), 'r.json')
  if (!rscript([join('tests', 'bench', 'stats', 'perf.R'), dir, out, scale])) return new Map()
  const file = JSON.parse(readFileSync(out, 'utf8')) as {
    results: { task: string; n: number; median_ms: number }[]
  }
  return new Map(file.results.map((t) => [`${t.task}|${t.n}`, t.median_ms]))
}

/**
 * `bench stats [DIR] [--json] [--no-r] [--only TEXT] [--r-scale S]`: the engine on the performance files beside R and
 * beside one pass over the numbers.
 */
export function benchStats(args: readonly string[]): void {
  const value = (flag: string) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined)
  const dir =
    args.find((a, i) => !a.startsWith('--') && !['--only', '--r-scale'].includes(args[i - 1] ?? '')) ??
    '.build/perf'
  const only = value('--only')
  ensureData(dir)
  const r = args.includes('--no-r') ? new Map<string, number>() : timeR(dir, value('--r-scale') ?? '1')
  const tasks = statsTasks(dir).filter((t) => !only || t.task.includes(only))
  const results = tasks.map((t) => {
    const timing = timeTask(t, r)
    if (!args.includes('--json')) console.log(line(timing))
    return timing
  })
  if (args.includes('--json')) console.log(JSON.stringify({ node: process.version, results }))
}

function line(t: Timing): string {
  const beside = t.r_ms === null ? '' : ` | R ${t.r_ms.toFixed(2)} ms, ${(t.r_ms / t.median_ms).toFixed(1)} x`
  const pass = `${(t.median_ms / Math.max(t.pass_ms, 1e-6)).toFixed(0)} passes`
  return `${t.task.padEnd(48)} n=${String(t.n).padEnd(7)} ${t.median_ms.toFixed(3)} ms (first ${t.first_ms.toFixed(1)}) = ${pass}${beside}`
}
