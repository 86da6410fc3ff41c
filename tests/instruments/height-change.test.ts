import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureRestoration } from '@/lib/instruments/height-change'

describe('restoration of height', () => {
  it('of 15 mm to 20 mm against a reference of 25 mm has four answers', () => {
    const restored = measureRestoration({ remainingPct: 60, mm: 15 }, { remainingPct: 80, mm: 20 })
    expect(restored.mm).toBe(5)
    expect(restored.ofBefore).toBeCloseTo(33.333, 3)
    expect(restored.ofLost).toBe(50)
    expect(restored.ofReference).toBe(20)
  })

  it('is undefined in percent of nothing: no height before, or none lost', () => {
    expect(measureRestoration({ remainingPct: 0, mm: null }, { remainingPct: 50, mm: 12 })).toEqual({
      mm: null,
      ofBefore: null,
      ofLost: 50,
      ofReference: 50,
    })
    expect(
      measureRestoration({ remainingPct: 100, mm: 25 }, { remainingPct: 90, mm: 22.5 }).ofLost,
    ).toBeNull()
  })

  it('is negative where the vertebra went down, and the measures agree in sign', () => {
    const height = fc.double({ min: 1, max: 99, noNaN: true })
    fc.assert(
      fc.property(
        height,
        height,
        fc.double({ min: 10, max: 40, noNaN: true }),
        (before, after, reference) => {
          const film = (remainingPct: number) => ({ remainingPct, mm: (remainingPct * reference) / 100 })
          const { mm, ofBefore, ofLost, ofReference } = measureRestoration(film(before), film(after))
          for (const one of [mm, ofBefore, ofLost]) expect(Math.sign(one ?? NaN)).toBe(Math.sign(ofReference))
          expect(((mm ?? NaN) / reference) * 100).toBeCloseTo(ofReference, 9)
          expect(before + ((ofLost ?? NaN) / 100) * (100 - before)).toBeCloseTo(after, 9)
        },
      ),
      { numRuns: 300 },
    )
  })
})
