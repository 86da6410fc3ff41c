import { describe, expect, it } from 'vitest'
import type { Protocol } from '@/lib/protocol/protocol'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import { ask, MONTH_6 } from '@/lib/protocol/shipped/visits'
import { uniteProtocols } from '@/lib/protocol/unite'

describe('the union of versions', () => {
  it('of one version, or of the same twice, is that version', () => {
    expect(uniteProtocols(LIVE_PROTOCOL, [])).toEqual(LIVE_PROTOCOL)
    expect(uniteProtocols(LIVE_PROTOCOL, [LIVE_PROTOCOL])).toEqual(LIVE_PROTOCOL)
  })

  it('keeps what was dropped at its place, and every other word as in force', () => {
    const inForce: Protocol = {
      ...LIVE_PROTOCOL,
      sampleSize: 300,
      arms: LIVE_PROTOCOL.arms.slice(1),
      visits: [
        ...LIVE_PROTOCOL.visits
          .filter(({ code }) => code !== 'd3')
          .map((visit) => ({ ...visit, graceDays: 9, instruments: visit.instruments.slice(1) })),
        { ...MONTH_6, instruments: [ask('odi')] },
      ],
    }
    const united = uniteProtocols(inForce, [LIVE_PROTOCOL])
    expect(united.visits.map(({ code }) => code)).toEqual(['pre', 'd1', 'd3', 'm3', 'm12', 'm6'])
    expect(united.visits.map(({ graceDays }) => graceDays)).toEqual([9, 9, 0, 9, 9, MONTH_6.graceDays])
    expect(united.sampleSize).toBe(300)
    expect(united.arms.map(({ code }) => code).sort()).toEqual(
      LIVE_PROTOCOL.arms.map(({ code }) => code).sort(),
    )
    for (const visit of LIVE_PROTOCOL.visits) {
      const forms = united.visits.find(({ code }) => code === visit.code)?.instruments ?? []
      expect(forms.map(({ id }) => id).sort()).toEqual(visit.instruments.map(({ id }) => id).sort())
    }
  })
})
