import type { Dataset } from '@/lib/codebook/dataset'
import { textColumn } from '@/lib/codebook/dataset-build'
import type { Bilingual } from '@/lib/codebook/item'
import { armColumns, courseColumns, keyedColumn, levelColumns, listCodes, patientKey } from './course-columns'
import { courseDate } from './date-column'
import { listSlots, slotColumns } from './slots'
import type { StudyData } from './study-data'
import { compare, distinct, indexEntries } from './table-parts'

const RELATIONS: Readonly<Record<string, Bilingual>> = {
  index: { zh: '首次手术', en: 'Index operation' },
  same_level: { zh: '同节段再手术', en: 'Same level again' },
  other_level: { zh: '其他节段', en: 'Another level' },
  contralateral: { zh: '对侧', en: 'Contralateral' },
  conversion: { zh: '中转', en: 'Conversion' },
  removal: { zh: '取出', en: 'Removal' },
}
const TECHNIQUES: Readonly<Record<string, Bilingual>> = {
  PVP: { zh: 'PVP', en: 'PVP' },
  PKP: { zh: 'PKP', en: 'PKP' },
  PELD: { zh: 'PELD', en: 'PELD' },
  other: { zh: '其他', en: 'Other' },
}

/** One row an operation, with its form. */
export function buildOperations(data: StudyData): Dataset {
  const byId = new Map(data.patients.map((patient) => [patient.id, patient]))
  const rows = data.operations
    .flatMap((operation) => {
      const patient = byId.get(operation.enrolmentId)
      return patient ? [{ patient, operation }] : []
    })
    .sort((a, b) => compare(a.patient.key, b.patient.key) || a.operation.ordinal - b.operation.ordinal)
  const patients = rows.map(({ patient }) => patient)
  const operations = rows.map(({ operation }) => operation)
  const find = indexEntries(data.entries)
  const columns = listSlots(data, [])
    .filter(({ visit }) => visit === null)
    .flatMap((slot) =>
      slotColumns(data, slot, {}, (item) =>
        rows.map(({ patient, operation }) =>
          find(patient.id, { ...slot, repeatKey: String(operation.ordinal) }, null, item),
        ),
      ),
    )
  const coded = (
    name: string,
    label: Bilingual,
    labels: Readonly<Record<string, Bilingual>>,
    keys: readonly string[],
  ) => keyedColumn(name, label, listCodes(labels, keys), keys, (key) => key)
  const own = [
    coded(
      'relation',
      { zh: '与首次手术的关系', en: 'Relation to the index operation' },
      RELATIONS,
      operations.map(({ relation }) => relation),
    ),
    coded(
      'technique_planned',
      { zh: '计划术式（技术）', en: 'Technique planned' },
      TECHNIQUES,
      operations.map((row) => row.plannedTechnique),
    ),
    coded(
      'technique_received',
      { zh: '实际术式（技术）', en: 'Technique received' },
      TECHNIQUES,
      operations.map((row) => row.receivedTechnique),
    ),
    ...(data.dates === 'none'
      ? []
      : [
          courseDate(
            data.dates,
            'operation',
            { zh: '手术日期', en: 'Operation' },
            operations.map(({ dates }) => dates.operation),
          ),
        ]),
  ]
  const course = courseColumns(data, patients).filter(
    ({ variable }) => !['levels', 'n_levels'].includes(variable.name),
  )
  const operationKey = textColumn(
    { name: 'operation', label: { zh: '第几次手术', en: 'Operation number' }, measure: 'ordinal' },
    operations.map(({ ordinal }) => String(ordinal)),
  )
  return {
    grain: 'operation',
    rows: rows.length,
    keys: [patientKey(data, patients), operationKey],
    columns: distinct([
      ...armColumns(data, patients),
      ...course,
      ...own,
      ...levelColumns(operations),
      ...columns,
    ]),
  }
}
