import { logistic } from '@/lib/stats/logistic/logistic'
import { delongPaired } from '@/lib/stats/prediction/delong-tests'
import { optimismBootstrap } from '@/lib/stats/prediction/optimism-bootstrap'
import { roc } from '@/lib/stats/prediction/roc'
import { lmmRandomIntercept } from '@/lib/stats/repeated/lmm-random-intercept'
import type { LongInput } from '@/lib/stats/repeated/longitudinal'
import { mmrmUnstructured } from '@/lib/stats/repeated/mmrm-unstructured'
import { rmAnova } from '@/lib/stats/repeated/rm-anova'
import { fisher } from '@/lib/stats/tables/fisher'
import { mannWhitney } from '@/lib/stats/two-groups/mann-whitney'
import { readFrame, readTables, type Frame } from './data'
import { tableTask } from './table-task'

export type Task = {
  task: string
  n: number
  reps: number
  run: () => unknown
  /** Numbers read in one pass. */ cells: number
}

function long(frame: Frame): LongInput {
  const visits = ['pre', 'd1', 'm12']
  return {
    id: visits.flatMap(() => Array.from({ length: frame.n }, (_, i) => String(i))),
    group: visits.flatMap(() => frame.text.group!),
    visit: visits.flatMap((v) => new Array<string>(frame.n).fill(v)),
    y: Float64Array.from(visits.flatMap((v) => Array.from(frame.numbers[`o1_${v}`]!))),
  }
}

function logisticTasks(dir: string, n: number): Task[] {
  const frame = readFrame(dir, `logit_${n}.csv`)
  const y = frame.numbers.y!
  return [4, 8].flatMap((k): Task[] => {
    const X = Object.fromEntries(
      Array.from({ length: k }, (_, j) => [`x${j + 1}`, frame.numbers[`x${j + 1}`]!]),
    )
    const cells = n * (k + 1)
    const validate = () => optimismBootstrap(y, X, { resamples: 1000, seed: 1 }, { calibration: false })
    const calibrate = () => optimismBootstrap(y, X, { resamples: 1000, seed: 1 })
    return [
      {
        task: `ii glm logistic, ${k} predictors`,
        n,
        reps: 50,
        run: () => logistic(y, X, { profile: false }),
        cells,
      },
      { task: `ii rms::validate B=1000, ${k} predictors`, n, reps: n > 1000 ? 3 : 5, run: validate, cells },
      ...(k === 4
        ? [{ task: `ii rms::calibrate B=1000, ${k} predictors`, n, reps: 3, run: calibrate, cells }]
        : []),
      ...(n === 114
        ? [
            {
              task: `ii profile-likelihood CI (MASS), ${k} predictors`,
              n,
              reps: 10,
              run: () => logistic(y, X),
              cells,
            },
          ]
        : []),
    ]
  })
}

/** Three sizes each: the bootstrap grows as n, DeLong as n log n (table one stands above in three sizes). */
function growthTasks(dir: string): Task[] {
  const logit = readFrame(dir, 'logit_5000.csv').numbers
  const roc = readFrame(dir, 'roc_100000.csv').numbers
  const repeat = (x: Float64Array, n: number) => Float64Array.from({ length: n }, (_, i) => x[i % x.length]!)
  return [
    ...[1000, 5000, 25000].map((n): Task => {
      const X = Object.fromEntries(['x1', 'x2', 'x3', 'x4'].map((name) => [name, repeat(logit[name]!, n)]))
      const y = repeat(logit.y!, n)
      const run = () => optimismBootstrap(y, X, { resamples: 100, seed: 1 }, { calibration: false })
      return { task: 'vi growth: bootstrap B=100, 4 predictors', n, reps: 5, run, cells: 5 * n }
    }),
    ...[1000, 10000, 100000].map((n): Task => {
      const [y, a, b] = [roc.y!, roc.s1!, roc.s2!].map((x) => x.slice(0, n))
      const run = () => delongPaired(y!, a!, b!)
      return { task: 'vi growth: DeLong paired', n, reps: 10, run, cells: 3 * n }
    }),
  ]
}

/** The tasks of perf.R on its own files, under the same names, and how they grow. */
export function statsTasks(dir: string): Task[] {
  const tables = [114, 10000, 100000].map((n) => ({ n, frame: readFrame(dir, `table_${n}.csv`) }))
  const small = tables[0]!.frame
  const rows = Array.from({ length: small.n }, (_, i) =>
    ['o1_pre', 'o1_d1', 'o1_m12'].map((name) => small.numbers[name]![i]!),
  )
  const mixed = long(small)
  const r = readFrame(dir, 'roc_100000.csv').numbers
  const cut = (x: Float64Array) => x.slice(0, 114)
  const m = readFrame(dir, 'mwu.csv').numbers
  return [
    ...tables.map(({ n, frame }): Task => ({
      task: 'i  table1+table3, 40 variables, 2 groups',
      n,
      // The first twenty calls are still being compiled; `first_ms` tells what they cost.
      reps: n === 114 ? 100 : n === 10000 ? 10 : 5,
      run: tableTask(frame),
      cells: 40 * n,
    })),
    ...logisticTasks(dir, 114),
    ...logisticTasks(dir, 5000),
    {
      task: 'iii afex::aov_ez 2 groups x 3 visits',
      n: 114,
      reps: 20,
      run: () => rmAnova(rows, small.text.group!),
      cells: 342,
    },
    {
      task: 'iii lmer random intercept + Satterthwaite',
      n: 114,
      reps: 10,
      run: () => lmmRandomIntercept(mixed),
      cells: 342,
    },
    {
      task: 'iii gls unstructured (MMRM) REML',
      n: 114,
      reps: 5,
      run: () => mmrmUnstructured(mixed),
      cells: 342,
    },
    { task: 'iv pROC auc + DeLong CI', n: 100000, reps: 5, run: () => roc(r.y!, r.s1!), cells: 200000 },
    {
      task: 'iv pROC DeLong paired test of two AUCs',
      n: 100000,
      reps: 5,
      run: () => delongPaired(r.y!, r.s1!, r.s2!),
      cells: 300000,
    },
    { task: 'iv pROC auc + DeLong CI', n: 114, reps: 50, run: () => roc(cut(r.y!), cut(r.s1!)), cells: 228 },
    ...Object.entries(readTables(dir)).map(([name, table]): Task => {
      const n = table.flat().reduce((a, b) => a + b, 0)
      return {
        task: `v  Fisher exact ${name}`,
        n,
        reps: name.includes('200') ? 1 : 5,
        run: () => fisher(table),
        cells: n,
      }
    }),
    {
      task: 'v  Mann-Whitney exact 50/50 no ties',
      n: 100,
      reps: 20,
      run: () => mannWhitney(m.x!, m.y!, { shift: false }),
      cells: 100,
    },
    {
      task: 'v  Mann-Whitney exact 50/50 + HL CI',
      n: 100,
      reps: 20,
      run: () => mannWhitney(m.x!, m.y!),
      cells: 100,
    },
    {
      task: 'v  Mann-Whitney exact 50/50 with ties (coin)',
      n: 100,
      reps: 10,
      run: () => mannWhitney(m.xt!, m.yt!, { shift: false }),
      cells: 100,
    },
    ...growthTasks(dir),
  ]
}
