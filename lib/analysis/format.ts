/** Statistics as text, the same in both languages. */
import { formatInterval, formatNumber, formatPValue } from '@/lib/i18n/format-number'
import type { TestDone } from './result'

/** "0.034", "<0.001"; with `alpha`, more digits where rounding would put P on the other side of it or on it. */
export function formatP(p: number, alpha?: number): string {
  if (alpha !== undefined && p >= 0.001 && p !== alpha && p < alpha !== Number(p.toFixed(3)) < alpha)
    return formatNumber(p, 4)
  return formatPValue(p)
}

/** "= 0.034", "< 0.001": what follows the symbol in a sentence. */
export function printP(p: number): string {
  return formatPValue(p, true)
}

export function formatStatistic(statistic: number): string {
  return formatNumber(statistic, 3)
}

/** "112", "79.15", "2, 45.30". */
export function formatDf(df: TestDone['df']): string {
  return df.map((one) => formatNumber(one, Number.isInteger(one) ? 0 : 2)).join(', ')
}

/** One digit more than the data have, and no more than two unless the data have more. */
export function summaryDecimals(decimals: number): number {
  return Math.max(decimals, Math.min(decimals + 1, 2))
}

/** "−29.0 (−42.8, −13.6)"; percentage points for shares. */
export function formatEstimate(
  estimate: number,
  ci: readonly [number, number] | null,
  decimals: number,
  factor = 1,
): string {
  const text = formatNumber(estimate * factor, decimals)
  return ci ? `${text} (${formatInterval(ci[0] * factor, ci[1] * factor, decimals)})` : text
}
