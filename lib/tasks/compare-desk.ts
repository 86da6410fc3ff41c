import {
  listVariables,
  type CompareDesk,
  type StudyVariable,
  type VariableEntry,
} from '@/lib/analysis/list-variables'
import type { Plan } from '@/lib/analysis/plan'
import type { ComparisonResult } from '@/lib/analysis/result'
import type { Shelf } from '@/lib/instruments/shelf'
import type { Protocol } from '@/lib/protocol/protocol'
import { isBaseline } from '@/lib/protocol/protocol-read'
import type { Call } from '@/lib/records/call'
import { extractDataset } from '@/lib/records/data/extract'
import { getComparison } from '@/lib/records/data/receipts'
import { getShelf } from '@/lib/records/instruments/get-shelf'
import { readDataStamp } from '@/lib/records/data/stamp'
import { getProtocol } from '@/lib/records/studies/studies'
import { listDayWindows } from './visit-windows'

/** What a plan for this study may name; and, by its id, a comparison made before. */
export async function openCompareDesk(call: Call, study: string, id?: string) {
  const desk = await layDesk(call, study)
  return { desk, saved: id === undefined ? null : await openComparison(call, study, id) }
}

/** Counting values needs the whole data set: kept until anything in it changes. Holds no value of any patient. */
const desks = new Map<string, CompareDesk>()
const KEPT = 20

/** All a plan may name, without a comparison. */
export async function layDesk(call: Call, study: string): Promise<CompareDesk> {
  // Asked first, so that a change in between is seen the next time; it is also what lets somebody in.
  const stamp = await readDataStamp(call, study)
  const known = desks.get(stamp)
  if (known) return known
  const protocol = await getProtocol(call, study)
  const shelf = await getShelf(call, study)
  const dataset = await extractDataset(call, 'comparison.run', study, 'patient')
  const desk: CompareDesk = {
    variables: listVariables(dataset).map((entry) => describe(entry, protocol, shelf)),
    visits: protocol.visits.map(({ code, label, short }) => ({ code, label, short })),
    primary: protocol.primaryOutcome ?? null,
    baseline: protocol.visits.find(({ code }) => isBaseline(protocol, code))?.code ?? null,
    windows: listDayWindows(protocol).map(({ code }) => code),
  }
  const [oldest] = desks.keys()
  if (desks.size >= KEPT && oldest !== undefined) desks.delete(oldest)
  desks.set(stamp, desk)
  return desk
}

/** A comparison as it stands in the registry, to whom it is theirs to see. */
export async function openComparison(call: Call, study: string, id: string) {
  const { plan, result, planHash, datasetHash, engine, createdAt, stale } = await getComparison(
    call,
    study,
    id,
  )
  return {
    ...{ id, planHash, datasetHash, engine },
    // Written by runComparison and never changed since.
    plan: plan as unknown as Plan,
    result: result as unknown as ComparisonResult,
    createdAt: createdAt.toISOString(),
    dataChanged: stale,
  }
}

const SCALES = ['/10', '%']

function describe(entry: VariableEntry, protocol: Protocol, shelf: Shelf): StudyVariable {
  const { visits, operationInstruments } = protocol
  const asked = [...visits.flatMap(({ instruments }) => instruments), ...operationInstruments]
  const version = asked.find(({ id }) => id === entry.instrument)?.version ?? 1
  const instrument = entry.instrument === undefined ? undefined : shelf.find(entry.instrument, version)
  const item = instrument?.items.find(({ name }) => name === entry.item)
  const ends = item && ('hard' in item ? item.hard : 'range' in item ? item.range : undefined)
  // A limit of what may be typed is the end of a scale only where the unit says so.
  const range = SCALES.includes(entry.unit ?? '') ? ends : undefined
  const before = visits.filter(({ code }) => isBaseline(protocol, code))
  const baseline =
    entry.visit === undefined
      ? before.some(({ instruments }) => instruments.some(({ id }) => id === entry.instrument))
      : before.some(({ code }) => code === entry.visit)
  return { ...entry, section: instrument?.title ?? null, baseline, ...(range ? { range } : {}) }
}
