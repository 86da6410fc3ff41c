import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { readAgreement } from '@/lib/records/complications/agreement'
import {
  adjudicateComplication,
  listComplications,
  proposeComplication,
} from '@/lib/records/complications/complications'
import { findFirstToJudge, getJudging } from '@/lib/records/complications/judging'
import { castVote, type NewVote } from '@/lib/records/complications/votes'
import { makeJudgedStudy, type JudgedStudy } from '../support/adjudication'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { openRegistry, TODAY, type Registry } from '../support/registry'

let registry: Registry
let study: JudgedStudy
let nurse: Call
let an: Call
let bei: Call
let cheng: Call

beforeAll(async () => {
  registry = await openRegistry()
  study = await makeJudgedStudy(registry)
  nurse = await study.hire('nurse', 'nurse')
  an = await study.hire('clinician', 'an')
  bei = await study.hire('clinician', 'bei')
  cheng = await study.hire('clinician', 'cheng')
})
afterAll(() => registry.close())

const LEAK = { leak_detection: 1, leak: 1, leak_types: [1, 3], leak_endplate_cortex: 1, leak_symptomatic: 0 }

async function makeLeak(): Promise<MadePatient & { flag: string }> {
  const patient = await makePatient(nurse, { study: study.slug, operatedDaysAgo: 2 })
  await saveForm(nurse, patient, 'd1', 'leakage', LEAK, { repeatKey: 'T12', doneDaysAgo: 1 })
  const { rows } = await listComplications(an, study.slug, { page: 1, enrolmentId: patient.enrolmentId })
  return { ...patient, flag: rows[0]?.id ?? '' }
}

const vote = async (call: Call, id: string, verdict: NewVote['verdict'], more: Partial<NewVote> = {}) => {
  const { version } = await getJudging(call, study.slug, id)
  const note = verdict === 'reject' ? 'no cement outside' : ''
  return castVote(call, study.slug, id, { version, verdict, kind: null, grade: null, note, ...more })
}

const statusOf = async (id: string) => {
  const { status, standing, adjudicatedBy, version } = await getJudging(an, study.slug, id)
  return { status, state: standing.state, adjudicatedBy, version }
}

describe('two readers', () => {
  it('judge apart: neither vote is seen until both are in, and the row tells nothing', async () => {
    const { flag, enrolmentId } = await makeLeak()
    await vote(an, flag, 'reject')
    for (const other of [bei, cheng, nurse]) {
      const seen = await getJudging(other, study.slug, flag)
      expect(seen.votes).toEqual([])
      expect(seen).toMatchObject({ votesIn: 1, status: 'proposed', adjudicatedBy: null, version: 1 })
      expect(JSON.stringify(seen)).not.toContain('no cement outside')
      const { rows } = await listComplications(other, study.slug, { page: 1, enrolmentId })
      expect(rows[0]).toMatchObject({ votes: 1, voted: false, readers: 2, blind: true, version: 1 })
      expect(JSON.stringify(rows)).not.toContain('no cement outside')
    }
    expect((await getJudging(an, study.slug, flag)).votes).toMatchObject([{ own: true, verdict: 'reject' }])
  })

  it('settle it when they agree, with the grade one of them gave', async () => {
    const { flag } = await makeLeak()
    await vote(an, flag, 'confirm', { grade: 2 })
    await vote(bei, flag, 'confirm')
    expect(await statusOf(flag)).toMatchObject({
      status: 'confirmed',
      state: 'settled',
      adjudicatedBy: 'bei',
    })
    expect(await getJudging(nurse, study.slug, flag)).toMatchObject({ grade: 2, type: 'cement_leakage' })
  })

  it('leave it to a third when they differ, who sees both and whose word stands', async () => {
    const { flag } = await makeLeak()
    await vote(an, flag, 'confirm')
    await vote(bei, flag, 'reject')
    expect(await statusOf(flag)).toMatchObject({ status: 'proposed', state: 'disputed' })
    expect((await getJudging(cheng, study.slug, flag)).votes.map(({ reader }) => reader)).toEqual([
      'an',
      'bei',
    ])
    await vote(cheng, flag, 'change', { kind: 'cement_embolism', grade: 4, note: 'in the lung' })
    expect(await statusOf(flag)).toMatchObject({ status: 'confirmed', adjudicatedBy: 'cheng' })
    expect(await getJudging(an, study.slug, flag)).toMatchObject({
      type: 'cement_embolism',
      proposedType: 'cement_leakage',
      grade: 4,
      definitionVersion: 1,
    })
  })

  it('vote once each, never after it is settled, and not by the way of a single judgement', async () => {
    const { flag } = await makeLeak()
    await vote(an, flag, 'confirm')
    await expect(vote(an, flag, 'reject')).rejects.toMatchObject({ reason: 'voted_already' })
    await expect(
      adjudicateComplication(bei, study.slug, flag, { version: 1, status: 'confirmed', note: '' }),
    ).rejects.toMatchObject({ reason: 'two_readers' })
    await vote(bei, flag, 'confirm')
    await expect(vote(cheng, flag, 'confirm')).rejects.toMatchObject({ reason: 'settled_already' })
    await expect(vote(nurse, flag, 'confirm')).rejects.toMatchObject({ status: 403 })
  })

  it('may be who reported it, but who reported it does not decide between two', async () => {
    const patient = await makePatient(nurse, { study: study.slug, operatedDaysAgo: 2 })
    const { id } = await proposeComplication(cheng, study.slug, {
      enrolmentId: patient.enrolmentId,
      visitId: null,
      type: 'infection',
      level: null,
      detectedOn: TODAY,
      note: 'pus',
    })
    await vote(an, id, 'confirm')
    await vote(bei, id, 'reject')
    await expect(vote(cheng, id, 'confirm')).rejects.toMatchObject({ reason: 'own_proposal_alone' })
    expect((await getJudging(cheng, study.slug, id)).refusal).toBe('own_proposal_alone')
  })

  it('refuse a rejection without reason, a kind that is none, and an outdated view', async () => {
    const { flag } = await makeLeak()
    await expect(vote(an, flag, 'reject', { note: ' ' })).rejects.toMatchObject({
      fields: [{ field: 'note', code: 'required' }],
    })
    await expect(vote(an, flag, 'change', { kind: 'nonsense' })).rejects.toMatchObject({ status: 422 })
    await expect(vote(an, flag, 'change')).rejects.toMatchObject({ fields: [{ field: 'kind' }] })
    await expect(vote(an, flag, 'confirm', { version: 9 })).rejects.toMatchObject({ status: 409 })
  })

  it('judge the same evidence: a correction in between takes the votes back', async () => {
    const patient = await makeLeak()
    await vote(an, patient.flag, 'confirm')
    const more = { ...LEAK, leak_symptomatic: 1 }
    await saveForm(nurse, patient, 'd1', 'leakage', more, { repeatKey: 'T12', version: 1 })
    expect(await getJudging(an, study.slug, patient.flag)).toMatchObject({ votesIn: 0, refusal: null })
    const rows = await registry.asSuper(
      'select reader, void_reason from adjudication_vote where complication_id = $1 and voided_at is not null',
      [patient.flag],
    )
    expect(rows).toEqual([{ reader: an.actor.id, void_reason: 'the evidence has changed' }])
    await vote(an, patient.flag, 'reject')
  })

  it('are told what is next for them, and how far they agree', async () => {
    const { flag } = await makeLeak()
    const next = await findFirstToJudge(bei, study.slug)
    expect(next).not.toBeNull()
    await vote(an, flag, 'confirm')
    expect((await getJudging(an, study.slug, flag)).next).not.toBe(flag)
    const agreement = await readAgreement(an, study.slug)
    expect(agreement.pairs).toBe(agreement.table.flat().reduce((sum, n) => sum + n, 0))
    // The first reader has always confirmed so far: nothing to reckon chance from.
    expect(agreement).toMatchObject({ pairs: 4, agreed: 2, kappa: null })
    const both = await makeLeak()
    await vote(an, both.flag, 'reject')
    await vote(bei, both.flag, 'reject')
    // Alike 3 of 5; by chance 0.8 × 0.4 + 0.2 × 0.6.
    expect((await readAgreement(an, study.slug)).kappa).toBeCloseTo((0.6 - 0.44) / (1 - 0.44), 10)
  })

  it('leave a trail each, and another site knows nothing of it', async () => {
    const { flag } = await makeLeak()
    await vote(an, flag, 'reject')
    const rows = await registry.asSuper<{ verb: string; reason: string }>(
      `select verb, reason from trail where table_name = 'adjudication_vote' order by at desc limit 1`,
    )
    expect(rows).toEqual([{ verb: 'complication.vote', reason: 'no cement outside' }])
    const south = await study.hire('clinician', 'south', 'SOUTH')
    await expect(getJudging(south, study.slug, flag)).rejects.toMatchObject({ code: 'not_found' })
    await expect(vote(south, flag, 'confirm')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('what lies beside a judgement', () => {
  it('are the values by visit, with the form it rests on, and no arm nor technique', async () => {
    const { flag, enrolmentId } = await makeLeak()
    const judging = await getJudging(an, study.slug, flag)
    expect(judging.values.filter(({ item }) => item === 'leak_types')).toMatchObject([
      { instrument: 'leakage', visit: 'd1', repeatKey: 'T12', value: [1, 3], isGround: true },
    ])
    expect(judging.visits.find(({ code }) => code === 'd1')).toMatchObject({ day: 1 })
    const [row] = await registry.asSuper<{ arm: string }>(
      'select planned_arm as arm from enrolment where id = $1',
      [enrolmentId],
    )
    expect(row?.arm).toBe('pvp')
    const { rows } = await listComplications(an, study.slug, { page: 1, enrolmentId })
    for (const told of [judging, rows])
      expect(JSON.stringify(told)).not.toMatch(/"(pvp|PVP|plannedArm|receivedArm|technique)"|cement-leakage/)
  })
})

describe('one reader', () => {
  it('settles by a vote or as ever, and may judge again as ever', async () => {
    const clinician = await registry.callAs('clinician')
    const ward = await registry.callAs('nurse')
    const patient = await makePatient(ward, { operatedDaysAgo: 2 })
    await saveForm(ward, patient, 'd1', 'leakage', LEAK, { repeatKey: 'T12', doneDaysAgo: 1 })
    const { rows } = await listComplications(clinician, 'live', { page: 1, enrolmentId: patient.enrolmentId })
    const id = rows[0]?.id ?? ''
    expect(rows[0]).toMatchObject({ readers: 1, blind: false, votes: 0 })
    const input = { version: 1, verdict: 'confirm', kind: null, grade: 1, note: '' } as const
    expect(await castVote(clinician, 'live', id, input)).toMatchObject({ id, version: 2 })
    await adjudicateComplication(clinician, 'live', id, { version: 2, status: 'rejected', note: 'artefact' })
    expect(await getJudging(clinician, 'live', id)).toMatchObject({ status: 'rejected', votesIn: 1 })
  })
})

describe('a rejected proposal', () => {
  it('comes again when the value is corrected upward, and not for the value that was rejected', async () => {
    const clinician = await registry.callAs('clinician')
    const ward = await registry.callAs('nurse')
    const patient = await makePatient(ward, { operatedDaysAgo: 100, enrolledDaysAgo: 120 })
    const save = (vas: number, version: number) =>
      saveForm(ward, patient, 'm3', 'pain', { vas_back_rest: vas }, { version, doneDaysAgo: 5 })
    const list = async () => {
      const { rows } = await listComplications(clinician, 'live', {
        page: 1,
        enrolmentId: patient.enrolmentId,
      })
      return rows.map(({ status, evidence }) => [status, evidence[0]?.params['vas']])
    }
    await save(4, 0)
    const { rows } = await listComplications(clinician, 'live', { page: 1, enrolmentId: patient.enrolmentId })
    const first = rows[0]
    await adjudicateComplication(clinician, 'live', first?.id ?? '', {
      version: first?.version ?? 0,
      status: 'rejected',
      note: 'intercostal',
    })
    await save(4, 1)
    expect(await list()).toEqual([['rejected', 4]])
    await save(8, 2)
    expect(await list()).toEqual([
      ['proposed', 8],
      ['rejected', 4],
    ])
    const { rows: now } = await listComplications(clinician, 'live', {
      page: 1,
      enrolmentId: patient.enrolmentId,
    })
    expect(await getJudging(clinician, 'live', now[0]?.id ?? '')).toMatchObject({ rejectedBefore: 1 })
    // Back to what was rejected: the rejection holds again.
    await save(4, 3)
    expect(await list()).toEqual([['rejected', 4]])
    await save(8, 4)
    expect((await list())[0]).toEqual(['proposed', 8])
  })
})
