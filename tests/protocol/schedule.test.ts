import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '@/lib/codebook/dates'
import { instantOf } from '@/lib/protocol/local-time'
import { planVisits } from '@/lib/protocol/schedule'
import type { Anchors, PlannedVisit } from '@/lib/protocol/schedule'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import { OVCF_PROTOCOL } from '@/lib/protocol/shipped/ovcf'
import { anyDate, anyTime, anyZone } from './arbitrary'

const ZONE = 'Asia/Shanghai'

function plan(anchors: Anchors, code: string, zone = ZONE): PlannedVisit {
  const visit = planVisits(LIVE_PROTOCOL, anchors, zone).find((v) => v.code === code)
  if (!visit) throw new Error(code)
  return visit
}

const enrolment = { date: '2026-03-01' }

describe('before the operation is known', () => {
  it('opens only the pre-operative visit, at enrolment', () => {
    const [pre, ...later] = planVisits(LIVE_PROTOCOL, { enrolment }, ZONE)
    expect(pre).toMatchObject({ code: 'pre', target: null, closes: null, lastDay: null })
    expect(pre?.opens?.toISOString()).toBe('2026-02-28T16:00:00.000Z')
    expect(later.map((v) => v.code)).toEqual(['d1', 'd3', 'm3', 'm12'])
    for (const visit of later) expect(visit).toMatchObject({ target: null, opens: null, closes: null })
  })
})

describe('with the date of the operation', () => {
  const anchors = { enrolment, index_operation: { date: '2026-03-05' } }

  it('closes pre-op at the end of that day and reaches back 60 days', () => {
    const pre = plan(anchors, 'pre')
    expect(pre.closes?.toISOString()).toBe('2026-03-05T16:00:00.000Z')
    expect(pre).toMatchObject({ firstDay: '2026-01-04', lastDay: '2026-03-05', target: '2026-03-05' })
  })

  it('judges day 1 and day 3 by the calendar', () => {
    expect(plan(anchors, 'd1')).toEqual({
      code: 'd1',
      target: '2026-03-06',
      opens: new Date('2026-03-05T16:00:00Z'),
      closes: new Date('2026-03-06T16:00:00Z'),
      firstDay: '2026-03-06',
      lastDay: '2026-03-06',
    })
    expect(plan(anchors, 'd3')).toMatchObject({ firstDay: '2026-03-08', lastDay: '2026-03-09' })
  })

  it('opens 3 and 12 months on their days', () => {
    expect(plan(anchors, 'm3')).toMatchObject({
      target: '2026-06-03',
      firstDay: '2026-05-20',
      lastDay: '2026-07-03',
    })
    expect(plan(anchors, 'm12')).toMatchObject({
      target: '2027-03-05',
      firstDay: '2027-01-19',
      lastDay: '2027-04-19',
    })
  })
})

describe('with the time of the operation too', () => {
  const anchors = { enrolment, index_operation: { date: '2026-03-05', time: '16:00' } }

  it('closes pre-op at that time', () => {
    expect(plan(anchors, 'pre').closes).toEqual(new Date('2026-03-05T08:00:00Z'))
  })

  it('judges day 1 by 12 to 36 hours and keeps the calendar day beside', () => {
    const d1 = plan(anchors, 'd1')
    expect(d1.opens).toEqual(instantOf('2026-03-06', '04:00', ZONE))
    expect(d1.closes).toEqual(instantOf('2026-03-07', '04:01', ZONE))
    expect(d1).toMatchObject({ firstDay: '2026-03-06', lastDay: '2026-03-06' })
  })

  it('counts true hours over a change of the clock', () => {
    const spring = { enrolment, index_operation: { date: '2026-03-28', time: '20:00' } }
    expect(plan(spring, 'd1', 'Europe/Berlin').opens).toEqual(
      instantOf('2026-03-29', '09:00', 'Europe/Berlin'),
    )
  })
})

describe('discharge before day 3', () => {
  const operation = { date: '2026-03-05' }

  it('counts on its day', () => {
    const d3 = plan({ enrolment, index_operation: operation, discharge: '2026-03-07' }, 'd3')
    expect(d3).toMatchObject({ target: '2026-03-07', firstDay: '2026-03-07', lastDay: '2026-03-09' })
    expect(d3.opens).toEqual(new Date('2026-03-06T16:00:00Z'))
  })

  it('does not reach into day 1, and later discharge changes nothing', () => {
    const usual = plan({ enrolment, index_operation: operation }, 'd3')
    expect(plan({ enrolment, index_operation: operation, discharge: '2026-03-06' }, 'd3')).toEqual(usual)
    expect(plan({ enrolment, index_operation: operation, discharge: '2026-03-20' }, 'd3')).toEqual(usual)
  })

  it('waits for the hours of day 1 to end', () => {
    const late = { date: '2026-03-05', time: '22:00' }
    const anchors = { enrolment, index_operation: late, discharge: '2026-03-07' }
    expect(plan(anchors, 'd3').opens).toEqual(plan(anchors, 'd1').closes)
  })
})

describe('other anchors', () => {
  it('keeps visits of a patient who is never operated when they count from randomisation', () => {
    const trial = {
      ...LIVE_PROTOCOL,
      visits: LIVE_PROTOCOL.visits.map((v) =>
        v.code === 'm3' ? { ...v, anchor: 'randomisation' as const } : v,
      ),
    }
    const visits = planVisits(trial, { enrolment, randomisation: { date: '2026-03-02' } }, ZONE)
    expect(visits.find((v) => v.code === 'm3')?.target).toBe('2026-05-31')
    expect(visits.find((v) => v.code === 'm12')?.target).toBeNull()
  })
})

const anyAnchors = fc.record({
  enrolment: anyDate.map((date) => ({ date })),
  gap: fc.integer({ min: 0, max: 90 }),
  time: fc.option(anyTime),
  discharge: fc.option(fc.integer({ min: 0, max: 9 })),
})

describe('any enrolment', () => {
  it('gives every moment and every day to one visit at most', () => {
    for (const protocol of [LIVE_PROTOCOL, OVCF_PROTOCOL])
      fc.assert(
        fc.property(anyAnchors, anyZone, ({ enrolment, gap, time, discharge }, zone) => {
          const date = addDays(enrolment.date, gap)
          const visits = planVisits(
            protocol,
            {
              enrolment,
              index_operation: time === null ? { date } : { date, time },
              ...(discharge === null ? {} : { discharge: addDays(date, discharge) }),
            },
            zone,
          )
          visits.forEach((visit, i) => {
            const { opens, closes, firstDay, lastDay, target } = visit
            if (!opens || !closes || !firstDay || !lastDay || !target) throw new Error('unscheduled')
            expect(opens < closes).toBe(true)
            expect(firstDay <= target && target <= lastDay).toBe(true)
            const next = visits[i + 1]
            if (!next?.opens || !next.firstDay) return
            expect(closes <= next.opens).toBe(true)
            expect(lastDay < next.firstDay).toBe(true)
          })
        }),
      )
  })

  it('moves every window with the operation, never against it', () => {
    fc.assert(
      fc.property(
        anyDate,
        fc.integer({ min: 1, max: 30 }),
        fc.option(anyTime),
        anyZone,
        (date, later, time, zone) => {
          const at = (day: string): PlannedVisit[] =>
            planVisits(
              LIVE_PROTOCOL,
              { enrolment: { date }, index_operation: time === null ? { date: day } : { date: day, time } },
              zone,
            )
          const first = at(date)
          at(addDays(date, later)).forEach((visit, i) => {
            expect(visit.opens?.getTime()).toBeGreaterThan(first[i]?.opens?.getTime() ?? Infinity)
            expect(visit.closes?.getTime()).toBeGreaterThan(first[i]?.closes?.getTime() ?? Infinity)
          })
        },
      ),
    )
  })
})
