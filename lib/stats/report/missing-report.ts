import { fisher } from '../tables/fisher'
import { requireSameLength } from '../kernel/sample'

export type MissingReport = {
  status: 'ok'
  n: number
  completeCases: number
  cellsMissingPct: number
  variables: {
    name: string
    nMissing: number
    pct: number
    byGroup: { group: string; nMissing: number; n: number; pct: number }[]
    /** Missing against present by group; null with one group or nothing missing. */
    fisherP: number | null
  }[]
  /** 1 = missing, a digit a column; most frequent first. */
  patterns: { pattern: string; n: number }[]
}

/**
 * What is missing where: per variable and group, with Fisher's test, and the patterns of missing columns.
 *
 * @param group label of each row; @param columns values, missing = NaN or null
 * @throws RangeError when a column's length differs from the group's
 *
 * R: `mice::md.pattern`, `fisher.test`.
 */
export function missingReport(
  group: readonly string[],
  columns: Readonly<Record<string, ArrayLike<number | string | null>>>,
): MissingReport {
  const n = group.length
  const levels = [...new Set(group)]
  const names = Object.keys(columns)
  const missing = names.map((name) => {
    requireSameLength(group, columns[name]!, `group and columns.${name}`)
    return Array.from(columns[name]!, (v) => v === null || Number.isNaN(v))
  })
  const patterns = new Map<string, number>()
  for (let i = 0; i < n; i++) {
    const key = missing.map((m) => (m[i] ? '1' : '0')).join('')
    patterns.set(key, (patterns.get(key) ?? 0) + 1)
  }
  const count = (m: boolean[]) => m.filter(Boolean).length
  const cells = missing.reduce((s, m) => s + count(m), 0)
  return {
    status: 'ok',
    n,
    completeCases: patterns.get('0'.repeat(names.length)) ?? 0,
    cellsMissingPct: n * names.length ? (100 * cells) / (n * names.length) : 0,
    variables: names.map((name, v) => {
      const m = missing[v]!
      const byGroup = levels.map((level) => {
        const rows = m.filter((_, i) => group[i] === level)
        return { group: level, nMissing: count(rows), n: rows.length, pct: (100 * count(rows)) / rows.length }
      })
      const f = levels.length > 1 ? fisher(byGroup.map((g) => [g.nMissing, g.n - g.nMissing])) : null
      return {
        name,
        nMissing: count(m),
        pct: n ? (100 * count(m)) / n : 0,
        byGroup,
        fisherP: f?.status === 'ok' ? f.p : null,
      }
    }),
    patterns: [...patterns]
      .map(([pattern, k]) => ({ pattern, n: k }))
      .sort((a, b) => b.n - a.n || (a.pattern < b.pattern ? -1 : 1)),
  }
}
