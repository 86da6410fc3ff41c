import * as fc from 'fast-check'
import zh from '@/messages/zh-CN.json'
import en from '@/messages/en.json'
import { figureWords, type Say } from '@/lib/figures/words'
import type { CourseInput } from '@/lib/figures/timeline-input'

/** The shipped texts, filled in the simple way that these keys need; an absent key throws. */
export function sayIn(locale: 'zh' | 'en'): Say {
  return (key, params = {}) => {
    let found: unknown = locale === 'zh' ? zh : en
    for (const part of key.split('.')) found = (found as Record<string, unknown> | undefined)?.[part]
    if (typeof found !== 'string') throw new Error(`no text for ${key}`)
    return found.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]))
  }
}

export const WORDS = figureWords(sayIn('zh'))

export const frameOf = (width: number) => ({
  id: 'figure',
  width,
  title: 'T <&> "1"',
  description: '病程 <b>',
})

const label = fc.oneof(
  fc.constantFrom(
    '术前',
    '术后1天',
    '骨水泥渗漏 T12，C 型',
    'Back pain <b>&amp;"\'',
    '',
    'a'.repeat(120),
    '长'.repeat(90),
  ),
  fc.string({ maxLength: 24 }),
)
const short = fc.constantFrom('术前', '1天', '3天', '3月', '12月', 'U1', '<&>', '很长的访视名称第十二个月')
const day = fc.integer({ min: -60, max: 900 })
const state = fc.constantFrom(
  ...(['not_due', 'open', 'late', 'missed', 'done_early', 'done', 'done_late', 'will_not_happen'] as const),
)

const panel = fc.record(
  {
    label,
    unit: fc.constantFrom('分', '%'),
    range: fc.constantFrom({ min: 0, max: 10 }, { min: 0, max: 100 }, { min: -6, max: 29 }),
    decimals: fc.integer({ min: 0, max: 2 }),
    better: fc.constantFrom('lower' as const, 'higher' as const),
    points: fc.array(
      fc.record({ day, visit: short, share: fc.option(fc.double({ min: 0, max: 1, noNaN: true })) }),
      {
        maxLength: 30,
      },
    ),
    reference: fc.record({ value: fc.double({ min: -5, max: 110, noNaN: true }), label }),
    threshold: fc.record({ value: fc.double({ min: -5, max: 110, noNaN: true }), label, source: label }),
    thresholdNote: label,
    bandDays: fc.uniqueArray(day, { maxLength: 6 }),
  },
  { requiredKeys: ['label', 'range', 'decimals', 'better', 'points'] },
)

export const course: fc.Arbitrary<CourseInput> = fc
  .record(
    {
      axisLabel: label,
      panels: fc.array(panel, { maxLength: 4 }),
      visits: fc.array(
        fc.record(
          { label: short, day: fc.option(day), state, stateLabel: label, reach: fc.nat(60) },
          { requiredKeys: ['label', 'day', 'state', 'stateLabel'] },
        ),
        { maxLength: 30 },
      ),
      events: fc.array(
        fc.record({
          day,
          kind: fc.constantFrom('operation' as const, 'complication' as const),
          label,
          status: fc.constantFrom('confirmed' as const, 'proposed' as const, 'rejected' as const),
          statusLabel: label,
        }),
        { maxLength: 8 },
      ),
      today: day,
    },
    { requiredKeys: ['axisLabel', 'panels', 'visits', 'events'] },
  )
  .map((drawn) => ({
    ...drawn,
    visits: drawn.visits.map(({ reach, ...visit }) => ({
      ...visit,
      ...(reach === undefined || visit.day === null
        ? {}
        : { window: { from: visit.day - reach, to: visit.day + reach } }),
    })),
    panels: drawn.panels.map(({ points, bandDays, ...rest }) => ({
      ...rest,
      points: points.map(({ share, ...point }) => ({
        ...point,
        value: share === null ? null : rest.range.min + share * (rest.range.max - rest.range.min),
      })),
      ...(bandDays === undefined
        ? {}
        : {
            band: {
              label: '本中心中位数（Q1–Q3）',
              points: [...bandDays]
                .sort((a, b) => a - b)
                .map((on) => ({
                  day: on,
                  low: rest.range.min + 1,
                  median: rest.range.min + 2,
                  high: rest.range.min + 4,
                })),
            },
          }),
    })),
  }))
