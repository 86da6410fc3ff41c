import type { CompareDesk, StudyVariable } from '@/lib/analysis/list-variables'
import { listVariables } from '@/lib/analysis/list-variables'
import type { Column, Dataset } from '@/lib/codebook/dataset'
import { buildColumns, codeColumn, textColumn, type Cell, type Place } from '@/lib/codebook/dataset-build'
import { YES_NO } from '@/lib/codebook/yes-no'
import { getInstrument } from '@/lib/instruments/shelf'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'

const PATIENTS = 60

/** Columns as the records build them, with values that differ from patient to patient. */
export function columnsOf(
  instrument: string,
  item: string,
  place: Place,
  cellOf: (at: number) => Cell,
): Column[] {
  const form = getInstrument(instrument)
  const found = form.items.find(({ name }) => name === item)
  if (!found) throw new Error(`${instrument} has no ${item}`)
  return buildColumns(
    form,
    found,
    Array.from({ length: PATIENTS }, (_, at) => cellOf(at)),
    place,
  )
}

function codes(name: string, origin: string | null, keys: readonly string[], of: (at: number) => number) {
  const label = { zh: name, en: name }
  const list =
    keys.join() === 'no,yes'
      ? YES_NO
      : keys.map((key, at) => ({ code: at + 1, key, label: { zh: key, en: key } }))
  return codeColumn(
    {
      name,
      label,
      measure: 'nominal',
      codes: list,
      ...(origin === null ? {} : { origin: { instrument: 'complication', version: 1, item: origin } }),
    },
    Array.from({ length: PATIENTS }, (_, at) => of(at)),
  )
}

/** A small study with the shapes a real one has: arms, repeated scores, a level, a multi-choice, a complication. */
export function makeDataset(): Dataset {
  const score = (at: number) => ((at * 7) % 11) * 0.9
  const columns = [
    codes('arm', null, ['pvp', '3d_pvp', 'peld'], (at) => (at % 3) + 1),
    ...columnsOf('demographics', 'sex', {}, (at) => (at % 5 < 2 ? 1 : 2)),
    ...columnsOf('demographics', 'age', {}, (at) => 60 + (at % 23)),
    ...columnsOf('vas', 'vas', { visit: 'pre' }, score),
    ...columnsOf('vas', 'vas', { visit: 'm3' }, (at) =>
      at % 4 === 0 ? { missing: 'refused' } : score(at) / 2,
    ),
    ...columnsOf('vas', 'vas', { visit: 'm12' }, (at) => score(at) / 3),
    ...columnsOf('leakage', 'leak', { level: 'T12' }, (at) => at % 2),
    ...columnsOf('leakage', 'leak', { level: 'L1' }, () => null),
    ...columnsOf('ovcf_baseline', 'anti_osteoporotic', {}, () => []),
    ...columnsOf('macnab', 'macnab', { visit: 'm12' }, (at) => (at % 4) + 1),
    codes('complication_cement_leakage', 'cement_leakage', ['no', 'yes'], (at) => (at % 6 === 0 ? 1 : 0)),
  ]
  const patients = Array.from({ length: PATIENTS }, (_, at) => `R${at}`)
  const key = textColumn(
    { name: 'patient', label: { zh: '编号', en: 'Number' }, measure: 'nominal' },
    patients,
  )
  return { grain: 'patient', rows: PATIENTS, keys: [key], columns }
}

export function makeDesk(primary: CompareDesk['primary'] = { variable: 'vas', visit: 'm3' }): CompareDesk {
  const variables = listVariables(makeDataset()).map((entry): StudyVariable => ({
    ...entry,
    section:
      entry.instrument && entry.instrument !== 'complication' ? getInstrument(entry.instrument).title : null,
    baseline: entry.visit === 'pre' || entry.instrument === 'demographics',
    ...(entry.item === 'vas' ? { range: { min: 0, max: 10 } } : {}),
  }))
  return { variables, visits: LIVE_PROTOCOL.visits, primary, baseline: 'pre', windows: ['m3', 'm12'] }
}
