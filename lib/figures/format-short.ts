import { formatNumber } from '@/lib/i18n/format-number'

/** Drops decimals that say nothing ("46.0" is 46), for labels beside points. */
export function formatShort(value: number, decimals: number): string {
  return formatNumber(value, decimals).replace(/\.0+$/, '')
}
