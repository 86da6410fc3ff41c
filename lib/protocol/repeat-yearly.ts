/** "Every year until year N" is written out: a protocol names each visit, so that nobody has to reckon. */
import type { VisitPlan } from './protocol'

const DAYS_A_YEAR = 365.25

/**
 * The visits that follow `first`, one a year from it until the year `until` after the anchor. Windows keep their
 * length, codes are y2, y3 …; a year that is taken already is left out.
 */
export function repeatYearly(first: VisitPlan, until: number, taken: readonly string[]): VisitPlan[] {
  const firstYear = Math.max(1, Math.round(first.target / DAYS_A_YEAR))
  const visits: VisitPlan[] = []
  for (let year = firstYear + 1; year <= until; year += 1) {
    const code = `y${year}`
    if (taken.includes(code)) continue
    const shift = Math.round((year - firstYear) * DAYS_A_YEAR)
    const moved = (range: { readonly from: number; readonly to: number }, each: number) => ({
      from: range.from + shift * each,
      to: range.to + shift * each,
    })
    const { window } = first
    visits.push({
      ...first,
      code,
      label: { zh: `${year} 年`, en: `${year} years` },
      short: { zh: `${year} 年`, en: `${year} y` },
      target: first.target + shift,
      window: {
        ...window,
        ...moved(window, window.unit === 'hours' ? 24 : 1),
        ...(window.days ? { days: moved(window.days, 1) } : {}),
      },
    })
  }
  return visits
}
