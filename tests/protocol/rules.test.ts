import { describe, expect, it } from 'vitest'
import type { Scores, Values } from '@/lib/codebook/item'
import type { RulePlan, Technique } from '@/lib/protocol/protocol'
import { evaluateRules, findRule, RULES } from '@/lib/protocol/rules/evaluate'
import type { RuleContext, RuleEntry } from '@/lib/protocol/rules/rule'
import { saySource } from '@/lib/protocol/rules/sources'
import { DEFAULT_RULES } from '@/lib/protocol/shipped/live'
import { OVCF_PROTOCOL } from '@/lib/protocol/shipped/ovcf'
import english from '@/messages/en.json'
import chinese from '@/messages/zh-CN.json'

const DAYS: Record<string, number> = { pre: -2, d1: 1, d3: 3, m3: 92, m12: 365 }
const VISITS = Object.entries(DAYS).map(([code, day]) => ({
  code,
  day,
  doneOn: `on-${code}`,
  after: day > 0,
}))

function entry(
  instrument: string,
  visit: string | null,
  values: Values,
  scores: Scores = {},
  level = '',
): RuleEntry {
  return {
    id: `${instrument}-${visit}-${level}`,
    instrument,
    version: 1,
    repeatKey: level,
    visit,
    values,
    scores,
  }
}

function back(visit: string, value: number | null): RuleEntry {
  return entry('pain', visit, {}, { vas_back: { value, formula: 'vas-back-worst', version: 1 } })
}

function residual(visit: string, answer: 0 | 1): RuleEntry {
  return entry('residual_pain', visit, { residual_pain: answer })
}

function run(technique: Technique, entries: RuleEntry[], plans: readonly RulePlan[] = DEFAULT_RULES) {
  const context: RuleContext = { technique, operationDate: '2026-01-01', visits: VISITS, entries }
  return evaluateRules(plans, context)
}

function keys(found: readonly { dedupeKey: string }[]): string[] {
  return found.map((f) => f.dedupeKey)
}

describe('residual back pain after cement augmentation', () => {
  it('is proposed at 4 and above, at the visits of the protocol', () => {
    const { proposals } = run('PVP', [back('m3', 4), back('m12', 3.9)])
    expect(keys(proposals)).toEqual(['rbp-ovcf@3:residual_back_pain:m3'])
    expect(proposals[0]?.evidence[0]).toMatchObject({
      key: 'rbp_ovcf',
      params: { day: 92, vas: 4, threshold: 4 },
    })
  })

  it('takes threshold and visits from the plan', () => {
    const plans = [{ id: 'rbp-ovcf', version: 1, params: { threshold: 3.5, visits: ['m12'] } }]
    expect(keys(run('PVP', [back('m3', 9), back('m12', 3.5)], plans).proposals)).toEqual([
      'rbp-ovcf@1:residual_back_pain:m12',
    ])
  })

  it('reads the NRS told by telephone against the same threshold from version 2, and says which scale it was', () => {
    const told = (value: number) => entry('nrs', 'm3', { nrs_back: value })
    expect(run('PVP', [told(3)]).proposals).toEqual([])
    const { proposals } = run('PVP', [told(4)])
    expect(keys(proposals)).toEqual(['rbp-ovcf@3:residual_back_pain:m3'])
    expect(proposals[0]?.evidence[0]).toMatchObject({ key: 'rbp_ovcf_nrs', params: { vas: 4 } })
    const both = run('PVP', [told(9), back('m3', 5)]).proposals
    expect(both.map(({ evidence }) => evidence[0]?.key)).toEqual(['rbp_ovcf'])
    const first = [{ id: 'rbp-ovcf', version: 1, params: {} }]
    expect(run('PVP', [told(9)], first).proposals).toEqual([])
  })

  it('never compares a number told with a mark on a line', () => {
    const found = (entries: RuleEntry[]) =>
      run('PVP', entries).proposals.filter(({ type }) => type === 'recurrent_pain')
    const told = (visit: string, value: number) => entry('nrs', visit, { nrs_back: value })
    expect(found([back('d1', 1), told('m3', 6)])).toEqual([])
    expect(found([told('m3', 1), told('m12', 6)]).map(({ evidence }) => evidence[0]?.key)).toEqual([
      'rise_nrs_back',
    ])
  })

  it('raises the early alert for a number told too', () => {
    const { alerts } = run('PVP', [entry('nrs', 'd3', { nrs_back: 7 })])
    expect(alerts.map(({ evidence }) => evidence[0]?.key)).toEqual(['early_pain_nrs'])
  })

  it('says nothing of a missing score and of pain before the operation', () => {
    expect(run('PVP', [back('m3', null), back('pre', 9)])).toEqual({ proposals: [], alerts: [] })
  })
})

describe('residual back pain after endoscopic discectomy', () => {
  it('is the answer at day 30 or later, never the score', () => {
    expect(run('PELD', [back('m3', 9), residual('m3', 0)]).proposals).toEqual([])
    const { proposals } = run('PELD', [back('m3', 1), residual('m3', 1)])
    expect(proposals.map((p) => p.evidence.map((e) => e.key))).toEqual([['rbp_peld', 'graded_by_vas']])
  })

  it('says when two visits running told it', () => {
    const { proposals } = run('PELD', [residual('m3', 1), residual('d3', 1)])
    expect(proposals[0]?.evidence[0]).toMatchObject({
      key: 'rbp_peld_running',
      params: { before: 3, day: 92 },
    })
  })

  it('does not take a missing answer for a yes', () => {
    const refused = entry('residual_pain', 'm3', { residual_pain: { missing: 'refused' } })
    expect(run('PELD', [refused]).proposals).toEqual([])
  })
})

describe('early pain', () => {
  it('alerts before day 30 and proposes nothing', () => {
    const cement = run('PVP', [back('d1', 4), back('d3', 3.9)])
    expect(keys(cement.alerts)).toEqual(['early-pain@2:early_pain:d1'])
    expect(cement.proposals).toEqual([])
    const disc = run('PELD', [residual('d3', 1), back('d1', 9)])
    expect(keys(disc.alerts)).toEqual(['early-pain@2:early_pain:d3'])
    expect(disc.proposals).toEqual([])
  })

  it('is over at day 30', () => {
    expect(run('PVP', [back('m3', 8)]).alerts).toEqual([])
  })
})

describe('recurrent pain', () => {
  const only = DEFAULT_RULES.filter((rule) => rule.id === 'recurrent-pain')

  it('is proposed when it is told, once a spell', () => {
    const told = {
      pain_relieved: 1,
      recurrent_pain: 1,
      recurrent_on: '2026-03',
      recurrent_nrs: 6,
      recurrent_site: 3,
    }
    const twice = [entry('recurrent_pain', 'm3', told), entry('recurrent_pain', 'm12', told)]
    const { proposals } = run('PELD', twice, only)
    expect(keys(proposals)).toEqual(['recurrent-pain@2:recurrent_pain:m3'])
    expect(proposals[0]).toMatchObject({
      onsetOn: '2026-03',
      evidence: [
        { key: 'recurrent_asked_nrs', params: { nrs: 6 } },
        { key: 'recurrent_site', params: { zh: '腰背', en: 'Back' } },
      ],
    })
  })

  it('is proposed on a rise of 2 from the lowest value to 4 or more', () => {
    const found = run('PVP', [back('d1', 3), back('d3', 2.3), back('m3', 4.3)], only).proposals
    expect(found[0]?.evidence[0]).toMatchObject({
      key: 'rise_back',
      params: { lowest: 2.3, lowestDay: 3, value: 4.3, day: 92 },
    })
    expect(run('PVP', [back('d1', 2.4), back('m3', 4.3)], only).proposals).toEqual([])
    expect(run('PVP', [back('d1', 1), back('m3', 3.9)], only).proposals).toEqual([])
    expect(run('PVP', [back('pre', 1), back('d1', 7), back('m3', 6)], only).proposals).toEqual([])
  })

  it('counts pain that stays as one spell and a new rise as another', () => {
    const stays = run('PVP', [back('d1', 1), back('m3', 5), back('m12', 6)], only)
    expect(keys(stays.proposals)).toEqual(['recurrent-pain@2:recurrent_pain:m3'])
    const again = run('PVP', [back('d1', 1), back('d3', 5), back('m3', 2), back('m12', 5)], only)
    expect(keys(again.proposals)).toEqual([
      'recurrent-pain@2:recurrent_pain:d3',
      'recurrent-pain@2:recurrent_pain:m12',
    ])
  })

  it('looks at each leg by itself and joins the evidence of one visit', () => {
    const legs = (visit: string, left: number, right: number) =>
      entry('pain', visit, { vas_leg_left: left, vas_leg_right: right })
    const told = entry('recurrent_pain', 'm3', { recurrent_pain: 1 })
    const { proposals } = run('PELD', [legs('d1', 1, 5), legs('m3', 5, 5), told], only)
    expect(proposals.map((p) => p.evidence.map((e) => e.key))).toEqual([['recurrent_asked', 'rise_leg_left']])
  })
})

describe('cement leakage', () => {
  const leak = (visit: string, level: string, values: Values) => entry('leakage', visit, values, {}, level)

  it('is proposed by level, once a level, with how it was seen', () => {
    const yes = {
      leak: 1,
      leak_detection: 1,
      leak_types: [3, 5],
      leak_symptomatic: 0,
      leak_endplate_cortex: 1,
    }
    const { proposals } = run('PVP', [
      leak('d1', 'T12', yes),
      leak('m3', 'T12', yes),
      leak('d1', 'L1', { leak: 0 }),
    ])
    expect(keys(proposals)).toEqual(['cement-leakage@1:cement_leakage:level:T12'])
    expect(proposals[0]).toMatchObject({ level: 'T12', visit: 'd1', onsetOn: '2026-01-01' })
    const evidence = proposals[0]?.evidence ?? []
    expect(evidence.map((e) => e.key)).toEqual([
      'leak_ct',
      'leak_types',
      'leak_silent',
      'leak_endplate_cortex',
    ])
    expect(evidence[1]?.params).toEqual({
      level: 'T12',
      zh: 'C 型 皮质缺损、针道',
      en: 'C cortical defect, Needle tract',
    })
  })

  it('follows the technique', () => {
    expect(run('PELD', [leak('d1', 'L4', { leak: 1 })]).proposals).toEqual([])
  })
})

describe('urgent signs', () => {
  it('alert at any visit or none, each set of signs anew', () => {
    const { alerts } = run('other', [
      entry('urgent_signs', null, { urgent_bladder: 1, urgent_bowel: 0 }),
      entry('urgent_signs', 'pre', { urgent_saddle: 1, urgent_fever: 1 }),
      entry('urgent_signs', 'm3', { urgent_bladder: 0 }),
    ])
    expect(keys(alerts)).toEqual([
      'urgent-signs@1:urgent:pre:saddle+fever',
      'urgent-signs@1:urgent:urgent_signs-null-:bladder',
    ])
    expect(alerts[0]?.evidence.map((e) => e.key)).toEqual(['urgent_saddle', 'urgent_fever'])
  })
})

describe('any run', () => {
  const entries = [
    back('d1', 8),
    back('d3', 1),
    back('m3', 6),
    residual('m3', 1),
    entry('recurrent_pain', 'm3', { recurrent_pain: 1 }),
    entry('leakage', 'd1', { leak: 1, leak_detection: 3, leak_endplate_cortex: 1 }, {}, 'T12'),
    entry('urgent_signs', 'm3', { urgent_weakness: 1 }),
  ]

  it('gives the same findings in any order of entries, each key once, each sentence in both languages', () => {
    for (const technique of ['PVP', 'PKP', 'PELD', 'other'] as const) {
      const found = run(technique, entries)
      const turned = run(technique, [...entries].reverse())
      expect(turned).toEqual(found)
      const all = [...found.proposals, ...found.alerts]
      expect(new Set(keys(all)).size).toBe(all.length)
      for (const { evidence } of all)
        for (const { key, source } of evidence) {
          expect(english.rules).toHaveProperty(key)
          expect(chinese.rules).toHaveProperty(key)
          expect(saySource(source, 'en')).toBe(source)
          expect(saySource(source, 'zh-CN')).toMatch(/\p{Script=Han}/u)
          expect(saySource(source, 'zh-CN')).not.toMatch(/proposal|definition|operation|Journal|types/)
        }
    }
  })

  it('leaves the source of an import as it is', () => {
    expect(saySource('cohort.xlsx:12', 'zh-CN')).toBe('cohort.xlsx:12')
  })

  it('refuses a rule that does not exist', () => {
    expect(() => run('PVP', [], [{ id: 'rbp-ovcf', version: 9, params: {} }])).toThrow('rbp-ovcf@9')
    expect(findRule('rbp-ovcf', 1)).toBe(RULES[0])
  })

  it('proposes nothing for the finished cohort, whose complications are entered as in the source', () => {
    expect(run('PVP', entries, OVCF_PROTOCOL.rules)).toEqual({ proposals: [], alerts: [] })
  })
})
