/** Repeatable chance (mulberry32): the demo looks the same on every machine. */
export interface Dice {
  /** Whole number from 0 to n − 1. */
  readonly roll: (n: number) => number
  /** Around a centre, within ± spread, one decimal, kept in 0–10. */
  readonly score: (centre: number, spread?: number) => number
}

export function makeDice(seed: number): Dice {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    roll: (n) => Math.floor(next() * n),
    score: (centre, spread = 1) =>
      Math.round(Math.min(10, Math.max(0, centre + (next() * 2 - 1) * spread)) * 10) / 10,
  }
}
