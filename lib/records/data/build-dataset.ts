import type { Column, Dataset, Grain } from '@/lib/codebook/dataset'
import { columnName } from '@/lib/codebook/dataset-build'
import type { Bilingual } from '@/lib/codebook/item'
import { buildLevels } from './build-levels'
import { buildOperations } from './build-operations'
import { complicationColumns } from './complication-columns'
import { modeColumn, patientKey } from './course-columns'
import { courseDate } from './date-column'
import { listLevels, listSlots, longPlace, slotColumns, widePlace } from './slots'
import type { StudyData } from './study-data'
import {
  compare,
  distinct,
  distinctSlots,
  fixedColumns,
  indexEntries,
  VISIT_DATE,
  visitKey,
  whenColumns,
} from './table-parts'

/** The table of a study at one of the four grains. */
export function buildDataset(data: StudyData, grain: Grain): Dataset {
  return { patient: buildPatients, visit: buildVisits, level: buildLevels, operation: buildOperations }[
    grain
  ](data)
}

/** One row a patient; what is asked at several visits is named `item_visit`, what is asked by level `item_visit_level`. */
function buildPatients(data: StudyData): Dataset {
  const { patients, protocol } = data
  const find = indexEntries(data.entries)
  const columns = listSlots(data, listLevels(data.entries)).flatMap((slot) =>
    slotColumns(data, slot, widePlace(protocol, slot), (item) =>
      patients.map((patient) => find(patient.id, slot, slot.visit, item)),
    ),
  )
  return {
    grain: 'patient',
    rows: patients.length,
    keys: [patientKey(data, patients)],
    columns: distinct([
      ...fixedColumns(data, patients),
      ...visitColumns(data),
      ...columns,
      ...complicationColumns(data, patients),
    ]),
  }
}

/** When and how each visit of the protocol took place. Nothing where no date may leave. */
function visitColumns({ dates, protocol, patients, visits }: StudyData): Column[] {
  if (dates === 'none') return []
  const held = new Map(visits.map((visit) => [`${visit.enrolmentId}|${visit.code}`, visit]))
  return protocol.visits.flatMap(({ code, label }) => {
    const rows = patients.map((patient) => held.get(`${patient.id}|${code}`))
    const named = (text: Bilingual) => ({ zh: `${label.zh}：${text.zh}`, en: `${label.en}: ${text.en}` })
    const date = courseDate(
      dates,
      'visit',
      named(VISIT_DATE),
      rows.map((row) => row?.dates.visit),
      code,
    )
    return [
      date,
      modeColumn(
        rows.map((row) => (row?.day === null ? null : row?.mode)),
        columnName('visit_mode', { visit: code }),
        code,
      ),
    ]
  })
}

/** One row a patient and visit that took place. */
function buildVisits(data: StudyData): Dataset {
  const byId = new Map(data.patients.map((patient) => [patient.id, patient]))
  const rows = data.visits
    .flatMap((visit) => {
      const patient = byId.get(visit.enrolmentId)
      return patient && visit.day !== null ? [{ patient, visit }] : []
    })
    .sort(
      (a, b) =>
        compare(a.patient.key, b.patient.key) ||
        a.visit.ordinal - b.visit.ordinal ||
        compare(a.visit.code, b.visit.code),
    )
  const patients = rows.map((row) => row.patient)
  const find = indexEntries(data.entries)
  const columns = distinctSlots(data).flatMap((slot) =>
    slotColumns(data, slot, longPlace(slot), (item) =>
      rows.map(({ patient, visit }) => find(patient.id, slot, slot.visit === null ? null : visit.code, item)),
    ),
  )
  return {
    grain: 'visit',
    rows: rows.length,
    keys: [patientKey(data, patients), visitKey(rows.map(({ visit }) => visit.code))],
    columns: distinct([
      ...fixedColumns(data, patients),
      ...whenColumns(data, rows),
      ...columns,
      ...complicationColumns(data, patients),
    ]),
  }
}
