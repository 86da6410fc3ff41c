import type { Column } from '@/lib/codebook/dataset'
import { buildColumns, type Cell, type Place } from '@/lib/codebook/dataset-build'
import type { Instrument, Item } from '@/lib/codebook/item'
import type { Protocol } from '@/lib/protocol/protocol'
import { itemDate } from './date-column'
import type { EntryRow, StudyData } from './study-data'

/** Where a column's cells are found: one form, at one visit or any, at one level or operation. */
export interface Slot {
  readonly instrument: Instrument
  readonly visit: string | null
  readonly repeatKey: string
}

const FIRST_OPERATION = '1'

/** Every form the protocol asks, in its order, by visit and by what it repeats over. */
export function listSlots(
  data: Pick<StudyData, 'protocol' | 'shelf' | 'entries'>,
  levels: readonly string[],
): Slot[] {
  const { protocol } = data
  const versionsOf = indexVersions(data)
  const operations = protocol.operationInstruments.flatMap(({ id, version }) =>
    versionsOf(id, version).map((instrument) => ({ instrument, visit: null, repeatKey: FIRST_OPERATION })),
  )
  const visits = protocol.visits.flatMap((visit) =>
    visit.instruments.flatMap(({ id, version }) =>
      versionsOf(id, version).flatMap((instrument) => {
        const keys = instrument.repeat === 'level' ? levels : ['']
        return keys.map((repeatKey) => ({ instrument, visit: visit.code, repeatKey }))
      }),
    ),
  )
  return [...visits, ...operations]
}

/**
 * A form by its latest version that is asked or was written in, and of each earlier one what was asked then and is no
 * more: a name means the same in all of them, so what they share is one column.
 */
function indexVersions({ shelf, entries }: Pick<StudyData, 'shelf' | 'entries'>) {
  const written = new Map<string, Set<number>>()
  for (const { instrument, version } of entries)
    written.set(instrument, (written.get(instrument) ?? new Set()).add(version))
  return (id: string, asked: number): Instrument[] => {
    const numbers = [...new Set([asked, ...(written.get(id) ?? [])])].sort((a, b) => b - a)
    const [latest = shelf.get(id, asked), ...earlier] = numbers.flatMap((one) => shelf.find(id, one) ?? [])
    const names = new Set(latest.items.map(({ name }) => name))
    return [latest, ...earlier].map((instrument, index) => {
      if (index === 0) return instrument
      const gone = instrument.items.filter(({ name }) => !names.has(name))
      for (const { name } of gone) names.add(name)
      return { ...instrument, items: gone }
    })
  }
}

/** The levels that any form was filled in for, from the neck down. */
export function listLevels(entries: readonly EntryRow[]): string[] {
  return [...new Set(entries.map((entry) => entry.repeatKey))]
    .filter((key) => /^[A-Z]/.test(key))
    .sort(compareLevels)
}

const REGIONS = 'CTLS'

/** T9 before T12 before L1; a disc ("L4-5") by its upper level. */
export function compareLevels(a: string, b: string): number {
  const place = (level: string) =>
    REGIONS.indexOf(level.charAt(0)) * 100 + (Number.parseInt(level.slice(1), 10) || 0)
  return place(a) - place(b) || (a < b ? -1 : a > b ? 1 : 0)
}

/** Names carry the visit in the wide form, unless the form is asked at one visit only. */
export function widePlace(protocol: Protocol, { instrument, visit, repeatKey }: Slot): Place {
  const asked = protocol.visits.filter((one) => one.instruments.some(({ id }) => id === instrument.id))
  return {
    visit: asked.length > 1 ? (visit ?? undefined) : undefined,
    level: instrument.repeat === 'level' ? repeatKey : undefined,
  }
}

/** Without the visit, which is a key of the long form. */
export function longPlace({ instrument, repeatKey }: Slot): Place {
  return { level: instrument.repeat === 'level' ? repeatKey : undefined }
}

/** The columns of a form; free text, dates and identifiers only where the data may hold them. */
export function slotColumns(
  data: Pick<StudyData, 'dates' | 'texts'>,
  { instrument }: Slot,
  place: Place,
  cellsOf: (item: string) => Cell[],
): Column[] {
  return instrument.items
    .filter((item) => leaves(data, item))
    .flatMap((item) =>
      item.kind === 'date'
        ? itemDate(data.dates, instrument, item, place, cellsOf(item.name))
        : buildColumns(instrument, item, cellsOf(item.name), place),
    )
}

function leaves({ dates, texts }: Pick<StudyData, 'dates' | 'texts'>, item: Item): boolean {
  if (item.kind === 'text' || item.identifying) return texts
  return item.kind !== 'date' || dates !== 'none'
}
