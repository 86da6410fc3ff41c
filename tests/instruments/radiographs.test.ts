import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Values } from '@/lib/codebook/item'
import { dropHidden } from '@/lib/codebook/visibility'
import { parseValues } from '@/lib/codebook/schema'
import { radiographs } from '@/lib/instruments/radiographs'
import { computeScores } from '@/lib/instruments/score'

/** A wedge of 12/15/24 mm between 22/23/24 above and 26/25/26 below, calibrated. */
const wedge: Values = {
  film_calibration: 1,
  index_ant: 12,
  index_mid: 15,
  index_post: 24,
  wall_intact: 1,
  up1_state: 1,
  up_ant: 22,
  up_mid: 23,
  up_post: 24,
  low1_state: 1,
  low_ant: 26,
  low_mid: 25,
  low_post: 26,
}

const aboveBroken: Values = { ...wedge, up1_state: 2, up2_state: 3 }

function scoresOf(values: Values) {
  return computeScores(radiographs, dropHidden(radiographs, values))
}

function valueOf(values: Values, name: string) {
  return scoresOf(values)[name]?.value
}

describe('vertebral height', () => {
  it('12 mm against a reference of (22 + 26) / 2 leaves 50 % and has lost 50 %', () => {
    expect(valueOf(wedge, 'height_reference')).toBe(1)
    expect(valueOf(wedge, 'height_remaining_ant_pct')).toBe(50)
    expect(valueOf(wedge, 'height_loss_ant_pct')).toBe(50)
    expect(valueOf(wedge, 'height_remaining_mid_pct')).toBe(62.5)
    expect(valueOf(wedge, 'wedge_ratio_pct')).toBe(50)
  })

  it('takes the second neighbour when the first is not intact, and asks of it only then', () => {
    const second = { ...wedge, up1_state: 2, up2_state: 1, up_ant: 20 }
    expect(scoresOf(second)['height_remaining_ant_pct']?.value).toBeCloseTo((100 * 12) / 23, 10)
    expect(parseValues(radiographs, second).ok).toBe(true)
    expect(parseValues(radiographs, { ...wedge, up2_state: 1 })).toMatchObject({
      issues: [{ field: 'up2_state', code: 'hidden' }],
    })
  })

  it('with no intact neighbour on a side takes its own posterior height, if the wall is intact', () => {
    expect(valueOf(aboveBroken, 'height_reference')).toBe(2)
    expect(valueOf(aboveBroken, 'height_loss_ant_pct')).toBe(50)
    expect(valueOf(aboveBroken, 'height_remaining_mid_pct')).toBe(62.5)
  })

  it('is not computable with a broken wall and no intact neighbour', () => {
    expect(scoresOf({ ...aboveBroken, wall_intact: 0 })).toMatchObject({
      height_reference: { value: null, reason: 'no_intact_reference' },
      height_loss_ant_pct: { value: null, reason: 'no_intact_reference' },
      wedge_ratio_pct: { value: 50 },
    })
  })

  it('never passes over the nearest intact vertebra because its heights are lacking', () => {
    const { up_mid: _gone, ...rest } = wedge
    expect(scoresOf(rest)['height_loss_ant_pct']).toMatchObject({
      value: null,
      reason: 'reference_not_recorded',
    })
    const { low1_state: _state, ...unknown } = wedge
    expect(scoresOf(unknown)['height_loss_ant_pct']?.reason).toBe('reference_not_recorded')
  })

  it('has millimetres only where the film is calibrated; ratios do not need it', () => {
    expect(valueOf(wedge, 'height_ant_mm')).toBe(12)
    for (const film_calibration of [3, { missing: 'unknown' } as const]) {
      const scores = scoresOf({ ...wedge, film_calibration })
      expect(scores['height_ant_mm']).toMatchObject({ value: null, reason: 'not_calibrated' })
      expect(scores['height_loss_ant_pct']?.value).toBe(50)
    }
  })

  const height = fc.integer({ min: 1, max: 600 }).map((tenths) => tenths / 10)
  const HEIGHTS = ['index', 'up', 'low'].flatMap((one) =>
    ['ant', 'mid', 'post'].map((part) => `${one}_${part}`),
  )
  const measured = fc.record(Object.fromEntries(HEIGHTS.map((name) => [name, height])))
  const state = fc.constantFrom(1, 2, 3)
  const anyFilm: fc.Arbitrary<Values> = fc
    .tuple(
      measured,
      fc.record({ up1_state: state, up2_state: state, low1_state: state, low2_state: state }),
      fc.record({ wall_intact: fc.constantFrom(0, 1), film_calibration: state }),
    )
    .map((parts) => Object.assign({}, ...parts) as Values)

  it('what remains and what is lost make 100, whatever the reference', () => {
    fc.assert(
      fc.property(anyFilm, (values) => {
        const scores = scoresOf(values)
        for (const part of ['ant', 'mid']) {
          const left = scores[`height_remaining_${part}_pct`]?.value ?? null
          const lost = scores[`height_loss_${part}_pct`]?.value ?? null
          expect(left === null).toBe(scores['height_reference']?.value === null)
          if (left === null) expect(lost).toBeNull()
          else expect(left + (lost ?? NaN)).toBeCloseTo(100, 9)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('ratios do not change with the unit of the film', () => {
    fc.assert(
      fc.property(anyFilm, fc.constantFrom(2, 4, 0.5), (values, factor) => {
        const scaled = { ...values }
        for (const name of HEIGHTS) scaled[name] = Number(values[name]) * factor
        const [scores, other] = [scoresOf(values), scoresOf(scaled)]
        for (const name of Object.keys(scores).filter((one) => one.endsWith('_pct'))) {
          const value = scores[name]?.value ?? null
          if (value === null) expect(other[name]?.value).toBeNull()
          else expect(other[name]?.value).toBeCloseTo(value, 8)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('the reference is decided by the states and the wall alone', () => {
    fc.assert(
      fc.property(anyFilm, (values) => {
        const found = (side: string) => values[`${side}1_state`] === 1 || values[`${side}2_state`] === 1
        const expected = found('up') && found('low') ? 1 : values['wall_intact'] === 1 ? 2 : null
        expect(valueOf(values, 'height_reference')).toBe(expected)
      }),
      { numRuns: 300 },
    )
  })
})
