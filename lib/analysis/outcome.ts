import type { AnyTestId, StatisticSymbol, TestOutcome } from './result'

/** Numbers that are none, or have no end, never reach a table. */
export function done(
  test: AnyTestId,
  symbol: StatisticSymbol | null,
  statistic: number | null,
  df: readonly number[],
  p: number,
): TestOutcome {
  const numbers = [p, ...df, ...(statistic === null ? [] : [statistic])]
  if (!numbers.every(Number.isFinite)) return notDone(test, 'zero_variance')
  return { status: 'ok', test, symbol, statistic, df, p }
}

export function notDone(test: AnyTestId, reason: string): TestOutcome {
  return { status: 'not_computable', test, reason }
}
