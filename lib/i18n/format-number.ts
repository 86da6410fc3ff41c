/** Numbers as a journal prints them: the same in both languages, real minus, thin space before %. */
const MINUS = '\u2212'
const THIN_SPACE = '\u2009'
const EN_DASH = '\u2013'

/** "−3.50" with two decimals; without `decimals` the shortest form. What is no number prints as an en dash. */
export function formatNumber(value: number | null | undefined, decimals?: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) return EN_DASH
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`
  const text = decimals === undefined ? String(value) : roundHalfUp(value, decimals)
  // A rounded −0.00 is no negative number.
  if (/^-0(\.0*)?$/.test(text)) return text.slice(1)
  return text.replaceAll('-', MINUS)
}

/** The decimal text is rounded, so 1.005 gives 1.01 as on paper, where toFixed would give 1.00. */
function roundHalfUp(value: number, decimals: number): string {
  const shifted = Number(`${value}e${decimals}`)
  if (!Number.isSafeInteger(Math.round(shifted))) return value.toFixed(decimals)
  const rounded = Math.sign(value) * Math.round(Math.abs(shifted))
  const sign = rounded < 0 || Object.is(rounded, -0) ? '-' : ''
  const digits = String(Math.abs(rounded)).padStart(decimals + 1, '0')
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** Takes a percentage (36, not 0.36): "36 %" with a thin space. */
export function formatPercent(percent: number | null | undefined, decimals = 0): string {
  const text = formatNumber(percent, decimals)
  return text === EN_DASH ? text : `${text}${THIN_SPACE}%`
}

/** A count with its share: "12 (35.3)". The % stands in the heading of the table. */
export function formatCount(count: number, total: number, decimals = 1): string {
  return `${count} (${total === 0 ? EN_DASH : formatNumber((100 * count) / total, decimals)})`
}

/** What stands after *P*: "= 0.034", "< 0.001", or bare without `relation`. Never "0.000" and never "1.000". */
export function formatPValue(p: number | null | undefined, relation = false): string {
  if (p === null || p === undefined || Number.isNaN(p)) return EN_DASH
  const [sign, digits] = p < 0.001 ? ['<', '0.001'] : p > 0.999 ? ['>', '0.999'] : ['=', formatNumber(p, 3)]
  if (relation) return `${sign}${THIN_SPACE}${digits}`
  return sign === '=' ? digits : `${sign}${digits}`
}

/** "6.53 ± 1.20" */
export function formatMeanSd(mean: number, sd: number, decimals: number): string {
  return `${formatNumber(mean, decimals)} ± ${formatNumber(sd, decimals)}`
}

/** "2.00 (1.00, 3.00)": median and quartiles. */
export function formatMedian(median: number, q1: number, q3: number, decimals: number): string {
  return `${formatNumber(median, decimals)} (${formatInterval(q1, q3, decimals)})`
}

/** "−1.20, 0.35": a comma, since a dash would meet the minus sign. */
export function formatInterval(low: number, high: number, decimals: number): string {
  return `${formatNumber(low, decimals)}, ${formatNumber(high, decimals)}`
}
