/**
 * Which arm comes next. Pure: the same seed and plan always give the same order, so a list is proved by its seed
 * when the trial is over, and until then nothing but the seed has to be kept secret.
 */
import { createHmac } from 'node:crypto'
import type { Protocol, Randomisation } from './protocol'

/** What a list is drawn by, as it stood when the list was made. */
export interface BlockPlan {
  readonly ratio: Readonly<Record<string, number>>
  readonly blockSizes: readonly number[]
}

/** Number n (0, 1, 2 …) of an endless sequence of uniform 32-bit numbers. */
export type Stream = (n: number) => number

/** HMAC-SHA-256 in counter mode: number n of one block does not depend on how many were asked before. */
export function openStream(seed: Uint8Array, block: number): Stream {
  return (n) =>
    createHmac('sha256', seed)
      .update(`${block}/${n >>> 3}`)
      .digest()
      .readUInt32BE((n & 7) * 4)
}

/** Arms in an order that no store can change: objects kept as JSON come back sorted otherwise. */
function listShares({ ratio }: BlockPlan): [string, number][] {
  return Object.entries(ratio).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Lengths that hold every arm in its share: multiples of the sum of the ratio; of 1:1 without others 4, 6, 8. */
export function listBlockSizes({ ratio, blockSizes }: BlockPlan): number[] {
  const sum = Object.values(ratio).reduce((total, share) => total + share, 0)
  const fit = [...new Set(blockSizes)].filter((size) => size > 0 && size % sum === 0).sort((a, b) => a - b)
  return fit.length > 0 ? fit : [2 * sum, 3 * sum, 4 * sum]
}

/** One block: its length drawn among those allowed, every arm in its share, in random order. */
export function drawBlock(plan: BlockPlan, seed: Uint8Array, block: number): string[] {
  const stream = openStream(seed, block)
  let asked = 0
  // Numbers beyond the last whole multiple would favour the first few.
  const below = (limit: number): number => {
    const fair = 2 ** 32 - (2 ** 32 % limit)
    for (;;) {
      const drawn = stream(asked++)
      if (drawn < fair) return drawn % limit
    }
  }
  const sizes = listBlockSizes(plan)
  const size = sizes[below(sizes.length)] ?? 0
  const shares = listShares(plan)
  const sum = shares.reduce((total, [, share]) => total + share, 0)
  const arms = shares.flatMap(([arm, share]) => Array<string>((share * size) / sum).fill(arm))
  for (let last = arms.length - 1; last > 0; last -= 1) {
    const other = below(last + 1)
    const kept = arms[last] ?? ''
    arms[last] = arms[other] ?? ''
    arms[other] = kept
  }
  return arms
}

/** The arm of the first, second … patient of a stratum (position 1, 2 …), block after block. */
export function armAt(plan: BlockPlan, seed: Uint8Array, position: number): string {
  let before = 0
  for (let block = 0; ; block += 1) {
    const arms = drawBlock(plan, seed, block)
    const arm = arms[position - before - 1]
    if (arm !== undefined) return arm
    before += arms.length
  }
}

const NO_STRATUM = 'all'

/** The key of a stratum: the site, where sites are balanced apart, then each answer in the protocol's order. */
export function stratumKey(
  { bySite, strata }: Pick<Randomisation, 'bySite' | 'strata'>,
  site: string,
  answers: Readonly<Record<string, string>>,
): string {
  const parts = [...(bySite ? [site] : []), ...strata.map(({ code }) => answers[code] ?? '')]
  return parts.length === 0 ? NO_STRATUM : parts.join('/')
}

/** Every stratum there is at these sites. */
export function listStrata(
  plan: Pick<Randomisation, 'bySite' | 'strata'>,
  sites: readonly string[],
): string[] {
  const start = plan.bySite ? sites.map((site) => [site]) : [[]]
  const all = plan.strata.reduce<string[][]>(
    (keys, { answers }) => keys.flatMap((key) => answers.map(({ code }) => [...key, code])),
    start,
  )
  return all.map((key) => (key.length === 0 ? NO_STRATUM : key.join('/')))
}

/** Questions whose answer is none of those offered. */
export function findUnanswered(
  { strata }: Pick<Randomisation, 'strata'>,
  answers: Readonly<Record<string, string>>,
): string[] {
  return strata
    .filter((stratum) => !stratum.answers.some(({ code }) => code === answers[stratum.code]))
    .map(({ code }) => code)
}

/** Fields in which two protocols draw arms otherwise: kind, shares, strata in their order, the arms themselves. */
export function listOtherDraws(before: Protocol, next: Protocol): string[] {
  const [old, now] = [describeDraw(before), describeDraw(next)]
  return Object.entries(now).flatMap(([field, text]) => (old[field] === text ? [] : [field]))
}

function describeDraw({ arms, randomisation: plan }: Protocol): Record<string, string> {
  const strata = plan?.strata.map(({ code, answers }) => [code, answers.map((one) => one.code).sort()])
  return {
    arms: JSON.stringify(arms.map(({ code }) => code).sort()),
    'randomisation.kind': plan?.kind ?? '',
    'randomisation.ratio': JSON.stringify(plan ? listShares(plan) : []),
    'randomisation.bySite': String(plan?.bySite ?? ''),
    'randomisation.strata': JSON.stringify(strata ?? []),
  }
}
