import type { Dataset } from '@/lib/codebook/dataset'
import { textColumn } from '@/lib/codebook/dataset-build'
import { patientKey } from './course-columns'
import { compareLevels, slotColumns } from './slots'
import type { StudyData } from './study-data'
import {
  compare,
  distinct,
  distinctSlots,
  fixedColumns,
  indexEntries,
  visitKey,
  whenColumns,
} from './table-parts'

/** One row a patient, visit and level that a form was filled in for. */
export function buildLevels(data: StudyData): Dataset {
  const byId = new Map(data.patients.map((patient) => [patient.id, patient]))
  const visits = new Map(data.visits.map((visit) => [`${visit.enrolmentId}|${visit.code}`, visit]))
  const forms = distinctSlots(data).filter(({ instrument }) => instrument.repeat === 'level')
  const ids = new Set(forms.map(({ instrument }) => instrument.id))
  const places = new Map(
    data.entries.flatMap((entry) => {
      const patient = byId.get(entry.enrolmentId)
      const visit = visits.get(`${entry.enrolmentId}|${entry.visit ?? ''}`)
      if (!patient || !visit || !ids.has(entry.instrument)) return []
      return [
        [
          `${patient.id}|${visit.code}|${entry.repeatKey}`,
          { patient, visit, level: entry.repeatKey },
        ] as const,
      ]
    }),
  )
  const rows = [...places.values()].sort(
    (a, b) =>
      compare(a.patient.key, b.patient.key) ||
      a.visit.ordinal - b.visit.ordinal ||
      compare(a.visit.code, b.visit.code) ||
      compareLevels(a.level, b.level),
  )
  const patients = rows.map(({ patient }) => patient)
  const find = indexEntries(data.entries)
  const seen = new Set<string>()
  const columns = forms
    .filter(({ instrument }) => !seen.has(instrument.id) && seen.add(instrument.id))
    .flatMap((slot) =>
      slotColumns(data, slot, {}, (item) =>
        rows.map(({ patient, visit, level }) =>
          find(patient.id, { ...slot, repeatKey: level }, visit.code, item),
        ),
      ),
    )
  const levelKey = textColumn(
    { name: 'level', label: { zh: '节段', en: 'Level' }, measure: 'nominal' },
    rows.map(({ level }) => level),
  )
  return {
    grain: 'level',
    rows: rows.length,
    keys: [patientKey(data, patients), visitKey(rows.map(({ visit }) => visit.code)), levelKey],
    columns: distinct([...fixedColumns(data, patients), ...whenColumns(data, rows), ...columns]),
  }
}
