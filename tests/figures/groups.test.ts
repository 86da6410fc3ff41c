import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawBox } from '@/lib/figures/box'
import { drawMeans, type MeansInput } from '@/lib/figures/means'
import { drawProportionDots } from '@/lib/figures/proportion-dots'
import { drawProportionStack } from '@/lib/figures/proportion-stack'
import { expectSound, flatten, textsOf, wordsOf } from './support/inspect'
import { frameOf, WORDS } from './support/samples'

const label = fc.constantFrom('PVP', '3D+PVP', 'SNRB+PELD', '<b>&"', '很长的一个组名'.repeat(6), '')
const width = fc.integer({ min: 280, max: 1400 })
const share = fc.double({ min: 0, max: 1, noNaN: true })

const meanPoint = fc
  .record({
    n: fc.nat(500),
    mean: fc.double({ min: 0, max: 100, noNaN: true }),
    half: fc.option(fc.double({ min: 0, max: 40, noNaN: true })),
  })
  .map(({ n, mean, half }) => ({
    n,
    mean,
    low: half === null ? null : mean - half,
    high: half === null ? null : mean + half,
  }))

const means: fc.Arbitrary<MeansInput> = fc.integer({ min: 1, max: 30 }).chain((visits) =>
  fc.record({
    yLabel: label,
    unit: fc.constant('%'),
    decimals: fc.constant(1),
    range: fc.constantFrom({}, { min: 0 }, { min: 0, max: 100 }),
    better: fc.constantFrom('lower' as const, 'higher' as const),
    intervalLabel: fc.constant('均数，误差线为 95% CI'),
    visits: fc.constant(Array.from({ length: visits }, (_, index) => `术后 ${index} 月`)),
    groups: fc.array(
      fc.record({ label, points: fc.array(fc.option(meanPoint), { minLength: visits, maxLength: visits }) }),
      {
        maxLength: 6,
      },
    ),
  }),
)

const boxes = fc.record({
  yLabel: label,
  decimals: fc.constant(1),
  range: fc.constantFrom({}, { min: 0 }),
  note: fc.constant('箱：四分位数（第 7 型）'),
  groups: fc.array(
    fc.record({
      label,
      n: fc.nat(900),
      box: fc.option(
        fc
          .array(fc.double({ min: -40, max: 120, noNaN: true }), { minLength: 5, maxLength: 5 })
          .map((five) => {
            const [low = 0, q1 = 0, median = 0, q3 = 0, high = 0] = five.sort((a, b) => a - b)
            return { low, q1, median, q3, high }
          }),
      ),
      values: fc.array(fc.double({ min: -40, max: 120, noNaN: true }), { maxLength: 80 }),
    }),
    { maxLength: 5 },
  ),
})

const dots = fc.record({
  xLabel: label,
  intervalLabel: fc.constant('线段为 95% CI'),
  rows: fc.array(
    fc.record({
      label,
      group: fc.nat(6),
      k: fc.nat(999),
      n: fc.nat(999),
      ends: fc.option(fc.tuple(share, share, share)),
    }),
    { maxLength: 12 },
  ),
})

const stacks = fc.record({
  xLabel: label,
  categories: fc.constant(['优', '良', '可', '差']),
  groups: fc.array(fc.record({ label, counts: fc.array(fc.nat(60), { minLength: 4, maxLength: 4 }) }), {
    maxLength: 6,
  }),
})

describe('figures of groups stay sound', () => {
  it('means', () => {
    fc.assert(fc.property(means, width, (input, w) => expectSound(drawMeans(input, frameOf(w), WORDS))))
  })

  it('boxes', () => {
    fc.assert(fc.property(boxes, width, (input, w) => expectSound(drawBox(input, frameOf(w), WORDS))))
  })

  it('proportions as dots', () => {
    fc.assert(
      fc.property(dots, width, (input, w) => {
        const rows = input.rows.map(({ ends, ...row }) => {
          const [low = null, middle = null, high = null] = ends ? [...ends].sort((a, b) => a - b) : []
          return { ...row, low, share: middle, high }
        })
        expectSound(drawProportionDots({ ...input, rows }, frameOf(w), WORDS))
      }),
    )
  })

  it('proportions as stacks', () => {
    fc.assert(
      fc.property(stacks, width, (input, w) => expectSound(drawProportionStack(input, frameOf(w), WORDS))),
    )
  })
})

const seen = (figure: Parameters<typeof textsOf>[0]) => textsOf(figure).map(wordsOf)
const point = (n: number, mean: number) => ({ n, mean, low: mean - 2, high: mean + 2 })

describe('what the figures say', () => {
  const input: MeansInput = {
    yLabel: 'ODI',
    unit: '%',
    decimals: 1,
    better: 'lower',
    intervalLabel: '均数，误差线为 95% CI',
    visits: ['术前', '术后3月'],
    groups: [
      { label: 'PVP', points: [point(57, 60), point(51, 20)] },
      { label: 'PELD', points: [point(12, 55), null] },
    ],
  }

  it('names the error bars and writes n at every visit', () => {
    const figure = drawMeans(input, frameOf(700), WORDS)
    expect(seen(figure)).toEqual(expect.arrayContaining(['均数，误差线为 95% CI', '57', '51', '12', '0']))
    expect(figure.table.rows).toContainEqual(['PVP', '术后3月', '51', '20.0', '18.0', '22.0'])
  })

  it('names at the right edge only lines that reach it', () => {
    const bold = textsOf(drawMeans(input, frameOf(700), WORDS)).filter((node) => node.bold)
    expect(bold.map(wordsOf)).toEqual(['ODI (%)，越低越好', 'PVP'])
  })

  it('tells arms apart by marker and line as well as by hue', () => {
    const four = Array.from({ length: 4 }, (_, index) => ({
      label: `G${index}`,
      points: [point(9, 10 * index), point(9, 5)],
    }))
    const nodes = flatten(drawMeans({ ...input, groups: four }, frameOf(700), WORDS).children)
    const lines = nodes.flatMap((node) =>
      node.kind === 'path' && node.fill === 'none' ? [JSON.stringify(node.dash)] : [],
    )
    expect(new Set(lines).size).toBe(4)
  })

  it('says where an axis begins that does not begin at zero', () => {
    const group = { label: 'PVP', n: 2, box: null, values: [62, 80] }
    const box = { yLabel: '年龄', decimals: 0, note: '第 7 型', groups: [group] }
    expect(seen(drawBox({ ...box, range: { min: 60 } }, frameOf(700), WORDS))).toContain(WORDS.axisFrom('60'))
    expect(seen(drawBox(box, frameOf(700), WORDS)).join('')).not.toContain('纵轴')
  })

  it('prints no percentage under a denominator of 20', () => {
    const row = { label: 'PVP', group: 0, share: 0.25, low: 0.1, high: 0.5 }
    const draw = (k: number, n: number) =>
      seen(
        drawProportionDots(
          { xLabel: '渗漏', intervalLabel: '95% CI', rows: [{ ...row, k, n }] },
          frameOf(700),
          WORDS,
        ),
      )
    expect(draw(3, 12)).toContain('3/12')
    expect(draw(5, 20)).toContain('5/20 (25.0\u2009%)')
  })
})
