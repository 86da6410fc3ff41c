/** What values say against each other over forms and visits. They need no protocol text. */
import type { Item, Values } from '@/lib/codebook/item'
import type { CheckContext, CheckEntry, Finding } from './finding'
import { inOrder, nameItem, nameVisit } from './finding'
import { ofEntry } from './course-checks'

export function checkCourseValues(context: CheckContext): Finding[] {
  return [
    ...checkLevels(context),
    ...checkHeights(context),
    ...listSeries(context).flatMap((series) => [
      ...checkIdentical(context, series),
      ...checkJumps(context, series),
    ]),
  ]
}

/** A form of a level that no operation has: after a correction of the operation, a move or an import. */
function checkLevels(context: CheckContext): Finding[] {
  const operated = new Set(context.operations.flatMap(({ levels }) => levels))
  return context.entries.flatMap((entry): Finding[] => {
    const instrument = context.find(entry.instrument, entry.version)
    if (instrument?.repeat !== 'level' || operated.has(entry.repeatKey)) return []
    const level = entry.repeatKey
    return [
      {
        ...ofEntry('level-not-operated', 'hard', entry, instrument.items[0]?.name ?? ''),
        text: {
          zh: `${instrument.title.zh}记在 ${level}，但手术节段中没有 ${level}`,
          en: `${instrument.title.en} is of ${level}, which no operation has`,
        },
        ground: { level, operated: [...operated].sort() },
      },
    ]
  })
}

const TALLEST_PCT = 120
const REMAINING = ['height_remaining_ant_pct', 'height_remaining_mid_pct'] as const

/** A fractured vertebra far taller than the intact one it is measured by: a wrong vertebra, or a wrong column. */
function checkHeights(context: CheckContext): Finding[] {
  return context.entries.flatMap((entry) =>
    REMAINING.flatMap((score): Finding[] => {
      const value = entry.scores[score]?.value
      if (typeof value !== 'number' || value <= TALLEST_PCT) return []
      const label = nameItem(context, entry, score)
      const shown = value.toFixed(0)
      return [
        {
          ...ofEntry('height-above-reference', 'soft', entry, score),
          text: {
            zh: `${label.zh} ${shown}%：高于参照椎体 ${TALLEST_PCT}%，请核对测量的椎体`,
            en: `${label.en} ${shown}%: above ${TALLEST_PCT}% of the reference; was the right vertebra measured?`,
          },
          ground: { [score]: value },
        },
      ]
    }),
  )
}

/** The same form at one visit after the other, in the order of their days. */
function listSeries(context: CheckContext): CheckEntry[][] {
  const place = new Map(inOrder(context).map(({ code }, index) => [code, index]))
  const series = new Map<string, CheckEntry[]>()
  for (const entry of context.entries) {
    if (entry.visit === null || !place.has(entry.visit)) continue
    const key = `${entry.instrument}@${entry.version}|${entry.repeatKey}`
    series.set(key, [...(series.get(key) ?? []), entry])
  }
  const at = ({ visit }: CheckEntry) => place.get(visit ?? '') ?? 0
  return [...series.values()].map((entries) => entries.sort((a, b) => at(a) - at(b)))
}

const FEWEST_VISITS = 3
const FEWEST_ITEMS = 4

/** Every answer the same at three visits and more: copied from the last one, or not asked. All zero is no news. */
function checkIdentical(context: CheckContext, series: readonly CheckEntry[]): Finding[] {
  const last = series.at(-1)
  if (!last || series.length < FEWEST_VISITS) return []
  const told = Object.entries(last.values).filter(([, value]) => typeof value === 'number')
  if (told.length < FEWEST_ITEMS || told.every(([, value]) => value === 0)) return []
  const whole = sortedText(last.values)
  if (!series.every(({ values }) => sortedText(values) === whole)) return []
  const title = context.find(last.instrument, last.version)?.title ?? { zh: '', en: '' }
  return [
    {
      ...ofEntry('same-at-every-visit', 'soft', last, told[0]?.[0] ?? ''),
      text: {
        zh: `${title.zh}：${series.length} 次随访的 ${told.length} 项数值完全相同`,
        en: `${title.en}: all ${told.length} values are the same at ${series.length} visits`,
      },
      ground: { values: last.values, visits: series.map(({ visit }) => visit) },
    },
  ]
}

function sortedText(values: Values): string {
  return JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** A change beyond the item's jump that nobody explained: the earlier visit was corrected, or entered later. */
function checkJumps(context: CheckContext, series: readonly CheckEntry[]): Finding[] {
  return series.slice(1).flatMap((entry, index) => {
    const before = series[index]
    const items = context.find(entry.instrument, entry.version)?.items ?? []
    if (!before) return []
    return items.flatMap((item): Finding[] => {
      const jump = jumpOf(item)
      const now = numberOf(entry, item.name)
      const then = numberOf(before, item.name)
      if (jump === undefined || now === null || then === null) return []
      const change = Number((now - then).toFixed(6))
      if (Math.abs(change) <= jump || entry.reasons[item.name]) return []
      const visit = nameVisit(context, before.visit ?? '')
      return [
        {
          ...ofEntry('jump', 'soft', entry, item.name),
          text: {
            zh: `${item.label.zh}：由 ${then}（${visit.zh}）到 ${now}，变化超过 ${jump}，没有说明`,
            en: `${item.label.en}: from ${then} (${visit.en}) to ${now}, more than ${jump}, unexplained`,
          },
          ground: { [item.name]: now, before: then, at: before.visit },
        },
      ]
    })
  })
}

function jumpOf(item: Item): number | undefined {
  return 'jump' in item ? item.jump : undefined
}

function numberOf({ values, scores }: CheckEntry, name: string): number | null {
  const value = values[name] ?? scores[name]?.value
  return typeof value === 'number' ? value : null
}
