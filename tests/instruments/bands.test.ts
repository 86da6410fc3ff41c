import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findBand } from '@/lib/instruments/bands'

describe('bands', () => {
  it.each([
    [0, 'minimal disability'],
    [20, 'minimal disability'],
    [20.9, 'minimal disability'],
    [21, 'moderate disability'],
    [40, 'moderate disability'],
    [41, 'severe disability'],
    [60, 'severe disability'],
    [61, 'crippled'],
    [81, 'bed-bound'],
    [100, 'bed-bound'],
  ])('ODI of %d is %s', (percent, words) => {
    expect(findBand('odi', percent)?.en).toBe(words)
    expect(findBand('odi9', percent)?.en).toBe(words)
  })

  it.each([
    [0, 'no pain'],
    [0.5, 'mild pain'],
    [3.9, 'mild pain'],
    [4, 'moderate pain'],
    [6.9, 'moderate pain'],
    [7, 'severe pain'],
    [10, 'severe pain'],
  ])('VAS of %d is %s', (value, words) => {
    expect(findBand('vas', value)?.en).toBe(words)
  })

  it('are none on other scales, and one for every value of these', () => {
    expect(findBand('joa', 20)).toBeNull()
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (percent) => {
        expect(findBand('odi', percent)).not.toBeNull()
        expect(findBand('vas_back', percent / 10)).not.toBeNull()
      }),
      { numRuns: 300 },
    )
  })
})
