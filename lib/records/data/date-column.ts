import type { Column, Variable } from '@/lib/codebook/dataset'
import {
  columnName,
  numberColumn,
  textColumn,
  variablesOf,
  type Cell,
  type Place,
} from '@/lib/codebook/dataset-build'
import type { Bilingual, Instrument, Item } from '@/lib/codebook/item'
import type { DateProfile } from './study-data'

/** A date of the course, `<stem>_on`; as days from the index operation it is `<stem>_day`. */
export function courseDate(
  profile: DateProfile,
  stem: string,
  label: Bilingual,
  cells: readonly Cell[],
  visit?: string,
): Column {
  const name = columnName(`${stem}_${profile === 'days' ? 'day' : 'on'}`, { visit })
  const place = visit === undefined ? {} : { visit }
  return dateColumn(profile, { name, label, measure: 'scale', ...place }, cells)
}

/** A date that a form asks, under its own name; as days `<item>_day`. */
export function itemDate(
  profile: DateProfile,
  instrument: Instrument,
  item: Item,
  place: Place,
  cells: readonly Cell[],
): Column[] {
  const named = profile === 'days' ? { ...item, name: `${item.name}_day` } : item
  return variablesOf(instrument, named, place).map((variable) =>
    dateColumn(
      profile,
      { ...variable, origin: { instrument: instrument.id, version: instrument.version, item: item.name } },
      cells,
    ),
  )
}

function dateColumn(profile: DateProfile, variable: Variable, cells: readonly Cell[]): Column {
  if (profile !== 'days') return textColumn(variable, cells, 'date')
  const { zh, en } = variable.label
  const label = { zh: `${zh}（距首次手术天数）`, en: `${en} (days from the index operation)` }
  return numberColumn({ ...variable, label, unit: 'd', decimals: 0 }, cells)
}
