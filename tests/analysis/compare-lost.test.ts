import { describe, expect, it } from 'vitest'
import { compareLost } from '@/lib/analysis/compare-lost'
import type { Dataset } from '@/lib/codebook/dataset'
import { codeColumn, textColumn } from '@/lib/codebook/dataset-build'
import { smdContinuous, smdTable } from '@/lib/stats/effects/smd'

const label = { zh: '列', en: 'column' }
const yes = { code: 1, key: 'yes', label }
const no = { code: 0, key: 'no', label }
const ages = [70, 75, NaN, 66, 81, 59]
const patients: Dataset = {
  grain: 'patient',
  rows: 6,
  keys: [textColumn({ name: 'key', label, measure: 'nominal' }, ['a', 'b', 'c', 'd', 'e', 'f'])],
  columns: [
    { kind: 'number', variable: { name: 'age', label, measure: 'scale' }, values: Float64Array.from(ages) },
    codeColumn({ name: 'falls', label, measure: 'nominal', codes: [no, yes] }, [1, 0, 0, 1, 1, null]),
    textColumn({ name: 'note', label, measure: 'nominal' }, ['', '', '', '', '', '']),
  ],
}
const smdOf = (result: ReturnType<typeof smdTable>) => (result.status === 'ok' ? result.smd : NaN)

describe('those who came against the rest', () => {
  it('counts each side’s own values, and nobody who is in neither', () => {
    const rows = compareLost(patients, ['age', 'falls'], new Set(['a', 'b', 'c']), new Set(['d', 'e']))
    expect(rows[0]).toMatchObject({
      came: { n: 2, missing: 1, mean: 72.5 },
      rest: { n: 2, missing: 0, mean: 73.5 },
      smd: smdOf(smdContinuous([70, 75], [66, 81])),
    })
    expect(rows[1]).toMatchObject({
      came: { n: 3, missing: 0, counts: [2, 1] },
      rest: { n: 2, missing: 0, counts: [0, 2] },
      smd: smdOf(
        smdTable([
          [2, 1],
          [0, 2],
        ]),
      ),
    })
  })

  it('passes over texts and unknown columns, and has no difference where there is nothing to differ', () => {
    const rows = compareLost(patients, ['note', 'nowhere', 'age', 'falls'], new Set(['a']), new Set(['f']))
    expect(rows.map(({ variable, smd }) => [variable.name, smd])).toEqual([
      ['age', null],
      ['falls', null],
    ])
    const alone = compareLost(patients, ['falls'], new Set(['a', 'd']), new Set())
    expect(alone[0]).toMatchObject({ rest: { n: 0, missing: 0 }, smd: null })
  })
})
