import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Case {
  readonly name: string
  readonly expected: unknown
}

/** A number R computed, by a path of keys into the case's answer; the journeys run from the root of the tree. */
export function expectedOf(method: string, name: string, ...path: (string | number)[]): number {
  const text = readFileSync(join(process.cwd(), 'tests/r/cases', `${method}.json`), 'utf8')
  const found = (JSON.parse(text) as Case[]).find((one) => one.name === name)
  const value = path.reduce<unknown>(
    (part, key) => (part as Record<string | number, unknown> | undefined)?.[key],
    found?.expected,
  )
  if (typeof value !== 'number') throw new Error(`no number at ${[method, name, ...path].join(' / ')}`)
  return value
}
