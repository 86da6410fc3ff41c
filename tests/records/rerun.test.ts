import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { listAlerts } from '@/lib/records/complications/alerts'
import { adjudicateComplication, listComplications } from '@/lib/records/complications/complications'
import { getDefinitions, getRuleChoice } from '@/lib/records/complications/definitions'
import { chooseRule, continueRun, previewRule, type RuleRun } from '@/lib/records/complications/rerun'
import { makeJudgedStudy, type JudgedStudy } from '../support/adjudication'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry
let study: JudgedStudy
let nurse: Call
let clinician: Call
let chief: Call

beforeAll(async () => {
  registry = await openRegistry()
  study = await makeJudgedStudy(registry, {})
  nurse = await study.hire('nurse', 'nurse')
  clinician = await study.hire('clinician', 'clinician')
  chief = await study.hire('clinician', 'chief', null)
})
afterAll(() => registry.close())

async function makePain(vas: number, by = nurse): Promise<MadePatient> {
  const patient = await makePatient(by, { study: study.slug, operatedDaysAgo: 100, enrolledDaysAgo: 120 })
  await saveForm(by, patient, 'm3', 'pain', { vas_back_rest: vas }, { doneDaysAgo: 5 })
  return patient
}

const residualOf = async ({ enrolmentId }: MadePatient) =>
  (await listComplications(chief, study.slug, { page: 1, enrolmentId })).rows.filter(
    ({ type }) => type === 'residual_back_pain',
  )
const judge = async (patient: MadePatient, status: 'confirmed' | 'rejected') => {
  const [row] = await residualOf(patient)
  await adjudicateComplication(clinician, study.slug, row?.id ?? '', {
    version: row?.version ?? 0,
    status,
    note: 'looked at',
  })
}
const preview = (call: Call, threshold: number) =>
  previewRule(call, study.slug, { rule: 'rbp-ovcf', version: 3, params: { threshold }, after: null })
const countTrail = async () => (await registry.asSuper('select count(*)::int as n from trail'))[0]

async function runAll(call: Call, run: RuleRun, reason = 'as published') {
  const { id } = await chooseRule(call, study.slug, { ...run, reason })
  for (let choice = await getRuleChoice(call, study.slug, id); ;) {
    if (choice.finishedAt) return choice
    await continueRun(call, study.slug, id, { version: choice.version })
    choice = await getRuleChoice(call, study.slug, id)
  }
}

describe('a rule run otherwise', () => {
  it('says first what would appear, what would go and what was judged, and writes nothing', async () => {
    const [weak, strong, kept, confirmed, rejected] = [
      await makePain(3.6),
      await makePain(9),
      await makePain(4.5),
      await makePain(4.2),
      await makePain(4.1),
    ]
    await judge(confirmed, 'confirmed')
    await judge(rejected, 'rejected')
    const before = await countTrail()
    const lower = await preview(chief, 3.5)
    expect(lower).toMatchObject({ total: 5, seen: 5, next: null })
    expect(lower.counts).toEqual({ appears: 1, withdrawn: 0, judged_not_met: 0, stays: 2, judged_met: 2 })
    expect(lower.lines).toMatchObject([
      { change: 'appears', patientCode: weak.code, type: 'residual_back_pain', visit: 'm3' },
    ])
    const higher = await preview(clinician, 5)
    expect(higher.counts).toEqual({ appears: 0, withdrawn: 1, judged_not_met: 2, stays: 1, judged_met: 0 })
    expect(
      higher.lines.map(({ change, patientCode, status }) => [change, patientCode, status]).sort(),
    ).toEqual(
      [
        ['withdrawn', kept.code, 'proposed'],
        ['judged_not_met', confirmed.code, 'confirmed'],
        ['judged_not_met', rejected.code, 'rejected'],
      ].sort(),
    )
    expect(higher.lines.every(({ judgedUnder }) => judgedUnder === 3)).toBe(true)
    expect(await countTrail()).toEqual(before)

    // Applied: the unjudged one goes, the judged ones stay as they are and their judge is told once.
    const choice = await runAll(chief, { rule: 'rbp-ovcf', version: 3, params: { threshold: 5 } })
    expect(choice).toMatchObject({ patients: 5, appeared: 0, withdrawn: 1, reason: 'as published' })
    expect(await residualOf(kept)).toEqual([])
    expect((await residualOf(strong)).map(({ status }) => status)).toEqual(['proposed'])
    expect((await residualOf(confirmed)).map(({ status, ruleVersion }) => [status, ruleVersion])).toEqual([
      ['confirmed', 3],
    ])
    expect((await residualOf(rejected)).map(({ status }) => status)).toEqual(['rejected'])
    const notices = async (patient: MadePatient) =>
      (await listAlerts(chief, study.slug, { page: 1, enrolmentId: patient.enrolmentId })).rows
        .filter(({ ruleId }) => ruleId === 'judged-changed')
        .map(({ evidence }) => evidence[0]?.key)
    expect(await notices(confirmed)).toEqual(['judged_other_version'])

    // What is saved from now on is judged by the choice, and tells nobody a second time.
    await saveForm(nurse, confirmed, 'd3', 'pain', { vas_back_rest: 1 }, { doneDaysAgo: 97 })
    expect(await notices(confirmed)).toEqual(['judged_other_version'])
    expect(await residualOf(await makePain(4.9))).toEqual([])

    // And taken back: the judged ones are met again, none is proposed a second time.
    await runAll(chief, { rule: 'rbp-ovcf', version: 3, params: { threshold: 4 } }, 'back to the protocol')
    expect((await residualOf(confirmed)).map(({ status }) => status)).toEqual(['confirmed'])
    expect((await residualOf(rejected)).map(({ status }) => status)).toEqual(['rejected'])
    expect((await residualOf(kept)).map(({ status }) => status)).toEqual(['proposed'])
  })

  it('keeps an unjudged proposal under the newer version, with the version it now stands under', async () => {
    const patient = await makePain(7)
    await runAll(chief, { rule: 'rbp-ovcf', version: 2, params: {} })
    const [row] = await residualOf(patient)
    expect([row?.ruleVersion, row?.status]).toEqual([2, 'proposed'])
    const { inForce, choices } = await getDefinitions(nurse, study.slug)
    expect(inForce.find(({ id }) => id === 'rbp-ovcf')).toMatchObject({ version: 2 })
    expect(choices[0]).toMatchObject({ ruleId: 'rbp-ovcf', chosenBy: 'chief' })
    await runAll(chief, { rule: 'rbp-ovcf', version: 3, params: {} })
    expect((await residualOf(patient)).map(({ id, ruleVersion }) => [id, ruleVersion])).toEqual([
      [row?.id, 3],
    ])
  })

  it('needs sight of every site, a reason’s author and parameters that there are', async () => {
    const run = { rule: 'rbp-ovcf', version: 3, params: {}, reason: 'why not' }
    await expect(chooseRule(clinician, study.slug, run)).rejects.toMatchObject({ reason: 'needs_every_site' })
    await expect(chooseRule(nurse, study.slug, run)).rejects.toMatchObject({ status: 403 })
    const refused = async (more: Partial<RuleRun>, field: string) =>
      expect(previewRule(chief, study.slug, { ...run, ...more, after: null })).rejects.toMatchObject({
        fields: [{ field }],
      })
    await refused({ version: 9 }, 'rule')
    await refused({ params: { nonsense: 1 } }, 'params.nonsense')
    await refused({ params: { threshold: 'four' } }, 'params.threshold')
    await expect(preview(nurse, 4)).rejects.toMatchObject({ status: 403 })
  })

  it('shows each site its own patients, step by step', async () => {
    const south = await study.hire('nurse', 'south', 'SOUTH')
    const there = await study.hire('clinician', 'doctor.south', 'SOUTH')
    const patient = await makePain(3.6, south)
    const step = await preview(there, 3.5)
    expect(step.total).toBe(1)
    expect(step.lines.map(({ patientCode }) => patientCode)).toEqual([patient.code])
    const after = { rule: 'rbp-ovcf', version: 3, params: {}, after: patient.enrolmentId }
    expect(await previewRule(there, study.slug, after)).toMatchObject({ total: 1, seen: 0, next: null })
  })

  it('looks at a hundred patients a step and is applied to fifty, none twice and none left out', async () => {
    const many = await makeJudgedStudy(registry, {})
    const ward = await many.hire('nurse', 'ward')
    const head = await many.hire('clinician', 'head', null)
    for (let n = 0; n < 104; n += 1) await makePatient(ward, { study: many.slug, enrolledDaysAgo: 120 })
    const last = await makePatient(ward, { study: many.slug, operatedDaysAgo: 100, enrolledDaysAgo: 120 })
    await saveForm(ward, last, 'm3', 'pain', { vas_back_rest: 5 }, { doneDaysAgo: 5 })
    const run = { rule: 'rbp-ovcf', version: 3, params: { threshold: 6 } }
    const first = await previewRule(head, many.slug, { ...run, after: null })
    expect(first).toMatchObject({ total: 105, seen: 100 })
    const second = await previewRule(head, many.slug, { ...run, after: first.next })
    expect(second).toMatchObject({ total: 105, seen: 5, next: null })
    expect(first.counts.withdrawn + second.counts.withdrawn).toBe(1)
    const { id } = await chooseRule(head, many.slug, { ...run, reason: 'higher' })
    const steps: number[] = []
    for (let choice = await getRuleChoice(head, many.slug, id); !choice.finishedAt;) {
      await continueRun(head, many.slug, id, { version: choice.version })
      choice = await getRuleChoice(head, many.slug, id)
      steps.push(choice.patients)
    }
    expect(steps).toEqual([50, 100, 105])
    expect(await getRuleChoice(head, many.slug, id)).toMatchObject({ withdrawn: 1, appeared: 0 })
  }, 120_000)

  it('goes on from where it stood, once a step', async () => {
    const { id } = await chooseRule(chief, study.slug, {
      rule: 'early-pain',
      version: 2,
      params: { threshold: 5 },
      reason: 'fewer alerts',
    })
    await expect(continueRun(chief, study.slug, id, { version: 7 })).rejects.toMatchObject({ status: 409 })
    await continueRun(chief, study.slug, id, { version: 1 })
    await expect(continueRun(chief, study.slug, id, { version: 2 })).rejects.toMatchObject({
      reason: 'choice_finished',
    })
  })
})
