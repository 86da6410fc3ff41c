import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { offered, runMethod } from '@/bin/oracle/adapter'
import { compareResult, toleranceFor } from '@/bin/oracle/compare'
import type { Input } from '@/bin/oracle/input'
import tolerances from '@/tests/r/tolerances.json'

type Case = { name: string; method: string; input: Input; options?: Input; expected: { status: string } }

const r = join(import.meta.dirname, '../r')
const files = ['cases', 'extra', 'small'].flatMap((folder) =>
  readdirSync(join(r, folder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => join(r, folder, file)),
)

for (const file of files) {
  const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[]
  describe(basename(file, '.json'), () => {
    it('is offered', () => {
      expect(cases.length).toBeGreaterThan(0)
      for (const one of cases) expect(offered).toContain(one.method)
    })
    for (const one of cases)
      it(one.name, () => {
        const actual = runMethod(one.method, one.input, one.options ?? {})
        const verdict = compareResult(one.expected, actual, toleranceFor(tolerances, one.method, one.name))
        expect(verdict.wrong).toEqual([])
        expect(verdict.checked).toBeGreaterThan(0)
      })
  })
}
