import type { FactGroup } from '@/components/timeline/view'
import { formatNumber } from '@/lib/i18n/format-number'
import { textOf } from '@/lib/i18n/locale'
import { measureRestoration, RESTORATION, type FilmHeight } from '@/lib/instruments/height-change'
import { sayFormulaSource } from '@/lib/instruments/say-source'
import { isBaseline } from '@/lib/protocol/protocol-read'
import type { Course, CourseEntry } from '@/lib/records/enrolments/course'
import type { Language } from './language'

/** Anterior height regained by each vertebra, from the film before to the first one after; [] without both. */
export function listHeights(course: Course, language: Language): FactGroup[] {
  const { locale, say } = language
  const films = course.entries.filter(({ instrument }) => instrument === 'radiographs')
  const order = new Map(course.visits.map((visit, place) => [visit.id, place]))
  const inOrder = films.toSorted(
    (a, b) => (order.get(a.visitId ?? '') ?? 0) - (order.get(b.visitId ?? '') ?? 0),
  )
  const isBefore = ({ visitCode }: CourseEntry) =>
    visitCode !== null && isBaseline(course.protocol, visitCode)
  const facts = [...new Set(films.map(({ repeatKey }) => repeatKey))].flatMap((level) => {
    const own = inOrder.filter(({ repeatKey }) => repeatKey === level)
    const before = own
      .filter(isBefore)
      .map(readHeight)
      .find((height) => height !== null)
    const after = own
      .filter((entry) => !isBefore(entry))
      .map(readHeight)
      .find((height) => height !== null)
    return before && after ? [{ label: level, value: sayRestored(before, after, language) }] : []
  })
  if (facts.length === 0) return []
  const source = {
    label: say('course.aboutRestoration'),
    value: textOf(sayFormulaSource(RESTORATION), locale),
  }
  return [{ title: say('course.heights'), facts: [...facts, source] }]
}

function readHeight({ scores }: CourseEntry): FilmHeight | null {
  const remainingPct = scores['height_remaining_ant_pct']?.value ?? null
  return remainingPct === null ? null : { remainingPct, mm: scores['height_ant_mm']?.value ?? null }
}

function sayRestored(before: FilmHeight, after: FilmHeight, { say }: Language): string {
  const { mm, ofBefore, ofLost, ofReference } = measureRestoration(before, after)
  const parts = [
    say('course.heightOf', {
      before: formatNumber(before.remainingPct, 0),
      after: formatNumber(after.remainingPct, 0),
    }),
    ...(mm === null ? [] : [say('course.heightMm', { n: formatNumber(mm, 1) })]),
    ...(ofBefore === null ? [] : [say('course.heightOfBefore', { n: formatNumber(ofBefore, 1) })]),
    ...(ofLost === null ? [] : [say('course.heightOfLost', { n: formatNumber(ofLost, 1) })]),
    say('course.heightOfReference', { n: formatNumber(ofReference, 1) }),
  ]
  return parts.join(say('timeline.summary.semicolon'))
}
