import { beforeAll, describe, expect, it } from 'vitest'
import { ensureBundle } from '@/bin/build.mjs'
import { chainedImputation } from '@/lib/stats/missing/chained-equations'
import { RandomStream } from '@/lib/stats/kernel/random'
import { optimismBootstrap } from '@/lib/stats/prediction/optimism-bootstrap'
import { runInThreads } from '@/lib/tasks/threads/run-in-threads'

const random = new RandomStream(7, 0)
const x = Float64Array.from({ length: 120 }, () => random.uniform() - 0.5)
const z = Float64Array.from({ length: 120 }, () => random.uniform() - 0.5)
const y = Float64Array.from(x, (v) => (random.uniform() < 1 / (1 + Math.exp(-2 * v)) ? 1 : 0))
const source = { resamples: 333, seed: 5 }

let script = ''
beforeAll(async () => {
  script = await ensureBundle('thread')
})

describe('long work in threads', () => {
  it.each([1, 2, 3])('gives the same bits in %i threads as in none', async (threads) => {
    const alone = optimismBootstrap(y, { x, z }, source)
    expect(alone.status).toBe('ok')
    expect(await runInThreads('optimism', [y, { x, z }, source], { script, threads })).toEqual(alone)
  })

  it('imputes the same values in threads', async () => {
    const holes = x.map((v, i) => (i % 5 ? v : Number.NaN))
    const columns = { holes: { values: holes }, z: { values: z } }
    const alone = chainedImputation(columns, { imputations: 5, iterations: 3 })
    const options = { imputations: 5, iterations: 3 }
    expect(await runInThreads('imputation', [columns, options], { script, threads: 2 })).toEqual(alone)
  })

  it('tells how far it is, piece by piece', async () => {
    const told: number[] = []
    await runInThreads('optimism', [y, { x }, source], {
      script,
      threads: 2,
      onProgress: (done, count) => told.push(done / count),
    })
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7].map((k) => k / 7))
  })

  it('stops when it is told to, long before the end', async () => {
    const stop = new AbortController()
    let done = 0
    const work = runInThreads('optimism', [y, { x, z }, { resamples: 50_000_000, seed: 1 }], {
      script,
      threads: 2,
      signal: stop.signal,
      onProgress: () => {
        done++
        stop.abort(new Error('enough'))
      },
    })
    await expect(work).rejects.toThrow('enough')
    expect(done).toBeLessThan(100)
  })

  it('says why there is nothing to do, without a thread', async () => {
    const none = await runInThreads('optimism', [y.map(() => 1), { x }, source], {
      script: 'no such file',
      threads: 2,
    })
    expect(none).toEqual({ status: 'not_computable', reason: 'outcome_constant' })
  })

  it('fails when a thread cannot start', async () => {
    const work = runInThreads('optimism', [y, { x }, source], { script: '/no/such/thread.mjs', threads: 2 })
    await expect(work).rejects.toThrow()
  })
})
