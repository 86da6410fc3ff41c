import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ItemValue, Values } from '@/lib/codebook/item'
import { computeScores } from '@/lib/instruments/score'
import { getInstrument, SHIPPED } from '@/lib/instruments/shelf'
import type { CheckContext, CheckEntry } from '@/lib/protocol/checks/finding'
import { checkCrossCheck, findFindings, readCheck } from '@/lib/protocol/cross-checks'
import type { CrossCheck } from '@/lib/protocol/protocol'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'

function entryOf(visit: string | null, instrument: string, values: Values, repeatKey = ''): CheckEntry {
  const id = `${visit}-${instrument}-${repeatKey}`
  const scores = computeScores(getInstrument(instrument), values)
  return { id, instrument, version: 1, visit, repeatKey, values, scores, reasons: {} }
}

const DAYS = { pre: '2026-03-01', d1: '2026-03-03', d3: '2026-03-05', m3: '2026-06-02', m12: '2027-03-02' }

function contextOf(entries: readonly CheckEntry[], more: Partial<CheckContext> = {}): CheckContext {
  return {
    protocol: LIVE_PROTOCOL,
    find: SHIPPED.find,
    enrolledOn: '2026-03-01',
    operatedOn: '2026-03-02',
    dischargedOn: null,
    diedOn: null,
    identity: null,
    visits: Object.entries(DAYS).map(([code, doneOn]) => ({ code, doneOn })),
    operations: [{ relation: 'index', performedOn: '2026-03-02', levels: ['T12'] }],
    entries,
    ...more,
  }
}

function withChecks(context: CheckContext, ...checks: readonly Pick<CrossCheck, 'when'>[]): CheckContext {
  const whole = checks.map((check, index) => ({
    id: `c${index}`,
    severity: 'hard' as const,
    message: { zh: '不对', en: 'Wrong' },
    ...check,
  }))
  return { ...context, protocol: { ...context.protocol, checks: whole } }
}

const ofProtocol = (context: CheckContext) =>
  findFindings(context).filter(({ origin }) => origin.startsWith('protocol:'))
const own = (context: CheckContext) =>
  findFindings(context).map(({ origin, severity, entryId, visit, item }) => ({
    check: origin.replace('own:', ''),
    ...{ severity, entryId, visit, item },
  }))

describe('a check of the protocol', () => {
  it('stands exactly where both values are known and the condition holds', () => {
    const value = fc.option(
      fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constant({ missing: 'refused' } as ItemValue)),
      { nil: undefined },
    )
    fc.assert(
      fc.property(value, value, (before, after) => {
        const pain = (rest: ItemValue | undefined) => (rest === undefined ? {} : { vas_back_rest: rest })
        const entries = [entryOf('pre', 'pain', pain(before)), entryOf('m3', 'pain', pain(after))]
        const found = ofProtocol(
          withChecks(contextOf(entries), { when: 'm3.vas_back_rest > pre.vas_back_rest + 2' }),
        )
        const isWrong = typeof before === 'number' && typeof after === 'number' && after > before + 2
        expect(found.map(({ entryId, item }) => [entryId, item])).toEqual(
          isWrong ? [['m3-pain-', 'vas_back_rest']] : [],
        )
      }),
      { numRuns: 300 },
    )
  })

  it('says its message with the values it rests on, in both languages', () => {
    const entries = [
      entryOf('pre', 'pain', { vas_back_rest: 2 }),
      entryOf('m3', 'pain', { vas_back_rest: 8 }),
    ]
    const [found] = ofProtocol(
      withChecks(contextOf(entries), { when: 'm3.vas_back_rest > pre.vas_back_rest' }),
    )
    expect(found?.text.zh).toMatch(/^不对（.*= 8；.*= 2）$/)
    expect(found?.text.en).toMatch(/^Wrong \(.*= 8; .*= 2\)$/)
    expect(found?.ground).toEqual({ 'm3.vas_back_rest': 8, 'pre.vas_back_rest': 2 })
  })

  it('with `any` looks at each visit, and names the one', () => {
    const entries = (['d1', 'd3', 'm3'] as const).map((visit, index) =>
      entryOf(visit, 'pain', { vas_back_rest: index * 3, vas_back_activity: 3 }),
    )
    const found = ofProtocol(
      withChecks(contextOf(entries), { when: 'any.vas_back_rest > any.vas_back_activity' }),
    )
    expect(found.map(({ visit }) => visit)).toEqual(['m3'])
  })

  it('of a form by level looks at each level', () => {
    const leak = (level: string, symptoms: number) =>
      entryOf('d1', 'leakage', { leak: 1, leak_symptomatic: symptoms }, level)
    const context = contextOf([leak('T12', 0), leak('L1', 1)], {
      operations: [{ relation: 'index', performedOn: '2026-03-02', levels: ['T12', 'L1'] }],
    })
    const found = ofProtocol(withChecks(context, { when: 'd1.leak = 1 and d1.leak_symptomatic = 1' }))
    expect(found.map(({ entryId }) => entryId)).toEqual(['d1-leakage-L1'])
  })

  it('reads derived values', () => {
    const items = getInstrument('odi').items.filter(({ kind }) => kind !== 'calculated')
    expect(items).toHaveLength(10)
    const odi = entryOf('m3', 'odi', Object.fromEntries(items.map(({ name }) => [name, 4])))
    const score = Object.entries(odi.scores).find(([, { value }]) => value === 80)?.[0]
    const found = ofProtocol(withChecks(contextOf([odi]), { when: `m3.${score} >= 80` }))
    expect(found).toHaveLength(1)
  })

  it('leaves numbers and texts with dots alone', () => {
    const { references } = readCheck(`m3.odi > 12.5 and m3.note = 'pre.odi'`)
    expect([...references.values()]).toEqual([
      { visit: 'm3', item: 'odi' },
      { visit: 'm3', item: 'note' },
    ])
  })

  it('that names what is not asked, or cannot be read, is no sound check', () => {
    const judge = (when: string) => checkCrossCheck({ when }, LIVE_PROTOCOL, SHIPPED.find)
    expect(judge('m3.vas_back_rest > pre.vas_back_rest')).toEqual([])
    expect(judge('any.vas_back_rest > 3')).toEqual([])
    expect(judge('m4.vas_back_rest > 3')).toMatchObject([{ params: { value: 'm4.vas_back_rest' } }])
    expect(judge('m3.nonsense > 3')).toMatchObject([{ params: { value: 'm3.nonsense' } }])
    expect(judge('m3.vas_back_rest >')).toMatchObject([{ field: 'when', code: 'malformed' }])
  })
})

describe('the checks that need no protocol', () => {
  it('find nothing in a plausible course', () => {
    const entries = [
      entryOf('pre', 'pain', { vas_back_rest: 7 }),
      entryOf('m3', 'pain', { vas_back_rest: 2 }),
    ]
    expect(own(contextOf(entries, { dischargedOn: '2026-03-06' }))).toEqual([])
  })

  it('find dates out of order', () => {
    const visits = [
      { code: 'pre', doneOn: '2026-03-04' },
      { code: 'd1', doneOn: '2026-03-01' },
      { code: 'm3', doneOn: '2026-06-02' },
      { code: 'm12', doneOn: null },
    ]
    const context = contextOf([], {
      visits,
      enrolledOn: '2026-03-03',
      dischargedOn: '2026-03-01',
      diedOn: '2026-05',
    })
    expect(own(context).map(({ check, severity, visit }) => [check, severity, visit])).toEqual([
      ['operation-before-enrolment', 'soft', null],
      ['discharge-before-operation', 'hard', null],
      ['visit-before-anchor', 'hard', 'pre'],
      ['visit-before-anchor', 'hard', 'd1'],
      ['visit-after-death', 'hard', 'm3'],
    ])
  })

  it('judge a death by what is told of it', () => {
    const visits = [{ code: 'm3', doneOn: '2026-06-02' }]
    const found = (diedOn: string) => own(contextOf([], { visits, diedOn })).length
    expect([found('2026'), found('2026-06'), found('2026-06-02')]).toEqual([0, 0, 0])
    expect([found('2025'), found('2026-05'), found('2026-06-01')]).toEqual([1, 1, 1])
  })

  it('find another sex or age than the identity, and tell neither', () => {
    const entries = [entryOf('pre', 'demographics', { sex: 1, age: 70 })]
    const found = findFindings(contextOf(entries, { identity: { sex: 'F', ageAtEnrolment: 64 } }))
    expect(found.map(({ origin, item }) => [origin, item])).toEqual([
      ['own:sex-differs', 'sex'],
      ['own:age-differs', 'age'],
    ])
    expect(JSON.stringify(found.map(({ text }) => text))).not.toMatch(/64|"F"/)
    expect(own(contextOf(entries, { identity: { sex: 'M', ageAtEnrolment: 69 } }))).toEqual([])
    expect(own(contextOf(entries, { identity: { sex: null, ageAtEnrolment: null } }))).toEqual([])
  })

  it('find leakage at a level that was not operated on', () => {
    const entries = [entryOf('d1', 'leakage', { leak: 0 }, 'L3')]
    expect(own(contextOf(entries))).toMatchObject([
      { check: 'level-not-operated', severity: 'hard', visit: 'd1' },
    ])
  })

  it('find a vertebra taller than what it is measured by', () => {
    const film = entryOf('d1', 'radiographs', {}, 'T12')
    const score = (value: number) => ({
      height_remaining_ant_pct: { value, formula: 'height-remaining-anterior', version: 1 },
    })
    expect(own(contextOf([{ ...film, scores: score(121) }]))).toMatchObject([
      { check: 'height-above-reference', severity: 'soft', item: 'height_remaining_ant_pct' },
    ])
    expect(own(contextOf([{ ...film, scores: score(120) }]))).toEqual([])
  })

  it('find the same answers at three visits, but not the same zeros', () => {
    const same = (value: number) =>
      (['pre', 'd1', 'm3'] as const).map((visit) =>
        entryOf(visit, 'pain', {
          vas_back_rest: value,
          vas_back_activity: value,
          vas_leg_left: value,
          vas_leg_right: value,
        }),
      )
    expect(own(contextOf(same(4))).map(({ check }) => check)).toContain('same-at-every-visit')
    expect(own(contextOf(same(0)))).toEqual([])
    expect(own(contextOf(same(4).slice(1)))).toEqual([])
  })

  it('find a jump that nobody explained', () => {
    const jumping = getInstrument('pain').items.find((item) => 'jump' in item && item.jump !== undefined)
    const name = jumping?.name ?? 'none'
    const entries = [entryOf('d1', 'pain', { [name]: 0 }), entryOf('d3', 'pain', { [name]: 10 })]
    expect(own(contextOf(entries)).map(({ check, visit }) => [check, visit])).toEqual([['jump', 'd3']])
    const told = entries.map((entry) => ({ ...entry, reasons: { [name]: 'fell' } }))
    expect(own(contextOf(told))).toEqual([])
  })
})
