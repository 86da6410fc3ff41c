import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawTimeline } from '@/lib/figures/timeline'
import type { CourseInput, CoursePanel } from '@/lib/figures/timeline-input'
import { expectSound, flatten, textsOf, wordsOf } from './support/inspect'
import { course, frameOf, WORDS } from './support/samples'

const vas: CoursePanel = {
  label: '腰痛 VAS',
  unit: '分',
  range: { min: 0, max: 10 },
  decimals: 1,
  better: 'lower',
  points: [
    { day: -2, visit: '术前', value: 6.5 },
    { day: 1, visit: '术后1天', value: 4 },
    { day: 92, visit: '术后3月', value: 2 },
  ],
  reference: { value: 6.5, label: '术前 6.5' },
  threshold: { value: 4.5, label: '应答 ≤ 4.5', source: 'Ostelo 2008' },
}

const plain: CourseInput = {
  axisLabel: '距手术天数（对数间距）',
  panels: [vas],
  visits: [
    { label: '术前', day: -2, state: 'done', stateLabel: '已完成' },
    { label: '术后1天', day: 1, state: 'done', stateLabel: '已完成' },
    { label: '术后3月', day: 92, state: 'late', stateLabel: '逾期' },
    { label: '术后12月', day: null, state: 'not_due', stateLabel: '未到期' },
  ],
  events: [{ day: 0, kind: 'operation', label: 'PVP T12', status: 'confirmed' }],
  today: 95,
}

const seen = (input: CourseInput, width = 1280) =>
  textsOf(drawTimeline(input, frameOf(width), WORDS)).map(wordsOf)

describe('the timeline', () => {
  it('stays sound for any course and width', () => {
    fc.assert(
      fc.property(course, fc.integer({ min: 280, max: 1500 }), (input, width) => {
        expectSound(drawTimeline(input, frameOf(width), WORDS))
      }),
      { numRuns: 150 },
    )
  })

  it.each([1280, 390])(
    'writes exact values, the lines with their source, and which way is good (%i px)',
    (width) => {
      const texts = seen(plain, width)
      expect(texts).toEqual(expect.arrayContaining(['6.5', '4', '2', '术前 6.5', 'PVP T12', WORDS.today]))
      const all = texts.join('')
      expect(all).toContain('Ostelo 2008')
      expect(all).toContain(WORDS.lowerIsBetter)
      expect(all).toContain(`${WORDS.unscheduled}术后12月`)
    },
  )

  it('keeps early days apart on the axis', () => {
    const xs = ['0', '1', '3', '90'].map((label) => {
      const figure = drawTimeline(plain, frameOf(390), WORDS)
      return (
        textsOf(figure)
          .filter((node) => wordsOf(node) === label && node.anchor === 'middle')
          .at(-1)?.x ?? NaN
      )
    })
    xs.slice(1).forEach((x, index) => expect(x - (xs[index] ?? NaN)).toBeGreaterThan(20))
  })

  it('names the last visit although it stands at the edge', () => {
    const last = { label: '术后12月', day: 365, state: 'not_due', stateLabel: '未到期' } as const
    expect(seen({ ...plain, visits: [...plain.visits.slice(0, 3), last] }, 350)).toContain('术后12月')
  })

  it('draws one visit alone', () => {
    const one = {
      ...plain,
      visits: plain.visits.slice(0, 1),
      events: [],
      panels: [{ ...vas, points: vas.points.slice(0, 1) }],
    }
    const figure = drawTimeline(one, frameOf(640), WORDS)
    expectSound(figure)
    expect(flatten(figure.children).filter((node) => node.kind === 'circle' && node.title)).toHaveLength(1)
  })

  it('says that nothing is there when all is missing', () => {
    const points = vas.points.map((point) => ({ ...point, value: null, reason: '拒答' }))
    const figure = drawTimeline({ ...plain, events: [], panels: [{ ...vas, points }] }, frameOf(390), WORDS)
    expectSound(figure)
    expect(textsOf(figure).map(wordsOf)).toContain(WORDS.noData)
    expect(figure.table.rows[0]?.at(-1)).toBe('拒答')
  })

  it('draws no threshold off the scale and says why there is none', () => {
    const { threshold, ...rest } = vas
    const zero: CoursePanel = {
      ...rest,
      points: [{ day: -1, visit: '术前', value: 0 }],
      reference: { value: 0, label: '术前 0' },
      thresholdNote: '术前为 0，不判定应答',
    }
    expect(seen({ ...plain, panels: [zero] })).toContain('术前为 0，不判定应答')
    const below = { ...zero, threshold: { value: -2, label: '应答 ≤ −2', source: 'Ostelo 2008' } }
    expect(seen({ ...plain, panels: [below] }).join('')).not.toContain('应答 ≤ −2')
    expect(threshold?.value).toBe(4.5)
  })

  it('dashes the line across a visit without a value', () => {
    const points = vas.points.map((point, index) => (index === 1 ? { ...point, value: null } : point))
    const strokes = (panel: CoursePanel) =>
      flatten(drawTimeline({ ...plain, panels: [panel] }, frameOf(640), WORDS).children).flatMap((node) =>
        node.kind === 'path' && node.fill === 'none' ? [node.dash] : [],
      )
    expect(strokes(vas)).toEqual([undefined, undefined])
    expect(strokes({ ...vas, points })).toEqual([[3, 3]])
  })

  it('leaves rejected complications to the table', () => {
    const rejected = {
      day: 1,
      kind: 'complication',
      label: '渗漏',
      status: 'rejected',
      statusLabel: '已驳回',
    } as const
    const figure = drawTimeline({ ...plain, events: [rejected] }, frameOf(640), WORDS)
    expect(textsOf(figure).map(wordsOf).join('')).not.toContain('渗漏')
    expect(figure.table.rows.flat()).toContain('渗漏')
  })

  it('lists every visit, value and line in the table, in order of time', () => {
    const { table } = drawTimeline(plain, frameOf(640), WORDS)
    expect(table.rows.map((row) => row[0])).toEqual([
      '术前',
      'PVP T12',
      '术后1天',
      '术后3月',
      '术后12月',
      WORDS.threshold,
    ])
    expect(table.rows.map((row) => row[3])).toEqual(['6.5', '', '4.0', '2.0', '', '4.5，Ostelo 2008'])
  })
})
