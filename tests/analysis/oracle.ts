import { readFileSync } from 'node:fs'
import { expect } from 'vitest'

interface Case {
  readonly name: string
  readonly input: Record<string, unknown>
  readonly expected: Record<string, unknown>
}

const folder = new URL('../r/', import.meta.url)
const tolerances = JSON.parse(readFileSync(new URL('tolerances.json', folder), 'utf8')) as {
  default: { rel: number; abs: number; p_rel: number; df_rel: number }
}

export function casesOf(method: string): Case[] {
  return JSON.parse(readFileSync(new URL(`cases/${method}.json`, folder), 'utf8')) as Case[]
}

/** What R computed, by a path of keys into the case's answer. */
export function expected(method: string, name: string, ...path: (string | number)[]): unknown {
  const found = casesOf(method).find((one) => one.name === name)
  if (!found) throw new Error(`no case ${name} of ${method}`)
  return path.reduce<unknown>(
    (value, key) => (value as Record<string | number, unknown>)[key],
    found.expected,
  )
}

/** Equal within the tolerances of the oracle. */
export function expectNear(actual: unknown, wanted: unknown, kind: 'rel' | 'p_rel' | 'df_rel' = 'rel'): void {
  if (typeof wanted !== 'number' || typeof actual !== 'number') {
    expect(actual).toEqual(wanted)
    return
  }
  const slack = tolerances.default[kind] * Math.abs(wanted) + tolerances.default.abs
  expect(Math.abs(actual - wanted), `${actual} against ${wanted}`).toBeLessThanOrEqual(slack)
}
