import { addDays } from '@/lib/codebook/dates'
import { invalidField } from '@/lib/problem'
import { toIsoDate } from '../dates'

/** The first and the last day that a date, known to the day, the month or the year, may mean. */
export function spanOf(told: string): readonly [first: string, last: string] {
  const [year = '', month] = told.split('-')
  if (told.length === 10) return [told, told]
  if (month === undefined) return [`${year}-01-01`, `${year}-12-31`]
  const next = month === '12' ? `${Number(year) + 1}-01-01` : `${year}-${pad(Number(month) + 1)}-01`
  return [`${told}-01`, addDays(next, -1)]
}

function pad(month: number): string {
  return String(month).padStart(2, '0')
}

interface Ended {
  readonly endReason: string | null
  readonly endedOn: Date | null
  readonly diedOn: string | null
}

/** Nobody is seen or operated after death; within a month or year that was told, any day may have been before it. */
export function refuseAfterDeath(enrolment: Ended, field: string, date: string): void {
  if (enrolment.endReason !== 'died') return
  const died = enrolment.diedOn ?? toIsoDate(enrolment.endedOn)
  if (died !== null && date > spanOf(died)[1]) throw invalidField(field, 'after_death')
}
