import { present, requireSameLength } from '../kernel/sample'
import { chooseCategorical } from './choose-categorical'
import { chooseContinuous, rankTest } from './choose-continuous'
import { noTest, type ChosenTest, type TestRule } from './chosen-test'

export type TableOneColumn =
  | { type: 'continuous'; values: ArrayLike<number> }
  | { type: 'categorical' | 'ordinal'; values: readonly (string | null)[]; levels: readonly string[] }

export type TableOneVariable = ChosenTest & {
  name: string
  /** Two groups: signed for continuous variables, Yang-Dalton for categories; null otherwise. */
  smd: number | null
  /** Categorical: a row a group, a column a level, in the order given. */
  counts: number[][] | null
}
export type TableOne = { status: 'ok'; groups: string[]; n: number[]; variables: TableOneVariable[] }

/**
 * Baseline table: for every variable the test a named rule chooses, its statistic, P and standardised difference.
 *
 * @param group label of each row's group, null rows are left out; groups are ordered as first seen
 * @param columns continuous values (NaN missing), or labels with their levels in order (null missing)
 * @param options.rule 'cn-textbook' (default) or 'welch-first'
 * @throws RangeError when a column's length differs from the group's
 *
 * R: `shapiro.test`, `car::leveneTest`, `t.test`, `wilcox.test(correct = FALSE)`, `chisq.test`, `fisher.test`.
 */
export function tableOne(
  group: readonly (string | null)[],
  columns: Readonly<Record<string, TableOneColumn>>,
  options: { rule?: TestRule } = {},
): TableOne {
  const rule = options.rule ?? 'cn-textbook'
  if (rule !== 'cn-textbook' && rule !== 'welch-first')
    throw new RangeError(`rule must be cn-textbook or welch-first, got ${String(rule)}`)
  const groups = [...new Set(group.filter((g): g is string => g !== null))]
  const index = new Map(groups.map((g, i) => [g, i]))
  const rowGroup = Int32Array.from(group, (g) => (g === null ? -1 : index.get(g)!))
  const n = groups.map((_, i) => rowGroup.reduce((s, g) => s + (g === i ? 1 : 0), 0))
  const variables = Object.entries(columns).map(([name, column]) => {
    requireSameLength(group, column.values, `group and columns.${name}`)
    return { name, ...oneVariable(column, name, rowGroup, groups.length, rule) }
  })
  return { status: 'ok', groups, n, variables }
}

function oneVariable(
  column: TableOneColumn,
  name: string,
  rowGroup: Int32Array,
  k: number,
  rule: TestRule,
): Omit<TableOneVariable, 'name'> {
  if (column.type === 'continuous') {
    const groups = splitBy(column.values, rowGroup, k).map((g) => present(g, name))
    return { ...chooseContinuous(groups, rule), counts: null }
  }
  const codes = Float64Array.from(column.values, (v) => {
    const code = v === null ? -1 : column.levels.indexOf(v)
    return code < 0 ? Number.NaN : code
  })
  if (column.type === 'categorical') {
    const counts = Array.from({ length: k }, () => new Array<number>(column.levels.length).fill(0))
    for (let i = 0; i < codes.length; i++) {
      const row = counts[rowGroup[i]!]
      const code = codes[i]!
      if (row && code === code) row[code] = row[code]! + 1
    }
    return { ...chooseCategorical(counts, rule), counts }
  }
  const sorted = splitBy(codes, rowGroup, k).map((g) => present(g, name).sort())
  const all = new Set(sorted.flatMap((g) => (g.length ? [g[0]!, g[g.length - 1]!] : [])))
  const chosen = all.size < 2 ? noTest('all_equal') : rankTest(sorted)
  return { ...chosen, smd: null, counts: null }
}

function splitBy(values: ArrayLike<number>, rowGroup: Int32Array, k: number): Float64Array[] {
  const sizes = new Int32Array(k)
  for (let i = 0; i < rowGroup.length; i++)
    if (rowGroup[i]! >= 0) sizes[rowGroup[i]!] = sizes[rowGroup[i]!]! + 1
  const out = Array.from(sizes, (size) => new Float64Array(size))
  const at = new Int32Array(k)
  for (let i = 0; i < rowGroup.length; i++) {
    const g = rowGroup[i]!
    if (g < 0) continue
    out[g]![at[g]!] = values[i]!
    at[g] = at[g]! + 1
  }
  return out
}
