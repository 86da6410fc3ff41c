import { toJson } from '@/lib/codebook/json'
import type { Protocol } from '@/lib/protocol/protocol'
import type { Call } from '../call'
import { reading } from '../change'
import type { Shelf } from '@/lib/instruments/shelf'
import { readShelf } from '../instruments/read-shelf'
import { listProtocolInstruments } from '../studies/instruments'
import { readEveryVersion } from '../studies/studies'
import { buildDataset } from './build-dataset'
import type { EntryRow, StudyData } from './study-data'

/** The columns that an item becomes in each shape of an extract; none where it does not leave de-identified. */
export interface ItemColumns {
  readonly wide: readonly string[]
  readonly long: readonly string[]
}

/** Every question of the study, and by `instrument@version item` the columns it leaves in. */
export async function getCodebook(call: Call, study: string) {
  return reading(call, 'instrument.read', { study }, async (tx) => {
    const protocol = await readEveryVersion(tx)
    const shelf = await readShelf(tx)
    return {
      instruments: listProtocolInstruments(protocol, shelf).map((instrument) => toJson(instrument)),
      columns: nameColumns(protocol, shelf),
    }
  })
}

/** Stands for any level in the names of what is asked by level. */
const ANY_LEVEL: EntryRow = {
  ...{ id: '', enrolmentId: '', visit: null, instrument: '', version: 1, repeatKey: 'T12' },
  ...{ values: {}, scores: {} },
}

/** The names an extract uses, asked of the builder itself over a study without patients. */
export function nameColumns(protocol: Protocol, shelf: Shelf): Record<string, ItemColumns> {
  const nobody: StudyData = {
    ...{ protocol, shelf, dates: 'shifted', texts: false },
    ...{ patients: [], visits: [], operations: [], entries: [ANY_LEVEL], complications: [] },
  }
  const names: Record<string, { wide: string[]; long: string[] }> = {}
  for (const [shape, grain] of [
    ['wide', 'patient'],
    ['long', 'visit'],
  ] as const) {
    for (const { variable } of buildDataset(nobody, grain).columns) {
      if (!variable.origin) continue
      const { instrument, version, item } = variable.origin
      const own = (names[`${instrument}@${version} ${item}`] ??= { wide: [], long: [] })
      own[shape].push(variable.name)
    }
  }
  return names
}
