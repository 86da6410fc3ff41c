import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeDayScale, spreadDay } from '@/lib/figures/day-scale'
import { fitText, measureText, wrapText } from '@/lib/figures/measure-text'
import { spreadBlocks } from '@/lib/figures/place-labels'
import { makeValueScale } from '@/lib/figures/scales'

describe('measureText', () => {
  it('counts a Chinese sign as one em and a digit as the font has it', () => {
    expect(measureText('腰痛', 12)).toBe(24)
    expect(measureText('100', 1000)).toBe(3 * 555)
    expect(measureText('−', 1000)).toBe(555)
  })

  it('never lets a fitted or wrapped text exceed its width', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 14, max: 300 }), (text, width) => {
        expect(measureText(fitText(text, 11, width), 11)).toBeLessThanOrEqual(width)
        for (const line of wrapText(text, 11, width)) expect(measureText(line, 11)).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('loses nothing by wrapping', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 20, max: 300 }), (text, width) => {
        const bare = (value: string) => value.replace(/\s/g, '')
        expect(bare(wrapText(text, 11, width).join(''))).toBe(bare(text))
      }),
    )
  })

  it('breaks between words and keeps a number with its sign', () => {
    expect(wrapText('术后12月', 11, 30)).toEqual(['术后', '12月'])
    expect(wrapText('day after operation', 11, 60)).toEqual(['day after', 'operation'])
  })
})

describe('the day scale', () => {
  it('grows with every day and keeps its ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3000, max: 3000 }), (day) => {
        expect(spreadDay(day + 1)).toBeGreaterThan(spreadDay(day))
      }),
    )
    const scale = makeDayScale([-60, 365], [10, 510])
    expect(scale.position(-60)).toBeCloseTo(10)
    expect(scale.position(365)).toBeCloseTo(510)
  })

  it('gives early days room beside a year, and little to the days before', () => {
    const scale = makeDayScale([-60, 1, 3, 90, 365], [0, 500])
    const gap = (a: number, b: number) => scale.position(b) - scale.position(a)
    expect(Math.min(gap(0, 1), gap(1, 3), gap(90, 365))).toBeGreaterThan(40)
    expect(gap(-60, 0)).toBeLessThan(120)
  })

  it('survives having nothing', () => {
    expect(makeDayScale([], [0, 100]).position(0)).toBe(0)
    expect(makeDayScale([NaN], [0, 100]).candidates).toEqual([0, 1])
  })
})

describe('value scales', () => {
  it('hold every value between their ends, ticks too', () => {
    const value = fc.double({ min: -500, max: 500, noNaN: true })
    fc.assert(
      fc.property(fc.array(value), fc.constantFrom({}, { min: 0 }, { min: 0, max: 10 }), (values, limits) => {
        const scale = makeValueScale(values, limits, [200, 0])
        for (const one of [...values, ...scale.ticks]) {
          expect(scale.position(one)).toBeGreaterThanOrEqual(-1e-6)
          expect(scale.position(one)).toBeLessThanOrEqual(200 + 1e-6)
        }
      }),
    )
  })

  it('begin at zero unless told otherwise', () => {
    expect(makeValueScale([20, 80], {}, [0, 1]).from).toBe(0)
    expect(makeValueScale([62, 80], { min: 60 }, [0, 1]).from).toBe(60)
  })
})

describe('spreadBlocks', () => {
  it('keeps order, room and ends', () => {
    const centre = fc.double({ min: -50, max: 350, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(centre, fc.double({ min: 1, max: 40, noNaN: true })), { maxLength: 12 }),
        (blocks) => {
          const sizes = blocks.map(([, size]) => size)
          const total = sizes.reduce((sum, size) => sum + size, 0)
          const placed = spreadBlocks(
            blocks.map(([at]) => at),
            sizes,
            0,
            300,
          )
          const shrink = Math.min(1, 300 / Math.max(total, 1e-9))
          const spans = placed
            .map(
              (at, index) =>
                [at - ((sizes[index] ?? 0) * shrink) / 2, at + ((sizes[index] ?? 0) * shrink) / 2] as const,
            )
            .sort((a, b) => a[0] - b[0])
          spans.forEach(([from, to], index) => {
            expect(from).toBeGreaterThanOrEqual((spans[index - 1]?.[1] ?? 0) - 1e-6)
            expect(to).toBeLessThanOrEqual(300 + 1e-6)
          })
        },
      ),
    )
  })

  it('leaves alone what already has room', () => {
    expect(spreadBlocks([20, 100], [14, 14], 0, 200)).toEqual([20, 100])
  })
})
