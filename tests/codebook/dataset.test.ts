import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalChunks, hashDataset, sortedJson } from '@/lib/codebook/canonical'
import type { Dataset, TextColumn, Variable } from '@/lib/codebook/dataset'
import {
  buildColumns,
  codeColumn,
  columnName,
  findColumn,
  numberColumn,
  textColumn,
  variablesOf,
} from '@/lib/codebook/dataset-build'
import type { Cell } from '@/lib/codebook/dataset-build'
import { describeDataset, describeInstrument } from '@/lib/codebook/describe'
import { widen } from '@/lib/codebook/widen'
import { sample } from './sample'

function variable(name: string): Variable {
  return { name, label: { zh: name, en: name }, measure: 'nominal' }
}

function key(name: string, values: string[]): TextColumn {
  return textColumn(variable(name), values)
}

function columnsOf(name: string, cells: Cell[], place = {}) {
  const item = sample.items.find((one) => one.name === name)
  if (!item) throw new Error(name)
  return buildColumns(sample, item, cells, place)
}

const arm = {
  ...variable('arm'),
  codes: [0, 1].map((code) => ({ code, key: `k${code}`, label: variable('x').label })),
}

const visits: Dataset = {
  grain: 'visit',
  rows: 4,
  keys: [key('patient', ['B', 'B', 'A', 'A']), key('visit', ['pre', 'm12', 'pre', 'd1'])],
  columns: [
    codeColumn(arm, [1, 1, 0, 0]),
    ...columnsOf('volume', [3.5, { missing: 'refused' }, 0, undefined]),
    ...columnsOf('kinds', [[1, 9], [2], { missing: 'unknown' }, undefined]),
    ...columnsOf('told_on', ['2026-03-05', undefined, undefined, undefined]),
  ],
}

describe('columns', () => {
  it('names a variable by item, key, visit and level', () => {
    expect(columnName('vas')).toBe('vas')
    expect(columnName('leak', { visit: 'm12', level: 'L5-S1' })).toBe('leak_m12_l5_s1')
    expect(columnName('kinds', { key: 'b', visit: 'd1' })).toBe('kinds_b_d1')
  })

  it('keeps number, reason and nothing apart', () => {
    const [column] = columnsOf('volume', [3.5, { missing: 'refused' }, 0, undefined, null])
    expect(column).toMatchObject({ kind: 'number', values: Float64Array.of(3.5, NaN, 0, NaN, NaN) })
    expect(column?.reasons).toEqual(Uint8Array.of(0, 2, 0, 0, 0))
    expect(columnsOf('volume', [1, undefined])[0]).not.toHaveProperty('reasons')
  })

  it('makes one yes/no column a code of a multi-choice', () => {
    const columns = columnsOf('kinds', [[1, 9], [2], { missing: 'unknown' }, undefined], { visit: 'd1' })
    expect(columns.map((column) => [column.variable.name, ...column.values])).toEqual([
      ['kinds_b_d1', 1, 0, -1, -1],
      ['kinds_s_d1', 0, 1, -1, -1],
      ['kinds_other_d1', 1, 0, -1, -1],
    ])
    expect(columns[0]?.variable.label).toEqual({ zh: '类型：B', en: 'Kinds: B' })
    expect(columns[0]?.reasons).toEqual(Uint8Array.of(0, 0, 3, 0))
  })

  it('takes scores by their value, with their formula', () => {
    const score = { value: 7, formula: 'double', version: 2 }
    const [column] = columnsOf('double', [score, { ...score, value: null, reason: 'not_answered' }])
    expect(column?.values).toEqual(Float64Array.of(7, NaN))
    expect(column?.variable).toMatchObject({
      formula: 'double/2',
      origin: { instrument: 'sample', version: 3 },
    })
  })

  it('refuses a code the variable does not have', () => {
    expect(() => codeColumn(arm, [2])).toThrow('arm: no code 2')
  })

  it('finds by name or says which is missing', () => {
    expect(findColumn(visits, 'visit')).toBe(visits.keys[1])
    expect(() => findColumn(visits, 'nope')).toThrow('no column nope')
  })
})

describe('widen', () => {
  const wide = widen(visits, ['pre', 'd1', 'm12'], { fixed: ['arm'] })

  it('makes a row a patient, in the order of first appearance', () => {
    expect(wide).toMatchObject({ grain: 'patient', rows: 2 })
    expect(wide.keys.map(({ values }) => values)).toEqual([['B', 'A']])
    expect([...findColumn(wide, 'arm').values]).toEqual([1, 0])
    expect([...findColumn(wide, 'volume_pre').values]).toEqual([3.5, 0])
    expect([...findColumn(wide, 'volume_m12').values]).toEqual([NaN, NaN])
    expect(findColumn(wide, 'volume_m12').reasons).toEqual(Uint8Array.of(2, 0))
    expect(findColumn(wide, 'kinds_b_pre').variable.visit).toBe('pre')
    expect([...findColumn(wide, 'kinds_b_d1').values]).toEqual([-1, -1])
    expect(findColumn(wide, 'told_on_pre').values).toEqual(['2026-03-05', null])
  })

  it('refuses a visit twice, a fixed column that varies, another grain', () => {
    const twice = {
      ...visits,
      keys: [visits.keys[0], key('visit', ['pre', 'pre', 'pre', 'd1'])] as TextColumn[],
    }
    expect(() => widen(twice, ['pre'])).toThrow('the visit is there twice')
    expect(() => widen(visits, ['pre'], { fixed: ['volume'] })).toThrow('volume varies within B')
    expect(() => widen(wide, ['pre'])).toThrow('widen needs the grain visit')
  })
})

describe('canonical bytes', () => {
  const hash = hashDataset(visits)

  it('are the same for equal data, whatever the order of the keys of an object', () => {
    const copy = structuredClone(visits)
    const turned = {
      ...copy,
      columns: copy.columns.map((column) => ({ ...column, variable: turn(column.variable) })),
    }
    expect(hashDataset(turned as Dataset)).toBe(hash)
    expect(sortedJson({ b: 1, a: [{ d: 1, c: 2 }] })).toBe('{"a":[{"c":2,"d":1}],"b":1}')
  })

  it('know neither two zeros, nor many NaN, nor an empty reason array', () => {
    const [plain, other] = [0, -0].map((zero) => withColumn(numberColumn(variable('x'), [zero, 1, 2, 3])))
    expect(plain && other && hashDataset(plain) === hashDataset(other)).toBe(true)
    const bits = new Float64Array(
      new BigUint64Array([0x7ff8000000000001n, 0x7ff8000000000000n, 0n, 0n]).buffer,
    )
    const odd = withColumn({
      kind: 'number',
      variable: variable('x'),
      values: bits,
      reasons: new Uint8Array(4),
    })
    expect(hashDataset(odd)).toBe(hashDataset(withColumn(numberColumn(variable('x'), [null, null, 0, 0]))))
  })

  it('are fixed, so that a receipt can be checked years later (hash from an independent Python script)', () => {
    const small: Dataset = {
      grain: 'patient',
      rows: 2,
      keys: [key('patient', ['A', '乙'])],
      columns: [numberColumn(variable('x'), [1.5, { missing: 'refused' }]), codeColumn(arm, [1, null])],
    }
    const bytes = Buffer.concat([...canonicalChunks(small)])
    expect(bytes.subarray(4, 80).toString()).toMatch(/^\{"columns":\[\{"kind":"text","variable":\{"label":/)
    expect(hashDataset(small)).toBe('b450962e414b07aa5bdc522697783907eba0cf6011947801ad9dc9382f9380a7')
  })

  it('change with any value, reason, name, code, order', () => {
    const changes: ((dataset: Dataset) => Dataset)[] = [
      (dataset) => ({ ...dataset, columns: [...dataset.columns].reverse() }),
      (dataset) => ({ ...dataset, columns: dataset.columns.slice(1) }),
      (dataset) => ({ ...dataset, grain: 'operation' }),
      (dataset) => ({ ...dataset, keys: [key('patient', ['B', 'B', 'A', 'C']), ...dataset.keys.slice(1)] }),
      (dataset) => ({ ...dataset, columns: [codeColumn(arm, [1, 1, 0, 1]), ...dataset.columns.slice(1)] }),
      (dataset) => ({ ...dataset, keys: [key('patients', ['B', 'B', 'A', 'A']), ...dataset.keys.slice(1)] }),
    ]
    const hashes = changes.map((change) => hashDataset(change(visits)))
    expect(new Set([hash, ...hashes]).size).toBe(changes.length + 1)
  })

  it('tell texts apart however they are cut', () => {
    const cut = fc.array(fc.option(fc.string({ maxLength: 3 })), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(cut, cut, (a, b) => {
        const [left, right] = [a, b].map((cells) => hashDataset(withColumn(textColumn(variable('x'), cells))))
        expect(left === right).toBe(JSON.stringify(a) === JSON.stringify(b))
      }),
      { numRuns: 300 },
    )
  })

  it('refuse a column of another length', () => {
    expect(() => hashDataset(withColumn(numberColumn(variable('x'), [1])))).toThrow('x: 1 values in 4 rows')
  })

  function withColumn(column: Dataset['columns'][number]): Dataset {
    return { ...visits, columns: [column] }
  }

  function turn(object: object): object {
    return Object.fromEntries(Object.entries(object).reverse())
  }
})

describe('codebook', () => {
  it('describes an instrument item by item', () => {
    const rows = describeInstrument(sample)
    expect(rows.map((row) => row.variable)).toEqual(sample.items.map((item) => item.name))
    expect(rows[0]).toEqual({
      variable: 'volume',
      label: { zh: '体积', en: 'Volume' },
      kind: 'number',
      measure: 'scale',
      unit: 'mL',
      decimals: 1,
      codes: [],
      missing: [
        { reason: 'not_done', code: -9991 },
        { reason: 'refused', code: -9992 },
        { reason: 'unknown', code: -9993 },
        { reason: 'not_applicable', code: -9994 },
      ],
      hard: { min: 0, max: 40 },
      soft: { min: 1, max: 15 },
      showIf: null,
      required: true,
      identifying: false,
      partial: false,
      formula: null,
      section: null,
      instrument: 'sample',
      version: 3,
      item: 'volume',
      multiple: false,
      visit: null,
    })
    expect(rows[7]).toMatchObject({ kind: 'calculated', missing: [], formula: { id: 'double', version: 2 } })
  })

  it('describes a data set as it leaves, wide names and yes/no columns included', () => {
    const wide = widen(visits, ['m12'], { fixed: ['arm'] })
    const rows = describeDataset(wide, (id, version) =>
      id === 'sample' && version === 3 ? sample : undefined,
    )
    expect(rows.map((row) => [row.variable, row.kind, row.instrument, row.visit])).toEqual([
      ['patient', 'key', null, null],
      ['arm', 'choice', null, null],
      ['volume_m12', 'number', 'sample', 'm12'],
      ['kinds_b_m12', 'choice', 'sample', 'm12'],
      ['kinds_s_m12', 'choice', 'sample', 'm12'],
      ['kinds_other_m12', 'choice', 'sample', 'm12'],
      ['told_on_m12', 'date', 'sample', 'm12'],
    ])
    expect(rows[3]).toMatchObject({ codes: [{ key: 'no' }, { key: 'yes' }], showIf: 'leak = 1' })
    expect(describeDataset(wide, () => undefined)[2]).toMatchObject({
      unit: 'mL',
      hard: null,
      instrument: 'sample',
    })
  })

  it('keeps the formula of a derived variable', () => {
    const item = sample.items[7]
    expect(item && variablesOf(sample, item, { visit: 'm3' })).toMatchObject([
      { name: 'double_m3', formula: 'double/2', decimals: 1, visit: 'm3' },
    ])
  })
})
