import { describe, expect, it } from 'vitest'
import { checkDraft, checkProtocol, parsePublished } from '@/lib/protocol/check-protocol'
import { judgeByRule } from '@/lib/protocol/eligibility'
import { SHIPPED } from '@/lib/instruments/shelf'
import type { Criterion, Protocol, Randomisation } from '@/lib/protocol/protocol'
import { BLANK_PROTOCOL } from '@/lib/protocol/shipped/blank'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import { SNRB_PROTOCOL } from '@/lib/protocol/shipped/snrb'
import chinese from '@/messages/zh-CN.json'
import english from '@/messages/en.json'

/** Issues as "field code"; each has words in both languages. */
function issues(protocol: Protocol): string[] {
  return checkProtocol(protocol).map(({ field, code }) => {
    expect(english.issues).toHaveProperty(code)
    expect(chinese.issues).toHaveProperty(code)
    return `${field} ${code}`
  })
}

const label = { zh: '某', en: 'some' }
const answers = ['left', 'right'].map((code) => ({ code, label }))

function randomised(more: Partial<Randomisation> = {}): Protocol {
  const randomisation: Randomisation = {
    kind: 'blocks',
    ratio: { S: 1, P: 1 },
    blockSizes: [4, 6, 8],
    bySite: true,
    strata: [{ code: 'side', label, answers }],
    ...more,
  }
  return { ...SNRB_PROTOCOL, consentVersions: ['1.0'], randomisation }
}

function judged(criterion: Partial<Criterion>): Protocol {
  return { ...randomised(), criteria: [{ id: 'c', kind: 'inclusion', label, ...criterion }] }
}

describe('randomisation', () => {
  it('is sound as planned, and an empty protocol too', () => {
    expect(issues(randomised())).toEqual([])
    expect(issues(BLANK_PROTOCOL)).toEqual([])
  })

  it('shares out the arms there are, in blocks that hold whole shares', () => {
    expect(issues(randomised({ ratio: { S: 2, X: 1 } }))).toEqual([
      'randomisation.ratio.X unknown_value',
      'randomisation.ratio.P required',
      'randomisation.blockSizes.0 not_a_multiple',
      'randomisation.blockSizes.2 not_a_multiple',
    ])
    expect(issues(randomised({ ratio: { S: 2, P: 1 }, blockSizes: [6, 6] }))).toEqual([
      'randomisation.blockSizes needs_two_sizes',
      'randomisation.blockSizes.1 duplicate',
    ])
    // A list made elsewhere has no blocks of ours.
    expect(issues(randomised({ kind: 'list', blockSizes: [5] }))).toEqual([])
  })

  it('draws blocks of two lengths at least: of one, the last arm of each is known', () => {
    expect(issues(randomised({ blockSizes: [4] }))).toEqual(['randomisation.blockSizes needs_two_sizes'])
    expect(issues(randomised({ blockSizes: [4, 6] }))).toEqual([])
  })

  it('randomises nobody who was not asked: there is a form of consent', () => {
    expect(issues({ ...randomised(), consentVersions: [] })).toEqual(['consentVersions required'])
  })

  it('belongs to a randomised design of two arms or more', () => {
    expect(issues({ ...randomised(), design: 'prospective' })).toContain('randomisation.kind not_randomised')
    const [arm] = SNRB_PROTOCOL.arms
    expect(issues({ ...randomised({ ratio: { S: 1 } }), arms: arm ? [arm] : [] })).toContain(
      'arms needs_two_arms',
    )
    const [visit, ...others] = BLANK_PROTOCOL.visits
    if (!visit) throw new Error('no visit')
    const { before: _before, ...later } = visit
    const visits = [{ ...later, anchor: 'randomisation' as const }, ...others]
    expect(issues({ ...BLANK_PROTOCOL, visits })).toEqual(['visits.0.anchor never_known'])
  })

  it('names its strata once, and not as facts are named', () => {
    const stratum = { code: 'age', label, answers: [...answers, ...answers.slice(0, 1)] }
    expect(issues(randomised({ strata: [stratum, stratum] }))).toEqual([
      'randomisation.strata.1 duplicate',
      'randomisation.strata.0.code name_reserved',
      'randomisation.strata.0.answers.2 duplicate',
      'randomisation.strata.1.code name_reserved',
      'randomisation.strata.1.answers.2 duplicate',
    ])
  })
})

describe('eligibility', () => {
  it('refuses what is known only afterwards, in words or by a rule', () => {
    for (const en of ['Complete data', 'Not lost to follow-up', 'no missing outcomes', 'Drop-outs'])
      expect(issues(judged({ label: { zh: '某', en } }))).toEqual([
        'criteria.0.label.en known_only_afterwards',
      ])
    for (const zh of ['资料完整', '失访', '随访数据不全', '中途脱落'])
      expect(issues(judged({ label: { zh, en: 'some' } }))).toEqual([
        'criteria.0.label.zh known_only_afterwards',
      ])
    expect(issues(judged({ rule: 'vas < 3' }))).toEqual(['criteria.0.rule known_only_afterwards'])
  })

  it('lets be what is known before, able to attend follow-up too', () => {
    for (const words of [
      { zh: '能按时随访', en: 'Able to complete follow-up' },
      { zh: '完全性骨折', en: 'Complete fracture' },
    ])
      expect(issues(judged({ label: words }))).toEqual([])
  })

  it('reads rules over age, sex and the strata alone', () => {
    const rule = "age >= 18 and (sex = 'F' or side = 'left')"
    expect(issues(judged({ rule }))).toEqual([])
    expect(issues(judged({ rule: 'age >=' }))).toEqual(['criteria.0.rule expression_malformed'])
    expect(issues(judged({ rule: 'weight > 40' }))).toEqual(['criteria.0.rule expression_unknown'])
    expect(issues(judged({ rule: "age = 'old'" }))).toEqual(['criteria.0.rule expression_type'])
    const criterion: Criterion = { id: 'c', kind: 'inclusion', label, rule }
    expect(judgeByRule(criterion, { age: 17 })).toBe(false)
    expect(judgeByRule(criterion, { age: 40, sex: 'F' })).toBe(true)
    // The side is asked at randomisation: nothing is known before.
    expect(judgeByRule(criterion, { age: 40, sex: 'M' })).toBeNull()
    expect(judgeByRule({ id: 'c', kind: 'inclusion', label }, { age: 40 })).toBeNull()
  })
})

describe('what a trial states', () => {
  it('an outcome that its visit measures, a baseline before treatment', () => {
    const outcome = (variable: string, visit: string) =>
      issues({ ...SNRB_PROTOCOL, primaryOutcome: { variable, visit } })
    expect(outcome('vas', 'd3')).toEqual([])
    expect(outcome('odi', 'd3')).toEqual(['primaryOutcome.variable not_asked_there'])
    expect(outcome('vas', 'm9')).toEqual(['primaryOutcome.visit unknown_value'])
    expect(issues({ ...SNRB_PROTOCOL, baseline: 'm3' })).toEqual(['baseline baseline_after_treatment'])
    expect(issues({ ...LIVE_PROTOCOL, baseline: 'pre' })).toEqual([])
  })

  it('blinding, approval, forms of consent, sets and brake that fit', () => {
    const ethics = { committee: 'x', number: '1', approvedOn: '2026-02-01', expiresOn: '2026-01-01' }
    const set = { code: 'full', definition: label } as const
    expect(
      issues({
        ...LIVE_PROTOCOL,
        blinded: ['nurse'],
        ethics,
        consentVersions: ['1.0', '1.0'],
        analysisSets: [set, set],
        brake: { visit: 'm9', below: 0.8, least: 10 },
      }),
    ).toEqual([
      'blinded blinded_but_open',
      'ethics.expiresOn before_approval',
      'consentVersions.1 duplicate',
      'analysisSets.1 duplicate',
      'brake.visit unknown_value',
    ])
  })

  it('checks across forms that can be read', () => {
    const check = (when: string) =>
      issues({ ...LIVE_PROTOCOL, checks: [{ id: 'c', severity: 'soft', when, message: label }] })
    expect(check('m3.odi > pre.odi + 20')).toEqual([])
    expect(check('m3.odi >')).toEqual(['checks.0.when malformed'])
    expect(check('m3.nothing > 1')).toEqual(['checks.0.when unknown_value'])
    expect(check("m3.odi = 'high'")).toEqual(['checks.0.when expression_type'])
  })
})

describe('the shape of a draft', () => {
  it('names what is missing, not offered or out of bounds at its field', () => {
    const draft = {
      ...LIVE_PROTOCOL,
      design: 'guess',
      codePrefix: '',
      arms: [],
      sampleSize: 0,
      surprise: 1,
      responder: undefined,
    }
    const found = checkDraft(JSON.parse(JSON.stringify(draft)), SHIPPED).map(
      ({ field, code }) => `${field} ${code}`,
    )
    expect(found.sort()).toEqual([
      'arms required',
      'codePrefix required',
      'design not_offered',
      'responder required',
      'sampleSize below_hard',
      'surprise not_asked',
    ])
  })

  it('a version once published stays readable, whatever is checked today', () => {
    const old = { ...LIVE_PROTOCOL, baseline: 'm9' }
    expect(issues(old)).toEqual(['baseline unknown_value'])
    expect(parsePublished(JSON.parse(JSON.stringify(old)))).toEqual(old)
  })
})
