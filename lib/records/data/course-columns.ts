import type { Column, Variable } from '@/lib/codebook/dataset'
import { codeColumn, numberColumn, textColumn } from '@/lib/codebook/dataset-build'
import type { Bilingual, Code } from '@/lib/codebook/item'
import { YES_NO } from '@/lib/codebook/yes-no'
import { courseDate } from './date-column'
import { compareLevels } from './slots'
import type { OperationRow, PatientRow, StudyData } from './study-data'

/** What the registry itself knows of a patient, whatever forms are asked: arm, site, dates, operation. */

export function patientKey(data: StudyData, patients: readonly PatientRow[]) {
  const label =
    data.dates === 'real'
      ? { zh: '研究编号', en: 'Study code' }
      : { zh: '研究用编号（随机）', en: 'Research number (random)' }
  return textColumn(
    { name: 'patient', label, measure: 'nominal' },
    patients.map((patient) => patient.key),
  )
}

export function armColumns(
  { protocol, patients: all }: StudyData,
  patients: readonly PatientRow[],
): Column[] {
  const arms = protocol.arms.map(({ code, label }, index) => ({ code: index + 1, key: code, label }))
  const sites = [...new Set(all.map((patient) => patient.site))]
    .sort()
    .map((key, index) => ({ code: index + 1, key, label: { zh: key, en: key } }))
  return [
    keyedColumn(
      'arm',
      { zh: '计划术式', en: 'Planned arm' },
      arms,
      patients,
      (patient) => patient.plannedArm,
    ),
    keyedColumn(
      'arm_received',
      { zh: '实际术式', en: 'Received arm' },
      arms,
      patients,
      (patient) => patient.receivedArm,
    ),
    keyedColumn('site_code', { zh: '中心', en: 'Site' }, sites, patients, (patient) => patient.site),
  ]
}

const END_REASONS: Readonly<Record<string, Bilingual>> = {
  died: { zh: '死亡', en: 'Died' },
  withdrawn_follow_up: { zh: '退出随访', en: 'Withdrew from follow-up' },
  lost: { zh: '失访', en: 'Lost to follow-up' },
  transferred: { zh: '转出', en: 'Transferred' },
}

const DEATH_RELATIONS: Readonly<Record<string, Bilingual>> = {
  procedure: { zh: '手术或其并发症', en: 'The procedure or its complication' },
  disease: { zh: '所治疾病', en: 'The disease treated' },
  other: { zh: '其他原因', en: 'Another cause' },
  unknown: { zh: '不详', en: 'Unknown' },
}

/** Dates of the enrolment, how it ended, and the levels of the index operation. Nothing where no date may leave. */
export function courseColumns(data: StudyData, patients: readonly PatientRow[]): Column[] {
  const { dates, protocol } = data
  if (dates === 'none') return []
  const date = (stem: string, label: Bilingual) =>
    courseDate(
      dates,
      stem,
      label,
      patients.map((patient) => patient.dates[stem]),
    )
  const index = new Map(
    data.operations.filter(({ relation }) => relation === 'index').map((row) => [row.enrolmentId, row]),
  )
  const reasons = listCodes(
    END_REASONS,
    data.patients.map(({ endReason }) => endReason),
  )
  return [
    date('enrolled', { zh: '入组日期', en: 'Enrolled' }),
    ...(protocol.design === 'randomised' ? [date('randomised', { zh: '随机日期', en: 'Randomised' })] : []),
    ...(protocol.visits.some(({ anchor }) => anchor === 'first_treatment')
      ? [date('first_treatment', { zh: '首次研究治疗日期', en: 'First study treatment' })]
      : []),
    ...(dates === 'days' ? [] : [date('index_operation', { zh: '首次手术日期', en: 'Index operation' })]),
    codeColumn(
      { name: 'operated', label: { zh: '已手术', en: 'Operated' }, measure: 'nominal', codes: YES_NO },
      patients.map(({ operated }) => Number(operated)),
    ),
    ...levelColumns(patients.map((patient) => index.get(patient.id))),
    date('discharged', { zh: '出院日期', en: 'Discharged' }),
    date('treatment_ended', { zh: '退出治疗日期', en: 'Withdrew from treatment' }),
    date('ended', { zh: '随访结束日期', en: 'Follow-up ended' }),
    keyedColumn(
      'end_reason',
      { zh: '随访结束原因', en: 'Why follow-up ended' },
      reasons,
      patients,
      (patient) => patient.endReason,
    ),
    date('died', { zh: '死亡日期', en: 'Died' }),
    keyedColumn(
      'death_relation',
      { zh: '死亡与何有关', en: 'What the death is related to' },
      listCodes(DEATH_RELATIONS, []),
      patients,
      (patient) => patient.deathRelation,
    ),
  ]
}

/** The levels of an operation in one cell, from the neck down ("T11;T12"), and their number. */
export function levelColumns(operations: readonly (OperationRow | undefined)[]): Column[] {
  const levels = operations.map(
    (row) => row && [...new Set(row.levels.map(({ level }) => level))].sort(compareLevels),
  )
  return [
    textColumn(
      { name: 'levels', label: { zh: '手术节段', en: 'Levels operated' }, measure: 'nominal' },
      levels.map((list) => list?.join(';')),
    ),
    numberColumn(
      {
        name: 'n_levels',
        label: { zh: '手术节段数', en: 'Number of levels' },
        measure: 'scale',
        decimals: 0,
      },
      levels.map((list) => list?.length),
    ),
  ]
}

const MODES: Readonly<Record<string, Bilingual>> = {
  in_person: { zh: '面访', en: 'In person' },
  telephone: { zh: '电话', en: 'Telephone' },
  video: { zh: '视频', en: 'Video' },
  self_report: { zh: '自评', en: 'Self-report' },
  record: { zh: '病历', en: 'From the record' },
}

export function modeColumn(
  modes: readonly (string | null | undefined)[],
  name = 'visit_mode',
  visit?: string,
): Column {
  const codes = listCodes(MODES, modes)
  const column = keyedColumn(
    name,
    { zh: '访视方式', en: 'How the visit was made' },
    codes,
    modes,
    (mode) => mode,
  )
  return visit === undefined ? column : { ...column, variable: { ...column.variable, visit } }
}

/** Codes from 1 in the order of the labels; what is not among them follows under its own key. */
export function listCodes(
  labels: Readonly<Record<string, Bilingual>>,
  found: readonly (string | null | undefined)[],
): Code[] {
  const others = [...new Set(found)]
    .filter((key): key is string => typeof key === 'string' && !(key in labels))
    .sort()
  return [...Object.keys(labels), ...others].map((key, index) => ({
    code: index + 1,
    key,
    label: labels[key] ?? { zh: key, en: key },
  }))
}

export function keyedColumn<Row>(
  name: string,
  label: Bilingual,
  codes: readonly Code[],
  rows: readonly Row[],
  keyOf: (row: Row) => string | null | undefined,
): Column {
  const variable: Variable = { name, label, measure: 'nominal', codes }
  return codeColumn(
    variable,
    rows.map((row) => codes.find((code) => code.key === keyOf(row))?.code),
  )
}
