/** A randomised trial that runs leaves without its arms, in every table; once its follow-up is closed they are there. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { extractAll } from '@/lib/records/data/extract'
import { updateStudy } from '@/lib/records/studies/manage-studies'
import { openRegistry, type Registry } from '../support/registry'
import { makeTrial } from '../support/trial'

let registry: Registry
beforeAll(async () => {
  registry = await openRegistry()
})
afterAll(() => registry.close())

const GRAINS = ['patient', 'visit', 'level', 'operation'] as const
const TELLING = ['arm', 'arm_received', 'technique_planned', 'technique_received']

it('of arms of two techniques no complication says which of them it can follow, nor does a form of treatment', async () => {
  const label = { zh: '某', en: 'some' }
  const trial = await makeTrial(registry, {
    arms: [
      { code: 'snrb', label, technique: 'PVP' },
      { code: 'plain', label, technique: 'PELD' },
    ],
  })
  const scope = { level: 'deidentified', dates: 'days' } as const
  const researcher = await trial.callOf(['researcher'])
  const open = await extractAll(researcher, 'comparison.run', trial.slug, GRAINS, scope)
  const closed = await extractAll(researcher, 'extract.run', trial.slug, GRAINS, scope)
  const namesOf = (tables: typeof open) => tables.patient.columns.map(({ variable }) => variable.name)
  const told = namesOf(open).filter((name) =>
    /^complication_(cement_leakage|recurrent_herniation)/.test(name),
  )
  expect(told.length).toBeGreaterThanOrEqual(6)
  for (const name of told) expect(namesOf(closed)).not.toContain(name)
  expect(namesOf(closed)).toContain('complication_recurrent_pain')
  for (const grain of GRAINS)
    for (const { variable } of closed[grain].columns)
      expect(['operation', 'block', 'peld_record']).not.toContain(variable.origin?.instrument)
})

it('no arm, technique or form of one technique leaves before the end', async () => {
  const trial = await makeTrial(registry)
  await trial.enrol(await trial.callOf(['nurse', 'clinician'], 'NORTH'))
  const researcher = await trial.callOf(['researcher'])
  const read = async () => {
    const scope = { level: 'deidentified', dates: 'days' } as const
    const tables = await extractAll(researcher, 'extract.run', trial.slug, GRAINS, scope)
    expect(tables.patient.rows).toBe(1)
    return GRAINS.map((grain) => tables[grain].columns.map(({ variable }) => variable))
  }
  for (const columns of await read()) {
    for (const { name } of columns) expect(TELLING).not.toContain(name)
    for (const { origin } of columns) expect(origin?.instrument).not.toBe('peld_record')
  }
  const { version } = await registry
    .asSuper<{ version: number }>(`select version from study where slug = '${trial.slug}'`)
    .then(([row]) => row ?? { version: 1 })
  await updateStudy(registry.cli, trial.slug, {
    titleZh: trial.slug,
    titleEn: trial.slug,
    followUpClosed: true,
    addSites: [],
    version,
  })
  const [patient = []] = await read()
  expect(patient.map(({ name }) => name)).toContain('arm')
})
