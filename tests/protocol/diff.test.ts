import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffProtocols } from '@/lib/protocol/diff'
import type { Protocol, VisitPlan } from '@/lib/protocol/protocol'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import { SNRB_PROTOCOL } from '@/lib/protocol/shipped/snrb'
import { MONTH_6 } from '@/lib/protocol/shipped/visits'
import { anyProtocol } from './any-protocol'

const say = (before: unknown, after: unknown) =>
  diffProtocols(before, after).map(
    ({ path, kind }) =>
      `${kind} ${path.map(({ key, id }) => (id === undefined ? key : `${key}[${id}]`)).join('.')}`,
  )

function withVisits(visits: readonly VisitPlan[]): Protocol {
  return { ...LIVE_PROTOCOL, visits }
}
const M6: VisitPlan = { ...MONTH_6, instruments: [] }

describe('an amendment in words', () => {
  it('names what came, went and changed, with both values', () => {
    const [pre, d1, d3, m3, m12] = LIVE_PROTOCOL.visits as [
      VisitPlan,
      VisitPlan,
      VisitPlan,
      VisitPlan,
      VisitPlan,
    ]
    const after: Protocol = {
      ...LIVE_PROTOCOL,
      design: 'prospective',
      sampleSize: 77,
      arms: LIVE_PROTOCOL.arms.slice(1),
      visits: [
        pre,
        d1,
        d3,
        { ...m3, graceDays: 40, window: { unit: 'days', from: 80, to: 110 } },
        M6,
        { ...m12, instruments: m12.instruments.filter(({ id }) => id !== 'rand36') },
      ],
    }
    expect(say(LIVE_PROTOCOL, after)).toEqual([
      'changed design',
      'removed arms[pvp]',
      'changed visits[m3].graceDays',
      'changed visits[m3].window',
      'removed visits[m12].instruments[rand36]',
      'added visits[m6]',
      'added sampleSize',
    ])
    const window = diffProtocols(LIVE_PROTOCOL, after).find(({ path }) => path.at(-1)?.key === 'window')
    expect(window).toMatchObject({ before: m3.window, after: { unit: 'days', from: 80, to: 110 } })
    expect(window?.path[0]?.label).toEqual(m3.label)
  })

  it('tells another order apart from another content', () => {
    expect(say(LIVE_PROTOCOL, withVisits([...LIVE_PROTOCOL.visits].reverse()))).toEqual(['moved visits'])
    const shuffled = Object.fromEntries(Object.entries(LIVE_PROTOCOL).reverse())
    expect(say(LIVE_PROTOCOL, shuffled)).toEqual([])
  })

  it('names the arm of a share and the parameter of a rule', () => {
    const blocks = { kind: 'blocks', blockSizes: [4], bySite: true, strata: [] } as const
    const before = { ...SNRB_PROTOCOL, randomisation: { ...blocks, ratio: { S: 1, P: 1 } } }
    const after = { ...SNRB_PROTOCOL, randomisation: { ...blocks, ratio: { S: 2, P: 1 } } }
    expect(say(before, after)).toEqual(['changed randomisation.ratio[S]'])
    expect(say(SNRB_PROTOCOL, after)).toEqual(['added randomisation'])
    const rules = [{ id: 'rbp-ovcf', version: 2, params: { threshold: 3.5 } }]
    expect(say({ rules }, { rules: [{ ...rules[0], params: { threshold: 4, visits: ['m3'] } }] })).toEqual([
      'changed rules[rbp-ovcf].params[threshold]',
      'added rules[rbp-ovcf].params[visits]',
    ])
  })

  it('compares drafts that are not sound', () => {
    expect(say({ visits: [{ code: '' }] }, { visits: [{ code: '' }, { code: 'm3' }] })).toEqual([
      'changed visits',
    ])
    expect(say(null, LIVE_PROTOCOL)).toEqual(['changed '])
  })
})

describe('any two protocols', () => {
  it('differ exactly when something is said, and what came one way goes the other way', () => {
    fc.assert(
      fc.property(anyProtocol, anyProtocol, (a, b) => {
        expect(say(a, JSON.parse(JSON.stringify(a)))).toEqual([])
        const there = diffProtocols(a, b)
        const back = diffProtocols(b, a)
        expect(there.length === 0).toBe(JSON.stringify(a) === JSON.stringify(b))
        const count = (changes: typeof there, kind: string) => changes.filter((c) => c.kind === kind).length
        expect(count(back, 'removed')).toBe(count(there, 'added'))
        expect(count(back, 'added')).toBe(count(there, 'removed'))
        expect(count(back, 'changed')).toBe(count(there, 'changed'))
      }),
      { numRuns: 300 },
    )
  })
})
