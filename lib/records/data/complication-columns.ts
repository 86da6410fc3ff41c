import type { Column } from '@/lib/codebook/dataset'
import { codeColumn, type Cell } from '@/lib/codebook/dataset-build'
import type { Bilingual } from '@/lib/codebook/item'
import { YES_NO } from '@/lib/codebook/yes-no'
import { findComplicationType } from '@/lib/protocol/catalogue'
import { findArm, findVisit } from '@/lib/protocol/protocol-read'
import { findRule } from '@/lib/protocol/rules/evaluate'
import { keyedColumn, listCodes } from './course-columns'
import { courseDate } from './date-column'
import type { PatientRow, StudyData } from './study-data'

/**
 * Confirmed complications as yes or no; one column for each type that was ever recorded or that a rule of the
 * protocol can propose. Who has not been operated, or not by a technique that it can follow, is no denominator.
 * Where dates may leave, the first one's date and visit follow.
 */
export function complicationColumns(data: StudyData, patients: readonly PatientRow[]): Column[] {
  const { complications, protocol, dates } = data
  const proposed = protocol.rules.flatMap(({ id, version }) => findRule(id, version)?.proposes ?? [])
  const types = [...new Set([...proposed, ...complications.map((row) => row.type)])].sort()
  return types.flatMap((type) => {
    const rows = complications.filter((row) => row.type === type && row.status === 'confirmed')
    const first = new Map<string, (typeof rows)[number]>()
    for (const row of rows) {
      const known = first.get(row.enrolmentId)
      if (!known || isBefore(row.dates.complication, known.dates.complication))
        first.set(row.enrolmentId, row)
    }
    const known = findComplicationType(type)
    const label = known?.label ?? { zh: type, en: type }
    const cellOf = (patient: PatientRow): Cell => {
      if (first.has(patient.id)) return 1
      if (!patient.operated) return null
      const technique = findArm(protocol, patient.receivedArm ?? patient.plannedArm)?.technique ?? 'other'
      return known?.techniques && !known.techniques.includes(technique) ? { missing: 'not_applicable' } : 0
    }
    const name = `complication_${type}`
    const yesNo = codeColumn(
      {
        name,
        label: { zh: `${label.zh}（已确认）`, en: `${label.en} (confirmed)` },
        measure: 'nominal',
        codes: YES_NO,
        origin: { instrument: 'complication', version: 1, item: type },
      },
      patients.map(cellOf),
    )
    if (dates === 'none') return [yesNo]
    const found = patients.map((patient) => first.get(patient.id))
    return [
      yesNo,
      courseDate(
        dates,
        name,
        { zh: `${label.zh}：发现日期`, en: `${label.en}: detected` },
        found.map((row) => row?.dates.complication),
      ),
      visitColumn(
        data,
        `${name}_visit`,
        { zh: `${label.zh}：发现于`, en: `${label.en}: found at` },
        found.map((row) => row?.visit),
      ),
    ]
  })
}

function isBefore(a: string | number | undefined, b: string | number | undefined): boolean {
  return a !== undefined && (b === undefined || a < b)
}

/** A visit of the protocol by its place in it; visits that nobody planned follow. */
function visitColumn(
  { protocol, visits }: StudyData,
  name: string,
  label: Bilingual,
  keys: readonly (string | null | undefined)[],
): Column {
  const planned = Object.fromEntries(protocol.visits.map((visit) => [visit.code, visit.short]))
  const codes = listCodes(
    planned,
    visits.map(({ code }) => code),
  )
  const known = codes.map((code) => ({ ...code, label: findVisit(protocol, code.key)?.label ?? code.label }))
  return keyedColumn(name, label, known, keys, (key) => key)
}
