import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Call } from '@/lib/records/call'
import { importCohort, type ImportReport } from '@/lib/tasks/import/import-cohort'

/** The two finished cohorts that come with the program. */
export type CohortStudy = 'ovcf' | 'snrb'

const FOLDER = join(import.meta.dirname, '../../prisma/demo')

export function readCohortFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(FOLDER, name)))
}

/** What a test changes of the files before they are read. */
export interface Changed {
  readonly dryRun?: boolean
  readonly wide?: (text: string) => string
  readonly long?: (text: string) => string
  readonly mapping?: (mapping: Record<string, unknown>) => unknown
}

export function importDemoCohort(
  call: Call,
  study: CohortStudy,
  changed: Changed = {},
  into: string = study,
): Promise<ImportReport> {
  const read = (name: string, change: (text: string) => string = (text) => text) =>
    new TextEncoder().encode(change(new TextDecoder().decode(readCohortFile(name))))
  const fileName = `study-${study}-wide.csv`
  const mapping = JSON.parse(new TextDecoder().decode(readCohortFile(`${study}.mapping.json`))) as Record<
    string,
    unknown
  >
  return importCohort(call, into, read(fileName, changed.wide), changed.mapping?.(mapping) ?? mapping, {
    dryRun: changed.dryRun ?? false,
    fileName,
    readFile: (name) => read(name, changed.long),
  })
}
