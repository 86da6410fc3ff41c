import { describe, expect, it } from 'vitest'
import { Problem } from '@/lib/problem'
import { COMPLICATION_CATALOGUE, COMPLICATION_CODES, findComplicationType } from '@/lib/protocol/catalogue'
import { checkProtocol, parseProtocol } from '@/lib/protocol/check-protocol'
import { findOverlaps } from '@/lib/protocol/overlap'
import type { Protocol, VisitPlan } from '@/lib/protocol/protocol'
import { instrumentsOf, isBaseline } from '@/lib/protocol/protocol-read'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import { OVCF_PROTOCOL } from '@/lib/protocol/shipped/ovcf'
import { SNRB_PROTOCOL } from '@/lib/protocol/shipped/snrb'
import english from '@/messages/en.json'

function codes(protocol: Protocol): string[] {
  return checkProtocol(protocol).map(({ field, code }) => `${field} ${code}`)
}

function withVisit(code: string, more: Partial<VisitPlan>): Protocol {
  return {
    ...LIVE_PROTOCOL,
    visits: LIVE_PROTOCOL.visits.map((v) => (v.code === code ? { ...v, ...more } : v)),
  }
}

describe('the shipped protocols', () => {
  it('are sound and survive JSON', () => {
    for (const protocol of [LIVE_PROTOCOL, OVCF_PROTOCOL, SNRB_PROTOCOL]) {
      expect(checkProtocol(protocol)).toEqual([])
      expect(parseProtocol(JSON.parse(JSON.stringify(protocol)))).toEqual(protocol)
    }
  })

  it('ask cement forms of cement arms and MacNab of disc arms', () => {
    const asked = (visit: number, technique: 'PVP' | 'PELD') =>
      instrumentsOf(LIVE_PROTOCOL.visits[visit]?.instruments ?? [], technique).map(({ id }) => id)
    expect(asked(1, 'PVP')).toContain('leakage')
    expect(asked(1, 'PELD')).not.toContain('leakage')
    expect(asked(3, 'PELD')).toContain('macnab')
    expect(asked(3, 'PVP')).not.toContain('macnab')
  })
})

describe('the baseline', () => {
  it('is what the study declares, else what comes before the operation', () => {
    const baselines = (protocol: Protocol) =>
      protocol.visits.filter(({ code }) => isBaseline(protocol, code)).map(({ code }) => code)
    expect(baselines(LIVE_PROTOCOL)).toEqual(['pre'])
    expect(baselines(SNRB_PROTOCOL)).toEqual(['adm'])
    expect(codes({ ...LIVE_PROTOCOL, baseline: 'm9' })).toEqual(['baseline unknown_value'])
  })
})

describe('a protocol that makes no sense', () => {
  it('is refused for windows that meet, in days or in hours', () => {
    expect(codes(withVisit('m12', { window: { unit: 'days', from: 120, to: 410 } }))).toEqual([
      'visits.4.window windows_overlap',
    ])
    expect(
      codes(withVisit('d3', { window: { unit: 'hours', from: 36, to: 108, days: { from: 3, to: 4 } } })),
    ).toEqual(['visits.2.window windows_overlap'])
    // A day-5 visit may fall inside 108 hours after a late operation.
    const day5 = {
      ...LIVE_PROTOCOL.visits[3],
      code: 'd5',
      target: 5,
      window: { unit: 'days', from: 5, to: 5 },
    }
    expect(
      findOverlaps([...LIVE_PROTOCOL.visits, day5 as VisitPlan]).map(([a, b]) => [a.code, b.code]),
    ).toEqual([['d3', 'd5']])
  })

  it('is refused for what does not exist or occurs twice', () => {
    expect(codes(withVisit('m3', { instruments: [{ id: 'no_such', version: 1, required: true }] }))).toEqual([
      'visits.3.instruments.0 unknown_value',
    ])
    expect(codes({ ...LIVE_PROTOCOL, responder: 'no_such' })).toEqual(['responder unknown_value'])
    expect(codes({ ...LIVE_PROTOCOL, rules: [{ id: 'rbp-ovcf', version: 9, params: {} }] })).toEqual([
      'rules.0 unknown_value',
    ])
    expect(
      codes({ ...LIVE_PROTOCOL, rules: [{ id: 'rbp-ovcf', version: 1, params: { visits: ['m9'] } }] }),
    ).toEqual(['rules.0.params.visits unknown_value'])
    expect(
      codes({ ...LIVE_PROTOCOL, rules: [{ id: 'rbp-ovcf', version: 1, params: { threshold: '4' } }] }),
    ).toEqual(['rules.0.params.threshold wrong_type'])
    expect(codes(withVisit('d3', { code: 'd1' }))).toContain('visits.2 duplicate')
  })

  it('is refused for a window or a target the wrong way round', () => {
    expect(codes(withVisit('m3', { window: { unit: 'days', from: 120, to: 76 } }))).toEqual([
      'visits.3.window window_backwards',
      'visits.3.target target_outside_window',
    ])
    expect(codes(withVisit('pre', { anchor: 'enrolment' }))).toEqual([
      'visits.0.before before_needs_operation',
    ])
  })

  it('is refused for its shape, with the field', () => {
    expect(() => parseProtocol({ ...LIVE_PROTOCOL, codePrefix: 'lv', extra: 1 })).toThrow(Problem)
    try {
      parseProtocol({ ...LIVE_PROTOCOL, codePrefix: 'lv' })
    } catch (problem) {
      expect((problem as Problem).fields).toEqual([{ field: 'codePrefix', code: 'malformed' }])
    }
  })

  it('finds words for every issue', () => {
    const bad = withVisit('pre', {
      code: 'u1',
      anchor: 'enrolment',
      window: { unit: 'days', from: 9, to: 1 },
    })
    for (const { code } of checkProtocol(bad)) expect(english.issues).toHaveProperty(code)
  })
})

describe('the catalogue of complications', () => {
  it('defines every code once, in both languages, with a source', () => {
    expect(COMPLICATION_CATALOGUE.map((type) => type.code)).toEqual(COMPLICATION_CODES)
    for (const { label, definition, source } of COMPLICATION_CATALOGUE) {
      for (const text of [label.zh, label.en, definition.zh, definition.en, source.zh, source.en])
        expect(text).not.toBe('')
      expect(source.zh).not.toMatch(/proposal|unverified|usage|Journal/)
    }
    expect(findComplicationType('cement_leakage')).toMatchObject({ presentAtOperation: true, byLevel: true })
    expect(findComplicationType('nothing')).toBeUndefined()
  })
})
