import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Randomisation } from '@/lib/protocol/protocol'
import {
  armAt,
  drawBlock,
  findUnanswered,
  listBlockSizes,
  listStrata,
  openStream,
  stratumKey,
  type BlockPlan,
} from '@/lib/protocol/randomisation'

const seedOf = (n: number) => createHash('sha256').update(`seed ${n}`).digest()
const seeds = fc.nat().map(seedOf)
const plans: fc.Arbitrary<BlockPlan> = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 2, maxLength: 4 })
  .chain((arms) =>
    fc
      .record({
        shares: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: arms.length, maxLength: arms.length }),
        factors: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
      })
      .map(({ shares, factors }) => {
        const ratio = Object.fromEntries(arms.map((arm, i) => [arm, shares[i] ?? 1]))
        const sum = Object.values(ratio).reduce((a, b) => a + b, 0)
        return { ratio, blockSizes: factors.map((factor) => factor * sum) }
      }),
  )

const count = (arms: readonly string[], arm: string) => arms.filter((one) => one === arm).length
const sumOf = ({ ratio }: BlockPlan) => Object.values(ratio).reduce((a, b) => a + b, 0)

describe('permuted blocks', () => {
  it('hold every arm in its share in each complete block, of a length that is allowed', () => {
    fc.assert(
      fc.property(plans, seeds, fc.nat(500), (plan, seed, block) => {
        const arms = drawBlock(plan, seed, block)
        expect(listBlockSizes(plan)).toContain(arms.length)
        for (const [arm, share] of Object.entries(plan.ratio))
          expect(count(arms, arm)).toBe((share * arms.length) / sumOf(plan))
      }),
      { numRuns: 300 },
    )
  })

  it('never let a prefix lean further than one block can', () => {
    fc.assert(
      fc.property(plans, seeds, fc.integer({ min: 1, max: 60 }), (plan, seed, length) => {
        const arms = Array.from({ length }, (_, i) => armAt(plan, seed, i + 1))
        const longest = Math.max(...listBlockSizes(plan))
        for (const [arm, share] of Object.entries(plan.ratio)) {
          const part = share / sumOf(plan)
          expect(Math.abs(count(arms, arm) - length * part)).toBeLessThanOrEqual(
            longest * part * (1 - part) + 1e-9,
          )
        }
      }),
      { numRuns: 200 },
    )
  })

  it('are the blocks one after another, whichever position is asked first', () => {
    fc.assert(
      fc.property(plans, seeds, (plan, seed) => {
        const arms = [0, 1, 2, 3, 4].flatMap((block) => drawBlock(plan, seed, block))
        const backwards = arms.map((_, i) => armAt(plan, seed, arms.length - i)).reverse()
        expect(backwards).toEqual(arms)
      }),
    )
  })

  it('come out the same when a store has put the arms of the ratio in another order', () => {
    const plan = { ratio: { snrb: 1, ab: 2, c: 1 }, blockSizes: [4, 8] }
    const stored = { ratio: { c: 1, ab: 2, snrb: 1 }, blockSizes: [8, 4] }
    for (let block = 0; block < 50; block += 1)
      expect(drawBlock(stored, seedOf(1), block)).toEqual(drawBlock(plan, seedOf(1), block))
  })

  it('differ by seed: two strata go their own ways', () => {
    const plan = { ratio: { a: 1, b: 1 }, blockSizes: [4, 6, 8] }
    const of = (seed: number) =>
      Array.from({ length: 40 }, (_, i) => armAt(plan, seedOf(seed), i + 1)).join('')
    expect(new Set([1, 2, 3, 4, 5].map(of)).size).toBe(5)
  })

  it('use every length and every order about equally often', () => {
    const plan = { ratio: { a: 1, b: 1 }, blockSizes: [4, 6, 8] }
    const orders = new Map<string, number>()
    const lengths = new Map<number, number>()
    const blocks = 6000
    for (let block = 0; block < blocks; block += 1) {
      const arms = drawBlock(plan, seedOf(7), block)
      lengths.set(arms.length, (lengths.get(arms.length) ?? 0) + 1)
      if (arms.length === 4) orders.set(arms.join(''), (orders.get(arms.join('')) ?? 0) + 1)
    }
    const chi = (seen: readonly number[], expected: number) =>
      seen.reduce((total, n) => total + (n - expected) ** 2 / expected, 0)
    // 0.999 quantiles of chi-squared with 2 and 5 degrees of freedom.
    expect(chi([...lengths.values()], blocks / 3)).toBeLessThan(13.8)
    expect(orders.size).toBe(6)
    expect(chi([...orders.values()], (lengths.get(4) ?? 0) / 6)).toBeLessThan(20.5)
  })

  it('without lengths that fit take two, three and four times the ratio', () => {
    expect(listBlockSizes({ ratio: { a: 1, b: 1 }, blockSizes: [] })).toEqual([4, 6, 8])
    expect(listBlockSizes({ ratio: { a: 2, b: 1 }, blockSizes: [4, 8] })).toEqual([6, 9, 12])
    expect(listBlockSizes({ ratio: { a: 2, b: 1 }, blockSizes: [4, 6, 8] })).toEqual([6])
  })

  it('are drawn from a stream whose numbers do not depend on those asked before', () => {
    const stream = openStream(seedOf(3), 2)
    const forward = Array.from({ length: 30 }, (_, n) => stream(n))
    expect(Array.from({ length: 30 }, (_, n) => stream(29 - n)).reverse()).toEqual(forward)
    expect(new Set(forward).size).toBe(30)
  })
})

const answers = (...codes: string[]) => codes.map((code) => ({ code, label: { zh: code, en: code } }))
const plan: Randomisation = {
  kind: 'blocks',
  ratio: { a: 1, b: 1 },
  blockSizes: [4, 6, 8],
  bySite: true,
  strata: [
    { code: 'severity', label: { zh: '程度', en: 'Severity' }, answers: answers('mild', 'severe') },
    { code: 'age_group', label: { zh: '年龄', en: 'Age' }, answers: answers('under70', 'over70') },
  ],
}

describe('strata', () => {
  it('are every combination of site and answers, each once', () => {
    const keys = listStrata(plan, ['NORTH', 'SOUTH'])
    expect(keys).toHaveLength(8)
    expect(new Set(keys).size).toBe(8)
    expect(keys).toContain('SOUTH/severe/under70')
    expect(keys).toContain(stratumKey(plan, 'NORTH', { age_group: 'over70', severity: 'mild' }))
    expect(listStrata({ bySite: false, strata: [] }, ['NORTH'])).toEqual(['all'])
    expect(stratumKey({ bySite: false, strata: [] }, 'NORTH', {})).toBe('all')
  })

  it('need an answer that is offered to each question', () => {
    expect(findUnanswered(plan, { severity: 'mild', age_group: 'under70' })).toEqual([])
    expect(findUnanswered(plan, { severity: 'awful' })).toEqual(['severity', 'age_group'])
  })
})
