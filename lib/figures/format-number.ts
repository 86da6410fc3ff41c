/** A number as printed: fixed decimals and a real minus. */
export function formatNumber(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals)
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}

/** Drops decimals that say nothing ("46.0" is 46), for labels beside points. */
export function formatShort(value: number, decimals: number): string {
  return formatNumber(Number(value.toFixed(decimals)), decimals).replace(/\.0+$/, '')
}

/** 0.088 as "8.8 %" with the thin space that printed percentages have. */
export function formatPercent(share: number, decimals = 1): string {
  return `${formatNumber(share * 100, decimals)}\u2009%`
}
