import type { Column } from '@/lib/codebook/dataset'
import { numberColumn, textColumn, type Cell } from '@/lib/codebook/dataset-build'
import { armColumns, courseColumns, modeColumn } from './course-columns'
import { courseDate } from './date-column'
import { listLevels, listSlots, type Slot } from './slots'
import type { EntryRow, PatientRow, StudyData, VisitRow } from './study-data'

/** What tables of several grains share. */

export const VISIT_DATE = { zh: '访视日期', en: 'Date of the visit' }
export const VISIT_DAY = { zh: '距首次手术天数', en: 'Days since the index operation' }

export function fixedColumns(data: StudyData, patients: readonly PatientRow[]): Column[] {
  return [...armColumns(data, patients), ...courseColumns(data, patients)]
}

/** Each form once: in the long form its visits are rows. */
export function distinctSlots(data: StudyData): Slot[] {
  const seen = new Set<string>()
  return listSlots(data, listLevels(data.entries)).filter(({ instrument, repeatKey }) => {
    const once = `${instrument.id}@${instrument.version}|${repeatKey}`
    return !seen.has(once) && seen.add(once)
  })
}

export function visitKey(codes: readonly string[]) {
  return textColumn({ name: 'visit', label: { zh: '访视', en: 'Visit' }, measure: 'ordinal' }, codes)
}

export function whenColumns({ dates }: StudyData, rows: readonly { visit: VisitRow }[]): Column[] {
  const day = numberColumn(
    { name: 'day', label: VISIT_DAY, measure: 'scale', unit: 'd', decimals: 0 },
    rows.map(({ visit }) => visit.day),
  )
  if (dates === 'none') return [day]
  const date = courseDate(
    dates,
    'visit',
    VISIT_DATE,
    rows.map(({ visit }) => visit.dates.visit),
  )
  return [day, ...(dates === 'days' ? [] : [date]), modeColumn(rows.map(({ visit }) => visit.mode))]
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function indexEntries(entries: readonly EntryRow[]) {
  const index = new Map<string, EntryRow>()
  const keyOf = (patient: string, instrument: string, repeatKey: string, visit: string | null) =>
    `${patient}|${instrument}|${repeatKey}|${visit ?? ''}`
  for (const entry of entries) {
    index.set(keyOf(entry.enrolmentId, entry.instrument, entry.repeatKey, entry.visit), entry)
  }
  return (patient: string, slot: Slot, visit: string | null, item: string): Cell => {
    const entry = index.get(keyOf(patient, slot.instrument.id, slot.repeatKey, visit))
    return entry?.scores[item] ?? entry?.values[item]
  }
}

/** Two forms may ask an item of the same name: the later column is named after its form as well. */
export function distinct(columns: readonly Column[]): Column[] {
  const taken = new Set<string>()
  return columns.map((column) => {
    const { variable } = column
    const name = taken.has(variable.name)
      ? `${variable.origin?.instrument ?? 'other'}_${variable.name}`
      : variable.name
    taken.add(name)
    return name === variable.name ? column : { ...column, variable: { ...variable, name } }
  })
}
