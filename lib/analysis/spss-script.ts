import { columnName } from '@/lib/codebook/dataset-build'
import type { Column, Dataset } from '@/lib/codebook/dataset'
import type { Filter, Plan } from './plan'
import type { ComparisonResult, RowResult, TestOutcome } from './result'
import { columnOf, IN_WINDOW } from './sample'

/** Its underscore at the end keeps it apart from any column. */
const GROUP = 'group_'

/**
 * SPSS syntax that asks SPSS (or PSPP) for the same tests, from the .sav file of the plan's columns. SPSS prints more than
 * was asked for: of each table the line that the comment above it names is the comparison's.
 *
 * @param data name of the .sav file, beside the syntax
 */
export function writeSpssScript(result: ComparisonResult, dataset: Dataset, data: string): string {
  const { plan, groups } = result
  const group = columnOf(dataset, plan.group, 'group.variable')
  const lines = [
    '* Encoding: UTF-8.',
    '* Made by Suivi from a plan; open the folder of the data first (CD).',
    `GET FILE=${quote(data)}.`,
    ...plan.population.map((filter, i) =>
      writeFilter(filter, columnOf(dataset, filter, `population.${i}.variable`)),
    ),
    `NUMERIC ${GROUP} (F4).`,
    ...groups.map(
      ({ key }, at) => `IF (${group.variable.name} = ${codeOf(group, key)}) ${GROUP} = ${at + 1}.`,
    ),
    `VALUE LABELS ${GROUP} ${groups.map(({ key }, at) => `${at + 1} ${quote(key)}`).join(' ')}.`,
    `SELECT IF (NOT MISSING(${GROUP})).`,
    'EXECUTE.',
    ...result.rows.flatMap((row, index) => writeRow(plan, row, index, dataset, groups.length)),
  ]
  return `${lines.join('\n')}\n`
}

function writeFilter(filter: Filter, column: Column): string {
  const { name } = column.variable
  const among = (list: readonly (string | number)[]) =>
    `ANY(${name}, ${list.map((one) => codeOf(column, one)).join(', ')})`
  const empty = column.kind === 'text' || column.kind === 'date' ? `(${name} = '')` : `MISSING(${name})`
  const parts = [
    filter.present === false ? empty : `NOT ${empty}`,
    ...(filter.in ? [among(filter.in)] : []),
    ...(filter.not ? [`NOT ${among(filter.not)}`] : []),
    ...(filter.min === undefined ? [] : [`${name} >= ${filter.min}`]),
    ...(filter.max === undefined ? [] : [`${name} <= ${filter.max}`]),
  ]
  return `SELECT IF (${parts.join(' AND ')}).`
}

function writeRow(plan: Plan, row: RowResult, index: number, dataset: Dataset, groups: number): string[] {
  const asked = plan.rows[index] ?? { variable: row.variable }
  const number = index + 1
  const after = takeColumn(
    plan,
    columnOf(dataset, asked, `rows.${index}.variable`),
    asked.visit,
    dataset,
    `y${number}_`,
  )
  const baseline = row.within?.variable ?? columnName(asked.variable, { visit: plan.baseline })
  const column = dataset.columns.find(({ variable }) => variable.name === baseline)
  const before =
    (row.within || row.as) && column ? takeColumn(plan, column, plan.baseline, dataset, `b${number}_`) : null
  const changed =
    before && row.as
      ? {
          name: `c${number}_`,
          lines: [
            row.as === 'percent'
              ? `IF (${before.name} > 0) c${number}_ = RND(1E8 * (${after.name} - ${before.name}) / ${before.name}) / 1E6.`
              : `COMPUTE c${number}_ = RND(1E10 * (${after.name} - ${before.name})) / 1E10.`,
          ],
        }
      : after
  return [
    '',
    `* ${number}. ${row.variable}${row.as ? ` (${row.as})` : ''}: ${nameTest(row.test)}.`,
    ...after.lines,
    ...(before?.lines ?? []),
    ...(changed === after ? [] : changed.lines),
    ...writeDescriptives(row, changed.name),
    ...writeTest(row.test, changed.name, groups),
    ...(row.within && before
      ? row.within.groups.flatMap(({ test }, at) => writePaired(test, before.name, after.name, at + 1))
      : []),
  ]
}

/** The column itself; outside its window it counts as missing, in a copy. */
function takeColumn(plan: Plan, column: Column, visit: string | undefined, dataset: Dataset, copy: string) {
  const { name } = column.variable
  if (plan.timing !== 'in_window' || visit === undefined) return { name, lines: [] }
  const window = columnName(IN_WINDOW, { visit })
  if (!dataset.columns.some(({ variable }) => variable.name === window)) return { name, lines: [] }
  return { name: copy, lines: [`IF (${window} = 1) ${copy} = ${name}.`] }
}

function writeDescriptives(row: RowResult, name: string): string[] {
  if (row.levels.length > 0) return []
  return [`MEANS TABLES=${name} BY ${GROUP} /CELLS=COUNT MEAN STDDEV MIN MAX.`]
}

function writeTest(test: TestOutcome, name: string, groups: number): string[] {
  if (test.status !== 'ok') return []
  switch (test.test) {
    case 'student_t':
    case 'welch_t':
      return [`T-TEST GROUPS=${GROUP}(1,2) /VARIABLES=${name}.`]
    case 'mann_whitney':
      return [`NPAR TESTS /M-W=${name} BY ${GROUP}(1,2).`]
    case 'anova':
    case 'welch_anova':
      return [`ONEWAY ${name} BY ${GROUP} /STATISTICS=DESCRIPTIVES HOMOGENEITY.`]
    case 'kruskal':
      return [`NPAR TESTS /K-W=${name} BY ${GROUP}(1,${groups}).`]
    default:
      return [`CROSSTABS /TABLES=${name} BY ${GROUP} /STATISTICS=CHISQ /CELLS=COUNT COLUMN.`]
  }
}

function writePaired(test: TestOutcome, before: string, after: string, group: number): string[] {
  if (test.status !== 'ok') return []
  const command =
    test.test === 'paired_t'
      ? `T-TEST PAIRS=${after} WITH ${before} (PAIRED).`
      : test.test === 'wilcoxon'
        ? `NPAR TESTS /WILCOXON=${before} WITH ${after} (PAIRED).`
        : test.test === 'stuart_maxwell'
          ? `CROSSTABS /TABLES=${before} BY ${after}.`
          : `NPAR TESTS /MCNEMAR=${before} WITH ${after} (PAIRED).`
  return [`TEMPORARY.`, `SELECT IF (${GROUP} = ${group}).`, command]
}

function nameTest(test: TestOutcome): string {
  return test.status === 'ok'
    ? test.test.replaceAll('_', ' ')
    : `no test (${test.reason.replaceAll('_', ' ')})`
}

function codeOf(column: Column, wanted: string | number): string {
  if (column.kind !== 'code') return typeof wanted === 'number' ? String(wanted) : quote(wanted)
  const code = column.variable.codes?.find((one) => one.key === wanted || one.code === wanted)
  return code ? String(code.code) : quote(String(wanted))
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
