import { addDays } from '@/lib/codebook/dates'
import { readCsv } from '@/lib/exchange/csv-read'
import { Problem } from '@/lib/problem'
import type { Protocol } from '@/lib/protocol/protocol'
import { findArm } from '@/lib/protocol/protocol-read'
import type { Call } from '@/lib/records/call'
import { change } from '@/lib/records/change'
import { writeImportedComplication } from '@/lib/records/complications/import-complication'
import { importEntries } from '@/lib/records/entries/import-entries'
import { writeEnrolment } from '@/lib/records/enrolments/enrolments'
import { writeOperation } from '@/lib/records/enrolments/operations'
import { writePatient } from '@/lib/records/patients/patients'
import { getProtocol } from '@/lib/records/studies/studies'
import type { Tx } from '@/lib/records/transaction'
import { listVisitIds } from '@/lib/records/visits/visits'
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
  const patients = readCohort(
    readCsv(file),
    readCsv(options.readFile(mapping.visits.file)),
    mapping,
    protocol,
  )
  const report = {
    patients: patients.length,
    entries: patients.reduce((sum, patient) => sum + patient.entries.length, 0),
    complications: patients.reduce((sum, patient) => sum + patient.complications.length, 0),
    dryRun: options.dryRun,
  }
  if (options.dryRun) return report
  await change(
    call,
    'data.import',
    { study },
    async (tx) => {
      let last = { id: '', version: 1 }
      for (const [index, patient] of patients.entries()) {
        last = await writeCohortPatient(tx, patient, mapping, protocol)
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
  const first = [...patient.visits.values(), patient.operatedOn].sort()[0] ?? patient.operatedOn
  const enrolment = await writeEnrolment(tx, {
    patientId: registered.id,
    enrolledOn: first,
    plannedArm: patient.arm,
    eligibility: {},
    judgedInSource: true,
    consent: { version: null, on: null, by: 'waived', relation: null },
    code: patient.code,
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
  const visitIds = await listVisitIds(tx, enrolment.id)
  const entries = patient.entries.map(({ instrument, visit, values }) => ({
    instrument,
    visit: visit === null ? null : { code: visit, doneOn: patient.visits.get(visit) ?? '' },
    values,
  }))
  // The source was checked when it was written; its unusual values are kept as they stand.
  await importEntries(tx, enrolment.id, entries, 'as in source')
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

function findVisitId(ids: ReadonlyMap<string, string>, code: string): string {
  const id = ids.get(code)
  if (!id) throw new Problem('invalid', { fields: [{ field: code, code: 'unknown' }] })
  return id
}
