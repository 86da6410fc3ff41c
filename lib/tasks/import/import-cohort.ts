import { addDays } from '@/lib/codebook/dates'
import { readCsv } from '@/lib/exchange/csv-read'
import { Problem } from '@/lib/problem'
import type { Protocol } from '@/lib/protocol/protocol'
import { findArm } from '@/lib/protocol/protocol-read'
import type { Call } from '@/lib/records/call'
import { change, reading } from '@/lib/records/change'
import { writeImportedComplication } from '@/lib/records/complications/import-complication'
import { importEntries } from '@/lib/records/entries/import-entries'
import { writeEnrolment } from '@/lib/records/enrolments/enrolments'
import { writeOperation } from '@/lib/records/enrolments/operations'
import { writePatient } from '@/lib/records/patients/patients'
import { getShelf } from '@/lib/records/instruments/get-shelf'
import { getProtocol } from '@/lib/records/studies/studies'
import type { Tx } from '@/lib/records/transaction'
import { listTakenCodes } from '@/lib/records/enrolments/enrolments'
import { listVisitIds } from '@/lib/records/visits/visits'
import { atRow, ImportIssues } from './import-report'
import { parseMapping, type Mapping } from './mapping'
import { readCohort, type CohortPatient } from './read-cohort'

export interface ImportReport {
  readonly patients: number
  readonly entries: number
  readonly complications: number
  readonly dryRun: boolean
}

interface ImportOptions {
  readonly dryRun: boolean
  /** What the file is called in the report of what is wrong. */
  readonly fileName: string
  /** Reads the companion file that the mapping names. */
  readonly readFile: (name: string) => Uint8Array
  readonly onProgress?: (done: number, total: number) => void
}

/** Imports a finished cohort: everything is read and checked first, then all of it is written, or nothing. */
export async function importCohort(
  call: Call,
  study: string,
  file: Uint8Array,
  mappingJson: unknown,
  options: ImportOptions,
): Promise<ImportReport> {
  const mapping = parseMapping(mappingJson)
  const protocol = await getProtocol(call, study)
  const companion = mapping.visits.file
  const sheet = { name: options.fileName, table: readCsv(file) }
  const visitSheet = { name: companion, table: readCsv(options.readFile(companion)) }
  const patients = readCohort(sheet, visitSheet, mapping, protocol, await getShelf(call, study))
  const report = {
    patients: patients.length,
    entries: patients.reduce((sum, patient) => sum + patient.entries.length, 0),
    complications: patients.reduce((sum, patient) => sum + patient.complications.length, 0),
    dryRun: options.dryRun,
  }
  const refuseTaken = async (tx: Tx) => {
    const issues = new ImportIssues()
    const taken = new Set(await listTakenCodes(tx))
    for (const { row, code } of patients)
      if (taken.has(code)) issues.cell(sheet.name, row, mapping.code, 'taken', code)
    issues.refuse()
  }
  if (options.dryRun) {
    await reading(call, 'data.import', { study }, refuseTaken)
    return report
  }
  await change(
    call,
    'data.import',
    { study },
    async (tx) => {
      await refuseTaken(tx)
      let last = { id: '', version: 1 }
      for (const [index, patient] of patients.entries()) {
        try {
          last = await writeCohortPatient(tx, patient, mapping, protocol)
        } catch (error) {
          throw atRow(error, sheet.name, patient.row, patient.code)
        }
        options.onProgress?.(index + 1, patients.length)
      }
      return last
    },
    { reason: `import of ${patients.length} patients`, timeoutMs: 600_000 },
  )
  return report
}

async function writeCohortPatient(tx: Tx, patient: CohortPatient, mapping: Mapping, protocol: Protocol) {
  const technique = findArm(protocol, patient.arm)?.technique ?? 'other'
  const registered = await writePatient(tx, { site: mapping.site, identity: null, notDuplicate: true })
  const enrolment = await writeEnrolment(tx, {
    patientId: registered.id,
    enrolledOn: patient.enrolledOn ?? findFirstDate(patient),
    plannedArm: patient.arm,
    eligibility: {},
    judgedInSource: true,
    consent: { version: null, on: null, by: 'waived', relation: null },
    code: patient.code,
    known: {
      randomisedOn: patient.randomisedOn,
      firstTreatmentOn: patient.firstTreatmentOn,
      dischargedOn: patient.dischargedOn,
      operatedOn: patient.operatedOn,
    },
  })
  await writeOperation(tx, enrolment.id, {
    relation: 'index',
    performedOn: patient.operatedOn,
    endedTime: null,
    plannedTechnique: technique,
    receivedTechnique: technique,
    receivedArm: patient.arm,
    levels: patient.levels.map((level) => ({ level, side: mapping.operation.side })),
    operator: null,
    cause: null,
  })
  // The source was checked when it was written; its unusual values are kept as they stand.
  await importEntries(tx, enrolment.id, patient.visits, patient.entries, 'as in source')
  const visitIds = await listVisitIds(tx, enrolment.id)
  for (const { type, visit, day, column } of patient.complications) {
    await writeImportedComplication(tx, {
      enrolmentId: enrolment.id,
      visitId: visit === null ? null : findVisitId(visitIds, visit),
      type,
      detectedOn: day === null ? null : addDays(patient.operatedOn, day),
      source: column,
    })
  }
  return enrolment
}

function findFirstDate({ operatedOn, visits, randomisedOn, firstTreatmentOn }: CohortPatient): string {
  const dates = [operatedOn, ...visits.values(), randomisedOn, firstTreatmentOn]
  return dates.filter((date) => date !== null).sort()[0] ?? operatedOn
}

function findVisitId(ids: ReadonlyMap<string, string>, code: string): string {
  const id = ids.get(code)
  if (!id) throw new Problem('invalid', { fields: [{ field: code, code: 'unknown' }] })
  return id
}
