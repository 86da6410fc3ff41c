/** The figures one row of a result can be shown as, from the numbers of the result alone. */
import type { CompareDesk, StudyVariable } from '@/lib/analysis/list-variables'
import { findVariable, nameVisit } from '@/lib/analysis/name-variables'
import type { Cell, ComparisonResult, RowResult } from '@/lib/analysis/result'
import type { FigureSpec } from '@/lib/figures/draw-figure'
import type { MeanPoint } from '@/lib/figures/means'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { wilson } from '@/lib/stats/effects/proportions'
import { tQuantile } from '@/lib/stats/kernel/student'

export const FIGURE_KINDS = ['means', 'box', 'proportions'] as const
export type FigureKind = (typeof FIGURE_KINDS)[number]

/** Translator of the namespace `compare`. */
export type Say = (key: string, params?: Record<string, string | number>) => string

interface Scene {
  readonly result: ComparisonResult
  readonly desk: CompareDesk
  readonly locale: Locale
  readonly say: Say
}

/** The row shown first: the first course over visits, else the first row. */
export function findFirstRow(rows: readonly RowResult[], { result, desk }: Pick<Scene, 'result' | 'desk'>) {
  const course = (row: RowResult) => row.show !== 'counts' && rowsOfSeries(row, result, desk).length > 1
  return rows.find(course) ?? rows[0]
}

/** What fits the row, the most telling first. */
export function listFigureKinds(
  row: RowResult,
  { result, desk }: Pick<Scene, 'result' | 'desk'>,
): FigureKind[] {
  if (row.show === 'counts') return ['proportions']
  const series = rowsOfSeries(row, result, desk)
  return series.length > 1 || row.show === 'mean' ? ['means', 'box'] : ['box', 'means']
}

export function drawRow(kind: FigureKind, row: RowResult, scene: Scene): FigureSpec {
  if (kind === 'means') return drawSeries(row, scene)
  if (kind === 'box') return drawBoxes(row, scene)
  return row.levels.length === 2 ? drawShares(row, scene) : drawLevels(row, scene)
}

/** Pain and disability fall when things go well; of anything else nothing is said. */
function axisOf(row: RowResult, desk: CompareDesk) {
  const variable = findVariable(desk, row.variable)
  return {
    decimals: Math.min(2, row.decimals + 1),
    ...(row.unit === undefined ? {} : { unit: row.unit }),
    // A change has no end of a scale.
    ...(variable?.range && row.as === undefined ? { range: variable.range } : {}),
    ...(/^(vas|odi)(_|$)/.test(variable?.item ?? '') ? { better: 'lower' as const } : {}),
  }
}

/** The rows of the table that ask the same thing at other visits, in the order of the visits. */
function rowsOfSeries(row: RowResult, result: ComparisonResult, desk: CompareDesk): RowResult[] {
  const family = findVariable(desk, row.variable)?.family
  const place = (each: RowResult) => desk.visits.findIndex(({ code }) => code === visitOf(each, desk))
  const others = result.rows.filter(
    (each) =>
      each === row ||
      (each.show !== 'counts' &&
        each.as === row.as &&
        family !== undefined &&
        memberOf(each, desk)?.family === family),
  )
  // A level has no place on an axis of visits.
  const placed = others.filter((each) => each === row || place(each) >= 0)
  return placed.sort((a, b) => place(a) - place(b))
}

function memberOf(row: RowResult, desk: CompareDesk): StudyVariable | undefined {
  return findVariable(desk, row.variable)
}

function visitOf(row: RowResult, desk: CompareDesk): string | undefined {
  return row.visit ?? memberOf(row, desk)?.visit
}

function drawSeries(row: RowResult, { result, desk, locale, say }: Scene): FigureSpec {
  const rows = rowsOfSeries(row, result, desk)
  const { conf } = result.plan
  return {
    kind: 'means',
    input: {
      yLabel: titleOfRow('means', row, { result, desk, locale, say }),
      ...axisOf(row, desk),
      intervalLabel: say('meansNote', { conf: conf * 100, least: LEAST_FOR_INTERVAL }),
      visits: rows.map((each) => {
        const visit = desk.visits.find(({ code }) => code === visitOf(each, desk))
        return visit ? textOf(visit.short, locale) : ''
      }),
      groups: result.groups.map(({ label }, at) => ({
        label: textOf(label, locale),
        points: rows.map(({ cells }) => pointOf(cells[at], conf)),
      })),
    },
  }
}

/** The interval of three or four patients says more of the scale than of them. */
const LEAST_FOR_INTERVAL = 5

/** Mean with the t interval of one group. */
function pointOf(cell: Cell | undefined, conf: number): MeanPoint | null {
  if (!cell || cell.mean === null) return null
  const { n, mean, sd } = cell
  if (sd === null || n < LEAST_FOR_INTERVAL) return { n, mean, low: null, high: null }
  const half = (tQuantile((1 - conf) / 2, n - 1, 'upper') * sd) / Math.sqrt(n)
  return { n, mean, low: mean - half, high: mean + half }
}

function drawBoxes(row: RowResult, { result, desk, locale, say }: Scene): FigureSpec {
  return {
    kind: 'box',
    input: {
      yLabel: textOf(row.label, locale),
      ...axisOf(row, desk),
      note: say('boxNote', { type: result.plan.quartiles }),
      groups: result.groups.map(({ label }, at) => {
        const cell = row.cells[at]
        return { label: textOf(label, locale), n: cell?.n ?? 0, box: fiveOf(cell), values: [] }
      }),
    },
  }
}

function fiveOf(cell: Cell | undefined) {
  if (!cell) return null
  const { min: low, q1, median, q3, max: high } = cell
  if (low === null || q1 === null || median === null || q3 === null || high === null) return null
  return { low, q1, median, q3, high }
}

function drawShares(row: RowResult, { result, locale, say }: Scene): FigureSpec {
  const at = eventOf(row)
  const level = row.levels[at]
  const label = textOf(row.label, locale)
  const named =
    level && level.key !== 'yes' ? say('levelOf', { label, level: textOf(level.label, locale) }) : label
  return {
    kind: 'proportion-dots',
    input: {
      xLabel: say('shareOf', { label: named }),
      intervalLabel: say('sharesNote', { conf: result.plan.conf * 100 }),
      rows: result.groups.map(({ label: group }, index) => {
        const { n = 0, counts = [] } = row.cells[index] ?? {}
        const k = counts[at] ?? 0
        const [low, high] = n > 0 ? wilson(k, n, result.plan.conf) : [null, null]
        return {
          label: textOf(group, locale),
          group: index,
          k,
          n,
          share: n > 0 ? k / n : null,
          low,
          high,
        }
      }),
    },
  }
}

/** The level whose difference the table prints. */
function eventOf({ difference, levels }: RowResult): number {
  const named = levels.findIndex(({ label }) => label.en === difference?.level?.en)
  return named >= 0
    ? named
    : Math.max(
        0,
        levels.findIndex(({ key }) => key === 'yes'),
      )
}

function drawLevels(row: RowResult, { result, locale }: Scene): FigureSpec {
  return {
    kind: 'proportion-stack',
    input: {
      xLabel: textOf(row.label, locale),
      categories: row.levels.map(({ label }) => textOf(label, locale)),
      groups: result.groups.map(({ label }, at) => ({
        label: textOf(label, locale),
        counts: row.cells[at]?.counts ?? [],
      })),
    },
  }
}

/** A course over visits does not carry the name of one visit. */
export function titleOfRow(kind: FigureKind, row: RowResult, { result, desk, locale, say }: Scene): string {
  const variable = kind === 'means' ? findVariable(desk, row.variable) : undefined
  const name = textOf(variable?.label ?? row.label, locale)
  if (!variable || row.as === undefined) return name
  const visit = nameVisit(desk, result.plan.baseline ?? '', locale)
  return say(row.as === 'change' ? 'changeOf' : 'percentOf', { name, visit })
}
