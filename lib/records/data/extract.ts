import type { Dataset, Grain } from '@/lib/codebook/dataset'
import type { Verb } from '@/lib/access/verbs'
import { Problem } from '@/lib/problem'
import type { Call } from '../call'
import { reading } from '../change'
import { studyOf } from '../transaction'
import { buildDataset } from './build-dataset'
import { closeArms } from './close-arms'
import { coarsen } from './coarsen'
import { readCoded } from './read-coded'
import { readDeidentified } from './read-deidentified'
import type { DateProfile, Level, StudyData } from './study-data'

type DataVerb = Extract<
  Verb,
  'comparison.run' | 'comparison.read' | 'extract.run' | 'extract.run_coded' | 'freeze.create'
>

export interface Scope {
  readonly level: Level
  /** Only coded levels have real dates, and they have no others. */
  readonly dates: DateProfile
}

const FOR_COMPARISON: Scope = { level: 'deidentified', dates: 'none' }

/**
 * The only way out: a study as a data set. De-identified data are read under the role that can see nothing else. The
 * verb is what the data are wanted for; both uses leave their own receipt.
 */
export async function extractDataset(
  call: Call,
  verb: DataVerb,
  study: string,
  grain: Grain,
  scope: Scope = FOR_COMPARISON,
): Promise<Dataset> {
  return (await extractAll(call, verb, study, [grain], scope))[grain]
}

/** A study as the tables of several grains, all of one moment. */
export async function extractAll<G extends Grain>(
  call: Call,
  verb: DataVerb,
  study: string,
  grains: readonly G[],
  { level, dates }: Scope,
): Promise<Readonly<Record<G, Dataset>>> {
  // Visits and their entries are read by several queries while people save: all of one moment.
  const options = { snapshot: true, timeoutMs: 120_000 }
  const build = (data: StudyData, finish: (dataset: Dataset) => Dataset) =>
    Object.fromEntries(grains.map((grain) => [grain, finish(buildDataset(data, grain))])) as Record<
      G,
      Dataset
    >
  if (level !== 'deidentified') {
    if (verb !== 'extract.run_coded') throw new Problem('forbidden')
    const coded = await reading(
      call,
      'extract.run_coded',
      { study },
      (tx) => readCoded(tx, level === 'full'),
      options,
    )
    return build(coded, (dataset) => dataset)
  }
  if (dates === 'real') throw new Problem('forbidden')
  const { data, running } = await reading(
    call,
    verb,
    { study },
    async (tx) => ({ data: await readDeidentified(tx, dates), running: !studyOf(tx).followUpClosed }),
    { ...options, deidentified: true },
  )
  const { protocol } = data
  const closed = running && protocol.design === 'randomised'
  const leaves = verb === 'extract.run' || verb === 'freeze.create'
  return build(data, (dataset) => {
    if (!leaves) return dataset
    return closed ? closeArms(coarsen(dataset), protocol) : coarsen(dataset)
  })
}
