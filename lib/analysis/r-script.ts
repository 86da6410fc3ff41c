import { columnName } from '@/lib/codebook/dataset-build'
import type { Column, Dataset } from '@/lib/codebook/dataset'
import type { Filter, Plan } from './plan'
import { R_METHODS } from './r-methods'
import type { ComparisonResult, RowResult } from './result'
import { columnOf, IN_WINDOW } from './sample'

/**
 * The columns that a plan reads, and no others: group, conditions, rows, their baselines and the marks of windows.
 * @throws Problem `invalid` when the plan names a column that the data set has not
 */
export function columnsOfPlan(plan: Plan, dataset: Dataset): readonly Column[] {
  const places = [
    columnOf(dataset, plan.group, 'group.variable'),
    ...plan.population.map((filter, i) => columnOf(dataset, filter, `population.${i}.variable`)),
    ...plan.rows.map((row, i) => columnOf(dataset, row, `rows.${i}.variable`)),
  ]
  const baselines = plan.rows.flatMap(({ variable, visit }) =>
    plan.baseline === undefined || visit === undefined
      ? []
      : [columnName(variable, { visit: plan.baseline }), columnName(IN_WINDOW, { visit: plan.baseline })],
  )
  const windows = plan.rows.flatMap(({ visit }) =>
    visit === undefined ? [] : [columnName(IN_WINDOW, { visit })],
  )
  const named = new Set([...places.map(({ variable }) => variable.name), ...baselines, ...windows])
  return dataset.columns.filter(({ variable }) => named.has(variable.name))
}

/**
 * A program that makes the numbers of a comparison again in R, from the CSV file of its columns: descriptives by group,
 * the test of each row and of each group before and after. It prints them and writes `results.csv`. Base R 4 alone.
 *
 * @param data name of the CSV file, beside the program
 */
export function writeRScript(result: ComparisonResult, dataset: Dataset, data: string): string {
  const { plan } = result
  const group = columnOf(dataset, plan.group, 'group.variable')
  const lines = [
    '# Made by Suivi from a plan; run in the folder of the data: Rscript comparison.R',
    `d <- read.csv(${text(data)}, fileEncoding = "UTF-8-BOM", check.names = FALSE, na.strings = "")`,
    'missing_marks <- grepl("__missing$", names(d))',
    'd <- d[, !missing_marks, drop = FALSE]',
    R_METHODS.trim(),
    '',
    '# Who is compared.',
    'keep <- rep(TRUE, nrow(d))',
    ...plan.population.map((filter, i) =>
      writeFilter(filter, columnOf(dataset, filter, `population.${i}.variable`)),
    ),
    `group <- factor(d[[${text(group.variable.name)}]], levels = c(${result.groups
      .map(({ key }) => codeOf(group, key))
      .join(', ')}), labels = c(${result.groups.map(({ key }) => text(key)).join(', ')}))`,
    'keep <- keep & !is.na(group)',
    '',
    ...writeReaders(),
    '',
    'cells <- NULL; tests <- NULL',
    ...result.rows.map((row, index) => writeRow(plan, row, index + 1, dataset)),
    '',
    'print(cells, digits = 7, row.names = FALSE)',
    'print(tests, digits = 7, row.names = FALSE)',
    'write.csv(cells, "results-groups.csv", row.names = FALSE)',
    'write.csv(tests, "results-tests.csv", row.names = FALSE)',
  ]
  return `${lines.join('\n')}\n`
}

function writeFilter(filter: Filter, column: Column): string {
  const name = `d[[${text(column.variable.name)}]]`
  const among = (list: readonly (string | number)[]) =>
    `${name} %in% c(${list.map((one) => codeOf(column, one)).join(', ')})`
  const parts = [
    ...(filter.present === false ? [`is.na(${name})`] : [`!is.na(${name})`]),
    ...(filter.in ? [among(filter.in)] : []),
    ...(filter.not ? [`!(${among(filter.not)})`] : []),
    ...(filter.min === undefined ? [] : [`${name} >= ${filter.min}`]),
    ...(filter.max === undefined ? [] : [`${name} <= ${filter.max}`]),
  ]
  return `keep <- keep & (${parts.join(' & ')})`
}

function writeReaders(): string[] {
  return [
    '# The value of a column: its number, or the place of its answer among the answers from 0; NA outside the window.',
    'value <- function(name, codes = NULL, window = NULL) {',
    '  x <- d[[name]]',
    '  if (!is.null(codes)) x <- match(x, codes) - 1',
    '  x <- as.numeric(x)',
    '  if (!is.null(window)) x[is.na(d[[window]]) | d[[window]] != 1] <- NA',
    '  x',
    '}',
    'report <- function(row, name, x, levels, wanted, type, before = NULL, after = NULL, pairs = NULL) {',
    '  use <- keep & !is.na(x); x_ <- x[use]; g <- group[use]',
    '  for (one in levels(group)) {',
    '    v <- x_[g == one]; q <- if (levels > 0 || length(v) == 0) c(NA, NA) else quart(v, type)',
    '    numbers <- if (levels > 0 || length(v) == 0) c(NA, NA, NA) else c(mean(v), sd(v), median(v))',
    '    counts <- if (levels > 0) paste(tabulate(v + 1, levels), collapse = " ") else ""',
    '    cells <<- rbind(cells, data.frame(row = row, variable = name, group = one, n = length(v), mean = numbers[1],',
    '      sd = numbers[2], median = numbers[3], q1 = q[1], q3 = q[2], counts = counts))',
    '  }',
    '  add <- function(of, r) tests <<- rbind(tests, data.frame(row = row, variable = name, of = of, test = r$test,',
    '    statistic = r$statistic, df = paste(format(r$df, digits = 15), collapse = " "), p = r$p))',
    '  add("between", run_test(wanted, x_, g, levels))',
    '  for (one in names(pairs)) {',
    '    both <- keep & group == one & !is.na(before) & !is.na(after); both[is.na(both)] <- FALSE',
    '    add(one, run_paired(pairs[[one]], before[both], after[both], attr(before, "levels")))',
    '  }',
    '}',
  ]
}

function writeRow(plan: Plan, row: RowResult, number: number, dataset: Dataset): string {
  const asked = plan.rows[number - 1] ?? { variable: row.variable }
  const column = columnOf(dataset, asked, `rows.${number - 1}.variable`)
  const after = readerOf(plan, column, asked.visit, dataset)
  const levels = row.levels.length
  const lines: string[] = []
  const { within } = row
  if (within || row.as) {
    const baseline = within?.variable ?? columnName(asked.variable, { visit: plan.baseline })
    const before = dataset.columns.find(({ variable }) => variable.name === baseline) ?? column
    lines.push(`before <- ${readerOf(plan, before, plan.baseline, dataset)}; after <- ${after}`)
    lines.push(
      `attr(before, "levels") <- ${column.kind === 'code' ? (column.variable.codes?.length ?? 0) : 0}`,
    )
  }
  const value =
    row.as === 'percent'
      ? 'ifelse(before > 0, change10(100 * (after - before) / before), NA)'
      : row.as === 'change'
        ? 'change10(after - before)'
        : after
  const wanted = row.test.status === 'ok' ? row.test.test : 'none'
  const pairs = within?.groups.map(({ test }) => text(test.status === 'ok' ? test.test : 'none')).join(', ')
  const paired = pairs ? `, before, after, pairs = setNames(list(${pairs}), levels(group))` : ''
  lines.push(
    `report(${number}, ${text(row.variable)}, ${value}, ${row.as ? 0 : levels}, ${text(wanted)}, ${plan.quartiles}${paired})`,
  )
  return lines.join('\n')
}

function readerOf(plan: Plan, column: Column, visit: string | undefined, dataset: Dataset): string {
  const { name, codes = [] } = column.variable
  const window = plan.timing === 'in_window' && visit !== undefined ? columnName(IN_WINDOW, { visit }) : null
  const marked = window !== null && dataset.columns.some(({ variable }) => variable.name === window)
  const list = column.kind === 'code' ? `, codes = c(${codes.map(({ code }) => code).join(', ')})` : ''
  return `value(${text(name)}${list}${marked ? `, window = ${text(window)}` : ''})`
}

/** An answer as the file has it: its code; a text as it is. */
function codeOf(column: Column, wanted: string | number): string {
  if (column.kind !== 'code') return typeof wanted === 'number' ? String(wanted) : text(wanted)
  const code = column.variable.codes?.find((one) => one.key === wanted || one.code === wanted)
  return code ? String(code.code) : text(String(wanted))
}

/** A string of R's. */
function text(value: string): string {
  return JSON.stringify(value)
}
