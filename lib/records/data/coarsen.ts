import type { Column, Dataset } from '@/lib/codebook/dataset'
import { findColumn } from '@/lib/codebook/dataset-build'
import type { Code } from '@/lib/codebook/item'

/** From this age on everybody is of this age. */
export const OLDEST = 90
/** A site with fewer patients than this is not told apart. */
export const SMALL_SITE = 5

/** Makes what few have less telling, for data that leave: great ages, and sites that brought few patients. */
export function coarsen(dataset: Dataset): Dataset {
  const patients = findColumn(dataset, 'patient').values
  return {
    ...dataset,
    columns: dataset.columns.map((column) => {
      if (column.kind === 'number' && column.variable.origin?.item === 'age') return groupAge(column)
      if (column.kind === 'code' && column.variable.name === 'site_code') return joinSites(column, patients)
      return column
    }),
  }
}

function groupAge(column: Column & { kind: 'number' }): Column {
  const { label } = column.variable
  return {
    ...column,
    variable: {
      ...column.variable,
      label: {
        zh: `${label.zh}（${OLDEST} 及以上记为 ${OLDEST}）`,
        en: `${label.en} (${OLDEST} and over: ${OLDEST})`,
      },
    },
    values: column.values.map((age) => Math.min(age, OLDEST)),
  }
}

/** The smallest sites are one, until together they are large enough: one small site alone would be known by its number. */
function joinSites(column: Column & { kind: 'code' }, patients: Column['values']): Column {
  const codes = column.variable.codes ?? []
  const members = new Map<number, Set<unknown>>()
  column.values.forEach((code, row) => members.set(code, (members.get(code) ?? new Set()).add(patients[row])))
  const sizes = codes
    .map((code) => ({ code, size: members.get(code.code)?.size ?? 0 }))
    .sort((a, b) => a.size - b.size || a.code.code - b.code.code)
  const joined: Code[] = []
  let together = 0
  for (const { code, size } of sizes) {
    if (size >= SMALL_SITE && (together === 0 || together >= SMALL_SITE)) break
    joined.push(code)
    together += size
  }
  if (joined.length === 0 || codes.length === 1) return column
  const gone = new Set(joined.map(({ code }) => code))
  const other = { code: codes.length + 1, key: 'other', label: { zh: '其他中心', en: 'Other sites' } }
  return {
    ...column,
    variable: { ...column.variable, codes: [...codes.filter(({ code }) => !gone.has(code)), other] },
    values: column.values.map((code) => (gone.has(code) ? other.code : code)),
  }
}
