import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { runMethod } from '@/bin/oracle/adapter'
import type { Input } from '@/bin/oracle/input'

vi.setConfig({ testTimeout: 60_000 })

type Case = { name: string; method: string; input: Input; options?: Input }

const isNumeric = (v: unknown): v is (number | null)[] =>
  Array.isArray(v) && v.length > 0 && v.every((e) => e === null || typeof e === 'number')

/** Applies `change` to every numeric array of an input. */
function eachNumeric(v: unknown, change: (a: (number | null)[]) => unknown[]): unknown {
  if (isNumeric(v)) return change(v)
  if (Array.isArray(v)) return v.map((e) => (Array.isArray(e) ? eachNumeric(e, change) : (e as unknown)))
  if (v === null || typeof v !== 'object') return v
  return Object.fromEntries(Object.entries(v).map(([k, e]) => [k, eachNumeric(e, change)]))
}

/** Cuts every list of rows to the same length; levels stay. */
function shorten(v: unknown, n: number): unknown {
  if (Array.isArray(v))
    return v.length && Array.isArray(v[0]) ? v.map((row) => (row as unknown[]).slice(0, n)) : v.slice(0, n)
  if (v === null || typeof v !== 'object') return v
  return Object.fromEntries(
    Object.entries(v).map(([k, e]) => [k, k === 'levels' || k === 'visit_order' ? e : shorten(e, n)]),
  )
}

const scale = (by: number) => (a: (number | null)[]) => a.map((e) => (e === null ? e : e * by))
const distortions: Record<string, (input: unknown) => unknown> = {
  empty: (i) => shorten(i, 0),
  'one row': (i) => shorten(i, 1),
  'two rows': (i) => shorten(i, 2),
  'three rows': (i) => shorten(i, 3),
  'seven rows': (i) => shorten(i, 7),
  constant: (i) => eachNumeric(i, (a) => a.map(() => 3)),
  zeros: (i) => eachNumeric(i, (a) => a.map(() => 0)),
  'heavy ties': (i) => eachNumeric(i, (a) => a.map((e) => (e === null ? e : Math.round(e / 50)))),
  'every third missing': (i) => eachNumeric(i, (a) => a.map((e, k) => (k % 3 === 0 ? null : e))),
  'all missing': (i) => eachNumeric(i, (a) => a.map(() => null)),
  'one infinite': (i) => eachNumeric(i, (a) => a.map((e, k) => (k === 1 ? 'Infinity' : e))),
  huge: (i) => eachNumeric(i, scale(1e150)),
  tiny: (i) => eachNumeric(i, scale(1e-150)),
  alternating: (i) => eachNumeric(i, (a) => a.map((_, k) => k % 2)),
}

/** Path of the first NaN inside a result, or null. */
function findNaN(value: unknown, path = ''): string | null {
  if (typeof value === 'number') return Number.isNaN(value) ? path : null
  if (value === null || typeof value !== 'object') return null
  for (const [k, e] of Object.entries(value)) {
    const found = findNaN(e, `${path}.${k}`)
    if (found) return found
  }
  return null
}

const statuses = ['ok', 'not_computable', 'separation', 'aliased', 'threw']
const misuse = /must|must not|no level|no row|is given twice|not in|differ|expected a number/

const r = join(import.meta.dirname, '../r')
const files = ['cases', 'extra'].flatMap((dir) =>
  readdirSync(join(r, dir))
    .filter((f) => f.endsWith('.json') && !['distribution.json', 'sample_size.json'].includes(f))
    .map((f) => join(r, dir, f)),
)

describe.each(files.map((f) => [basename(f, '.json'), f]))('%s', (_, file) => {
  const all = JSON.parse(readFileSync(file!, 'utf8')) as Case[]
  const some = all.filter((_, i) => i % Math.ceil(all.length / 2) === 0)

  it.each(Object.entries(distortions))('gives a number, a reason or a complaint: %s', (_, distort) => {
    for (const one of some) {
      const result = runMethod(one.method, distort(one.input) as Input, one.options ?? {}) as {
        status: string
        message?: string
        reason?: string
      }
      expect(statuses).toContain(result.status)
      if (result.status === 'threw') expect(result.message).toMatch(misuse)
      else if (result.status === 'not_computable') expect(result.reason).toMatch(/^[a-z0-9_]+$/)
      else expect(findNaN(result)).toBeNull()
    }
  })
})
