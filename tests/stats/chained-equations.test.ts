import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { leastSquares, ones } from '@/lib/stats/kernel/linear-model'
import { mean, variance } from '@/lib/stats/kernel/sample'
import { chainedImputation, type ImputationMethod } from '@/lib/stats/missing/chained-equations'

vi.setConfig({ testTimeout: 60_000 })

type Case = {
  name: string
  method: ImputationMethod
  m: number
  x1: number[]
  x2: (number | null)[]
  y: (number | null)[]
  mean: [number, number]
  sd: [number, number]
}

const cases = JSON.parse(readFileSync(join(import.meta.dirname, '../r/imputation.json'), 'utf8')) as Case[]
const gaps = (v: (number | null)[]) => Float64Array.from(v, (e) => e ?? Number.NaN)

describe('multiple imputation by chained equations', () => {
  it.each(cases)('agrees with mice within the error of both: $name', (c) => {
    const linear = c.method === 'logreg' ? 'norm' : c.method
    const r = chainedImputation(
      {
        x1: { values: c.x1 },
        x2: { values: gaps(c.x2), method: c.method },
        y: { values: gaps(c.y), method: linear },
      },
      { imputations: c.m, seed: 5 },
    )
    if (r.status !== 'ok') throw new Error('expected imputations')
    const slopes = r.data.map(({ x1, x2, y }) => leastSquares([ones(x1!.length), x1!, x2!], y!).coefficients)
    for (const k of [0, 1]) {
      const own = slopes.map((b) => b[k + 1]!)
      const error = Math.sqrt((variance(own) + c.sd[k]! ** 2) / c.m)
      expect(Math.abs(mean(own) - c.mean[k]!)).toBeLessThan(4 * error)
      const ratio = Math.sqrt(variance(own)) / c.sd[k]!
      expect(ratio).toBeGreaterThan(0.6)
      expect(ratio).toBeLessThan(1.6)
    }
  })

  it('keeps what was seen, fills what was not, and repeats itself', () => {
    const c = cases[1]!
    const columns = { x1: { values: c.x1 }, x2: { values: gaps(c.x2) }, y: { values: gaps(c.y) } }
    const r = chainedImputation(columns, { imputations: 3, seed: 11 })
    if (r.status !== 'ok') throw new Error('expected imputations')
    for (const d of r.data)
      c.x2.forEach((v, i) => {
        if (v !== null) expect(d.x2![i]).toBe(v)
        else expect(c.x2).toContain(d.x2![i])
      })
    expect(chainedImputation(columns, { imputations: 3, seed: 11 })).toEqual(r)
    expect(chainedImputation(columns, { imputations: 3, seed: 12 })).not.toEqual(r)
  })
})
